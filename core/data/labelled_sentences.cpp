// Reading of labelled_sentences.h.
#include "core/data/labelled_sentences.h"

#include <algorithm>
#include <map>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostSentenceBytes = std::size_t{1} << 28;  // bytes

[[noreturn]] void refuseLine(const fs::path& file, std::size_t line, const std::string& what) {
  throw UserError(file.string() + " line " + std::to_string(line) + " " + what +
                  "; each line is a label, a tab and a sentence.");
}

LabelledSentences readFileOfLines(const fs::path& file) {
  LabelledSentences found;
  found.files = {file};
  std::map<std::string, std::int64_t> known;
  std::size_t number = 0;
  for (const auto& line : readLines(file, kMostSentenceBytes)) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos) refuseLine(file, number, "has no tab: \"" + printable(line) + "\"");
    const auto label = line.substr(0, line.find_last_not_of(' ', tab - 1) + 1);
    const auto begin = line.find_first_not_of(" \t", tab);
    if (tab == 0 || label.empty()) refuseLine(file, number, "has no label");
    if (begin == std::string::npos) refuseLine(file, number, "has no sentence");
    const auto [entry, fresh] = known.emplace(label, std::int64_t(found.labels.size()));
    if (fresh) found.labels.push_back(label);
    found.sentences.push_back({line.substr(begin), entry->second, number});
  }
  return found;
}

std::vector<fs::path> textFilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with('.') && name.ends_with(".txt") && entry.is_regular_file(none)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

LabelledSentences readFolder(const fs::path& folder) {
  LabelledSentences found;
  for (const auto& file : textFilesIn(folder)) {
    const auto label = std::int64_t(found.labels.size());
    found.labels.push_back(file.stem().string());
    found.files.push_back(file);
    const auto before = found.sentences.size();
    std::size_t number = 0;
    for (auto& line : readLines(file, kMostSentenceBytes))
      if (++number; !line.empty()) found.sentences.push_back({std::move(line), label, number});
    if (found.sentences.size() == before)
      throw UserError(file.string() + " holds no sentence; write one a line, or take the file out of the folder.");
  }
  return found;
}

}  // namespace

std::string LabelledSentences::place(const Sentence& sentence) const {
  return files.at(files.size() == 1 ? 0 : std::size_t(sentence.label)).string() + " line " +
         std::to_string(sentence.line);
}

LabelledSentences readLabelledSentences(const fs::path& root) {
  const bool folder = fs::is_directory(root);
  auto found = folder ? readFolder(root) : readFileOfLines(root);
  if (!found.sentences.empty()) return found;
  throw UserError(folder ? "No sentences in " + root.string() +
                               "; a .txt file a label is needed, a sentence a line, or one file with lines of label, "
                               "tab and sentence."
                         : root.string() + " holds no sentences; each line is a label, a tab and a sentence.");
}

}  // namespace studio
