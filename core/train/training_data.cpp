// Opening the data, and what distinguishes them from those of before (training_data.h).
#include "core/train/training_data.h"

#include <torch/types.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/data/data_reference.h"
#include "core/data/image_tree.h"
#include "core/network/network.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr const char *kNewClass = "the new class", *kWithoutClass = "without the class";  // in differences
constexpr std::int64_t kSampled = 256;                       // files or examples whose content counts, evenly spread,
constexpr std::size_t kSampledBytes = std::size_t{1} << 16;  // up to here: a moment, however large the set is

std::string readFirstBytes(const std::filesystem::path& file) {
  std::string bytes(kSampledBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), std::streamsize(bytes.size()));
  bytes.resize(std::size_t(stream.gcount()));
  return bytes;
}

void addFile(Fingerprint& print, const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  print.add(none ? "gone" : std::to_string(size)).add(readFirstBytes(file));
}

void addExample(Fingerprint& print, const Dataset& data, std::int64_t index) {
  const auto values = data.stored(index).image.contiguous();  // before it is brought to a size
  print.add({static_cast<const char*>(values.const_data_ptr()), values.nbytes()});
}

/// All labels, of files all names too, and the content of some. Where a set was copied to, and when, does not matter.
void addPart(Fingerprint& print, const Dataset& data, const DatasetEntry& kind, const std::string& root) {
  const auto count = data.size();
  for (std::int64_t index = 0; index < count && !data.isLanguage(); ++index) {
    print.add(std::to_string(data.label(index)));
    if (kind.files) print.add(data.stimulusName(index));
  }
  const bool generated = std::find(kind.settings.begin(), kind.settings.end(), "data.root") == kind.settings.end();
  const auto sampled = generated ? 0 : std::min(kSampled, count);
  for (std::int64_t sample = 0; sample < sampled; ++sample) {
    const auto index = sample * count / sampled;
    if (kind.files)
      addFile(print, std::filesystem::path(root) / data.stimulusName(index));
    else
      addExample(print, data, index);
  }
}

/// Checkpoints of older versions say nothing of the data.
std::string otherClassesThanOutputs(const Dataset& data, std::int64_t outputs) {
  const auto classes = std::int64_t(data.classNames().size());
  if (data.isLanguage() || classes == 0 || outputs == 0 || classes == outputs) return {};
  return std::to_string(classes) + (classes == 1 ? " class" : " classes") + " for " + std::to_string(outputs) +
         " outputs of the network";
}

[[noreturn]] void refuseShifted(const Dataset& data, const DataConfig& config) {
  const auto first = data.firstLabel(), last = first + std::int64_t(data.classNames().size()) - 1;
  const auto labels = std::to_string(first) + " to " + std::to_string(last);
  throw UserError("The run learned the labels " + labels + " of " + config.root + " as its outputs " + labels +
                  ", but they are read as the classes 0 to " + std::to_string(last - first) +
                  " now, so that going on would make every label wrong; train a new run with model.classes = " +
                  std::to_string(last - first + 1) +
                  ", or evaluate this one, whose outputs are then taken as it learned them.");
}

/// What differs from the data that a resumed run had. Throws UserError where labels have come to mean other outputs.
std::string differenceFrom(const TrainingDataRequest& request, const DataRecord& now, const Dataset& training,
                           const RunConfig& config) {
  if (request.before) return describeDifference(*request.before, now);
  if (!request.resumes) return {};
  const auto difference = otherClassesThanOutputs(training, config.model.classes);
  const bool shifted = config.model.classes == std::int64_t(training.classNames().size()) + training.firstLabel();
  if (!difference.empty() && shifted && !request.acceptChanged) refuseShifted(training, config.data);
  return difference;
}

DataRecord recordOfOpen(const DataSplit& split, const DataConfig& config) {
  DataRecord record;
  record.training = split.training->size();
  record.validation = split.validation ? split.validation->size() : 0;
  record.classes = split.training->classNames();
  Fingerprint print;
  if (const auto* kind = findDataset(config.kind)) {
    addPart(print, *split.training, *kind, config.root);
    if (split.validation) addPart(print, *split.validation, *kind, config.root);
  }
  record.fingerprint = print.text();
  return record;
}

