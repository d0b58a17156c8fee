// The network's loss: mean, tau, watch-only layers, maps, gradients; the same bits whatever the thread count; no graph,
// no readback. Last, tau over the steps.
#include <ATen/record_function.h>
#include <gtest/gtest.h>
#include <torch/cuda.h>
#include <torch/utils.h>

#include <set>

#include "composed_loss.h"
#include "topo/sheet_pass.h"

namespace studio {
namespace {

/// A few layers of one network: equal sheets, different depths, channels_last, odd depths.
struct Network {
  std::vector<torch::Tensor> weights;
  std::vector<LayerLoss> layers;

  void add(std::vector<std::int64_t> shape, SheetKind kind, TopoOptions options, double tau, bool watchOnly = false,
           bool channelsLast = false) {
    auto weight = torch::randn(shape);
    if (channelsLast) weight = weight.contiguous(torch::MemoryFormat::ChannelsLast);
    weight.requires_grad_(true);
    weights.push_back(weight);
    layers.push_back(
        {"layer" + std::to_string(layers.size()), kind, weight, SheetLoss(shape, kind, options), tau, watchOnly});
  }
  void clear() {
    for (auto& weight : weights) weight.mutable_grad() = torch::Tensor();
  }
};

Network makeNetwork() {
  torch::manual_seed(21);
  Network network;
  network.add({64, 3, 7, 7}, SheetKind::Weight, {}, 2.0, false, true);
  network.add({64, 64, 3, 3}, SheetKind::Weight, {}, 1.0);
  network.add({64, 40}, SheetKind::Weight, {}, 3.0, true);    // watched only
  network.add({256, 100}, SheetKind::Weight, {2.5, 3}, 0.0);  // counts in the mean with tau 0
  network.add({30, 256}, SheetKind::Input, {4, 4}, 0.5);
  network.add({256}, SheetKind::Bias, {2, 2}, 1.5);
  network.add({512, 130}, SheetKind::Weight, {3, 3, BlurMode::Nearest}, 1.0);
  network.add({128, 700}, SheetKind::Weight, {3, 3, BlurMode::Bilinear, true}, 0.7);
  return network;
}

std::vector<torch::Tensor> collectGradients(const Network& network) {
  std::vector<torch::Tensor> gradients;
  for (const auto& weight : network.weights)
    gradients.push_back(weight.grad().defined() ? weight.grad().clone() : torch::Tensor());
  return gradients;
}

TEST(TopoLossTest, TotalAndGradientsEqualAutogradOfTheMean) {
  auto network = makeNetwork();
  const TopoLoss loss(network.layers);
  const auto result = loss.addGradients();
  std::vector<torch::Tensor> exact;
  torch::Tensor total = torch::zeros({}, torch::kDouble);
  double mean = 0;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& layer = network.layers[i];
    exact.push_back(network.weights[i].detach().to(torch::kDouble).requires_grad_(true));
    const auto value = testing::composedLoss(exact.back(), layer.kind, layer.loss.plan().options);
    EXPECT_NEAR(result.values[i].item<double>(), value.item<double>(), 1e-6);
    mean += value.item<double>() / 8;
    if (!layer.watchOnly) total = total + layer.tau * value / 7;
  }
  total.backward();
  EXPECT_NEAR(result.total.item<double>(), total.item<double>(), 1e-6);
  EXPECT_NEAR(result.mean.item<double>(), mean, 1e-6);
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const bool pulled = !network.layers[i].watchOnly && network.layers[i].tau != 0;
    ASSERT_EQ(network.weights[i].grad().defined(), pulled) << i;
    if (pulled) {
      EXPECT_LE(testing::relativeError(network.weights[i].grad(), exact[i].grad()), 1e-6) << i;
    }
  }
  EXPECT_NEAR(loss.value().total.item<double>(), total.item<double>(), 1e-6);
}

