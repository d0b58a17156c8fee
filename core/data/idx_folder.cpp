// The data set "idx": a folder with files like MNIST's, train-* and t10k-*, plain or .gz.
#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/data/dataset_kinds.h"
#include "core/data/idx.h"
#include "core/data/sized_dataset.h"
#include "core/data/tensor_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

enum class Part { Training, Test, Unknown };

Part partOf(const std::string& name) {
  if (name.find("train") != std::string::npos) return Part::Training;
  if (name.find("t10k") != std::string::npos || name.find("test") != std::string::npos) return Part::Test;
  return Part::Unknown;
}

bool isImages(const fs::path& file) {
  const auto name = file.filename().string();
  return name.find("images") != std::string::npos && name.find("idx3") != std::string::npos;
}

/// The labels beside an images file: the same name with labels and idx1, plain or .gz.
fs::path labelsOf(const fs::path& images) {
  auto name = images.filename().string();
  name.replace(name.find("images"), 6, "labels");
  name.replace(name.find("idx3"), 4, "idx1");
  const auto plain = name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
  for (const auto& candidate : {name, plain, plain + ".gz"})
    if (fs::is_regular_file(images.parent_path() / candidate)) return images.parent_path() / candidate;
  throw UserError(images.string() + " has no labels beside it; put " + name + " into the same folder.");
}

struct Arrays {
  torch::Tensor images;                ///< uint8 [n, 1, height, width]
  std::vector<std::int64_t> labels;
};

Arrays readPair(const fs::path& imagesFile) {
  const auto labelsFile = labelsOf(imagesFile);
  const auto images = readIdx(imagesFile);
  const auto labels = readIdx(labelsFile);
  if (images.shape.size() != 3) throw UserError(imagesFile.string() + " is not a stack of grey images; 3 dimensions are needed.");
  if (labels.shape.size() != 1 || labels.shape[0] != images.shape[0])
    throw UserError(labelsFile.string() + " does not hold one label for each of the " + std::to_string(images.shape[0]) + " images of " +
                    imagesFile.filename().string() + "; take both files from the same set.");
  Arrays arrays;
  arrays.images = torch::empty({images.shape[0], 1, images.shape[1], images.shape[2]}, torch::kUInt8);
  std::copy(images.bytes.begin(), images.bytes.end(), reinterpret_cast<char*>(arrays.images.data_ptr<std::uint8_t>()));
  for (const char label : labels.bytes) arrays.labels.push_back(static_cast<unsigned char>(label));
  return arrays;
}

struct Files {
  std::optional<fs::path> training, test, unknown;
};

Files findFiles(const fs::path& root) {
  Files files;
  if (fs::is_regular_file(root) && isImages(root)) files.unknown = root;
  if (!fs::is_directory(root)) return files;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(root))
    if (entry.is_regular_file() && isImages(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end());   // a plain file comes before its .gz
  for (const auto& file : found) {
    const auto part = partOf(file.filename().string());
    auto& place = part == Part::Training ? files.training : part == Part::Test ? files.test : files.unknown;
    if (!place) place = file;
    else if (place->string() + ".gz" != file.string())
      throw UserError(root.string() + " holds two sets of images, " + place->filename().string() + " and " + file.filename().string() +
                      "; name one of these files as the data instead of the folder.");
  }
  return files;
}

std::vector<std::string> numberNames(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t label = 0; label < count; ++label) names.push_back(std::to_string(label));
  return names;
}

}  // namespace

DataSplit openIdx(const DataConfig& config, std::int64_t seed) {
  const fs::path root = config.root;
  const auto files = findFiles(root);
  std::vector<Arrays> parts;
  for (const auto& file : {files.training, files.test})
    if (file) parts.push_back(readPair(*file));
  if (parts.empty() && files.unknown) parts.push_back(readPair(*files.unknown));
  if (parts.empty())
    throw UserError("No IDX files in " + root.string() + ". Expected train-images-idx3-ubyte and train-labels-idx1-ubyte (or t10k-..., plain or .gz); name their folder as data.root.");
  std::int64_t largest = 0;
  for (const auto& part : parts) largest = std::max(largest, *std::max_element(part.labels.begin(), part.labels.end()));
  if (parts.size() == 2 && parts[0].images.sizes().slice(1) != parts[1].images.sizes().slice(1))
    throw UserError("The training and test images in " + root.string() + " differ in size; keep the files of one set in a folder.");
  std::vector<std::shared_ptr<const Dataset>> sets;
  for (auto& part : parts) {
    const auto images = std::make_shared<TensorDataset>(part.images, part.labels, numberNames(largest + 1));
    sets.push_back(firstImages(atSize(images, config), config.limit));
  }
  if (sets.size() == 2) return {sets[0], sets[1]};
  return drawSplit(sets[0], config.validation, seed);
}

}  // namespace studio
