// The columns of scalars.csv.
#include "core/run/scalars.h"

#include <array>

namespace studio {

std::span<const ScalarColumn> scalarColumns() {
  static constexpr std::array<ScalarColumn, 13> kColumns{{{"epoch", &ScalarRow::epoch},
                                                          {"seconds", &ScalarRow::seconds},
                                                          {"task_loss", &ScalarRow::taskLoss},
                                                          {"topo_loss", &ScalarRow::topoLoss},
                                                          {"total_loss", &ScalarRow::totalLoss},
                                                          {"learning_rate", &ScalarRow::learningRate},
                                                          {"tau", &ScalarRow::tau},
                                                          {"validation_loss", &ScalarRow::validationLoss},
                                                          {"validation_accuracy", &ScalarRow::validationAccuracy},
                                                          {"train_accuracy", &ScalarRow::trainAccuracy},
                                                          {"images_per_second", &ScalarRow::imagesPerSecond},
                                                          {"smoothness", &ScalarRow::smoothness},
                                                          {"dimensionality", &ScalarRow::dimensionality}}};
  return kColumns;
}

}  // namespace studio
