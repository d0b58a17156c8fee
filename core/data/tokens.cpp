// The data sets "tokens" (train.bin and val.bin of a folder as nanoGPT writes them, or one .bin) and "text" (train.txt and
// val.txt, or one file of any name, whose bytes are the tokens until there is a tokenizer).
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/data/dataset_kinds.h"
#include "core/data/tensor_dataset.h"
#include "core/data/token_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

struct TokenKind {
  const char* ending;              ///< of the files in a folder
  std::int64_t bytesPerToken;
  std::int64_t vocabulary;         ///< as much as its tokens can tell apart
  const char* name;                ///< in sentences
};

struct Tokens {
  std::shared_ptr<const TokenFile> file;
  std::int64_t count = 0;          ///< that are used
};

/// Throws UserError where not even one row fits.
Tokens openFile(const fs::path& path, const TokenKind& kind, const DataConfig& config) {
  Tokens tokens{std::make_shared<TokenFile>(path, kind.bytesPerToken)};
  tokens.count = config.limit > 0 ? std::min(config.limit, tokens.file->tokens()) : tokens.file->tokens();
  if (tokens.count <= config.context)
    throw UserError(path.string() + " holds " + std::to_string(tokens.count) + " tokens" + (tokens.count < tokens.file->tokens() ? " within data.limit" : "") +
                    ", but a row of " + std::to_string(config.context) + " needs one more than that; make data.context smaller or take a longer file.");
  return tokens;
}

std::shared_ptr<const Dataset> part(const Tokens& tokens, const TokenKind& kind, const DataConfig& config, std::int64_t first, std::int64_t end) {
  const auto vocabulary = config.vocabulary > 0 ? std::min(config.vocabulary, kind.vocabulary) : kind.vocabulary;
  return std::make_shared<TokenDataset>(tokens.file, config.context, vocabulary, first, end);
}

/// The end of the file is set apart, not rows from its middle: their neighbours would be in the training.
DataSplit splitEnd(const Tokens& tokens, const TokenKind& kind, const DataConfig& config) {
  requireShare(config.validation);
  const auto rows = (tokens.count - 1) / config.context;
  auto held = static_cast<std::int64_t>(std::llround(config.validation * static_cast<double>(rows)));
  if (config.validation > 0 && rows > 1) held = std::clamp<std::int64_t>(held, 1, rows - 1);
  const auto border = (rows - held) * config.context;
  return {part(tokens, kind, config, 0, border + 1), part(tokens, kind, config, border, held > 0 ? tokens.count : border)};
}

DataSplit open(const TokenKind& kind, const DataConfig& config) {
  if (config.context < 1)
    throw UserError("data.context is " + std::to_string(config.context) + ", and there is no model whose context could be taken; give tokens a row, 1 or more.");
  const fs::path root = config.root;
  if (!fs::is_directory(root) && fs::exists(root)) return splitEnd(openFile(root, kind, config), kind, config);
  const auto training = root / (std::string("train") + kind.ending), validation = root / (std::string("val") + kind.ending);
  if (!fs::exists(training))
    throw UserError("No " + std::string(kind.name) + " in " + (root.empty() ? "data.root, which is empty" : root.string()) + ". Expected " +
                    training.filename().string() + " and " + validation.filename().string() +
                    ", or one file of any name; give their folder or the file as data.root.");
  const auto trained = openFile(training, kind, config);
  if (!fs::exists(validation)) return splitEnd(trained, kind, config);
  const auto held = openFile(validation, kind, config);
  return {part(trained, kind, config, 0, trained.count), part(held, kind, config, 0, held.count)};
}

}  // namespace

DataSplit openTokens(const DataConfig& config, std::int64_t) { return open({".bin", 2, 65536, "tokens"}, config); }

DataSplit openText(const DataConfig& config, std::int64_t) { return open({".txt", 1, 256, "text"}, config); }

}  // namespace studio
