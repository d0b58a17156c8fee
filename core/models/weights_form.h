// How files of weights show which network is in them: other people's names of its tensors, turned into ours, and what
// names and shapes say of its settings. One form a family of networks, beside the networks; names and shapes alone
// decide. No torch here.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

struct InputShape;  // core/models/model.h
struct WeightsForm;

/// Names with shapes: all that is needed to distinguish models and to fit names.
using TensorShapes = std::map<std::string, std::vector<std::int64_t>>;

/// The sizes of a tensor with so many dimensions; nothing for another.
std::optional<std::vector<std::int64_t>> shapeIn(const TensorShapes& shapes, const std::string& name,
                                                 std::size_t dimensions);
/// How many of before0after, before1after, ... there are, without a gap.
std::int64_t countIn(const TensorShapes& shapes, const std::string& before, const std::string& after);
/// " title: a, b, c, d, e and 7 more;" or nothing: how sentences list names.
std::string listText(const char* title, const std::vector<std::string>& items);

/// True for a part of a name that says of the weights below it that they are a copy of trained ones: "teacher",
/// "encoder_k", "model_ema".
bool namesCopy(std::string_view part);
/// Which of two places of a network in a file is taken ("module.encoder_q." or ""): the one with fewer parts that name
/// a copy, then the shorter one.
bool isBetterPrefix(std::string_view a, std::string_view b);

/// "encoder.stages.#.layers.#.shortcut.convolution" -> "layer{1+1}.{2}.downsample.0": # is a number, {1} the first of
/// them.
struct NameRule {
  std::string_view from, to;
  int part = -1;  ///< one of three that are put one behind the other (queries, keys, values)
};

/// One way of naming the tensors of a family of networks.
struct NamingConvention {
  std::string_view whose;      ///< "Hugging Face's", for people
  std::string_view anchor;     ///< a name that every such file has, behind some prefix
  std::string_view trunk;      ///< part of the prefix that the head does not have: "resnet."
  std::vector<NameRule> head;  ///< beside the trunk
  std::vector<NameRule> rules;
  bool alike = false;                 ///< names that no rule knows are ours already
  double normEpsilon = 0;             ///< of the norms, where it is not the published one
  const WeightsForm* form = nullptr;  ///< the family; set by namingConventions()
  bool isOurs() const { return whose == "torchvision's" || whose == "our own"; }
};

/// The network of a file under our names.
struct NetworkNames {
  const NamingConvention* convention = nullptr;
  std::string prefix;                      ///< "module.encoder_q."
  std::vector<std::string> otherPrefixes;  ///< of further networks of the kind, which were not taken
  std::map<std::string, std::vector<std::string>>
      sources;                          ///< our name -> the name in the file, three where they are joined
  std::vector<std::string> beside;      ///< the rest
  std::vector<std::string> unexpected;  ///< of the rest what may be a layer: then it is another network
};

/// What the layout of the weights says of a language model.
struct WeightsLayout {
  bool conv1d = false;       ///< linear layers as [inputs, outputs], which only Hugging Face's GPT-2 has
  bool headMissing = false;  ///< no output head beside the table of tokens
};

/// What names and shapes state about one network.
struct StatedNetwork {
  std::optional<ModelConfig> model = {};
  std::string other = {};    ///< without a model: what it is instead ("an SE-ResNet")
  std::string problem = {};  ///< without a model: why, one sentence, where `other` does not say it
  WeightsLayout layout = {};
};

/// A part by which another network is known, by the beginning of a name behind the prefix: what it computes is another
/// function.
struct OtherPart {
  std::string_view name, what;
};

struct WeightsForm {
  /// A tensor that each network of the family has, under our name, and no network of another family.
  const char* anchor;
  /// What the shapes under our names state. Of a file without any such network it is not asked.
  StatedNetwork (*describeNetwork)(const TensorShapes& ours, const NetworkNames& names);

  // Families that are found by conventions of naming. The network's own plan says then whether all weights are there.
  const std::vector<NamingConvention>& (*conventions)() = nullptr;
  std::vector<std::string_view> parts = {};  ///< first parts of our names
  std::string_view head = {};                ///< our name of the classifier, "fc"
  std::span<const OtherPart> others = {};
  /// What the network is instead that lacks these tensors and nothing else, or nothing; may be none.
  std::string (*lacking)(const std::vector<std::string>& missing) = nullptr;
  /// An input for which a network of these shapes can be planned, whatever its sides.
  InputShape (*planInput)(const ModelConfig& model, const TensorShapes& ours) = nullptr;
  /// "ResNet-18 with BlurPool, 10 classes"
  std::string (*title)(const ModelConfig& model) = nullptr;

  /// Families that are found otherwise; without sources there is none.
  NetworkNames (*names)(const TensorShapes& shapes) = nullptr;

  // What only some families have.
  /// Sides of the input that stored weights ask for (positions of a vision transformer); may be none.
  void (*fitInput)(const TensorShapes& ours, InputShape& input) = nullptr;
  const char *table = nullptr, *tiedHead = nullptr;  ///< two tensors that may be one: table of tokens and output head
  const char* configType = nullptr;  ///< model_type of config.json whose networks may have another function than ReLU
};

/// Those of the table of models, each once, in its order.
std::vector<const WeightsForm*> weightsForms();
/// The family of a network with these tensors, by its anchor; null for another one.
const WeightsForm* findFamily(const TensorShapes& network);
/// All conventions of all families, in their order.
const std::vector<const NamingConvention*>& namingConventions();

/// By the conventions: of several networks the trained one, not its copies, of these the one with the shortest prefix.
/// `convention` is null where there is none.
NetworkNames networkNamesIn(const TensorShapes& shapes);
/// The network in these shapes by conventions, else of the first family that finds one otherwise; `form` is null and
/// there are no sources where there is none.
struct RecognisedNetwork {
  const WeightsForm* form = nullptr;
  NetworkNames names;
};
RecognisedNetwork networkIn(const TensorShapes& shapes);
/// Shapes under our names; of joined ones the joined shape.
TensorShapes renamedShapes(const TensorShapes& shapes, const NetworkNames& names);
/// "mlp, resnet18, ...": the models of the table, in one list.
std::string modelNames();

}  // namespace studio
