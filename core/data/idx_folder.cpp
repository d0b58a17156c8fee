// The data set "idx": a folder with files like MNIST's and EMNIST's, train-* and t10k-* or test-*, plain or .gz.
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <sstream>

#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

enum class Part { Training, Test, Unknown };

Part parsePart(const std::string& name) {
  if (name.find("train") != std::string::npos) return Part::Training;
  if (name.find("t10k") != std::string::npos || name.find("test") != std::string::npos) return Part::Test;
  return Part::Unknown;
}

bool isImages(const fs::path& file) {
  const auto name = file.filename().string();
  return name.find("images") != std::string::npos && name.find("idx3") != std::string::npos;
}

/// The labels beside an images file: the same name with labels and idx1, plain or .gz.
fs::path findLabelsFile(const fs::path& images) {
  auto name = images.filename().string();
  name.replace(name.find("images"), 6, "labels");
  name.replace(name.find("idx3"), 4, "idx1");
  const auto plain = name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
  for (const auto& candidate : {name, plain, plain + ".gz"})
    if (fs::is_regular_file(images.parent_path() / candidate)) return images.parent_path() / candidate;
  throw UserError(images.string() + " has no labels beside it; put " + name + " into the same folder.");
}

struct Arrays {
  torch::Tensor images;  ///< uint8 [n, 1, height, width]
  std::vector<std::int64_t> labels;
};

Arrays readPair(const fs::path& imagesFile) {
  const auto labelsFile = findLabelsFile(imagesFile);
  const auto images = readIdx(imagesFile);
  const auto labels = readIdx(labelsFile);
  if (images.shape.size() != 3)
    throw UserError(imagesFile.string() + " is not a stack of grey images; 3 dimensions are needed.");
  if (labels.shape.size() != 1 || labels.shape[0] != images.shape[0])
    throw UserError(labelsFile.string() + " does not hold one label for each of the " +
                    std::to_string(images.shape[0]) + " images of " + imagesFile.filename().string() +
                    "; take both files from the same set.");
  Arrays arrays;
  arrays.images = torch::empty({images.shape[0], 1, images.shape[1], images.shape[2]}, torch::kUInt8);
  std::copy(images.bytes.begin(), images.bytes.end(), reinterpret_cast<char*>(arrays.images.data_ptr<std::uint8_t>()));
  for (const char label : labels.bytes) arrays.labels.push_back(static_cast<unsigned char>(label));
  return arrays;
}

struct Files {
  std::optional<fs::path> training, test, unknown;  ///< the last is read where the others are not there
  std::vector<std::string> remarks;
};

bool isLabels(const fs::path& file) {
  const auto name = file.filename().string();
  return name.find("labels") != std::string::npos && name.find("idx1") != std::string::npos;
}

/// The images that labels belong to, as the name would be of a plain file.
std::string makeImagesName(const fs::path& labels) {
  auto name = labels.filename().string();
  name.replace(name.find("labels"), 6, "images");
  name.replace(name.find("idx1"), 4, "idx3");
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

/// Test labels without their images are half a set: the training images would be taken for the test.
void requireImages(const std::vector<fs::path>& labels, Files& files) {
  for (const auto& file : labels) {
    const auto part = parsePart(file.filename().string());
    const auto name = makeImagesName(file);
    if (fs::is_regular_file(file.parent_path() / name) || fs::is_regular_file(file.parent_path() / (name + ".gz")))
      continue;
    if ((part == Part::Training && !files.training) || (part == Part::Test && !files.test))
      throw UserError(file.string() + " has no images beside it; put " + name + " (or " + name +
                      ".gz) into the same folder, or take the labels out.");
    files.remarks.push_back(file.filename().string() + " in " + file.parent_path().string() +
                            " has no images beside it and is not read; it can be taken out.");
  }
}

/// On a plain file that lies beside its .gz with something else in it: `taken` is the one of them that is read.
void remarkOnDoubles(const fs::path& taken, std::vector<std::string>& remarks) {
  const auto name = taken.string();
  const bool packed = name.ends_with(".gz");
  const fs::path other = packed ? name.substr(0, name.size() - 3) : name + ".gz";
  if (!fs::is_regular_file(other) || sameAsPacked(packed ? other : taken, packed ? taken : other)) return;
  remarks.push_back(taken.filename().string() + " and " + other.filename().string() + " in " +
                    other.parent_path().string() + " differ, and " + taken.filename().string() +
                    " is read; take out the one that is not meant.");
}

Files findFiles(const fs::path& root) {
  Files files;
  if (fs::is_regular_file(root) && isImages(root)) files.unknown = root;
  if (!fs::is_directory(root)) return files;
  std::vector<fs::path> found, labels;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.is_regular_file() && isImages(entry.path())) found.push_back(entry.path());
    if (entry.is_regular_file() && isLabels(entry.path())) labels.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());  // a plain file comes before its .gz
  std::sort(labels.begin(), labels.end());
  for (const auto& file : found) {
    const auto part = parsePart(file.filename().string());
    auto& place = part == Part::Training ? files.training : part == Part::Test ? files.test : files.unknown;
    if (!place)
      place = file;
    else if (place->string() + ".gz" != file.string())
      throw UserError(root.string() + " holds two sets of images, " + place->filename().string() + " and " +
                      file.filename().string() + "; name one of these files as the data instead of the folder.");
  }
  requireImages(labels, files);
  return files;
}

