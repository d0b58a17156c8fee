// Every convention of naming a ResNet or a vision transformer: it is recognised, said, and loads as the one network
// that all are written around.
#include "core/models/weights_form.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <set>

#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "tests/core/network_names.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

struct ConventionCase {
  const char* title;
  const char* model;
  StateDict (*theirs)(const StateDict&);
  const char *whose, *prefix;  ///< as the recognition says them; no prefix: empty
  std::size_t beside = 0;
  bool head = true;
};

const std::vector<ConventionCase> kConventionCases{
    {"Torchvision", "resnet18", joinedResnet, "torchvision's", ""},
    {"DataParallel", "resnet18", dataParallel, "torchvision's", "module."},
    {"ContrastivePair", "resnet18", contrastivePair, "torchvision's", "module.encoder_q.", 123},
    {"BackboneAndTeacher", "resnet18", backboneAndTeacher, "torchvision's", "backbone.", 123},
    {"StudentAndTeacher", "resnet18", studentAndTeacher, "torchvision's", "student.net.", 122},
    {"OnlineAndTarget", "resnet18", onlineAndTarget, "torchvision's", "online_encoder.", 122},
    {"ModelAndEma", "resnet18", modelAndEma, "torchvision's", "model.", 122},
    {"Attacked", "resnet18", attacked, "torchvision's", "module.model.", 122},
    {"PytorchCifar", "resnet18", pytorchCifar, "pytorch-cifar's", "module."},
    {"PytorchCifarAndCopy", "resnet18", pytorchCifarAndCopy, "pytorch-cifar's", "module.", 122},
    {"OpenMmlab", "resnet18", openMmlab, "torchvision's", "backbone."},
    {"HeadInSequence", "resnet18", headInSequence, "torchvision's", ""},
    {"Projected", "resnet18", projected, "torchvision's", "", 2, false},
    {"Headless", "resnet18", headless, "torchvision's", "", 0, false},
    {"NumberedChildren", "resnet18", numberedChildren, "numbered", "backbone.", 0, false},
    {"HuggingFaceResnet", "resnet18", huggingResnet, "Hugging Face's", "resnet."},
    {"HuggingFaceResnetBase", "resnet18", huggingResnetBase, "Hugging Face's", "", 0, false},
    {"HuggingFaceVitFile", "vit_b_32", huggingVitFile, "Hugging Face's", "vit."},
    {"HuggingFaceVitModel", "vit_b_32", huggingVitModel, "Hugging Face's", "vit."},
    {"HuggingFaceVitBase", "vit_b_32", huggingVitBase, "Hugging Face's", "", 2, false},
    {"TimmVit", "vit_b_32", timmVit, "timm's", ""},
    {"MaskedAutoencoder", "vit_b_32", maskedAutoencoder, "timm's", "", 2, false},
    {"DinoVit", "vit_b_32", dinoVit, "timm's", "module.backbone.", 1, false},
    {"OldTorchvisionVit", "vit_b_32", oldTorchvisionVit, "torchvision's", ""},
    {"NewHeadVit", "vit_b_32", newHeadVit, "torchvision's", ""},
};

class NetworkConventions : public ::testing::TestWithParam<ConventionCase> {};

TEST_P(NetworkConventions, AreRecognisedSaidAndLoaded) {
  const auto& row = GetParam();
  const auto& ours = storedWeights(row.model);
  const auto theirs = row.theirs(ours);
  const auto found = recognise(listShapes(theirs));
  ASSERT_TRUE(found.model) << found.problem;
  EXPECT_EQ(found.model->name, row.model);
  EXPECT_EQ(found.model->classes, row.head ? 5 : 0);
  EXPECT_EQ(found.leftOver.size(), row.beside);
  EXPECT_TRUE(holds(found.title, row.whose)) << found.title;
  EXPECT_EQ(holds(found.title, "under the prefix `" + std::string(row.prefix) + "`"), *row.prefix != 0) << found.title;
  const auto model =
      findModel(row.model).make(withSomeHeads(*found.model), found.model->width > 0 ? kVitInput : kResnetInput);
  loadInto(*model, theirs, "theirs.pt");
  const std::map<std::string, torch::Tensor> wanted(ours.begin(), ours.end());
  for (const auto& [name, tensor] : makeStateDict(*model)) EXPECT_TRUE(torch::equal(tensor, wanted.at(name))) << name;
}

INSTANTIATE_TEST_SUITE_P(Rows, NetworkConventions, ::testing::ValuesIn(kConventionCases),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(NetworkNames, EveryConventionHasACase) {
  std::set<const NamingConvention*> seen;
  for (const auto& row : kConventionCases)
    seen.insert(networkNamesIn(listShapes(row.theirs(storedWeights(row.model)))).convention);
  for (const auto* convention : namingConventions()) EXPECT_TRUE(seen.contains(convention)) << convention->anchor;
}

/// The shortcuts of pytorch-cifar's blocks stride too.
TEST(NetworkNames, BlurPoolOfPytorchCifarsNames) {
  const auto blurred = withBlurPool(pytorchCifar(storedWeights("resnet18")), true, "cifar.pt");
  EXPECT_TRUE(listShapes(blurred).contains("layer2.0.downsample.0.conv.weight"));
  EXPECT_TRUE(recognise(listShapes(blurred)).model->blurPool);
}

}  // namespace
}  // namespace studio
