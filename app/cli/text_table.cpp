// Columns and numbers for people, then a run as several commands answer it (text_table.h).
#include "app/cli/text_table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// Code points, so that τ and × take one column.
std::size_t displayWidth(const std::string& text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool looksNumeric(const std::string& text) {
  return text == "-" || (!text.empty() && text.find_first_not_of("0123456789.,-+e% ") == std::string::npos);
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, displayWidth(text)), ' ');
  return right ? space + text : text + space;
}

std::string formatted(const char* pattern, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, pattern, value);
  return buffer;
}

}  // namespace

/// What stands in a cell stays in it: names of untrusted files may hold line ends.
void TextTable::add(std::vector<std::string> row) {
  for (auto& cell : row) cell = visible(cell);
  rows_.push_back(std::move(row));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  std::vector<bool> numeric;
  auto measure = [&](const std::vector<std::string>& row, bool heading) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    numeric.resize(widths.size(), true);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], displayWidth(row[i]));
      if (!heading && !row[i].empty() && !looksNumeric(row[i])) numeric[i] = false;
    }
  };
  measure(headings_, true);
  for (const auto& row : rows_) measure(row, false);

  std::string out;
  auto write = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "  " : "") + padded(row[i], widths[i], numeric[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  if (!headings_.empty()) write(headings_);
  for (const auto& row : rows_) write(row);
  return out;
}

std::string roundedText(double value, int digits) {
  return std::isfinite(value) ? significantText(value, digits) : "-";
}

std::string shareText(double value) {
  return std::isfinite(value) && value >= 0 ? formatted("%.1f %%", 100 * value) : "-";
}

std::string durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "-";
  if (seconds == 0) return "0 s";
  if (seconds < 1e-3) return "under 1 ms";
  if (seconds < 10) return formatted("%.2g s", seconds);
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

using Json = nlohmann::ordered_json;

Json measured(double value) { return std::isfinite(value) && value >= 0 ? Json(value) : Json(nullptr); }

std::string measuredText(double value) { return value >= 0 ? roundedText(value, 4) : "-"; }

Json runRow(const RunSummary& run) {
  const auto& status = run.status;
  return {
      {"run", run.name},
      {"path", run.path.string()},
      {"state", std::string(toString(status.state))},
      {"error", !run.error.empty()     ? Json(run.error)
                : status.error.empty() ? Json(nullptr)
                                       : Json(status.error)},
      {"model", run.model},
      {"tau", run.tau},
      {"seed", run.seed},
      {"step", status.step},
      {"steps", status.steps},
      {"epoch", status.epoch},
      {"epochs", status.epochs},
      {"task_loss", measured(status.taskLoss)},
      {"topo_loss", measured(status.topoLoss)},
      {"validation", {{"loss", measured(status.validationLoss)}, {"accuracy", measured(status.validationAccuracy)}}},
      {"seconds", status.secondsTrained},
      {"started", status.started},
      {"heartbeat", status.heartbeat},
      {"pid", status.pid},
      {"host", status.host},
      {"device", status.device},
      {"skipped", status.skipped},
      {"data_changed", status.dataChanged.empty() ? Json(nullptr) : Json(status.dataChanged)},
      {"note", status.note.empty() ? Json(nullptr) : Json(status.note)}};
}

}  // namespace studio