std::vector<std::string> missingFrom(const std::vector<std::string>& names, const std::vector<std::string>& others) {
  std::vector<std::string> missing;
  for (const auto& name : names)
    if (std::find(others.begin(), others.end(), name) == others.end()) missing.push_back(name);
  return missing;
}

void addAll(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const auto& each : more)
    if (std::find(all.begin(), all.end(), each) == all.end()) all.push_back(each);
}

/// The part without what cannot be read; `record` keeps the names.
void leaveOut(std::shared_ptr<const Dataset>& part, DataRecord& record, const TrainingDataRequest& request, bool same,
              const ImagesDone& progress, const std::string& images) {
  if (!part || part->size() == 0) return;
  const auto check = part->size() > request.mostDecoded ? ImageCheck::Ends : ImageCheck::Whole;
  part = same ? without(part, request.before->skipped) : readable(part, progress, check, images);
  addAll(record.skipped, part->skipped());
}

}  // namespace

DataRecord makeDataRecord(const RunConfig& config) { return makeDataRecord(openRunData(config), config); }

DataRecord makeDataRecord(const DataSplit& split, const RunConfig& config) {
  return recordOfOpen(split, openableData(config));
}

std::string formatText(const DataRecord& record) {
  std::string text =
      std::to_string(record.training) + " " + std::to_string(record.validation) + " " + record.fingerprint;
  for (const auto& name : record.classes) text += "\n" + name;
  return text;
}

std::string changedDataSentence(const std::string& place, const std::string& difference) {
  const bool more =
      difference.find(kNewClass) != std::string::npos && difference.find(kWithoutClass) == std::string::npos;
  return "The data in " + place + " have changed since the run was stopped (" + difference +
         (more ? "); bring them back as they were: the network has outputs only for the classes that it was trained "
                 "with."
               : "); bring them back as they were, or go on with the data as they are now with --accept-changed-data.");
}

std::string describeDifference(const DataRecord& before, const DataRecord& now) {
  std::vector<std::string> parts;
  const auto count = [&](const char* what, std::int64_t had, std::int64_t has) {
    if (had != has) parts.push_back(std::to_string(has) + " " + what + " instead of " + std::to_string(had));
  };
  const auto classes = [&](const std::vector<std::string>& names, const char* one, const char* more) {
    if (!names.empty()) parts.push_back((names.size() == 1 ? one : more) + listSome(names));
  };
  count("training images", before.training, now.training);
  count("validation images", before.validation, now.validation);
  classes(missingFrom(now.classes, before.classes), "the new class ", "the new classes ");
  classes(missingFrom(before.classes, now.classes), "without the class ", "without the classes ");
  if (parts.empty() && before.classes != now.classes) parts.emplace_back("the same classes in another order");
  if (parts.empty() && before.fingerprint != now.fingerprint)
    parts.emplace_back("as many images, but not the same ones");
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

TrainingData openTrainingData(const RunConfig& config, const TrainingDataRequest& request, const ImagesDone& progress) {
  TrainingData data;
  data.split = openRunData(config);
  data.record = makeDataRecord(data.split, config);
  data.difference = differenceFrom(request, data.record, *data.split.training, config);
  if (!data.difference.empty() && !request.acceptChanged)
    throw UserError(changedDataSentence(config.data.root, data.difference));
  addAll(data.remarks, readDataFacts(data.split).remarks);
  const auto* kind = findDataset(config.data.kind);
  if (!kind || !kind->files) return data;
  const auto whole = data.split.training;
  const bool same = request.before && data.difference.empty();
  const bool parts = data.split.validation && data.split.validation->size() > 0;  // counts are those of a part
  const std::string images = parts ? "training images" : "images";
  leaveOut(data.split.training, data.record, request, same, progress, images);
  leaveOut(data.split.validation, data.record, request, same, progress, "validation images");
  requireEveryClass(*whole, *data.split.training, images);
  for (auto* part : {&data.split.training, &data.split.validation})
    if (*part) *part = withReplacements(std::move(*part), data.replaced);
  return data;
}

std::string skippedSentence(const std::vector<std::string>& skipped) {
  if (skipped.empty()) return {};
  const bool one = skipped.size() == 1;
  return (one ? "1 image cannot be read and is left out: "
              : std::to_string(skipped.size()) + " images cannot be read and are left out: ") +
         listSome(skipped) + ".";
}

}  // namespace studio
