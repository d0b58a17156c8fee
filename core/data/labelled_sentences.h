// Sentences that are sorted, as people keep them: lines "label<TAB>sentence" of one file, or a folder of .txt files,
// one a label, a sentence a line. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

struct LabelledSentences {
  struct Sentence {
    std::string text;        ///< UTF-8 or bytes, without line end, not empty
    std::int64_t label = 0;  ///< index into `labels`
  };
  std::vector<std::string> labels;  ///< of a file in the order in which they come, of a folder by their names
  std::vector<Sentence> sentences;
};

/// Blank lines, and in the file lines that begin with "#", are left out. Throws UserError naming the file, and the line
/// of a file that has no label or no sentence.
LabelledSentences readLabelledSentences(const std::filesystem::path& root);

}  // namespace studio
