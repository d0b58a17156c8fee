// A lock on a small file of a folder (fcntl(2), open file description locks): given back by the system when the last
// process that has the descriptor ends, children that inherited it among them. Any thread; blocks for the disk, and
// where told to until it is free.
#pragma once
#include "core/run/folder_handle.h"

namespace studio {

enum class FileLockKind { Own, Shared };

/// Empty where somebody else holds it and `wait` is not wanted. The file is made where there is none. Throws UserError
/// where it cannot be opened, and where the file system has no locks.
Descriptor takeFileLock(const FolderHandle& folder, const char* name, FileLockKind kind, bool wait);
/// By anybody, this process too; nothing is taken or made.
bool isFileLockHeld(const FolderHandle& folder, const char* name) noexcept;

}  // namespace studio
