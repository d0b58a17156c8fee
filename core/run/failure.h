// What the system refuses (disk, memory), as a sentence for the user: the thing, the reason and the way out.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace studio {

// What the system says about a file (errno), as one sentence with the way out; and reading and writing that never stop
// half-way in silence.
[[noreturn]] void throwWriteError(const std::filesystem::path& file, int error);
[[noreturn]] void throwReadError(const std::filesystem::path& file, int error);
/// All bytes, or UserError naming `file`.
void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file);
/// So many bytes from a place, fewer at the end of the file: how many. Throws UserError naming `file`.
std::size_t readAt(int descriptor, char* bytes, std::size_t count, off_t from, const std::filesystem::path& file);
/// Makes a folder and those above it. Throws UserError.
void makeFolders(const std::filesystem::path& folder);

// The one place that separates what a user can fix from the rest: sentences of our own, and what the system refuses
// (memory, threads) wherever it was asked for. Any thread; blocks nobody.

/// The sentence for what a user can fix; nullopt for an error in the program. `lessMemory` is what takes less memory,
/// as the end of a sentence: "lower train.batch_size".
std::optional<std::string> userErrorSentence(const std::exception& error, const std::string& lessMemory);

/// What a screen shows of any exception: the sentence, or the first line of what it says.
std::string shownSentence(const std::exception& error,
                          const std::string& lessMemory = "take fewer images, or end other programs");

/// The first line of what an exception says: torch adds the stack to its own.
std::string firstLine(const std::exception& error);

}  // namespace studio