bool isEmnist(const fs::path& images) { return images.filename().string().find("emnist") != std::string::npos; }

/// What labels mean: those of EMNIST's letters count from 1, and its mapping files name the characters.
struct LabelMeaning {
  std::int64_t first = 0;          ///< the smallest label there is
  std::vector<std::string> names;  ///< of first, first + 1, ...
  fs::path mapping;                ///< the file that says so, or empty
};

/// "emnist-letters-mapping.txt" beside "emnist-letters-train-images-idx3-ubyte.gz".
fs::path mappingBeside(const fs::path& images) {
  const auto name = images.filename().string();
  const auto part = std::min(name.find("train"), name.find("test"));
  const auto file = images.parent_path() / (name.substr(0, part == std::string::npos ? 0 : part) + "mapping.txt");
  return part != std::string::npos && isEmnist(images) && fs::is_regular_file(file) ? file : fs::path();
}

/// Lines "1 65 97": the label and the characters' codes, of which the first names the class.
LabelMeaning mappingFrom(const fs::path& file) {
  LabelMeaning meaning{0, {}, file};
  for (const auto& line : readLines(file, std::size_t{1} << 16)) {
    std::istringstream numbers(line);
    std::int64_t label = -1, code = -1;
    if (meaning.names.empty() && line.empty()) continue;
    numbers >> label >> code;
    if (meaning.names.empty()) meaning.first = label;
    if (!numbers || label != meaning.first + static_cast<std::int64_t>(meaning.names.size()) || label < 0 ||
        label > 255 || code < 33 || code > 126)
      throw UserError(file.string() +
                      " is no mapping of labels to characters (lines like \"1 65 97\", labels rising by one); repair "
                      "it or take it away.");
    meaning.names.emplace_back(1, static_cast<char>(code));
  }
  return meaning;
}

bool areLetters(const std::vector<Arrays>& parts, const fs::path& images) {
  if (images.filename().string().find("emnist-letters") != std::string::npos) return true;
  std::array<bool, 256> seen{};
  for (const auto& part : parts)
    for (const auto label : part.labels) seen[static_cast<std::size_t>(label)] = true;
  return std::count(seen.begin(), seen.end(), true) == 26 &&
         std::all_of(seen.begin() + 1, seen.begin() + 27, [](bool there) { return there; });
}

LabelMeaning findMeaning(const std::vector<Arrays>& parts, const fs::path& images) {
  if (const auto mapping = mappingBeside(images); !mapping.empty()) return mappingFrom(mapping);
  LabelMeaning meaning;
  if (areLetters(parts, images)) {
    meaning.first = 1;
    for (char letter = 'A'; letter <= 'Z'; ++letter) meaning.names.emplace_back(1, letter);
    return meaning;
  }
  std::int64_t largest = 0;
  for (const auto& part : parts) largest = std::max(largest, *std::max_element(part.labels.begin(), part.labels.end()));
  for (std::int64_t label = 0; label <= largest; ++label) meaning.names.push_back(std::to_string(label));
  return meaning;
}

