// The data set "arrays": x [n, channels, height, width], [n, height, width] or [n, features] of a .npz (or one .npy),
// optional labels y [n]. Values are taken as they are, without scaling or normalising; other arrays of the file are
// named and left out.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/data/dataset.h"
#include "core/data/image_tree.h"
#include "core/data/npy_tensor.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/npy.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

NpzArrays readArrays(const std::filesystem::path& file) {
  if (readsAsZip(file)) return readNpz(file);
  return {{"x", readNpy(file)}};
}

std::string listNames(const NpzArrays& arrays) {
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(arrays.size(), 12); ++i)
    names += (i == 0 ? "" : ", ") + printable(arrays[i].first);
  return names.empty() ? "none" : names;
}

const NpyArray* find(const NpzArrays& arrays, const std::string& name) {
  for (const auto& [key, array] : arrays)
    if (key == name) return &array;
  return nullptr;
}

std::vector<std::int64_t> labelsFrom(const NpyArray& array, std::int64_t count, const std::string& source) {
  const auto values = array.asDoubles();
  if (array.shape.size() != 1 || static_cast<std::int64_t>(values.size()) != count)
    throw UserError("y of " + source + " does not hold one label for each of the " + std::to_string(count) +
                    " rows of x.");
  std::vector<std::int64_t> labels;
  for (const double value : values) {
    if (!(value >= 0 && value < 1e6) || value != std::floor(value))
      throw UserError("y of " + source + " holds a label that is not a class number (" + numberText(value) +
                      " in row " + std::to_string(labels.size()) + "); 0, 1, 2, ... are needed.");
    labels.push_back(static_cast<std::int64_t>(value));
  }
  return labels;
}

std::vector<std::string> classNamesFor(const std::vector<std::int64_t>& labels) {
  std::vector<std::string> names;
  for (std::int64_t label = 0; label <= *std::max_element(labels.begin(), labels.end()); ++label)
    names.push_back(std::to_string(label));
  return names;
}

/// x_val, labels and whatever else lies in the file; empty where there is nothing.
std::string unreadArrays(const NpzArrays& arrays, const std::string& source) {
  std::vector<std::string> unread;
  for (const auto& [name, array] : arrays)
    if (name != "x" && name != "y") unread.push_back(name);
  if (unread.empty()) return {};
  return source + " holds more than x and y, which alone are read: " + listSome(unread) +
         (unread.size() == 1 ? " is" : " are") + " left out; give other images a file of their own, with x and y.";
}

class ArrayImages : public TensorDataset {
 public:
  ArrayImages(torch::Tensor images, std::vector<std::int64_t> labels, std::vector<std::string> names,
              std::string remark)
      : TensorDataset(std::move(images), std::move(labels), std::move(names), false), remark_(std::move(remark)) {}
  std::vector<std::string> remarks() const override {
    return remark_.empty() ? std::vector<std::string>{} : std::vector{remark_};
  }

 private:
  std::string remark_;
};

DataSplit openArrays(const DataConfig& config, std::int64_t seed) {
  const auto arrays = readArrays(config.root);
  const auto* x = find(arrays, "x");
  if (!x)
    throw UserError(config.root + " has no array named x (it holds " + listNames(arrays) +
                    "); save it with numpy.savez(file, x=images, y=labels).");
  const auto images = readFiniteImages(*x, "x of " + config.root);
  std::vector<std::int64_t> labels(static_cast<std::size_t>(images.size(0)), 0);
  std::vector<std::string> names;
  if (const auto* y = find(arrays, "y")) {
    labels = labelsFrom(*y, images.size(0), config.root);
    names = classNamesFor(labels);
  }
  const auto data =
      std::make_shared<ArrayImages>(images, std::move(labels), std::move(names), unreadArrays(arrays, config.root));
  return drawSplit(firstImages(data, config.limit), config.validation, seed);
}

}  // namespace

DatasetEntry arraysDataset() {
  return {.kind = "arrays",
          .title = "NumPy arrays (.npz)",
          .open = openArrays,
          .settings = {"data.root", "data.augment", "data.flip_test"},
          .place = {.names = {"*.npz", "*.npy"}, .isFile = true}};
}

}  // namespace studio
