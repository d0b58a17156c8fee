// A model's names come from the network itself, built with the settings that its weights tell.
#include "core/weights/convert.h"

#include <torch/types.h>

#include <algorithm>
#include <array>

#include "core/models/own_random.h"
#include "core/run/mapped_file.h"
#include "core/run/error.h"
#include "core/run/run_store.h"
#include "core/weights/as_written.h"
#include "core/weights/key_maps.h"
#include "core/weights/normaliser.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/told_settings.h"
#include "core/weights/torch_archive.h"
#include "core/weights/weights_input.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

void requireTarget(const fs::path& to, const WeightsFile& from) {
  if (!isTorchName(to) && to.extension() != ".safetensors")
    throw UserError(to.string() + " has no ending that says its format; end it with .safetensors, .pt, .pth or .bin.");
  if (fs::is_directory(to)) throw UserError(to.string() + " is a folder; name a file to write.");
  requireOutsideOfRuns(to);  // before minutes of reading
  std::error_code none;
  for (const auto& file : from.files)
    if (fs::equivalent(file, to, none))
      throw UserError(to.string() + " is the file that is read; name another one to write.");
}

StateDict namedAs(const std::string& model, const ConvertRequest& request, Recognition found,
                  const StateDict& tensors) {
  const auto& entry = findModel(model);
  const auto source = request.from.string();
  if (!found.model) throw UserError(source + " cannot be named as " + model + ": " + found.problem);
  if (found.model->name != model)
    throw UserError(source + " holds the weights of " + found.model->name + ", not of " + model +
                    "; name the right model.");
  found.model->blurPool = request.blurPool.value_or(found.model->blurPool);
  const OwnRandom random(0);  // what the network draws is overwritten
  return fittedTo(*entry.make(*found.model, inputOfWeights(*found.model, tensors, defaultInputOf(*found.model))),
                  tensors, source);
}

/// Settings that shapes decide cannot be told; the rest can be told of transformers alone.
void takeNamed(Recognition& found, const ConvertRequest& request) {
  constexpr std::array kTold =
      std::to_array<std::string_view>({"model.heads", "model.gelu", "model.norm_epsilon", "model.window"});
  for (const auto& setting : request.settings) {
    const auto key = setting.substr(0, setting.find('='));
    const bool known = std::find(kTold.begin(), kTold.end(), key) != kTold.end();
    if (!known || !found.model || found.model->width == 0)
      throw UserError("--set " + setting +
                      " changes no weights; model.heads, model.gelu, model.norm_epsilon and model.window of a "
                      "transformer can be named.");
    RunConfig config;
    config.model = *found.model;
    applySetting(config, setting);
    *found.model = config.model;
    if (key == "model.heads") found.headsGuessed = false, found.headsFrom = "as named";
    if (key == "model.gelu") found.geluGuessed = false;
  }
  if (!found.lacksHeads()) return;
  throw UserError(headsMissing(found, request.from.string()) + "; name the number with --set model.heads=N, so that " +
                  request.to.filename().string() + " says it.");
}

/// The file's own texts stay; ours are written over older ones.
std::map<std::string, std::string> textsFor(const WeightsFile& file, const Recognition& found) {
  auto texts = found.model ? settingTexts(*found.model) : std::map<std::string, std::string>();
  if (found.geluFrom.empty()) texts.erase("model.gelu");  // another function, which unlikeTexts name
  texts.merge(normaliserTexts(found));
  texts["format"] = "pt";  // what Python's readers look for
  texts.insert(found.unlikeTexts.begin(), found.unlikeTexts.end());
  texts.insert(file.metadata.begin(), file.metadata.end());
  return texts;
}

}  // namespace

ConvertedWeights convertWeights(const ConvertRequest& request) {
  const auto file = openWeights(request.from);
  requireTarget(request.to, file);
  for (const auto& part : file.files) requireAsWritten(part);
  auto found = recognise(file);
  takeNamed(found, request);
  auto tensors = tensorsOf(file);
  if (!request.model.empty())
    tensors = namedAs(request.model, request, found, tensors);
  else if (request.blurPool)
    tensors = withBlurPool(std::move(tensors), *request.blurPool, request.from.string());
  writeWeights(request.to, tensors, textsFor(file, found));
  return {static_cast<std::int64_t>(tensors.size()), static_cast<std::int64_t>(fs::file_size(request.to)),
          found.model ? notesOn(found, *found.model, WeightsUse::Writing) : found.notes};
}

std::vector<std::string> tensorsNotFinite(const WeightsFile& file) {
  for (const auto& part : file.files) requireAsWritten(part);
  if (file.format.ends_with("pytorch"))
    for (const auto& part : file.files)
      if (!part.string().ends_with(".json")) checkTorchArchive(part);
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensorsOf(file)) {
    if (tensor.is_floating_point() &&
        !torch::isfinite(tensor.to(tensor.itemsize() == 1 ? torch::kFloat32 : tensor.scalar_type())).all().item<bool>())
      names.push_back(name);
    requireWhole(tensor.const_data_ptr());
  }
  return names;
}

std::vector<std::string> variancesBelowZero(const WeightsFile& file) {
  std::vector<std::string> clauses;
  for (const auto& [name, tensor] : tensorsOf(file))
    if (auto clause = brokenVarianceIn(name, tensor); !clause.empty()) clauses.push_back(std::move(clause));
  return clauses;
}

}  // namespace studio
