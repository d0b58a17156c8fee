// The data sets "tokens" (train.bin and val.bin of a folder as nanoGPT writes them, shards with train and val in their
// names, one file, or a pattern like shards/*.npy) and "text" (train.txt and val.txt, or one file of any name: its
// bytes as they lie, or the tokens of data.text.tokenizer in memory; .jsonl and .gz too).
#include <fnmatch.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/data/dataset.h"
#include "core/data/encoded_text.h"
#include "core/data/image_tree.h"
#include "core/data/memory_datasets.h"
#include "core/data/token_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;
constexpr std::int64_t kVocabularyOfTwoBytes = 65536;

struct TokenKind {
  std::vector<std::string> endings;  ///< of the files in a folder, the usual one first
  TokenFile::Kind kind;
  std::int64_t vocabulary;          ///< as much as its tokens can distinguish
  const char* name;                 ///< in sentences
  TokenizerPointer tokenizer = {};  ///< null: tokens are as they lie in the files
};

struct Tokens {
  std::shared_ptr<const TokenShards> files;
  std::int64_t count = 0;  ///< that are used
};

/// Throws UserError where not even one row fits.
Tokens openFiles(const Paths& paths, const TokenKind& kind, const DataConfig& config, const std::string& remark = {}) {
  std::vector<std::unique_ptr<const TokenFile>> files;
  for (const auto& path : paths)
    files.push_back(kind.tokenizer ? std::make_unique<TokenFile>(path, *kind.tokenizer)
                                   : std::make_unique<TokenFile>(path, kind.kind, config.tokenBytes));
  Tokens tokens{std::make_shared<TokenShards>(std::move(files), remark)};
  tokens.count = config.limit > 0 ? std::min(config.limit, tokens.files->tokens()) : tokens.files->tokens();
  if (tokens.count <= config.context)
    throw UserError(paths.front().string() + (paths.size() > 1 ? " and the others of its name hold " : " holds ") +
                    std::to_string(tokens.count) + " tokens" +
                    (tokens.count < tokens.files->tokens() ? " within data.limit" : "") + ", but a row of " +
                    std::to_string(config.context) +
                    " needs one more than that; make data.context smaller or take a longer file.");
  return tokens;
}

std::shared_ptr<const Dataset> part(const Tokens& tokens, const TokenKind& kind, const DataConfig& config,
                                    std::int64_t first, std::int64_t end) {
  const auto vocabulary = std::min(config.vocabulary > 0 ? config.vocabulary : kVocabularyOfTwoBytes, kind.vocabulary);
  return std::make_shared<TokenDataset>(tokens.files, config.context, vocabulary, first, end);
}

/// The end of the files is set apart, not rows from their middle: their neighbours would be in the training.
DataSplit splitEnd(const Tokens& tokens, const TokenKind& kind, const DataConfig& config) {
  requireShare(config.validation);
  const auto rows = (tokens.count - 1) / config.context;
  auto held = static_cast<std::int64_t>(std::llround(config.validation * static_cast<double>(rows)));
  if (config.validation > 0 && rows > 1) held = std::clamp<std::int64_t>(held, 1, rows - 1);
  const auto border = (rows - held) * config.context;
  return {part(tokens, kind, config, 0, border + 1),
          part(tokens, kind, config, border, held > 0 ? tokens.count : border)};
}

