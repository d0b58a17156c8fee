// Files of tokens are read where they lie in memory; what form a file has is decided in token_form.cpp.
#include "core/data/token_dataset.h"

#include "core/data/encoded_text.h"

#include <torch/utils.h>

#include <algorithm>
#include <cstring>

#include "core/run/error.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

/// Bytes of a text that are looked at before it is read: one without a CR in there is taken as it lies.
constexpr std::size_t kTextLookedThrough = std::size_t{1} << 24;

template <class Stored>
void spread(const char* bytes, std::int64_t count, std::int64_t* into) {
  for (std::int64_t token = 0; token < count; ++token) {
    Stored value;
    std::memcpy(&value, bytes + static_cast<std::size_t>(token) * sizeof value, sizeof value);
    into[token] = static_cast<std::int64_t>(value);  // of 64 bits beyond the largest: negative, so foreign
  }
}

void spreadAs(const TokenForm& form, const char* bytes, std::int64_t count, std::int64_t* into) {
  switch (form.bytes) {
    case 1:
      return form.isSigned ? spread<std::int8_t>(bytes, count, into) : spread<std::uint8_t>(bytes, count, into);
    case 2:
      return form.isSigned ? spread<std::int16_t>(bytes, count, into) : spread<std::uint16_t>(bytes, count, into);
    case 4:
      return form.isSigned ? spread<std::int32_t>(bytes, count, into) : spread<std::uint32_t>(bytes, count, into);
    default:
      return spread<std::int64_t>(bytes, count, into);
  }
}

[[noreturn]] void refuseZeroByte(const std::string& name, std::size_t place) {
  throw UserError("Cannot read " + name + ": it holds a zero byte at position " + std::to_string(place) +
                  ", so it is no text; name the right file.");
}

/// Where the bytes of a file are not its text; nothing where they are.
std::optional<std::string> decodePlainText(const MappedFile& file, const std::string& name) {
  const auto bytes = file.bytes();
  if (bytes.starts_with("\x93NUMPY"))
    throw UserError(name + " is an array of NumPy, not text; name it as data of the kind tokens.");
  if (const auto foreign = recogniseForeignKind(bytes); !foreign.empty())
    throw UserError(name + " is no text but " + foreign + ".");
  if (!recogniseWideEncoding(bytes).empty()) static_cast<void>(plainText(bytes, name));  // says so
  if (const auto zero = bytes.substr(0, kTextLookedThrough).find('\0'); zero != bytes.npos) refuseZeroByte(name, zero);
  if (withoutByteOrderMark(bytes).size() == bytes.size() &&
      bytes.substr(0, kTextLookedThrough).find('\r') == std::string_view::npos)
    return {};
  auto text = withLineEnds(withoutByteOrderMark(bytes));
  requireWhole(bytes.data());
  return text;
}

/// What can be done about a token that the model does not know.
std::string adviseTokenType(const TokenForm& form, std::int64_t token) {
  if (token < 0) return "tokens below 0 mark what is no text (-100 is padding), so take them out of the file.";
  if (form.stated) return "make model.vocabulary larger or take a file of the model's tokens.";
  return "take a file of the model's tokens, make model.vocabulary larger, or set data.token_bytes if its tokens are "
         "not of " +
         std::to_string(form.bytes) + " bytes each.";
}

}  // namespace

TokenFile::TokenFile(const std::filesystem::path& file, Kind kind, std::int64_t bytesPerToken)
    : file_(file), name_(file.string()), isPlainText_(kind == Kind::Text) {
  if (kind == Kind::Tokens) {
    form_ = recogniseTokenForm(file_->bytes(), name_, bytesPerToken);
  } else {
    if (auto plain = decodePlainText(*file_, name_)) plain_ = std::make_shared<const std::string>(std::move(*plain));
    form_ = {0, 1, static_cast<std::int64_t>(plain_ ? plain_->size() : file_->bytes().size()), false, {}, true};
  }
  requireWhole(file_->bytes().data());
}

