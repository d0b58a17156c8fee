// A file by its name is a name in its folder.
#include "core/run/text_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <sstream>

#include "core/run/failure.h"
#include "core/run/error.h"
#include "core/run/folder_handle.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"

namespace studio {

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes) {
  writeFileAtomically(file, [&](const auto& append) { append(bytes); });
}

void writeFileAtomically(const std::filesystem::path& named,
                         const std::function<void(const std::function<void(std::string_view)>& append)>& fill) {
  std::error_code none;
  const bool link = std::filesystem::is_symlink(named, none);  // what it leads to is meant, as with any other program
  const auto file = link ? std::filesystem::weakly_canonical(named, none) : named;
  const std::string name = file.filename().string();
  if (name.empty() || name == "." || name == "..") throwWriteError(file, EISDIR);
  struct stat facts {};
  if (::stat(file.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode))
    throw UserError("Cannot write " + visible(file.string()) +
                    ": it is a pipe or a device, which a file would replace; name a file.");
  requireOutsideOfRuns(file);
  FolderHandle::open(file.parent_path(), file).write(name, fill);
}

std::string readFile(const std::filesystem::path& file, std::size_t limit) {
  return readAll(openRegularFile(file), limit, file);
}

// Marks: The Unicode Standard, section 23.8. What Windows and old spreadsheets save looks the same on the screen, so it
// is read the same.

namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf", kBlanks = " \t\v\f\r\n";
constexpr std::size_t kInspected = 256;  ///< bytes at the start, by which UTF-16 without a mark is recognised

/// Latin letters in UTF-16 have a zero on one side each.
bool alternatesWithZeros(std::string_view bytes) {
  bytes = bytes.substr(0, std::min(bytes.size(), kInspected) & ~std::size_t{1});
  std::size_t first = 0, second = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2) first += bytes[i] == '\0', second += bytes[i + 1] == '\0';
  const auto pairs = bytes.size() / 2;
  return pairs >= 2 && ((first == 0 && second == pairs) || (second == 0 && first == pairs));
}

std::string_view withoutBlanks(std::string_view line) {
  const auto first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

/// Files that were put behind each other bring their marks along, in the middle of the text: a line begins there.
std::string withoutInnerMarks(std::string text) {
  for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at))
    text.replace(at, kMark.size(), at == 0 || text[at - 1] == '\n' ? "" : "\n");
  return text;
}

}  // namespace

std::string_view withoutByteOrderMark(std::string_view text) {
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

std::string_view recogniseWideEncoding(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("\xff\xfe\0\0", 4)) || bytes.starts_with(std::string_view("\0\0\xfe\xff", 4)))
    return "UTF-32";
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff") || alternatesWithZeros(bytes)) return "UTF-16";
  return {};
}

std::string withLineEnds(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i] == '\r' ? '\n' : text[i];
  }
  return plain;
}

std::string plainText(std::string_view bytes, const std::string& source) {
  if (const auto wide = recogniseWideEncoding(bytes); !wide.empty())
    throw UserError("Cannot read " + source + ": it is text in " + std::string(wide) + "; save it as UTF-8.");
  if (bytes.find('\0') != std::string_view::npos)
    throw UserError("Cannot read " + source + ": it holds zero bytes, so it is no text; name the right file.");
  return withLineEnds(withoutByteOrderMark(bytes));
}

std::string readText(const std::filesystem::path& file, std::size_t limit) {
  return plainText(readFile(file, limit), file.string());
}

std::vector<std::string> readLines(const std::filesystem::path& file, std::size_t limit) {
  std::vector<std::string> lines;
  std::istringstream text(withoutInnerMarks(readText(file, limit)));
  for (std::string line; std::getline(text, line);) lines.emplace_back(withoutBlanks(line));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace studio
