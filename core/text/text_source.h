// Files of text as streams: .txt is one text, .jsonl a text a line (its "text"), both also as .gz. Memory is bounded
// whatever the length of a file or of a line of .txt. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/text/tokenizer.h"

namespace studio {

struct TextPiece {
  std::string_view text;      ///< until the next piece is asked for
  bool endsDocument = false;  ///< a line of .jsonl is one; .txt has none
};

/// One thread.
class TextSource {
 public:
  enum class Form {
    AsWritten,  ///< the bytes of the file
    Plain       ///< without byte-order mark, line ends as "\n"
  };
  /// Throws UserError naming the file, also from next(): zero bytes, UTF-16, a damaged .gz, nothing in it; of .jsonl a
  /// line that is no JSON, has no text, has a zero byte in it or is longer than kLongestLine, by its number.
  TextSource(const std::filesystem::path& file, Form form);
  ~TextSource();
  TextSource(const TextSource&) = delete;
  TextSource& operator=(const TextSource&) = delete;
  std::optional<TextPiece> next();
  std::int64_t bytes() const { return size_; }  ///< of the file as it lies on the disk
  std::int64_t bytesRead() const;

  static constexpr std::size_t kLongestLine = std::size_t{1} << 26;  ///< bytes of .jsonl

 private:
  struct Stream;
  bool readBlock();
  std::optional<TextPiece> nextDocument();
  TextPiece readDocument(std::string_view line);
  void addToLine(std::string_view part);
  std::unique_ptr<Stream> stream_;
  std::string name_, block_, line_, text_;
  std::string_view left_;  ///< of the block
  Form form_;
  bool lines_, any_ = false;
  std::int64_t size_ = 0, number_ = 0, place_ = 0;
};

/// By its name: .jsonl or .jsonl.gz.
bool isJsonLines(const std::filesystem::path& file);

/// Bytes of the files done and in all; what it throws ends the work.
using TextProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Tokens of files one after another, in portions. After each document of .jsonl comes the tokenizer's end of text, or
/// where it has none a line end. Returns how many there were.
std::int64_t tokenizeFiles(std::span<const std::filesystem::path> files, TextSource::Form form,
                           const Tokenizer& tokenizer, const std::function<void(const TokenIds&)>& take,
                           const TextProgress& progress = {});
/// The distinct characters of all files together.
TokenizerPointer characterTokenizer(std::span<const std::filesystem::path> files, TextSource::Form form,
                                    const TextProgress& progress = {});

}  // namespace studio
