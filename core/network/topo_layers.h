// TopoLoss on a network: which layers have it and how, from the configuration's [topoloss] to losses on a model's
// weights, and the maps that come out of the same sweep over them, on their way to plain snapshots.
#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/models/model.h"
#include "core/run/config_fields.h"
#include "core/run/snapshot.h"
#include "core/run/run_config.h"
#include "core/run/schedule.h"
#include "topo/topo_loss.h"

namespace studio {

/// What [topoloss] and its overrides say about one layer.
struct LayerSetting {
  bool listed = false;     ///< has TopoLoss
  bool ownTau = false;     ///< by an override, so the schedule of tau leaves it alone
  bool ownFactor = false;  ///< the same
  double tau = 0;
  TopoOptions options;
};
LayerSetting findLayerSetting(const TopoLossConfig& config, const LayerInfo& layer);
/// The blur of [topoloss], without overrides.
TopoOptions blurOptions(const TopoLossConfig& config);

/// tau and the factor over the steps of a run as [topoloss] schedules them. Layers with an override of their own do not
/// follow it.
class TopoLossSchedule {
 public:
  explicit TopoLossSchedule(const RunConfig& config);
  /// Of this step (0-based); a schedule without a length of its own takes `steps`, the whole run.
  double tauAt(std::int64_t step, std::int64_t steps) const { return tauSchedule_.valueAt(tau_, step, steps); }
  std::pair<double, double> factorAt(std::int64_t step, std::int64_t steps) const;

 private:
  double tau_;
  std::pair<double, double> factor_;
  Schedule tauSchedule_, factorSchedule_;
};

/// Unknown layers, factors that do not fit, strips; each with the way out.
std::vector<Problem> layerProblems(const TopoLossConfig& config, const std::vector<LayerInfo>& layers);

/// The loss that is trained: the listed layers in the model's order. Throws UserError with the first of layerProblems'
/// errors.
TopoLoss trainedLoss(const Model& model, const TopoLossConfig& config);
/// All other layers that the factor fits, for their maps alone.
TopoLoss watchedLoss(const Model& model, const TopoLossConfig& config);

/// Cosine and norm of a layer in the order of its sheet: those that a sweep brought where its units lie in their own
/// order, else of the weights in that other order.
UnitMaps sheetMaps(const Model& model, const LayerLoss& loss, const UnitMaps& swept);

/// A map on its way to the screen or the disk: values still on the device, one a unit.
struct MapTensor {
  std::string layer, quantity;
  std::int64_t height = 0, width = 0;
  std::int64_t step = 0;  ///< the step it was measured at
  at::Tensor values;      ///< float [height * width]
};

/// The maps of a network at one moment: cosine and norm from one sweep over the weights; selectivity comes from the
/// probe.
class NetworkMaps {
 public:
  /// Layers that have no TopoLoss are watched with the same settings. Of a model on its device. Throws UserError as
  /// trainedLoss().
  NetworkMaps(const Model& model, const TopoLossConfig& config);

  const std::vector<LayerInfo>& layers() const { return layers_; }
  struct Request {
    bool cosine = true, norm = true;
  };
  /// Cosine and norm of all layers with a sheet (no cosine where the factor does not fit), swept now. Nothing is read
  /// back.
  std::vector<MapTensor> measure(std::int64_t step, Request request) const;
  /// The part of it that TopoLoss does not bring as a by-product of a step.
  std::vector<MapTensor> watched(std::int64_t step, Request request) const;

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
Snapshot makeSnapshot(std::int64_t step, double epoch, const std::vector<MapTensor>& maps, const at::Tensor& values,
                      std::optional<UnitWeights> unit = {});

}  // namespace studio
