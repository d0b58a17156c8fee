// toponets-bench: times our work against its peers and checks its error; built with the tests, never part of a test
// run.
#include <torch/types.h>
#include <torch/utils.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "bench_row.h"
#include "core/run/program_start.h"

namespace studio::bench {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json toJson(const Result& r) {
  return {{"row", r.row},
          {"ours_ms", number(r.oursMs)},
          {"peer", r.peer},
          {"peer_ms", number(r.peerMs)},
          {"ratio", number(r.ratio)},
          {"ratio_low", number(r.ratioLow)},
          {"ratio_high", number(r.ratioHigh)},
          {"copy_ms", r.copyMs ? number(*r.copyMs) : Json()},
          {"error", number(r.error)},
          {"error_bound", r.errorBound},
          {"ok", r.ok()}};
}

void print(const Result& r) {
  std::printf("%s\n  ours %.3f ms, peer %.3f ms, ratio %.3f (%.3f to %.3f)", r.row.c_str(), r.oursMs, r.peerMs, r.ratio,
              r.ratioLow, r.ratioHigh);
  if (r.copyMs) std::printf(", copy %.3f ms", *r.copyMs);
  std::printf("\n  peer: %s\n  error %.2e %s, bound %.0e: %s\n", r.peer.c_str(), r.error, r.errorMeaning.c_str(),
              r.errorBound, r.ok() ? "ok" : "NOT OK");
  std::fflush(stdout);
}

const Row* find(const std::string& name) {
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const Row& r) { return name == r.name; });
  return row == rows().end() ? nullptr : &*row;
}

int list() {
  for (const auto& row : rows()) std::printf("%-20s %s\n", row.name, row.peer);
  return 0;
}

int run(const std::vector<std::string>& names, const Options& options, bool json) {
  std::vector<const Row*> wanted;
  for (const auto& name : names) {
    wanted.push_back(find(name));
    if (wanted.back()) continue;
    std::fprintf(stderr, "There is no row \"%s\"; toponets-bench --list names them.\n", name.c_str());
    return 2;
  }
  if (names.empty())
    for (const auto& row : rows()) wanted.push_back(&row);
  Json answer = Json::array();
  bool ok = true;
  for (const auto* row : wanted)
    for (const auto& result : row->measure(*row, options)) {
      ok = ok && result.ok();
      if (json)
        answer.push_back(toJson(result));
      else
        print(result);
    }
  if (json) std::printf("%s\n", answer.dump(2).c_str());
  return ok ? 0 : 1;
}

}  // namespace
}  // namespace studio::bench

int main(int count, char** arguments) {
  studio::startProgram(arguments, "toponets-bench");
  studio::keepMemory();
  CLI::App app{"Times TopoNets Studio against its peers, alternately in one process.", "toponets-bench"};
  std::vector<std::string> names;
  studio::bench::Options options;
  bool json = false, list = false;
  int threads = 0;
  app.add_option("ROW", names, "rows to run; all when none is named");
  app.add_flag("--json", json, "one JSON document on stdout");
  app.add_flag("--list", list, "name the rows and their peers");
  app.add_option("--repeats", options.repeats, "measured repeats of each side")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--threads", threads, "threads of both sides; 0 = all cores")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (threads > 0) torch::set_num_threads(threads);
  return list ? studio::bench::list() : studio::bench::run(names, options, json);
}
