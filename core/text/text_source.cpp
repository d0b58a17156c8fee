// zlib reads plain files as they are, so both go one way.
#include "core/text/text_source.h"

#include <zlib.h>

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/run/error.h"
#include "core/run/folder_handle.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;

std::int64_t sizeOf(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

struct TextSource::Stream {
  gzFile file;
  explicit Stream(const std::filesystem::path& path) : file(gzopen(path.c_str(), "rb")) {
    if (file == nullptr) throw UserError("Cannot read " + path.string() + "; check that it may be read.");
    gzbuffer(file, kBlock);
  }
  ~Stream() { gzclose(file); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

bool isJsonLines(const std::filesystem::path& file) {
  const auto name = file.filename().string();
  return name.ends_with(".jsonl") || name.ends_with(".jsonl.gz");
}

TextSource::TextSource(const std::filesystem::path& file, Form form)
    : name_(file.string()), form_(form), lines_(isJsonLines(file)), size_(sizeOf(file)) {
  static_cast<void>(openRegularFile(file));  // says what is wrong; a pipe would wait for ever
  stream_ = std::make_unique<Stream>(file);
}

TextSource::~TextSource() = default;

std::int64_t TextSource::bytesRead() const { return std::clamp<std::int64_t>(gzoffset(stream_->file), 0, size_); }

/// False at the end.
bool TextSource::readBlock() {
  const bool first = place_ == 0;
  block_.resize(kBlock);
  int got = gzread(stream_->file, block_.data(), static_cast<unsigned>(kBlock));
  block_.resize(static_cast<std::size_t>(std::max(got, 0)));
  for (int next = 0; form_ == Form::Plain && block_.ends_with('\r') && next >= 0;)  // CR LF may lie across blocks
    if (next = gzgetc(stream_->file); next >= 0) block_ += static_cast<char>(next);
  int error = Z_OK;
  gzerror(stream_->file, &error);
  if (got < 0 || (error != Z_OK && error != Z_STREAM_END))
    throw UserError(name_ + " ends early or is damaged; copy or download it again.");
  if (const auto wide = first ? recogniseWideEncoding(block_) : std::string_view(); !wide.empty())
    throw UserError("Cannot read " + name_ + ": it is text in " + std::string(wide) + "; save it as UTF-8.");
  if (const auto zero = block_.find('\0'); zero != std::string::npos)
    throw UserError("Cannot read " + name_ + ": it holds a zero byte at position " +
                    std::to_string(place_ + static_cast<std::int64_t>(zero)) +
                    ", so it is no text; name the right file.");
  place_ += static_cast<std::int64_t>(block_.size());
  left_ = first && (lines_ || form_ == Form::Plain) ? withoutByteOrderMark(block_) : std::string_view(block_);
  return !block_.empty();
}

std::optional<TextPiece> TextSource::next() {
  auto piece = lines_ ? nextDocument() : std::nullopt;
  if (!lines_ && readBlock()) {
    if (form_ == Form::Plain) text_ = withLineEnds(left_);
    piece = TextPiece{form_ == Form::Plain ? std::string_view(text_) : left_};
  }
  if (piece) any_ = any_ || !piece->text.empty();
  if (!piece && !any_) throw UserError(name_ + " holds no text; name a file with text in it.");
  return piece;
}

void TextSource::addToLine(std::string_view part) {
  if (line_.size() + part.size() > kLongestLine)
    throw UserError(name_ + " line " + std::to_string(number_ + 1) + " is longer than " +
                    std::to_string(kLongestLine >> 20) + " MiB; put its text into several lines, or into a .txt file.");
  line_ += part;
}

std::optional<TextPiece> TextSource::nextDocument() {
  line_.clear();
  while (!left_.empty() || readBlock()) {
    const auto end = left_.find('\n');
    addToLine(left_.substr(0, end));
    left_.remove_prefix(end == left_.npos ? left_.size() : end + 1);
    if (end == std::string_view::npos) continue;
    ++number_;
    if (line_.find_first_not_of(" \t\r") != std::string::npos) return readDocument(line_);
    line_.clear();
  }
  if (line_.find_first_not_of(" \t\r") == std::string::npos) return {};
  ++number_;
  return readDocument(line_);
}

TextPiece TextSource::readDocument(std::string_view line) {
  const auto place = name_ + " line " + std::to_string(number_);
  try {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.is_object() || !entry.contains("text") || !entry["text"].is_string())
      throw UserError(place + " has no \"text\"; each line of a .jsonl is an object with a text.");
    text_ = entry["text"].get<std::string>();
    if (text_.find('\0') != std::string::npos)
      throw UserError(place + " holds a zero byte in its \"text\", so it is no text; mend the line or take it out.");
  } catch (const nlohmann::json::exception&) {
    throw UserError(place +
                    " is no JSON; each line of a .jsonl is an object with a \"text\", so mend the line or take "
                    "it out.");
  }
  if (form_ == Form::Plain) text_ = withLineEnds(text_);
  return {text_, true};
}

namespace {

/// All pieces of all files; `fileEnds` after each file.
void readFiles(std::span<const std::filesystem::path> files, TextSource::Form form, const TextProgress& progress,
               const std::function<void(std::size_t file, const TextPiece&)>& take,
               const std::function<void(std::size_t file)>& fileEnds) {
  std::int64_t before = 0, total = 0;
  for (const auto& file : files) total += sizeOf(file);
  for (std::size_t i = 0; i < files.size(); ++i) {
    TextSource source(files[i], form);
    while (const auto piece = source.next()) {
      take(i, *piece);
      if (progress) progress(before + source.bytesRead(), total);
    }
    fileEnds(i);
    before += source.bytes();
  }
  if (progress) progress(total, total);
}

}  // namespace

std::int64_t tokenizeFiles(std::span<const std::filesystem::path> files, TextSource::Form form,
                           const Tokenizer& tokenizer, const std::function<void(const TokenIds&)>& take,
                           const TextProgress& progress) {
  std::unique_ptr<TextEncoder> encoder;
  TokenIds ids;
  std::int64_t count = 0;
  const auto give = [&] {
    count += static_cast<std::int64_t>(ids.size());
    take(ids);
    ids.clear();
  };
  const auto addPiece = [&](std::size_t file, const TextPiece& piece) {
    if (!encoder) encoder = tokenizer.encoder(files[file].string());
    encoder->add(piece.text, ids);
    if (piece.endsDocument) {
      encoder->finish(ids);
      if (const auto end = tokenizer.endOfText())
        ids.push_back(*end);
      else
        encoder->add("\n", ids), encoder->finish(ids);
    }
    if (ids.size() >= kBlock / 4) give();
  };
  readFiles(files, form, progress, addPiece, [&](std::size_t) {
    if (encoder) encoder->finish(ids);
    encoder.reset();
    give();
  });
  return count;
}

TokenizerPointer characterTokenizer(std::span<const std::filesystem::path> files, TextSource::Form form,
                                    const TextProgress& progress) {
  CharacterCounter counter;
  const auto addPiece = [&](std::size_t file, const TextPiece& piece) {
    counter.begin(files[file].string());
    counter.add(piece.text);
    if (!piece.endsDocument) return;
    counter.finish();
    counter.add("\n");  // stands between documents
  };
  readFiles(files, form, progress, addPiece, [&](std::size_t) { counter.finish(); });
  return counter.tokenizer();
}

}  // namespace studio
