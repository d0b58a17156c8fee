// See small_sheets.h. Files come from strangers: sizes are checked before anything is allocated.
#include "core/weights/small_sheets.h"

#include <torch/types.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/state_dict.h"
#include "topo/sheet_downsampling.h"

namespace studio {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kLongestSide = std::int64_t{1} << 20;
constexpr std::int64_t kMostEnlarged = 1024;  ///< times as many units: a sparsity of 0.999
constexpr std::uint64_t kMostEnlargedValues = std::uint64_t{1} << 31;

[[noreturn]] void refuseSheets(const WeightsFile& file, const std::string& name) {
  throw UserError(
      file.files.front().string() + " says of " + printable(name) +
      " that its sheet is stored small, but in a form that does not fit it; take another copy of the file.");
}

bool isSide(std::int64_t stored, std::int64_t side) { return stored >= 1 && stored <= side && side <= kLongestSide; }

SmallSheets parseSheets(const WeightsFile& file, const std::string& text) {
  SmallSheets sheets;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) refuseSheets(file, "its weights");
  for (const auto& [name, sides] : json.items()) {
    const bool four =
        sides.is_array() && sides.size() == 4 &&
        std::all_of(sides.begin(), sides.end(), [](const Json& side) { return side.is_number_integer(); });
    if (!four) refuseSheets(file, name);
    const SmallSheet sheet{sides[0], sides[1], sides[2], sides[3]};
    if (!isSide(sheet.storedHeight, sheet.height) || !isSide(sheet.storedWidth, sheet.width) ||
        sheet.height * sheet.width > kMostEnlarged * sheet.storedHeight * sheet.storedWidth)
      refuseSheets(file, name);
    sheets[name] = sheet;
  }
  return sheets;
}

CorticalSheet plainSheet(std::int64_t height, std::int64_t width) {
  CorticalSheet sheet;
  sheet.height = height;
  sheet.width = width;
  return sheet;
}

void enlarge(WeightsFile& file, StoredTensor& stored, const SmallSheet& sheet) {
  std::uint64_t values = 0;
  auto shape = stored.shape;
  if (shape.empty() || shape[0] != sheet.storedHeight * sheet.storedWidth) refuseSheets(file, stored.name);
  shape[0] = sheet.height * sheet.width;
  if (!countWithin(shape, kMostEnlargedValues, values)) refuseSheets(file, stored.name);
  WeightsFile alone = file;
  alone.tensors = {stored};
  const auto small = readStateDict(alone).front().second;
  if (!small.is_floating_point()) refuseSheets(file, stored.name);
  const auto whole = std::make_shared<torch::Tensor>(
      enlargeSheet(small, plainSheet(sheet.storedHeight, sheet.storedWidth), plainSheet(sheet.height, sheet.width))
          .contiguous());
  stored.shape = whole->sizes().vec();
  stored.strides.clear();
  stored.bytes = {static_cast<const std::byte*>(whole->const_data_ptr()), whole->nbytes()};
  file.holders.push_back(whole);
}

}  // namespace

std::string smallSheetsText(const SmallSheets& sheets) {
  Json json = Json::object();
  for (const auto& [name, sheet] : sheets)
    json[name] = {sheet.height, sheet.width, sheet.storedHeight, sheet.storedWidth};
  return json.dump();
}

void enlargeSmallSheets(WeightsFile& file) {
  const auto text = file.metadata.find(kSmallSheetsKey);
  if (text == file.metadata.end()) return;
  const auto sheets = parseSheets(file, text->second);
  for (const auto& [name, sheet] : sheets) {
    const auto stored = std::find_if(file.tensors.begin(), file.tensors.end(),
                                     [&](const StoredTensor& each) { return each.name == name; });
    if (stored == file.tensors.end()) refuseSheets(file, name);
    enlarge(file, *stored, sheet);
  }
  file.metadata.erase(text);
  if (!sheets.empty())
    file.notes.push_back("The sheets of " + std::to_string(sheets.size()) +
                         (sheets.size() == 1 ? " layer are" : " layers are") +
                         " stored small; they were enlarged as the file was opened.");
}

}  // namespace studio
