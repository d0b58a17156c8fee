// Whether the weights of a checkpoint still are the bytes that training wrote: its trainer.json keeps their checksums.
// A disk or a copy may have changed one; computed on, it would give numbers that look like any others.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "core/run/held_folder.h"

namespace studio {

inline constexpr const char* kTrainerFile = "trainer.json";
inline constexpr std::size_t kMostTrainerBytes = std::size_t{1} << 28;  ///< names of classes and of images left out
inline constexpr const char* kChecksumsKey =
    "checksums";  ///< an object: name of a file beside it -> CRC-32 (checksum.h)

/// Reads the whole file. Throws UserError naming it where it is damaged; nothing where no checksum is known (older
/// versions).
void requireAsWritten(const HeldFolder& folder, const std::string& name);

/// Of a file that somebody named by its path: the same where a trainer.json stands beside it.
void requireAsWritten(const std::filesystem::path& file);

}  // namespace studio
