// What is tortured: short runs of three models, and how each ends when nothing happens to it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace studio::torture {

struct Subject {
  std::string model;             ///< "mlp"
  std::filesystem::path config;  ///< TOML
  int weight = 1;                ///< how often it is taken, beside the others
};

/// Writes configurations and data into `folder`: an MLP on bars, a small nanoGPT on tokens, a ResNet-18 (batch norm) on
/// bars.
std::vector<Subject> makeSubjects(const std::filesystem::path& folder);

/// Everything of a finished run that does not depend on the clock.
struct RunContent {
  std::string weights, optimizer;           ///< digests of the newest checkpoint's files
  std::vector<std::string> rows;            ///< of scalars.csv, without the columns of time
  std::map<std::string, std::string> maps;  ///< digest of each file in maps/
};
RunContent readContent(const std::filesystem::path& run);

/// Rows of a scalars.csv without the columns of time; a last line without its end is left out, as readers do.
std::vector<std::string> readRows(const std::filesystem::path& csv);
/// Digest of a file's bytes; of another kind of entry, its kind.
std::string computeDigest(const std::filesystem::path& file);
/// Every entry below a folder (links are not followed) with its digest.
std::map<std::string, std::string> readFolderTree(const std::filesystem::path& folder);
/// Steps of the complete checkpoints, ascending.
std::vector<std::int64_t> listCheckpoints(const std::filesystem::path& run);

struct Reference {
  RunContent content;
  std::int64_t steps = 0;
  double seconds = 0;  ///< that the whole program took here
};

}  // namespace studio::torture
