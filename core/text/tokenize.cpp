// The tokens go to the disk as they come, under a temporary name.
#include "core/text/tokenize.h"

#include <array>

#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t kKindsOfTwoBytes = 65536;

TokenizerPointer chosenTokenizer(const TokenizeRequest& request, const TextProgress& progress) {
  const bool pair = !request.vocabulary.empty() || !request.merges.empty();
  const int named = int(pair) + int(!request.tokenizer.empty()) + int(request.bytes) + int(request.characters);
  if (named != 1 || request.vocabulary.empty() != request.merges.empty())
    throw UserError("Name one tokenizer: --vocab with --merges, --tokenizer, --bytes or --characters.");
  if (request.bytes) return byteTokenizer();
  if (request.characters) return characterTokenizer(std::array{request.text}, TextSource::Form::AsWritten, progress);
  return pair ? openBytePairs(request.vocabulary, request.merges) : openTokenizer(request.tokenizer);
}

/// Whether one has to be written. Throws for another one that is there.
bool isNewBeside(const Tokenizer& tokenizer, const fs::path& file) {
  if (!fs::exists(file)) return true;
  std::string there;
  try {
    there = openTokenizer(file)->json();
  } catch (const UserError&) {  // of a kind that is not read: another one all the same
  }
  if (there == tokenizer.json()) return false;
  throw UserError("Beside the output lies " + file.string() +
                  ", which is another tokenizer, and tokens of two in one folder could not be told apart; write into "
                  "another folder, or take this one with --tokenizer " +
                  file.string() + ".");
}

std::string asTwoBytes(const TokenIds& ids) {
  std::string bytes;
  bytes.reserve(2 * ids.size());
  for (const auto id : ids) appendLittle(bytes, static_cast<std::uint16_t>(id));
  return bytes;
}

}  // namespace

TokenizedText tokenizeText(const TokenizeRequest& request, const TextProgress& progress) {
  std::error_code none;
  if (fs::equivalent(request.text, request.output, none))
    throw UserError("The output " + request.output.string() + " is the text itself; name another file.");
  const auto tokenizer = chosenTokenizer(request, progress);
  if (tokenizer->vocabulary() > kKindsOfTwoBytes)
    throw UserError("The tokenizer has " + std::to_string(tokenizer->vocabulary()) +
                    " tokens, more than the 65536 of nanoGPT's 16-bit files; take a smaller one.");
  const auto beside = request.output.parent_path() / kTokenizerFile;
  const bool isNew = isNewBeside(*tokenizer, beside);
  TokenizedText done{0, tokenizer->vocabulary(), 0, tokenizer->kind(), beside};
  writeFileAtomically(request.output, [&](const auto& append) {
    const auto take = [&](const TokenIds& ids) { append(asTwoBytes(ids)); };
    const auto report = [&](std::int64_t bytes, std::int64_t total) {
      done.bytesOfText = total;
      if (progress) progress(bytes, total);
    };
    done.tokens = tokenizeFiles(std::array{request.text}, TextSource::Form::AsWritten, *tokenizer, take, report);
  });
  if (isNew) writeFileAtomically(beside, tokenizer->json());
  return done;
}

}  // namespace studio