/// Files of a folder that `wanted` takes, in the order of their names; hidden ones are none.
template <class Wanted>
Paths filesIn(const fs::path& folder, Wanted wanted) {
  Paths found;
  std::error_code none;
  if (!fs::is_directory(folder, none)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with('.') && entry.is_regular_file(none) && wanted(name)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Words of names of shards; digits may follow ("train0001").
const std::vector<std::string> kTraining{"train", "training"}, kValidation{"val", "valid", "validation"};

/// One of the words stands between two of "_", "-" and ".": "retrieval_train_0.bin" is no validation.
bool hasWord(const std::string& name, const std::vector<std::string>& words) {
  constexpr const char* kBetween = "_-.";
  for (std::size_t begin = 0, end = 0; begin < name.size(); begin = end + 1) {
    end = std::min(name.find_first_of(kBetween, begin), name.size());
    const auto part = name.substr(begin, end - begin);
    const auto letters = part.substr(0, part.find_last_not_of("0123456789") + 1);
    if (std::find(words.begin(), words.end(), letters) != words.end()) return true;
  }
  return false;
}

/// train.bin alone, or the shards of such names: "fineweb_train_000001.bin", "edufineweb_train_000001.npy". Of two
/// endings the first.
Paths findTokenFiles(const fs::path& folder, const TokenKind& kind, const std::vector<std::string>& words) {
  for (const auto& ending : kind.endings)
    if (fs::is_regular_file(folder / (words.front() + ending))) return {folder / (words.front() + ending)};
  for (const auto& ending : kind.endings)
    if (auto found =
            filesIn(folder, [&](const std::string& name) { return name.ends_with(ending) && hasWord(name, words); });
        !found.empty())
      return found;
  return {};
}

/// On files of such endings in a folder that are in neither part; empty where there are none.
std::string unreadShards(const fs::path& folder, const TokenKind& kind, const Paths& training,
                         const Paths& validation) {
  const auto belongsTo = [](const Paths& part, const std::string& name) {
    return std::any_of(part.begin(), part.end(), [&](const fs::path& file) { return file.filename() == name; });
  };
  const auto isUnread = [&](const std::string& name) {
    const auto ends = [&](const std::string& ending) { return name.ends_with(ending); };
    return std::any_of(kind.endings.begin(), kind.endings.end(), ends) && !belongsTo(training, name) &&
           !belongsTo(validation, name);
  };
  std::vector<std::string> unread;
  for (const auto& file : filesIn(folder, isUnread)) unread.push_back(file.filename().string());
  if (unread.empty()) return {};
  const bool one = unread.size() == 1;
  return std::to_string(unread.size()) + (one ? " file in " : " files in ") + folder.string() + (one ? " is" : " are") +
         " not read: " + listSome(unread) + "; give a pattern that takes " + (one ? "it" : "them") +
         " too as data.root, or move " + (one ? "it" : "them") + " away.";
}

bool isPattern(const fs::path& root) { return root.filename().string().find_first_of("*[?") != std::string::npos; }

Paths matching(const fs::path& pattern) {
  const auto name = pattern.filename().string();
  return filesIn(pattern.has_parent_path() ? pattern.parent_path() : ".",
                 [&](const std::string& each) { return ::fnmatch(name.c_str(), each.c_str(), 0) == 0; });
}

[[noreturn]] void refuseEmptyPlace(const fs::path& root, const TokenKind& kind) {
  std::string there;
  for (const auto& ending : kind.endings)
    for (const auto& file : filesIn(root, [&](const std::string& name) { return name.ends_with(ending); }))
      if (there.empty()) there = file.filename().string();
  const auto ending = kind.endings.front();
  throw UserError(
      "No " + std::string(kind.name) + " in " + (root.empty() ? "data.root, which is empty" : root.string()) +
      ". Expected train" + ending + " and val" + ending +
      ", shards with train and val in their names, or one file of any name; give their folder, the file or a pattern" +
      (there.empty() ? "" : " (" + (root / ("*" + fs::path(there).extension().string())).string() + ")") +
      " as data.root.");
}

/// Of bytes few may come: a model of 128 reads ASCII. Else a model with fewer tokens has none for some of them.
void requireAllKnown(const Tokenizer& tokenizer, const DataConfig& config, const fs::path& file) {
  const auto kinds = tokenizer.vocabulary();
  if (config.vocabulary == 0 || config.vocabulary >= kinds || tokenizer.kind() == "bytes") return;
  throw UserError(file.string() + " becomes tokens of " + std::to_string(kinds) + " kinds by its tokenizer (" +
                  tokenizer.kind() + "), but the model knows " + std::to_string(config.vocabulary) +
                  "; set model.vocabulary to " + std::to_string(kinds) + ", or to 0, which is that of the tokenizer.");
}

/// The kind with the tokenizer of these files; one made of characters is of all of them.
TokenKind withTokenizer(const TokenKind& kind, const DataConfig& config, Paths files, const Paths& further = {}) {
  if (kind.kind != TokenFile::Kind::Text) return kind;
  files.insert(files.end(), further.begin(), further.end());
  auto made = kind;
  made.tokenizer = textTokenizer(config, files);
  if (!made.tokenizer) return made;
  requireAllKnown(*made.tokenizer, config, files.front());
  made.vocabulary = made.tokenizer->vocabulary();
  return made;
}

/// The files of a place: of one file no part for validation is known.
struct TokenPlaces {
  Paths training, validation;
  bool isOneFile = false;
};

TokenPlaces findTokenPlaces(const fs::path& root, const TokenKind& kind) {
  if (!fs::is_directory(root) && fs::exists(root)) return {{root}, {}, true};
  TokenPlaces places{isPattern(root) ? matching(root) : findTokenFiles(root, kind, kTraining),
                     isPattern(root) ? Paths{} : findTokenFiles(root, kind, kValidation)};
  std::erase_if(places.training, [&](const fs::path& file) {
    return std::find(places.validation.begin(), places.validation.end(), file) != places.validation.end();
  });
  if (places.training.empty()) refuseEmptyPlace(root, kind);
  return places;
}

DataSplit open(const TokenKind& kind, const DataConfig& config) {
  if (config.context < 1)
    throw UserError("data.context is " + std::to_string(config.context) +
                    ", and there is no model whose context could be taken; give tokens a row, 1 or more.");
  const auto size = config.tokenBytes;
  if (size != 0 && size != 1 && size != 2 && size != 4 && size != 8)
    throw UserError("data.token_bytes is " + std::to_string(size) +
                    "; 0 (detected from the file), 1, 2, 4 or 8 are possible.");
  const fs::path root = config.root;
  const auto [training, validation, isOneFile] = findTokenPlaces(root, kind);
  if (isOneFile) {
    const auto whole = withTokenizer(kind, config, {root});
    return splitEnd(openFiles({root}, whole, config), whole, config);
  }
  const auto remark = isPattern(root) ? std::string() : unreadShards(root, kind, training, validation);
  const auto used = withTokenizer(kind, config, training, validation);
  const auto trained = openFiles(training, used, config, remark);
  if (validation.empty()) return splitEnd(trained, used, config);
  const auto held = openFiles(validation, used, config);
  return {part(trained, used, config, 0, trained.count), part(held, used, config, 0, held.count)};
}

const TokenKind& tokensKind() {
  static const TokenKind kind{{".bin", ".npy"}, TokenFile::Kind::Tokens, std::int64_t{1} << 32, "tokens"};
  return kind;
}

const TokenKind& textKind() {
  static const TokenKind kind{{".txt", ".jsonl", ".txt.gz", ".jsonl.gz"}, TokenFile::Kind::Text, 256, "text"};
  return kind;
}

DataSplit openTokens(const DataConfig& config, std::int64_t) { return open(tokensKind(), config); }
DataSplit openText(const DataConfig& config, std::int64_t) { return open(textKind(), config); }

/// A folder is read by its files for training; where none is called so, all of them are meant.
fs::path rootOfFolder(const fs::path& folder, const TokenKind& kind) {
  if (!findTokenFiles(folder, kind, kTraining).empty()) return folder;
  for (const auto& ending : kind.endings)
    if (const auto all = filesIn(folder, [&](const std::string& name) { return name.ends_with(ending); }); !all.empty())
      return all.size() == 1 ? all.front() : folder / ("*" + ending);
  return {};
}

fs::path rootOfTokens(const fs::path& folder) { return rootOfFolder(folder, tokensKind()); }
fs::path rootOfText(const fs::path& folder) { return rootOfFolder(folder, textKind()); }

DatasetFiles tokenFiles(const TokenKind& kind, fs::path (*rootOfFolder)(const fs::path&)) {
  DatasetFiles files{.isFile = true, .isFolder = true, .rootOfFolder = rootOfFolder};
  for (const auto& ending : kind.endings) files.names.push_back("*" + ending);
  return files;
}

}  // namespace

TokenizerPointer tokenizerOfText(const DataConfig& config) {
  const auto [training, validation, isOneFile] = findTokenPlaces(config.root, textKind());
  const auto kind = withTokenizer(textKind(), config, training, validation);
  return kind.tokenizer ? kind.tokenizer : byteTokenizer();
}

DatasetEntry tokensDataset() {
  return {.kind = "tokens",
          .title = "Tokens (nanoGPT's .bin files)",
          .open = openTokens,
          .settings = {"data.root", "data.context", "data.token_bytes"},
          .language = true,
          .place = tokenFiles(tokensKind(), rootOfTokens)};
}

DatasetEntry textDataset() {
  return {.kind = "text",
          .title = "Text",
          .open = openText,
          .settings = {"data.root", "data.context"},
          .fields = {furtherField(kTokenizerSetting, "Tokenizer",
                                  "bytes, characters or a place; a tokenizer.json, or a folder with GPT-2's "
                                  "vocab.json and merges.txt",
                                  std::string("bytes"))},
          .language = true,
          .place = tokenFiles(textKind(), rootOfText)};
}

}  // namespace studio
