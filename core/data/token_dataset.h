// Rows of tokens, and the files they are cut from, as memory and several of them as one: nanoGPT's .bin (16 bit),
// 32-bit tokens, llm.c's and modded-nanogpt's .bin with their header, NumPy's .npy shards, and text, whose bytes are
// tokens. What a file holds is recognised by its content; what cannot be tokens, or is in doubt, is refused by what it
// is.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"
#include "core/run/mapped_file.h"
#include "core/text/tokenizer.h"

namespace studio {

/// Where the tokens of a file lie and of how many bytes each is.
struct TokenForm {
  std::size_t offset = 0;
  std::int64_t bytes = 2, count = 0;
  bool isSigned = false;
  std::string note;     ///< one sentence where a choice was made that a person should know, else empty
  bool stated = false;  ///< by a header or a setting how many bytes a token has
};

/// `bytesPerToken` 0: recognised by the content. Throws UserError naming `name` for what is no file of tokens, is cut
/// short or in doubt.
TokenForm recogniseTokenForm(std::string_view file, const std::string& name, std::int64_t bytesPerToken);
/// "a gzip file; unpack it" for content that is surely neither tokens nor text, else empty.
std::string recogniseForeignKind(std::string_view file);

class TokenFile {
 public:
  /// Of text the bytes without byte-order mark, line ends as "\n". Throws UserError naming the file.
  enum class Kind { Tokens, Text };
  TokenFile(const std::filesystem::path& file, Kind kind, std::int64_t bytesPerToken);
  /// Of a text: its tokens in memory, a text's own only once however often it is opened.
  TokenFile(const std::filesystem::path& text, const Tokenizer& tokenizer);
  std::int64_t tokens() const { return form_.count; }
  /// Tokens first .. first + count - 1; they are there. Throws UserError naming file and position for one of
  /// `vocabulary` or more.
  void read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const;
  const std::string& name() const { return name_; }
  const std::string& note() const { return form_.note; }

 private:
  std::optional<MappedFile> file_;
  std::string name_;
  std::shared_ptr<const std::string> plain_;  ///< text or tokens that are not as they lie in the file
  TokenForm form_;
  bool isPlainText_ = false;  ///< bytes are its tokens, so that none is zero
};

/// Files one after another, as if they were one.
class TokenShards {
 public:
  /// `remark`: a sentence on what lies beside them, or empty.
  explicit TokenShards(std::vector<std::unique_ptr<const TokenFile>> files, std::string remark = {});
  std::int64_t tokens() const { return starts_.back(); }
  /// As TokenFile::read; positions in its sentences are those in the file.
  void read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const;
  std::vector<std::string> remarks() const;

 private:
  std::vector<std::unique_ptr<const TokenFile>> files_;
  std::vector<std::int64_t> starts_;  ///< of each file, and the end of the last
  std::string remark_;
};

/// Rows of tokens, cut one after another from files: row i is the tokens i * context ... and the same shifted by one.
/// What is left at the end and fills no row is not used; documents are joined as they are in the file.
class TokenDataset : public Dataset {
 public:
  /// Of the files' tokens first .. end - 1.
  TokenDataset(std::shared_ptr<const TokenShards> files, std::int64_t context, std::int64_t vocabulary,
               std::int64_t first, std::int64_t end);
  std::int64_t size() const override { return rows_; }
  Example get(std::int64_t index) const override;
  /// Without a tensor in between, for rows are short and many.
  void readRow(std::int64_t index, std::int64_t* tokens, std::int64_t* next) const override;
  std::int64_t label(std::int64_t) const override { return 0; }
  std::vector<std::int64_t> imageShape() const override { return {context_}; }
  std::vector<std::string> classNames() const override { return {}; }
  std::vector<std::string> remarks() const override { return files_->remarks(); }
  std::int64_t vocabulary() const override { return vocabulary_; }
  bool scales() const override { return false; }

 private:
  std::shared_ptr<const TokenShards> files_;
  std::int64_t context_, vocabulary_, first_, rows_;
};

/// Rows of tokens in memory, as they are, without the token after each.
class TokenRows : public Dataset {
 public:
  /// int64 [rows, tokens], all of them 0 .. vocabulary - 1. Throws UserError naming `source` and the place of one that
  /// is not.
  TokenRows(torch::Tensor rows, std::int64_t vocabulary, const std::string& source);
  std::int64_t size() const override { return rows_.size(0); }
  Example get(std::int64_t index) const override { return {rows_[index], 0, {}}; }
  std::int64_t label(std::int64_t) const override { return 0; }
  std::vector<std::int64_t> imageShape() const override { return {rows_.size(1)}; }
  std::vector<std::string> classNames() const override { return {}; }
  std::int64_t vocabulary() const override { return vocabulary_; }
  bool scales() const override { return false; }

 private:
  torch::Tensor rows_;
  std::int64_t vocabulary_;
};

}  // namespace studio
