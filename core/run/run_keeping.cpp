// Names and notes of stored runs (run_keeping.h).
#include "core/run/run_keeping.h"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_lock.h"

namespace studio {
namespace {

constexpr const char* kNoteFile = "notes.md";
constexpr std::size_t kLongestNote = std::size_t{1} << 20;  // bytes

std::string withoutBlanksAtEnd(std::string text) {
  while (!text.empty() && std::strchr(" \t\r\n", text.back())) text.pop_back();
  return text;
}

/// A name that was given away in between is not taken: the system decides, not a look beforehand.
void renameUnlessTaken(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  int reason = errno;
  if (reason == EINVAL) {  // file systems without this; an empty folder of the name would be replaced, nothing else
    std::error_code none;
    reason = std::filesystem::exists(std::filesystem::symlink_status(to, none)) ? EEXIST : 0;
    if (reason == 0 && ::rename(from.c_str(), to.c_str()) != 0) reason = errno;
    if (reason == 0) return;
  }
  const std::string run = "The run " + visible(from.filename().string());
  const std::string name = visible(to.filename().string());
  if (reason == EEXIST || reason == ENOTEMPTY)
    throw UserError(run + " keeps its name, for there is something called " + name + " already; choose another name.");
  throw UserError(run + " cannot be called " + name + " (" + std::strerror(reason) +
                  "); see that its folder may be written.");
}

}  // namespace

std::string readNote(const RunFolder& run) {
  const FolderHandle folder = run.folder();
  return folder.hasFile(kNoteFile) ? visible(withoutBlanksAtEnd(folder.read(kNoteFile, kLongestNote)), "\n\t")
                                   : std::string();
}

void writeNote(const RunFolder& run, const std::string& text) {
  const FolderHandle folder = run.folder();
  const std::string whole = withoutBlanksAtEnd(text);
  if (whole.size() > kLongestNote)
    throw UserError("The note of " + visible(run.name()) + " is longer than 1 MB; keep it in a file of its own.");
  if (whole.empty())
    folder.remove(kNoteFile);
  else
    folder.write(kNoteFile, whole + "\n");
}

RunFolder renameRun(const RunFolder& run, const std::string& name) {
  requireRunName(name);
  if (name == run.name()) return run;
  if (RunLock::inspect(run.folder()) == LockState::Held || isLive(run.status().state))
    throw UserError("The run " + visible(run.name()) +
                    " is being trained, so it keeps its name until its end; stop it first.");
  const auto target = run.path().parent_path() / name;
  renameUnlessTaken(run.path(), target);
  return RunFolder(target);
}

}  // namespace studio
