// Files that are read and written whole, and text that a person wrote or another program saved. Any thread; blocks for
// the disk alone.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

// Whole files under a temporary name, synced, renamed: a reader never sees half a file, a crash never costs the old
// one.

/// Throws UserError naming the file and the reason (disk full, read-only, no such folder).
void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);
/// The same in pieces, for what is not in memory at once: `fill` gives each to what it is called with; where it throws,
/// nothing of the file stays.
void writeFileAtomically(const std::filesystem::path& file,
                         const std::function<void(const std::function<void(std::string_view)>& append)>& fill);
/// Reads at most `limit` bytes; throws UserError for a missing or larger file, and for what is no regular file.
std::string readFile(const std::filesystem::path& file, std::size_t limit = std::size_t{1} << 30);

// Text that a person wrote or another program saved: labels, contrasts, configurations, lists. Byte-order marks, the
// line ends of other systems and blanks at the ends of lines are no part of it, wherever it is read. Any thread; blocks
// for the disk alone.

/// Text without UTF-8's byte-order mark.
std::string_view withoutByteOrderMark(std::string_view text);
/// "UTF-16" or "UTF-32" where the first bytes say so, a mark or the zeros between letters; else empty.
std::string_view recogniseWideEncoding(std::string_view bytes);
/// Each line ended by "\n" alone: CR LF and a lone CR become one.
std::string withLineEnds(std::string_view text);
/// Without byte-order mark, withLineEnds(). Throws UserError naming `source` for UTF-16, UTF-32 and bytes that are no
/// text.
std::string plainText(std::string_view bytes, const std::string& source);
/// plainText() of a file. Throws UserError also as readFile does.
std::string readText(const std::filesystem::path& file, std::size_t limit);
/// The lines of a file without blanks at both ends; empty lines at the end are left out, others kept. A byte-order mark
/// in the middle, of files put behind each other, begins a line.
std::vector<std::string> readLines(const std::filesystem::path& file, std::size_t limit);

}  // namespace studio
