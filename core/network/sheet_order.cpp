// Orders as texts, and back where they are whole (sheet_order.h).
#include "core/network/sheet_order.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <charconv>
#include <optional>
#include <vector>

namespace studio {
namespace {

constexpr const char* kOrderKey = "sheet_order.";

/// Nothing where the text is not each of the numbers below `units` once.
std::optional<std::vector<std::int64_t>> parseOrder(const std::string& text, std::int64_t units) {
  std::vector<std::int64_t> order;
  std::vector<char> seen(static_cast<std::size_t>(units), 0);
  const char* next = text.data();
  const char* const end = next + text.size();
  while (next != end) {
    std::int64_t unit = 0;
    const auto read = std::from_chars(next, end, unit);
    if (read.ec != std::errc() || unit < 0 || unit >= units || seen[std::size_t(unit)]++) return {};
    order.push_back(unit);
    next = read.ptr;
    if (next != end && *next++ != ',') return {};
  }
  return std::int64_t(order.size()) == units ? std::optional(order) : std::nullopt;
}

}  // namespace

std::map<std::string, std::string> sheetOrderTexts(const Model& model) {
  std::map<std::string, std::string> texts;
  for (const auto& layer : model.layers()) {
    const auto order = model.taps().order(layer.name);
    if (!order.defined()) continue;
    std::string text;
    for (std::int64_t place = 0; place < order.numel(); ++place)
      text += (place > 0 ? "," : "") + std::to_string(order.const_data_ptr<std::int64_t>()[place]);
    texts[kOrderKey + layer.name] = std::move(text);
  }
  return texts;
}

void takeSheetOrders(Model& model, const std::map<std::string, std::string>& texts) {
  if (const auto first = texts.lower_bound(kOrderKey); first == texts.end() || !first->first.starts_with(kOrderKey))
    return;
  for (const auto& layer : model.layers()) {
    const auto text = texts.find(kOrderKey + layer.name);
    if (text == texts.end()) continue;
    if (const auto order = parseOrder(text->second, layer.units))
      model.taps().setOrder(layer.name, torch::tensor(*order, torch::kLong));
  }
}

std::int64_t unitAtPlace(const std::map<std::string, std::string>& texts, const std::string& layer, std::int64_t place,
                         std::int64_t units) {
  const auto text = texts.find(kOrderKey + layer);
  const auto order = text == texts.end() ? std::nullopt : parseOrder(text->second, units);
  return order && place >= 0 && place < units ? order->at(std::size_t(place)) : place;
}

std::int64_t unitAtPlace(const Model& model, const std::string& layer, std::int64_t place) {
  const auto order = model.taps().order(layer);
  return order.defined() ? order.const_data_ptr<std::int64_t>()[place] : place;
}

}  // namespace studio
