// What is done with the values of layers while they pass through a network: they are recorded, and others may be put in
// their place (a lesion, a stimulation). A forward pass without taps computes what it always does and copies nothing.
#pragma once
#include <torch/types.h>

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

class Taps {
 public:
  /// Sees the values of one layer before its activation function, [batch, units], [batch, units, height, width] or
  /// [batch, tokens, units], and returns what goes on: the same tensor, or another one of this shape. It must not
  /// change the tensor in place; a network changes in place only what it has made from these values afterwards.
  using Tap = std::function<torch::Tensor(const torch::Tensor& values)>;

  /// Several taps of one layer follow each other in the order in which they were added.
  void add(const std::string& layer, Tap tap);
  /// All of another's, behind those that are here; its orders too.
  void add(const Taps& others);
  /// Called by a network for each of its layers; the parts of the layer's path are joined only where there are taps.
  /// Throws std::invalid_argument, naming the layer, for a tap that gives values of another shape back.
  torch::Tensor pass(std::initializer_list<std::string_view> path, torch::Tensor values) const;
  bool empty() const { return taps_.empty(); }

  /// Where the units of a layer lie on its sheet, where that is not in their own order: int64 [units], the unit at each
  /// place. A recording gives the responses in this order.
  void setOrder(const std::string& layer, torch::Tensor units) { orders_[layer] = std::move(units); }
  /// Undefined: unit i lies at place i.
  torch::Tensor order(const std::string& layer) const;

 private:
  std::map<std::string, std::vector<Tap>, std::less<>> taps_;
  std::map<std::string, torch::Tensor> orders_;
};

// Two taps that change what goes on. No command or view uses them yet: they are kept for experiments with lesions and
// stimulation, which are still to come.

/// Puts 0 in the place of these units' values: as if nothing came from them.
Taps::Tap lesion(std::vector<std::int64_t> units);
/// Adds a value to these units' values, everywhere in space and at every token.
Taps::Tap stimulation(std::vector<std::int64_t> units, double added);

/// How the values of a unit in one stimulus become one row: their mean, the largest, or all of them.
enum class Pooling { Mean, Max, Flatten };

/// The responses of layers in one forward pass, without their gradients. A response is [batch, units]: of a convolution
/// the mean over space, of a transformer's layer the mean over its tokens (science.md 2.1).
class Recording {
 public:
  /// `layers` are module paths. With `everyToken` a transformer's tokens are rows of their own, [batch * tokens,
  /// units], the first stimulus' tokens first. With another pooling than Mean `pooled` is filled too, [batch, units] or
  /// [batch, units * values].
  explicit Recording(std::vector<std::string> layers, Pooling pooling = Pooling::Mean, bool everyToken = false);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// From then on the taps write here, which must outlive their forward passes. What the units' order on the sheet is,
  /// these taps know.
  void addTo(Taps& taps);

  std::map<std::string, torch::Tensor> seen, pooled;

 private:
  void take(const std::string& layer, const torch::Tensor& order, const torch::Tensor& values);

  std::vector<std::string> layers_;
  Pooling pooling_;
  bool everyToken_;
};

}  // namespace studio
