// Rows of tokens, cut one after another from files: row i is the tokens i * context ... and the same shifted by one.
// What is left at the end and fills no row is not used; documents are joined as they are in the file.
#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/data/token_file.h"

namespace studio {

class TokenDataset : public Dataset {
 public:
  /// Of the files' tokens first .. end - 1.
  TokenDataset(std::shared_ptr<const TokenShards> files, std::int64_t context, std::int64_t vocabulary,
               std::int64_t first, std::int64_t end);
  std::int64_t size() const override { return rows_; }
  Example get(std::int64_t index) const override;
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
