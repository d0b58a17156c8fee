// The topoloss package's list of losses, put onto the weights of a network.
#pragma once
#include <filesystem>

#include "core/models/model.h"
#include "topo/topo_loss.h"

namespace studio {

/// Throws UserError naming the file for a list that cannot be read, a layer the model does not have, and a factor that
/// does not fit.
TopoLoss listedLoss(const Model& model, const std::filesystem::path& file);

}  // namespace studio
