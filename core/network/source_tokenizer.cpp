// See source_tokenizer.h.
#include "core/network/source_tokenizer.h"

#include <map>
#include <mutex>

#include "core/data/encoded_text.h"
#include "core/models/model.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/text/stored_tokenizer.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBytes = "bytes";

fs::path tokenizerBesideData(const DataConfig& data) {
  std::error_code none;
  const fs::path tokens = data.root;
  return tokenizerIn(fs::is_directory(tokens, none) ? tokens : tokens.parent_path());
}

std::string changedAt(const fs::path& place) {
  std::error_code none, noSize;
  const auto time = fs::last_write_time(place, none);
  const auto size = fs::file_size(place, noSize);  // of a folder there is none
  return none ? "-" : std::to_string(time.time_since_epoch().count()) + " " + std::to_string(noSize ? 0 : size) + " ";
}

/// Everything that decides which tokenizer it is, and when its files were changed last.
std::string tokenizerKey(const DataConfig& data) {
  const auto setting = data.further.find(kTokenizerSetting);
  const auto named = setting == data.further.end() ? std::string() : std::get<std::string>(setting->second);
  std::string key = data.kind + "\n" + data.root + "\n" + named + "\n" + changedAt(data.root) + changedAt(named);
  std::error_code none;
  for (fs::directory_iterator file(data.root, none), end; !none && file != end; file.increment(none))
    key += " " + file->path().filename().string() + changedAt(file->path());
  if (const auto beside = tokenizerBesideData(data); !beside.empty()) key += " " + changedAt(beside);
  return key;
}

/// What the run itself keeps, else what its tokens or its weights have beside them.
fs::path tokenizerBeside(const SourceRequest& request, const RunConfig& config) {
  if (request.run.empty()) return tokenizerOfWeights(findWeightsPlace(request.weights).file);
  if (const auto kept = tokenizerIn(resolveCheckpoint(request).run.path()); !kept.empty()) return kept;
  return config.data.kind == "tokens" ? tokenizerBesideData(withOpenablePaths(config).data) : fs::path();
}

}  // namespace

TokenizerPointer tokenizerOfData(const RunConfig& config) {
  const auto data = withOpenablePaths(config).data;
  if (data.kind == "text") return tokenizerOfText(data);
  if (data.kind != "tokens") return nullptr;
  const auto place = tokenizerBesideData(data);
  if (place.empty()) return nullptr;
  try {
    return openTokenizer(place);
  } catch (const UserError&) {  // tokens can be trained on without; whoever asks for text says it
    return nullptr;
  }
}

RunConfig withVocabularyOfData(RunConfig config) {
  static std::mutex mutex;
  static std::map<std::string, std::int64_t> known;
  if (config.model.vocabulary != 0 || !config.model.weights.empty() || !kindMismatch(config).empty()) return config;
  if (!findModel(config.model.name).reads("model.vocabulary")) return config;
  const auto key = tokenizerKey(withOpenablePaths(config).data);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) {
      config.model.vocabulary = found->second;
      return config;
    }
  }
  const auto tokenizer = tokenizerOfData(config);
  config.model.vocabulary = tokenizer ? tokenizer->vocabulary() : 0;
  const std::lock_guard lock(mutex);
  if (known.size() > 64) known.clear();  // a form that is being typed into asks for many
  known[key] = config.model.vocabulary;
  return config;
}

RunConfig withOwnTokenizer(const SourceRequest& request, RunConfig config) {
  if (!findModel(config.model.name).defaultInput.language()) return config;
  if (const auto place = tokenizerBeside(request, config); !place.empty())
    config.data.further[kTokenizerSetting] = place.string();
  return config;
}

fs::path sourceTokenizerPlace(const SourceRequest& request, const RunConfig& config, const std::string& named) {
  if (!named.empty()) return named == kBytes ? fs::path() : fs::path(named);
  return tokenizerBeside(request, config);
}

TokenizerPointer openSourceTokenizer(const SourceRequest& request, const RunConfig& config, const std::string& named) {
  if (named == kBytes) return byteTokenizer();
  if (const auto place = sourceTokenizerPlace(request, config, named); !place.empty()) return openTokenizer(place);
  if (!request.run.empty() && config.data.kind == "text") return tokenizerOfData(config);
  throw UserError("It is not known which tokenizer " + (request.run.empty() ? request.weights : request.run) +
                  " was trained with; give --tokenizer with a tokenizer.json or a folder with GPT-2's vocab.json and "
                  "merges.txt, or put it beside the weights.");
}

}  // namespace studio