TEST(TopoLossTest, AddsToTheGradientThatIsThere) {
  auto network = makeNetwork();
  const TopoLoss loss(network.layers);
  loss.addGradients();
  const auto alone = collectGradients(network);
  for (auto& weight : network.weights) weight.mutable_grad() = torch::ones_like(weight);
  loss.addGradients();
  int compared = 0;
  for (std::size_t i = 0; i < alone.size(); ++i)
    if (alone[i].defined()) {
      EXPECT_LE((network.weights[i].grad() - 1 - alone[i]).abs().max().item<double>(), 1e-6);
      ++compared;
    }
  EXPECT_GT(compared, 1);
}

TEST(TopoLossTest, TheThreadCountChangesNoBit) {
  const int before = torch::get_num_threads();
  for (const auto set : instructionSets()) {
    useInstructionSet(set);
    std::vector<std::vector<torch::Tensor>> gradients;
    std::vector<TopoLoss::Result> results;
    for (const int threads : {1, 2, 3, 8}) {
      torch::set_num_threads(threads);
      auto network = makeNetwork();
      results.push_back(TopoLoss(network.layers).addGradients(true));
      gradients.push_back(collectGradients(network));
    }
    for (std::size_t run = 1; run < results.size(); ++run) {
      EXPECT_EQ(results[run].total.item<double>(), results[0].total.item<double>());
      for (std::size_t i = 0; i < gradients[0].size(); ++i) {
        EXPECT_TRUE(torch::equal(results[run].maps[i].cosine, results[0].maps[i].cosine));
        if (gradients[0][i].defined()) {
          EXPECT_TRUE(torch::equal(gradients[run][i], gradients[0][i])) << toString(set) << ' ' << i;
        }
      }
    }
  }
  useInstructionSet(instructionSets().back());
  torch::set_num_threads(before);
}

TEST(TopoLossTest, MapsAreCosineAndNormOfEachUnit) {
  auto network = makeNetwork();
  const auto result = TopoLoss(network.layers).value(true);
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& layer = network.layers[i];
    const auto rows = testing::composedRows(network.weights[i].detach(), layer.kind).contiguous();
    const auto cosine = torch::cosine_similarity(rows, layer.loss.blurred(network.weights[i]), 1);
    ASSERT_EQ(result.maps[i].cosine.sizes(), (std::vector<std::int64_t>{layer.loss.sheet().units()})) << i;
    EXPECT_LE((result.maps[i].cosine - cosine).abs().max().item<double>(), 2e-6) << i;
    EXPECT_LE(testing::relativeError(result.maps[i].norm, rows.norm(2, 1)), 1e-6) << i;
  }
  EXPECT_FALSE(TopoLoss(network.layers).value(false).maps[0].cosine.defined());
}

TEST(TopoLossTest, TwoLossesOnOneWeightBothAdd) {
  torch::manual_seed(22);
  Network network;
  network.add({256, 64}, SheetKind::Weight, {3, 3}, 1.0);
  for (const auto& [kind, factor] :
       {std::pair{SheetKind::Weight, 2.0}, {SheetKind::Input, 4.0}, {SheetKind::Weight, 5.0}})
    network.layers.push_back(
        {"again", kind, network.weights[0], SheetLoss({256, 64}, kind, {factor, factor}), 1.0, false});
  TopoLoss(network.layers).addGradients();
  auto exact = network.weights[0].detach().to(torch::kDouble).requires_grad_(true);
  auto total = torch::zeros({}, torch::kDouble);
  for (const auto& layer : network.layers)
    total = total + testing::composedLoss(exact, layer.kind, layer.loss.plan().options) / 4;
  total.backward();
  EXPECT_LE(testing::relativeError(network.weights[0].grad(), exact.grad()), 1e-6);
}

TEST(TopoLossTest, AllWatchedGivesZeroAndNoGradients) {
  torch::manual_seed(23);
  Network network;
  network.add({64, 40}, SheetKind::Weight, {}, 3.0, true);
  const auto result = TopoLoss(network.layers).addGradients();
  EXPECT_EQ(result.total.item<double>(), 0.0);
  EXPECT_GT(result.mean.item<double>(), 0.5);
  EXPECT_FALSE(network.weights[0].grad().defined());
  EXPECT_EQ(TopoLoss().addGradients().total.item<double>(), 0.0);
}

