#include "widgets/forms/toml_text.h"

#include <sstream>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/error.h"

namespace studio {
namespace {

using TomlLines = std::vector<std::string>;

TomlLines linesOf(std::string_view text) {
  TomlLines lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const TomlLines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// "model" of "[model]"; "topoloss.override" of "[[topoloss.override]]"; empty where it is no heading.
std::string headingOf(const std::string& line) {
  const std::string bare = trimmed(line.substr(0, line.find('#')));
  if (bare.size() < 3 || bare.front() != '[' || bare.back() != ']') return {};
  const std::size_t brackets = bare.rfind("[[", 0) == 0 ? 2 : 1;
  return trimmed(std::string_view(bare).substr(brackets, bare.size() - 2 * brackets));
}

/// "tau" of "tau = 3.0"; empty where the line sets nothing.
std::string keyOf(const std::string& line) {
  const auto equals = line.find('=');
  const std::string key = equals == std::string::npos ? "" : trimmed(std::string_view(line).substr(0, equals));
  return key.empty() || key.front() == '#' || key.front() == '[' ? "" : key;
}

/// Calls visit(index, "section.key") for each line that sets something in a section of ours.
template <class Visit>
void eachSetting(const TomlLines& lines, Visit visit) {
  std::string section;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const std::string heading = headingOf(lines[i]); !heading.empty())
      section = heading;
    else if (const std::string key = keyOf(lines[i]); !key.empty())
      visit(i, section + "." + key);
  }
}

/// Where a comment begins after the value, outside quotes.
std::size_t commentOf(const std::string& line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote) {
      if (line[i] == '\\' && quote == '"')
        ++i;
      else if (line[i] == quote)
        quote = 0;
    } else if (line[i] == '"' || line[i] == '\'') {
      quote = line[i];
    } else if (line[i] == '#') {
      return i;
    }
  }
  return std::string::npos;
}

/// "tau = 3.0" as toToml writes this setting.
std::string canonicalLine(const TomlLines& canonical, const std::string& key) {
  std::string found;
  eachSetting(canonical, [&](std::size_t i, const std::string& here) {
    if (here == key) found = canonical[i];
  });
  return found;
}

std::string withComment(const std::string& fresh, const std::string& old) {
  const std::size_t comment = commentOf(old);
  return comment == std::string::npos ? fresh : fresh + "  " + old.substr(comment);
}

void insertSetting(TomlLines& lines, const std::string& section, const std::string& fresh) {
  std::size_t place = 0;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string heading = headingOf(lines[i]);
    if (!heading.empty()) inside = heading == section;
    if (inside && !trimmed(lines[i]).empty()) place = i + 1;
  }
  if (place == 0) {
    lines.insert(lines.end(), {"", "[" + section + "]", fresh});
  } else {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), fresh);
  }
}

void patchSetting(TomlLines& lines, const TomlLines& canonical, const std::string& key) {
  const std::string fresh = canonicalLine(canonical, key);
  bool written = false;
  eachSetting(lines, [&](std::size_t i, const std::string& here) {
    if (here != key || written) return;
    lines[i] = withComment(fresh, lines[i]);
    written = true;
  });
  if (!written) insertSetting(lines, key.substr(0, key.rfind('.')), fresh);
}

bool reads(const std::string& text, const RunConfig& config) {
  try {
    return parseConfig(text) == config;
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace

std::string shortToml(const RunConfig& config) {
  const TomlLines full = linesOf(toToml(config));
  std::vector<bool> keep(full.size(), true);
  const RunConfig defaults;
  eachSetting(full, [&](std::size_t i, const std::string& key) {
    const ConfigField* field = findField(key);
    if (field && field->advanced) keep[i] = field->get(config) != field->get(defaults);
  });
  TomlLines lines;
  for (std::size_t i = 0; i < full.size(); ++i)
    if (keep[i]) lines.push_back(full[i]);
  const std::string text = joined(lines);
  return reads(text, config) ? text : toToml(config);
}

std::string patchedToml(const std::string& text, const RunConfig& config) {
  RunConfig before;
  try {
    before = parseConfig(text);
  } catch (const UserError&) {
    return shortToml(config);
  }
  if (before == config) return text;
  const TomlLines canonical = linesOf(toToml(config));
  TomlLines lines = linesOf(text);
  for (const ConfigField& field : configFields())
    if (field.get(before) != field.get(config)) patchSetting(lines, canonical, field.key);
  const std::string patched = joined(lines);
  return reads(patched, config) ? patched : shortToml(config);
}

int lineOf(std::string_view text, std::string_view key) {
  int line = 0;
  eachSetting(linesOf(text), [&](std::size_t i, const std::string& here) {
    if (line == 0 && here == key) line = static_cast<int>(i) + 1;
  });
  return line;
}

}  // namespace studio
