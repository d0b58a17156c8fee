// The data sets "cifar10" and "cifar100": 32 x 32 bytes each of red, green and blue an image, in the binary version
// behind the label, in the Python version in an array of NumPy beside the labels. CIFAR-100 has two labels, of 20
// groups and of 100 classes; the classes are taken.
#include <algorithm>
#include <cstring>
#include <filesystem>

#include "core/data/cifar_pickle.h"
#include "core/data/dataset.h"
#include "core/data/memory_datasets.h"
#include "core/run/text_file.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSide = 32, kPixels = 3 * kSide * kSide;
constexpr std::size_t kLargestBatchFile = std::size_t{1} << 28;  // the largest, CIFAR-100's training file, has 154 MB

/// The differences between the two sets.
struct CifarSet {
  const char *name, *kind;
  std::int64_t classes, labelBytes;  ///< the label proper is the last of these bytes
  const char *binaryFolder, *pythonFolder;
  std::vector<std::string> training;  ///< files; the Python version's are called the same without ".bin"
  std::string test, names;
  const char *meta, *labelsKey, *namesKey;  ///< of the Python version
  std::vector<double> mean, std;            ///< of the training images
  std::vector<std::string> classNames;      ///< where no file names them; empty: numbers
};

const CifarSet& cifar10() {
  static const CifarSet set{
      .name = "CIFAR-10",
      .kind = "cifar10",
      .classes = 10,
      .labelBytes = 1,
      .binaryFolder = "cifar-10-batches-bin",
      .pythonFolder = "cifar-10-batches-py",
      .training = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"},
      .test = "test_batch.bin",
      .names = "batches.meta.txt",
      .meta = "batches.meta",
      .labelsKey = "labels",
      .namesKey = "label_names",
      .mean = {0.4914, 0.4822, 0.4465},
      .std = {0.2470, 0.2435, 0.2616},
      .classNames = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}};
  return set;
}

const CifarSet& cifar100() {
  static const CifarSet set{.name = "CIFAR-100",
                            .kind = "cifar100",
                            .classes = 100,
                            .labelBytes = 2,
                            .binaryFolder = "cifar-100-binary",
                            .pythonFolder = "cifar-100-python",
                            .training = {"train.bin"},
                            .test = "test.bin",
                            .names = "fine_label_names.txt",
                            .meta = "meta",
                            .labelsKey = "fine_labels",
                            .namesKey = "fine_label_names",
                            .mean = {0.5071, 0.4865, 0.4409},
                            .std = {0.2673, 0.2564, 0.2762},
                            .classNames = {}};
  return set;
}

class CifarImages : public TensorDataset {
 public:
  CifarImages(const CifarSet& set, torch::Tensor images, std::vector<std::int64_t> labels,
              std::vector<std::string> names)
      : TensorDataset(std::move(images), std::move(labels), std::move(names)), set_(set) {}
  std::vector<double> defaultMean() const override { return set_.mean; }
  std::vector<double> defaultStd() const override { return set_.std; }

 private:
  const CifarSet& set_;
};

fs::path datasetFolder(const fs::path& root, const CifarSet& set) {
  for (const char* inside : {set.binaryFolder, set.pythonFolder})
    if (fs::is_directory(root / inside)) return root / inside;
  return root;
}

std::string pythonName(const std::string& file) { return fs::path(file).stem().string(); }

/// In which version a set lies in a folder.
bool isBinary(const fs::path& folder, const CifarSet& set) { return fs::is_regular_file(folder / set.training[0]); }
bool isPython(const fs::path& folder, const CifarSet& set) {
  return !isBinary(folder, set) && fs::is_regular_file(folder / pythonName(set.training[0]));
}

/// Says what lies in a place that is not the set asked for, where it is known.
void requireThisSet(const fs::path& root, const CifarSet& set) {
  const CifarSet& other = set.classes == 10 ? cifar100() : cifar10();
  const auto mine = datasetFolder(root, set), its = datasetFolder(root, other);
  if (isBinary(mine, set) || isPython(mine, set)) return;
  if (isBinary(its, other) || isPython(its, other))
    throw UserError(its.string() + " holds " + other.name + ", not " + set.name + "; name it as data of the kind " +
                    other.kind + ".");
  if (const auto name = root.filename().string();
      fs::is_regular_file(root) && (name.ends_with(".gz") || name.ends_with(".tar")))
    throw UserError(root.string() + " is an archive; unpack it (tar -xf) and name the folder that comes out of it.");
}

/// A file of images: its bytes, where the pixels of each image lie in them, and the labels.
struct CifarBatch {
  std::string bytes;
  std::size_t first = 0, stride = 0;
  std::vector<std::int64_t> labels;
};

