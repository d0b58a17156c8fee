// The run that is tortured, and the one it is compared with (subject.h).
#include "tests/torture/subject.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "core/run/run_files.h"
#include "tests/support/temporary_folder.h"

namespace studio::torture {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMlp = R"([model]
name = "mlp"
classes = 8
hidden = [64]
[data]
kind = "bars"
samples = 640
image_size = 16
[topoloss]
tau = 3.0
[optimizer]
kind = "adam"
learning_rate = 1e-3
[train]
epochs = 12
batch_size = 8
seed = 1
)";

constexpr const char* kGpt = R"([model]
name = "nanogpt"
layers = 1
heads = 2
width = 32
context = 16
vocabulary = 64
[data]
kind = "tokens"
root = "TOKENS"
[topoloss]
tau = 1.0
[optimizer]
kind = "adamw"
learning_rate = 1e-3
[train]
epochs = 6
batch_size = 8
seed = 2
)";

constexpr const char* kResnet = R"([model]
name = "resnet18"
classes = 8
small_images = true
[data]
kind = "bars"
samples = 40
image_size = 8
[topoloss]
tau = 1.0
[optimizer]
kind = "sgd"
learning_rate = 0.01
momentum = 0.0
[train]
epochs = 2
batch_size = 8
seed = 3
)";

void writeText(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

/// A file of 16-bit tokens in which each follows from the one before, as a language would, so that there is something
/// to learn.
void writeTokens(const fs::path& file, int count, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes;
  unsigned token = 1;
  for (int index = 0; index < count; ++index) {
    token = (token * 5 + random() % 3) % 64;
    bytes.push_back(static_cast<char>(token));
    bytes.push_back('\0');
  }
  writeText(file, bytes);
}

std::string hash(const std::string& bytes) {
  std::uint64_t value = 14695981039346656037u;  // FNV-1a
  for (const char c : bytes) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char digits[32];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(value));
  return digits + (" " + std::to_string(bytes.size()));
}

std::vector<std::string> splitCells(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

}  // namespace

std::vector<Subject> makeSubjects(const fs::path& folder) {
  fs::create_directories(folder / "tokens");
  writeTokens(folder / "tokens" / "train.bin", 4000, 1);
  writeTokens(folder / "tokens" / "val.bin", 600, 2);
  std::string gpt = kGpt;
  gpt.replace(gpt.find("TOKENS"), 6, (folder / "tokens").string());
  writeText(folder / "mlp.toml", kMlp);
  writeText(folder / "nanogpt.toml", gpt);
  writeText(folder / "resnet18.toml", kResnet);
  return {{"mlp", folder / "mlp.toml", 6},
          {"nanogpt", folder / "nanogpt.toml", 6},
          {"resnet18", folder / "resnet18.toml", 1}};
}

std::string computeDigest(const fs::path& file) {
  std::error_code error;
  const auto status = fs::symlink_status(file, error);
  if (fs::is_regular_file(status)) return hash(readFileBytes(file));
  if (fs::is_symlink(status)) return "link to " + fs::read_symlink(file, error).string();
  return fs::is_directory(status) ? "folder" : fs::exists(status) ? "special" : "nothing";
}

std::map<std::string, std::string> readFolderTree(const fs::path& folder) {
  std::map<std::string, std::string> tree;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    tree[entry->path().lexically_relative(folder).string()] = computeDigest(entry->path());
  return tree;
}

std::vector<std::string> readRows(const fs::path& csv) {
  static const std::set<std::string> kTime{"seconds", "images_per_second"};
  std::vector<std::string> rows;
  if (!fs::is_regular_file(fs::symlink_status(csv))) return rows;
  const auto bytes = readFileBytes(csv);
  std::stringstream stream(bytes.substr(0, bytes.rfind('\n') == std::string::npos ? 0 : bytes.rfind('\n') + 1));
  std::string line;
  std::getline(stream, line);
  const auto names = splitCells(line);
  while (std::getline(stream, line)) {
    const auto cells = splitCells(line + ",");
    std::string row;
    for (std::size_t index = 0; index < cells.size(); ++index)
      if (index >= names.size() || !kTime.contains(names[index])) row.append(cells[index]).append(",");
    rows.push_back(row);
  }
  return rows;
}

std::vector<std::int64_t> listCheckpoints(const fs::path& run) {
  std::vector<std::int64_t> steps;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(run / RunFiles::kCheckpoints, error)) {
    const auto name = entry.path().filename().string();
    const auto step = stepFromName(name);
    bool whole = step.has_value();
    for (const char* part : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
      whole = whole && fs::is_regular_file(fs::symlink_status(entry.path() / part));
    if (whole) steps.push_back(*step);
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

RunContent readContent(const fs::path& run) {
  RunContent content;
  const auto steps = listCheckpoints(run);
  if (!steps.empty()) {
    const auto checkpoint = run / RunFiles::kCheckpoints / stepName(steps.back());
    content.weights = computeDigest(checkpoint / "model.safetensors");
    content.optimizer = computeDigest(checkpoint / "optimizer.safetensors");
  }
  content.rows = readRows(run / "scalars.csv");
  content.maps = readFolderTree(run / "maps");
  return content;
}

}  // namespace studio::torture
