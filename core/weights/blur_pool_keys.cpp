// Which convolutions blur: those with stride 2 and 16 inputs or more, the first blocks of stages 2 to 4
// (science.md 10.3).
#include "core/weights/blur_pool_keys.h"

#include <torch/types.h>

#include "core/run/error.h"
#include "core/weights/key_maps.h"

namespace studio {
namespace {

constexpr std::string_view kFirst = "layer1.0.conv1.weight";  // of every ResNet
constexpr std::string_view kWeight = ".weight", kBlurred = ".conv.weight", kFilter = ".blur_filter";

/// "layer2.0.conv1" of "layer2.0.conv1.weight"; empty for another ending.
std::string moduleOf(const std::string& name, std::string_view ending) {
  return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : std::string();
}

std::string joined(const std::string& module, std::string_view ending) { return module + std::string(ending); }

/// [1 2 1; 2 4 2; 1 2 1] / 16 for each input: [inputs, 1, 3, 3].
torch::Tensor filterOf(const std::vector<std::int64_t>& shape) {
  const auto line = torch::tensor({1.0F, 2.0F, 1.0F});
  return (torch::outer(line, line) / 16).expand({shape.at(0), 1, 3, 3}).contiguous();
}

void addFilter(StateDict& made, const TensorShapes& given, const TensorShapes& target, const std::string& module) {
  const auto filter = target.find(joined(module, kFilter));
  const bool wanted = filter != target.end() && filter->second.size() == 4 && !given.contains(filter->first);
  if (wanted) made.emplace_back(filter->first, filterOf(filter->second));
}

std::string prefixOfResnet(const StateDict& given, const std::string& source) {
  for (const auto& [name, tensor] : given)
    if (name.ends_with(kFirst)) return name.substr(0, name.size() - kFirst.size());
  throw UserError(source + " holds no ResNet, the only networks with BlurPool; leave --blur-pool out.");
}

/// The modules that stride, under the names they have in this file.
std::vector<std::string> stridedModules(const TensorShapes& given, const std::string& prefix) {
  const bool bottleneck = given.contains(prefix + "layer1.0.conv3.weight");
  std::vector<std::string> modules;
  for (const char* stage : {"layer2.0.", "layer3.0.", "layer4.0."})
    for (const char* convolution : {bottleneck ? "conv2" : "conv1", "downsample.0"})
      modules.push_back(prefix + stage + convolution);
  return modules;
}

}  // namespace

void fitBlurPool(StateDict& given, const TensorShapes& target) {
  const auto names = shapesOf(given);
  const auto becomes = [&](const std::string& name) { return target.contains(name) && !names.contains(name); };
  StateDict made;
  for (const auto& [name, tensor] : given) {
    const auto plain = moduleOf(name, kWeight), blurred = moduleOf(name, kBlurred), filter = moduleOf(name, kFilter);
    if (target.contains(name)) {
      if (!blurred.empty()) addFilter(made, names, target, blurred);  // a file whose filters were left out
      made.emplace_back(name, tensor);
    } else if (!blurred.empty() && becomes(joined(blurred, kWeight))) {
      made.emplace_back(joined(blurred, kWeight), tensor);
    } else if (!plain.empty() && becomes(joined(plain, kBlurred))) {
      addFilter(made, names, target, plain);
      made.emplace_back(joined(plain, kBlurred), tensor);
    } else if (filter.empty() || !target.contains(joined(filter, kWeight))) {
      made.emplace_back(name, tensor);
    }
  }
  given = std::move(made);
}

StateDict withBlurPool(StateDict given, bool on, const std::string& source) {
  if (const auto names = networkNamesIn(shapesOf(given));
      names.habit && names.habit->form->anchor == kFirst && !names.habit->isOurs()) {
    std::map<std::string, torch::Tensor> tensors(given.begin(),
                                                 given.end());  // names of another sort become ours first
    given.clear();
    for (const auto& [ours, sources] : names.sources) given.emplace_back(ours, tensors.at(sources.front()));
    for (const auto& name : names.beside) given.emplace_back(name, tensors.at(name));
  }
  const auto prefix = prefixOfResnet(given, source);
  auto target = shapesOf(given);
  for (const auto& module : stridedModules(target, prefix)) {
    const auto found = target.find(joined(module, on ? kWeight : kBlurred));
    if (found == target.end() || found->second.size() != 4) continue;  // as it should be already
    const auto shape = found->second;
    target.erase(found);
    target.erase(joined(module, kFilter));
    target[joined(module, on ? kBlurred : kWeight)] = shape;
    if (on) target[joined(module, kFilter)] = {shape[1], 1, 3, 3};
  }
  fitBlurPool(given, target);
  return given;
}

}  // namespace studio
