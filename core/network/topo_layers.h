// Which layers of a network have TopoLoss and how: from the configuration's [topoloss] to losses on a model's weights.
#pragma once
#include <vector>

#include "core/models/model.h"
#include "core/run/config_fields.h"
#include "core/run/run_config.h"
#include "topo/topo_loss.h"

namespace studio {

/// What [topoloss] and its overrides say about one layer.
struct LayerSetting {
  bool listed = false;  ///< has TopoLoss
  bool ownTau = false;  ///< by an override, so the schedule of tau leaves it alone
  double tau = 0;
  TopoOptions options;
};
LayerSetting settingOf(const TopoLossConfig& config, const LayerInfo& layer);

/// Unknown layers, factors that do not fit, strips; each with the way out.
std::vector<Problem> layerProblems(const TopoLossConfig& config, const std::vector<LayerInfo>& layers);

/// The loss that is trained: the listed layers in the model's order. Throws UserError with the first of layerProblems'
/// errors.
TopoLoss trainedLoss(const Model& model, const TopoLossConfig& config);
/// All other layers that the factor fits, for their maps alone.
TopoLoss watchedLoss(const Model& model, const TopoLossConfig& config);

}  // namespace studio