CifarBatch readBinary(const fs::path& file, const CifarSet& set) {
  const auto ahead = static_cast<std::size_t>(set.labelBytes), record = ahead + kPixels;
  CifarBatch batch{readFile(file, kLargestBatchFile), ahead, record, {}};
  if (batch.bytes.empty() || batch.bytes.size() % record != 0)
    throw UserError(file.string() + " ends within a record (it is truncated, or not a batch of " + set.name +
                    "'s binary version); copy or download it again.");
  for (std::size_t at = ahead - 1; at < batch.bytes.size(); at += record)
    batch.labels.push_back(static_cast<unsigned char>(batch.bytes[at]));
  return batch;
}

CifarBatch readPython(const fs::path& file, const CifarSet& set) {
  auto images = readPickledImages(file, set.labelsKey, kPixels);
  return {std::move(images.bytes), images.first, kPixels, std::move(images.labels)};
}

CifarBatch readBatch(const fs::path& file, const CifarSet& set, bool python) {
  if (!fs::is_regular_file(file))
    throw UserError(file.string() + " is missing; data.root must be the folder with " + set.training.front() +
                    (set.training.size() > 1 ? " to " + set.training.back() : "") + " and " + set.test + " of " +
                    set.name + "'s binary version, or with its Python version (files of the same names without .bin).");
  auto batch = python ? readPython(file, set) : readBinary(file, set);
  for (std::size_t record = 0; record < batch.labels.size(); ++record)
    if (const auto label = batch.labels[record]; label < 0 || label >= set.classes)
      throw UserError(file.string() + " has the label " + std::to_string(label) + " in record " +
                      std::to_string(record + 1) + ", but " + set.name + "'s are 0 to " +
                      std::to_string(set.classes - 1) + "; it is damaged or of another set.");
  return batch;
}

std::vector<std::string> classNamesIn(const fs::path& folder, const CifarSet& set, bool python) {
  const auto file = folder / (python ? std::string(set.meta) : set.names);
  std::vector<std::string> names = set.classNames;
  if (!fs::is_regular_file(file)) {
    for (auto label = static_cast<std::int64_t>(names.size()); label < set.classes; ++label)
      names.push_back(std::to_string(label));
    return names;
  }
  names = python ? readPickledNames(file, set.namesKey) : readLines(file, std::size_t{1} << 16);
  std::erase(names, std::string());
  if (static_cast<std::int64_t>(names.size()) != set.classes)
    throw UserError(file.string() + " names " + std::to_string(names.size()) + " classes, but " + set.name + " has " +
                    std::to_string(set.classes) + "; repair it or take it away.");
  return names;
}

/// File after file, so that no two of them are in memory beside the images.
std::shared_ptr<const Dataset> readBatches(const fs::path& folder, const std::vector<std::string>& files,
                                           const CifarSet& set, const DataConfig& config) {
  const bool python = isPython(folder, set);
  std::vector<torch::Tensor> images;
  std::vector<std::int64_t> labels;
  for (const auto& file : files) {
    const auto batch = readBatch(folder / (python ? pythonName(file) : file), set, python);
    images.push_back(torch::empty({static_cast<std::int64_t>(batch.labels.size()), 3, kSide, kSide}, torch::kUInt8));
    auto* into = images.back().data_ptr<std::uint8_t>();
    for (std::size_t image = 0; image < batch.labels.size(); ++image)
      std::memcpy(into + image * kPixels, batch.bytes.data() + batch.first + image * batch.stride, kPixels);
    labels.insert(labels.end(), batch.labels.begin(), batch.labels.end());
  }
  const auto whole = std::make_shared<CifarImages>(set, torch::cat(images), labels, classNamesIn(folder, set, python));
  return firstImages(atSize(whole, config), config.limit);
}

DataSplit openCifar(const CifarSet& set, const DataConfig& config) {
  requireThisSet(config.root, set);
  const auto folder = datasetFolder(config.root, set);
  return {readBatches(folder, set.training, set, config), readBatches(folder, {set.test}, set, config)};
}

DataSplit openCifar10(const DataConfig& config, std::int64_t) { return openCifar(cifar10(), config); }

DataSplit openCifar100(const DataConfig& config, std::int64_t) { return openCifar(cifar100(), config); }

}  // namespace

DatasetEntry cifar10Dataset() {
  return {.kind = "cifar10",
          .title = "CIFAR-10",
          .open = openCifar10,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .place = {.names = {"data_batch_1", "data_batch_1.bin"}, .isFolder = true, .isDeep = true}};
}

DatasetEntry cifar100Dataset() {
  return {.kind = "cifar100",
          .title = "CIFAR-100",
          .open = openCifar100,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .place = {.names = {cifar100().names}, .isFolder = true, .isDeep = true}};
}

}  // namespace studio
