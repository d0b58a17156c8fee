// The functions that make the rows of this folder's made-up things; each is added to its table by one line of its test.
#pragma once
#include "core/data/dataset.h"
#include "core/models/model.h"

namespace studio {

ModelEntry madeUpModel();
DatasetEntry checkersDataset();

}  // namespace studio
