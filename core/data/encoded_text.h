// The data set "text" by a tokenizer: which one is meant, and the tokens of a file in memory, made once. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/run/run_config.h"
#include "core/text/tokenizer.h"

namespace studio {

inline constexpr const char* kTokenizerSetting = "data.text.tokenizer";  ///< "bytes", "characters" or a place

/// Null where the bytes of the files are the tokens as they lie ("bytes" of plain .txt). "characters": those of all
/// files together. Throws UserError.
TokenizerPointer textTokenizer(const DataConfig& config, const std::vector<std::filesystem::path>& files);

/// What the setting of text at `root` is for other text: "characters" are those of its own files, "characters:root".
std::string tokenizerForOtherText(const std::string& setting, const std::string& root);

/// The one that the data set "text" of this configuration has (tokens.cpp). Throws UserError where its files are not
/// there.
TokenizerPointer tokenizerOfText(const DataConfig& config);

/// 2, or 4 of a vocabulary that needs it.
std::int64_t bytesOfToken(const Tokenizer& tokenizer);
/// Little-endian tokens of bytesOfToken() each; text without byte-order mark, line ends as "\n". What was made lately,
/// or is in use, is not made again while file and tokenizer are the same. Throws UserError.
std::shared_ptr<const std::string> encodedText(const std::filesystem::path& file, const Tokenizer& tokenizer);

}  // namespace studio
