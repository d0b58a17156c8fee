// A folder or file that somebody chose, as data: of which kind it is follows from the names of its files, as the rows
// of the table of data sets state them, and from what the network reads. What is in the files, opening them says.
// Blocks on the disk; any thread.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

/// "tokens:FOLDER", "text:FILE", "localizer:FOLDER"; "" where no row knows the names. Of a folder its first 20,000
/// files are looked at. `language`: rows of tokens, else images.
std::string dataAt(const std::filesystem::path& place, bool language);
/// What such files are called, for a sentence or the filter of a dialog: "*.bin". No disk.
std::vector<std::string> dataFileNames(bool language);

/// Sorted names of a folder's files that one of the patterns fits, without regard to case; `deep`: also those in the
/// folders below. What cannot be read is passed over.
std::vector<std::string> fileNamesIn(const std::filesystem::path& folder, const std::vector<std::string>& patterns,
                                     bool deep);

}  // namespace studio
