// The made-up rows of this folder, a line each: all that is written of them outside their own files. A line here is
// what a line in the macro of the table is to a row of the studio (core/models/models.cpp and the others). The programs
// that test what a user meets of them, on the command line and in the window, are linked with this file.
#include "core/analysis/analyses.h"
#include "core/data/dataset.h"
#include "core/losses/losses.h"
#include "core/models/model.h"

namespace studio {

// clang-format off
#define MADE_UP_ROWS(row)                           \
  row(addModel, ModelEntry, madeUpModel)            \
  row(addDataset, DatasetEntry, checkersDataset)    \
  row(addLoss, LossRow, madeUpLoss)                 \
  row(addAnalysis, AnalysisEntry, spreadAnalysis)   \
  row(addAnalysis, AnalysisEntry, silenceAnalysis)
// clang-format on

#define DECLARE_MADE_UP_ROW(add, Entry, make) Entry make();
MADE_UP_ROWS(DECLARE_MADE_UP_ROW)

namespace {

#define ADD_MADE_UP_ROW(add, Entry, make) add(make());
[[maybe_unused]] const bool kMadeUpRowsAdded = [] {
  MADE_UP_ROWS(ADD_MADE_UP_ROW)
  return true;
}();

}  // namespace
}  // namespace studio