TEST(TopoLossTest, OperationsOnGroupsEqualTheKernels) {
  auto network = makeNetwork();
  const auto kernels = TopoLoss(network.layers).addGradients(true);
  std::vector<torch::Tensor> gradients;
  for (const auto& weight : network.weights) gradients.push_back(torch::zeros_like(weight));
  std::vector<SheetWork> work;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& layer = network.layers[i];
    work.push_back({&layer.loss.plan(), layer.weight, &gradients[i], layer.watchOnly ? 0.0 : layer.tau / 7, true});
  }
  const auto results = computeByOperations(work);
  for (std::size_t i = 0; i < work.size(); ++i) {
    EXPECT_NEAR(results[i].loss.item<double>(), kernels.values[i].item<double>(), 1e-6) << i;
    EXPECT_LE((results[i].maps.cosine - kernels.maps[i].cosine).abs().max().item<double>(), 2e-6) << i;
    EXPECT_LE(testing::relativeError(results[i].maps.norm, kernels.maps[i].norm), 1e-6) << i;
    if (network.weights[i].grad().defined()) {
      EXPECT_LE(testing::relativeError(gradients[i], network.weights[i].grad()), 2e-6) << i;
    } else
      EXPECT_EQ(gradients[i].abs().max().item<double>(), 0.0) << i;
  }
}

std::set<std::string> seenOperations;
std::int64_t operationCount = 0;

std::unique_ptr<at::ObserverContext> see(const at::RecordFunction& function) {
  seenOperations.insert(function.name());
  ++operationCount;
  return nullptr;
}

TEST(TopoLossTest, NoOperationReadsAValueBackAndGroupsShareTheirs) {
  torch::manual_seed(24);
  Network network;
  for (int i = 0; i < 6; ++i) network.add({64, 9 * (i + 1)}, SheetKind::Weight, {}, 1.0);
  std::vector<torch::Tensor> gradients;
  for (const auto& weight : network.weights) gradients.push_back(torch::zeros_like(weight));
  std::vector<SheetWork> work;
  for (std::size_t i = 0; i < 6; ++i)
    work.push_back({&network.layers[i].loss.plan(), network.weights[i], &gradients[i], 1.0, true});
  computeByOperations(work);  // makes the matrices
  seenOperations.clear(), operationCount = 0;
  const auto handle = at::addGlobalCallback(at::RecordFunctionCallback(see).scopes({at::RecordScope::FUNCTION}));
  computeByOperations({work[0]});
  const auto alone = operationCount;
  operationCount = 0;
  computeByOperations(work);
  at::removeCallback(handle);
  EXPECT_LT(operationCount, 4 * alone) << "six equal sheets are to share their operations";
  for (const char* stall :
       {"aten::item", "aten::_local_scalar_dense", "aten::nonzero", "aten::equal", "aten::is_nonzero"})
    EXPECT_EQ(seenOperations.count(stall), 0u) << stall;
}

TEST(TopoLossTest, DevicesGiveTheSameAsTheCpu) {
  if (!torch::cuda::is_available()) GTEST_SKIP() << "skipped: no CUDA device";
  for (int index = 0; index < static_cast<int>(torch::cuda::device_count()); ++index) {
    const torch::Device device(torch::kCUDA, static_cast<c10::DeviceIndex>(index));
    auto network = makeNetwork();
    const auto expected = TopoLoss(network.layers).addGradients(true);
    auto layers = network.layers;
    for (auto& layer : layers) layer.weight = layer.weight.detach().to(device).requires_grad_(true);
    const auto result = TopoLoss(layers).addGradients(true);
    EXPECT_EQ(result.total.device(), device);
    EXPECT_NEAR(result.total.item<double>(), expected.total.item<double>(), 1e-5);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      EXPECT_LE((result.maps[i].cosine.cpu() - expected.maps[i].cosine).abs().max().item<double>(), 1e-5);
      if (layers[i].weight.grad().defined()) {
        EXPECT_LE(testing::relativeError(layers[i].weight.grad().cpu(), network.weights[i].grad()), 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace studio
