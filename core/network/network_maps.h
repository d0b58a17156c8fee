// The maps of a network at one moment: cosine and norm from one sweep over the weights, selectivity from the probe; and
// their way to plain snapshots.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/models/model.h"
#include "core/network/map_tensor.h"
#include "core/run/snapshot.h"
#include "topo/topo_loss.h"

namespace studio {

class NetworkMaps {
 public:
  /// Layers that have no TopoLoss are watched with the same settings. Of a model on its device. Throws UserError as
  /// trainedLoss().
  NetworkMaps(const Model& model, const TopoLossConfig& config);

  const std::vector<LayerInfo>& layers() const { return layers_; }
  struct Wish {
    bool cosine = true, norm = true;
  };
  /// Cosine and norm of all layers with a sheet (no cosine where the factor does not fit), swept now. Nothing is read
  /// back.
  std::vector<MapTensor> measure(std::int64_t step, Wish wish) const;
  /// The part of it that TopoLoss does not bring as a by-product of a step.
  std::vector<MapTensor> watched(std::int64_t step, Wish wish) const;

 private:
  const Model& model_;
  TopoLoss trained_, watched_;
  std::vector<LayerInfo> layers_;
};

/// Layers in the model's order, each with cosine, norm, then contrasts.
void sortMaps(std::vector<MapTensor>& maps, const std::vector<LayerInfo>& layers);

/// All values as one tensor, float [sum of units], to be copied at once.
at::Tensor joined(const std::vector<MapTensor>& maps);
/// The snapshot of maps whose joined values have arrived on the host; `unit` takes the values after the maps'.
Snapshot snapshotOf(std::int64_t step, double epoch, const std::vector<MapTensor>& maps, const at::Tensor& values,
                    std::optional<UnitWeights> unit = {});

}  // namespace studio
