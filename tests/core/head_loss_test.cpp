// Head and loss in pieces against torch's cross entropy of all logits, alone, in a training step and in an evaluation.
#include "core/network/head_loss.h"

#include <gtest/gtest.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/data/batcher.h"
#include "core/models/language_model.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "core/train/trainer.h"

namespace studio {
namespace {

torch::Tensor wholeLoss(const torch::Tensor& values, const torch::Tensor& head, const torch::Tensor& labels,
                        double smoothing) {
  return torch::nn::functional::cross_entropy(
      torch::matmul(values, head.t()), labels,
      torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(smoothing));
}

TEST(HeadLoss, IsTheCrossEntropyOfAllLogitsWithItsGradients) {
  torch::manual_seed(5);
  for (const double smoothing : {0.0, 0.1})
    for (const std::int64_t rows : {1, 4, 11, 50}) {
      const auto values = torch::randn({11, 6}).requires_grad_(), head = torch::randn({23, 6}).requires_grad_(),
                 own = head.detach().clone().requires_grad_();
      auto labels = torch::randint(23, {11}, torch::kInt64);
      labels[2] = kNoToken, labels[10] = kNoToken;
      const auto expected = wholeLoss(values, head, labels, smoothing) * 0.25;
      expected.backward();
      HeadLossOptions options{.labelSmoothing = smoothing, .share = 0.25, .counts = true, .rowsOfPiece = rows};
      const auto found = headLoss(values.detach(), own, labels, options);
      EXPECT_TRUE(torch::allclose(found.loss, expected, 1e-5, 1e-6)) << rows;
      EXPECT_TRUE(torch::allclose(found.valuesGradient, values.grad(), 1e-5, 1e-7)) << rows;
      EXPECT_TRUE(torch::allclose(own.grad(), head.grad(), 1e-5, 1e-7)) << rows;
      EXPECT_EQ(found.correct.item<std::int64_t>(),
                (torch::matmul(values, head.t()).argmax(1) == labels).sum().item<std::int64_t>());
      headLoss(values.detach(), own, labels, options);
      EXPECT_TRUE(torch::allclose(own.grad(), 2 * head.grad(), 1e-5, 1e-7)) << "it is added to what is there";
    }
}

/// A small network with a vocabulary of which not all logits fit into a piece.
class LargeVocabulary : public ::testing::Test {
 protected:
  LargeVocabulary() {
    config_.model.name = "nanogpt";
    config_.model.layers = 1;
    config_.model.heads = 2;
    config_.model.width = 8;
    config_.model.context = 48;
    config_.model.vocabulary = 50304;
    config_.topoloss.tau = 0;
    config_.optimizer.kind = "sgd";
    config_.optimizer.momentum = 0;
    config_.optimizer.weightDecay = 0;
    config_.optimizer.learningRate = 1;
    config_.optimizer.schedule = "constant";
    config_.optimizer.warmupSteps = 0;
    config_.optimizer.gradientClip = 0;
    torch::manual_seed(3);
    const auto tokens = torch::randint(50304, {4, 49}, torch::kInt64);
    batch_ = {tokens.narrow(1, 0, 48).contiguous(), tokens.narrow(1, 1, 48).contiguous(), 4};
  }
  std::shared_ptr<Model> network() const { return buildNetwork(config_, InputShape::ofTokens(48, 50304)); }
  torch::Tensor lossOf(Model& model) const {
    return torch::nn::functional::cross_entropy(model.forward(batch_.images).flatten(0, 1), batch_.labels.flatten());
  }
  RunConfig config_;
  Batch batch_;
};

TEST_F(LargeVocabulary, AStepIsThatOfAllLogits) {
  const auto reference = network();
  ASSERT_TRUE(computesInPieces(batch_.labels.numel(), asLanguageModel(*reference)->head()));
  const auto loss = lossOf(*reference);
  loss.backward();
  for (const std::int64_t parts : {1, 2}) {  // of two parts each fits into a piece
    config_.train.parts = parts;
    Trainer trainer(config_, network(), 10);
    const auto result = trainer.step(batch_, {.scalars = true});
    EXPECT_NEAR(result.taskLoss.item<double>(), loss.item<double>(), 1e-5);
    EXPECT_GE(result.correct.item<std::int64_t>(), 0);
    const auto before = reference->named_parameters(), after = trainer.model().named_parameters();
    for (const auto& each : before)
      EXPECT_TRUE(torch::allclose(after[each.key()], each.value() - each.value().grad(), 1e-4, 1e-6)) << each.key();
  }
}

TEST_F(LargeVocabulary, AnEvaluationIsThatOfAllLogits) {
  const auto model = network();
  const torch::NoGradGuard noGrad;
  bool given = false;
  const auto found = evaluate(
      *model,
      [&]() -> std::optional<Batch> {
        if (std::exchange(given, true)) return {};
        return batch_;
      },
      4, false);
  const EvaluationMode mode(*model);
  EXPECT_EQ(found.count, 4 * 48);
  EXPECT_NEAR(found.loss, lossOf(*model).item<double>(), 1e-5);
  const auto hits = model->forward(batch_.images).flatten(0, 1).argmax(1) == batch_.labels.flatten();
  EXPECT_DOUBLE_EQ(found.accuracy, hits.to(torch::kDouble).mean().item<double>());
}

}  // namespace
}  // namespace studio