/// Labels as indices of the names.
void countFromZero(Arrays& part, const LabelMeaning& meaning, const fs::path& images) {
  const auto last = meaning.first + static_cast<std::int64_t>(meaning.names.size()) - 1;
  for (auto& label : part.labels) {
    if (label < meaning.first || label > last)
      throw UserError(
          "The labels of " + images.string() + " hold " + std::to_string(label) + ", but " +
          (meaning.mapping.empty() ? "EMNIST's letters are" : meaning.mapping.filename().string() + " names") + " " +
          std::to_string(meaning.first) + " to " + std::to_string(last) + "; take files of one set.");
    label -= meaning.first;
  }
}

class IdxImages : public TensorDataset {
 public:
  IdxImages(Arrays arrays, const LabelMeaning& meaning, bool emnist, std::vector<std::string> unread)
      : TensorDataset(arrays.images, arrays.labels, meaning.names),
        first_(meaning.first),
        emnist_(emnist),
        unread_(std::move(unread)) {}
  std::int64_t firstLabel() const override { return first_; }
  std::vector<std::string> remarks() const override {
    auto notes = unread_;
    if (first_ > 0)
      notes.push_back("Labels " + std::to_string(first_) + " to " +
                      std::to_string(first_ + std::int64_t(classNames().size()) - 1) + " are read as the classes " +
                      classNames().front() + " to " + classNames().back() + ": no image has the label 0.");
    if (emnist_)
      notes.push_back(
          "Images of EMNIST lie transposed in their files, rows as columns, and are taken so; those of MNIST do not.");
    return notes;
  }

 private:
  std::int64_t first_;
  bool emnist_;
  std::vector<std::string> unread_;  ///< sentences on files that lie beside those of the set
};

/// The files that are read, in the order of their parts.
std::vector<fs::path> readFiles(const Files& files) {
  std::vector<fs::path> read;
  for (const auto& file : {files.training, files.test})
    if (file) read.push_back(*file);
  if (read.empty() && files.unknown) read.push_back(*files.unknown);
  return read;
}

/// What lies in the folder and is not read, and which of two files is.
std::vector<std::string> remarksOn(const Files& files) {
  auto remarks = files.remarks;
  if (files.unknown && (files.training || files.test))
    remarks.push_back(
        files.unknown->filename().string() + " in " + files.unknown->parent_path().string() +
        " is not read, for its name holds none of train, t10k and test; name the file as the data to have it read.");
  for (const auto& file : readFiles(files))
    for (const auto& taken : {file, findLabelsFile(file)}) remarkOnDoubles(taken, remarks);
  return remarks;
}

DataSplit openIdx(const DataConfig& config, std::int64_t seed) {
  const fs::path root = config.root;
  const auto files = findFiles(root);
  const auto read = readFiles(files);
  std::vector<Arrays> parts;
  for (const auto& file : read) parts.push_back(readPair(file));
  if (parts.empty())
    throw UserError("No IDX files in " + root.string() +
                    ". Expected train-images-idx3-ubyte and train-labels-idx1-ubyte (or t10k-..., plain or .gz); name "
                    "their folder as data.root.");
  const auto first = read.front();
  auto remarks = remarksOn(files);
  if (files.training && !files.test && config.validation == 0)
    remarks.push_back(root.string() +
                      " has no test images (t10k-* or test-*), so all of its images are training images.");
  const auto meaning = findMeaning(parts, first);
  if (parts.size() == 2 && parts[0].images.sizes().slice(1) != parts[1].images.sizes().slice(1))
    throw UserError("The training and test images in " + root.string() +
                    " differ in size; keep the files of one set in a folder.");
  std::vector<std::shared_ptr<const Dataset>> sets;
  for (auto& part : parts) {
    countFromZero(part, meaning, first);
    const auto images = std::make_shared<IdxImages>(part, meaning, isEmnist(first), remarks);
    sets.push_back(firstImages(atSize(images, config), config.limit));
  }
  if (sets.size() == 2) return {sets[0], sets[1]};
  return drawSplit(sets[0], config.validation, seed);
}

}  // namespace

DatasetEntry idxDataset() {
  return {.kind = "idx",
          .title = "IDX files (MNIST)",
          .open = openIdx,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .place = {.names = {"*-idx3-ubyte", "*-idx3-ubyte.gz"}, .isFolder = true}};
}

}  // namespace studio
