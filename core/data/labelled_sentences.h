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
    std::size_t line = 0;    ///< of its file, from 1
  };
  std::vector<std::string> labels;  ///< of a file in the order in which they come, of a folder by their names
  std::vector<Sentence> sentences;
  std::vector<std::filesystem::path> files;  ///< the one of all, or one a label
  /// "sorted.tsv line 3"
  std::string place(const Sentence& sentence) const;
};

/// Blank lines, and in the file lines that begin with "#", are left out. Throws UserError naming the file, and the line
/// of a file that has no label or no sentence; for a file of a folder without a sentence too.
LabelledSentences readLabelledSentences(const std::filesystem::path& root);

}  // namespace studio