TokenFile::TokenFile(const std::filesystem::path& text, const Tokenizer& tokenizer)
    : name_(text.string()), plain_(encodedText(text, tokenizer)) {
  const auto bytes = bytesOfToken(tokenizer);
  form_ = {0, bytes, static_cast<std::int64_t>(plain_->size()) / bytes, false, {}, true};
}

void TokenFile::read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const {
  const auto whole = plain_ ? std::string_view(*plain_) : file_->bytes();
  const auto* bytes = whole.data() + form_.offset + static_cast<std::size_t>(first * form_.bytes);
  spreadAs(form_, bytes, count, into);
  requireWhole(bytes);
  if (const auto* zero = isPlainText_ ? std::find(into, into + count, 0) : into + count; zero != into + count)
    refuseZeroByte(name_, static_cast<std::size_t>(first + (zero - into)));
  const auto* foreign =
      std::find_if(into, into + count, [&](std::int64_t token) { return token < 0 || token >= vocabulary; });
  if (foreign == into + count) return;
  throw UserError(name_ + " holds the token " + std::to_string(*foreign) + " at position " +
                  std::to_string(first + (foreign - into)) + ", but the model knows " + std::to_string(vocabulary) +
                  " kinds; " + adviseTokenType(form_, *foreign));
}

TokenShards::TokenShards(std::vector<std::unique_ptr<const TokenFile>> files, std::string remark)
    : files_(std::move(files)), starts_{0}, remark_(std::move(remark)) {
  for (const auto& file : files_) starts_.push_back(starts_.back() + file->tokens());
}

void TokenShards::read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const {
  auto file = static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), first) - starts_.begin() - 1);
  for (; count > 0; ++file) {
    const auto part = std::min(count, starts_[file + 1] - first);
    if (part > 0) files_[file]->read(first - starts_[file], part, vocabulary, into);
    first += part, into += part, count -= part;
  }
}

std::vector<std::string> TokenShards::remarks() const {
  std::vector<std::string> notes;
  for (const auto& file : files_)
    if (!file->note().empty()) notes.push_back(file->note());
  if (notes.size() > 1) notes = {notes.front() + " So are " + std::to_string(notes.size() - 1) + " further files."};
  if (!remark_.empty()) notes.push_back(remark_);
  return notes;
}

TokenDataset::TokenDataset(std::shared_ptr<const TokenShards> files, std::int64_t context, std::int64_t vocabulary,
                           std::int64_t first, std::int64_t end)
    : files_(std::move(files)),
      context_(context),
      vocabulary_(vocabulary),
      first_(first),
      rows_(std::max<std::int64_t>(0, (end - first - 1) / context)) {}

Example TokenDataset::get(std::int64_t index) const {
  const auto tokens = torch::empty({context_ + 1}, torch::kInt64);
  files_->read(first_ + index * context_, context_ + 1, vocabulary_, tokens.data_ptr<std::int64_t>());
  return {tokens.narrow(0, 0, context_), 0, tokens.narrow(0, 1, context_)};
}

void TokenDataset::readRow(std::int64_t index, std::int64_t* tokens, std::int64_t* next) const {
  const auto first = first_ + index * context_;
  files_->read(first, context_, vocabulary_, tokens);
  std::copy(tokens + 1, tokens + context_, next);
  files_->read(first + context_, 1, vocabulary_, next + context_ - 1);
}

TokenRows::TokenRows(torch::Tensor rows, std::int64_t vocabulary, const std::string& source)
    : rows_(rows.contiguous()), vocabulary_(vocabulary) {
  const auto* tokens = rows_.data_ptr<std::int64_t>();
  const auto* foreign = std::find_if(tokens, tokens + rows_.numel(),
                                     [&](std::int64_t token) { return token < 0 || token >= vocabulary; });
  if (foreign == tokens + rows_.numel()) return;
  const auto place = foreign - tokens;
  throw UserError(source + " holds " + std::to_string(*foreign) + " in row " + std::to_string(place / rows_.size(1)) +
                  " at position " + std::to_string(place % rows_.size(1)) + ", but the model's tokens are 0 to " +
                  std::to_string(vocabulary - 1) + ".");
}

}  // namespace studio
