// See stored_tokenizer.h.
#include "core/text/stored_tokenizer.h"

#include "core/run/error.h"
#include "core/run/run_files.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// "gpt.safetensors" -> "gpt.tokenizer.json"
fs::path tokenizerNamedAs(const fs::path& weights) {
  auto file = weights;
  return file.replace_extension(kTokenizerFile);
}

bool isThere(const fs::path& file) {
  std::error_code none;
  return fs::is_regular_file(file, none);
}

/// Null where it is none that is read here.
TokenizerPointer readWhereKnown(const fs::path& file) try { return openTokenizer(file); } catch (const UserError&) {
  return nullptr;
}

}  // namespace

fs::path tokenizerIn(const fs::path& folder) {
  for (const char* name : {kTokenizerFile, "vocab.json", "encoder.json"})
    if (const fs::path file = (folder.empty() ? fs::path(".") : folder) / name; isThere(file)) return file;
  return {};
}

fs::path tokenizerOfWeights(const fs::path& weights) {
  std::error_code none;
  const bool isFolder = fs::is_directory(weights, none);
  if (const auto own = tokenizerNamedAs(weights); !isFolder && isThere(own)) return own;
  const auto folder = isFolder ? weights : weights.parent_path();
  if (const auto beside = tokenizerIn(folder); !beside.empty()) return beside;
  const auto checkpoint = checkpointIn(fs::absolute(folder, none).lexically_normal());
  return checkpoint ? tokenizerIn(checkpoint->run) : fs::path();
}

TokenizerPointer tokenizerOfRun(const RunFolder& run) {
  const auto place = tokenizerIn(run.place());
  return place.empty() ? nullptr : openTokenizer(place);
}

fs::path takeTokenizerAlong(const fs::path& from, const fs::path& to) {
  const auto place = tokenizerOfWeights(from);
  const auto tokenizer = place.empty() ? nullptr : readWhereKnown(place);
  if (!tokenizer) return {};
  const auto text = tokenizer->json();
  const auto isSame = [&](const fs::path& file) {
    const auto other = readWhereKnown(file);
    return other && other->json() == text;
  };
  const auto usual = to.parent_path() / kTokenizerFile, own = tokenizerNamedAs(to);
  const bool hasOwn = isThere(own);  // of a copy before this one
  const auto target = hasOwn || (isThere(usual) && !isSame(usual)) ? own : usual;
  if (!isThere(target) || !isSame(target)) writeFileAtomically(target, text);
  return target;
}

}  // namespace studio
