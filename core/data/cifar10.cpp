// The data set "cifar10": the binary version, data_batch_1.bin to data_batch_5.bin and test_batch.bin. A record is one byte of
// label and 32 x 32 bytes each of red, green and blue.
#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "core/data/dataset_kinds.h"
#include "core/data/sized_dataset.h"
#include "core/data/tensor_dataset.h"
#include "core/run/atomic_file.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSide = 32, kPixels = 3 * kSide * kSide, kRecord = 1 + kPixels, kClasses = 10;
constexpr std::size_t kLargestBatchFile = std::size_t{1} << 28;   // a batch has 31 MB
constexpr std::array kNames{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};

class Cifar10 : public TensorDataset {
 public:
  using TensorDataset::TensorDataset;
  std::vector<double> defaultMean() const override { return {0.4914, 0.4822, 0.4465}; }   // of the training images
  std::vector<double> defaultStd() const override { return {0.2470, 0.2435, 0.2616}; }
};

fs::path folderOf(const fs::path& root) {
  const auto inside = root / "cifar-10-batches-bin";
  return fs::is_directory(inside) ? inside : root;
}

std::string readBatch(const fs::path& file) {
  if (!fs::is_regular_file(file))
    throw UserError(file.string() + " is missing; data.root must be the folder with data_batch_1.bin to data_batch_5.bin and test_batch.bin of CIFAR-10's binary version.");
  auto bytes = readFile(file, kLargestBatchFile);
  if (bytes.empty() || static_cast<std::int64_t>(bytes.size()) % kRecord != 0)
    throw UserError(file.string() + " ends within a record (it is truncated, or not a batch of CIFAR-10's binary version); copy or download it again.");
  return bytes;
}

std::vector<std::string> classNames(const fs::path& folder) {
  const auto file = folder / "batches.meta.txt";
  if (!fs::is_regular_file(file)) return {kNames.begin(), kNames.end()};
  std::vector<std::string> names;
  std::istringstream lines(readFile(file, std::size_t{1} << 16));
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) names.push_back(line);
  }
  if (static_cast<std::int64_t>(names.size()) != kClasses)
    throw UserError(file.string() + " names " + std::to_string(names.size()) + " classes, but CIFAR-10 has 10; repair it or take it away.");
  return names;
}

/// Appends the records of a batch from image `first` on.
void copyRecords(const std::string& bytes, const fs::path& file, const torch::Tensor& images, std::int64_t first, std::vector<std::int64_t>& labels) {
  auto* into = images.data_ptr<std::uint8_t>() + first * kPixels;
  for (std::size_t at = 0; at < bytes.size(); at += kRecord, into += kPixels) {
    labels.push_back(static_cast<unsigned char>(bytes[at]));
    if (labels.back() >= kClasses)
      throw UserError(file.string() + " has the label " + std::to_string(labels.back()) + " in record " + std::to_string(at / kRecord + 1) +
                      ", but CIFAR-10's are 0 to 9; it is damaged or of another set.");
    std::memcpy(into, bytes.data() + at + 1, kPixels);
  }
}

std::shared_ptr<const Dataset> readBatches(const fs::path& folder, const std::vector<std::string>& files, const DataConfig& config) {
  std::vector<std::string> batches;
  std::int64_t count = 0;
  for (const auto& file : files) {
    batches.push_back(readBatch(folder / file));
    count += static_cast<std::int64_t>(batches.back().size()) / kRecord;
  }
  const auto images = torch::empty({count, 3, kSide, kSide}, torch::kUInt8);
  std::vector<std::int64_t> labels;
  for (std::size_t batch = 0; batch < files.size(); ++batch)
    copyRecords(batches[batch], folder / files[batch], images, static_cast<std::int64_t>(labels.size()), labels);
  return firstImages(atSize(std::make_shared<Cifar10>(images, labels, classNames(folder)), config), config.limit);
}

}  // namespace

DataSplit openCifar10(const DataConfig& config, std::int64_t) {
  const auto folder = folderOf(config.root);
  std::vector<std::string> training;
  for (int batch = 1; batch <= 5; ++batch) training.push_back("data_batch_" + std::to_string(batch) + ".bin");
  return {readBatches(folder, training, config), readBatches(folder, {"test_batch.bin"}, config)};
}

}  // namespace studio
