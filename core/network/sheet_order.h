// Where the units of a layer lie on its sheet, where that is not in their own order (a loss may permute them, as TopoLM
// does): kept by the network's taps (core/models/taps.h) and, so that it stays with the weights, as a text of their
// file.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>

#include "core/models/model.h"

namespace studio {

/// {"sheet_order.fc1": "3,0,2,1"}: the unit at each place; of the layers whose units do not lie in their own order.
std::map<std::string, std::string> sheetOrderTexts(const Model& model);
/// Sets the orders that a file's texts state. What is no order of the layer's units is passed over: texts come from
/// anyone.
void takeSheetOrders(Model& model, const std::map<std::string, std::string>& texts);
/// The unit at a place of a sheet of `units`, by a file's texts.
std::int64_t unitAtPlace(const std::map<std::string, std::string>& texts, const std::string& layer, std::int64_t place,
                         std::int64_t units);
/// The same by the network's taps.
std::int64_t unitAtPlace(const Model& model, const std::string& layer, std::int64_t place);

}  // namespace studio
