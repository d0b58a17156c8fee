// GPT-2's words before they are made tokens (science: Radford et al. 2019, encoder.py): contractions, letters, digits
// and signs with a space before them, and blanks.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace studio {

/// One thread at a time.
class WordSplitter {
 public:
  WordSplitter();
  ~WordSplitter();
  WordSplitter(const WordSplitter&) = delete;
  WordSplitter& operator=(const WordSplitter&) = delete;

  /// `text` must stay as it is while words are taken. `ends`: nothing follows it; else the last word is not given, as
  /// it may go on. Bytes that are no UTF-8 are signs.
  void begin(std::string_view text, bool ends);
  /// Empty where there is none left.
  std::string_view next();
  std::size_t taken() const { return at_; }  ///< bytes of the text that were given as words

 private:
  struct Match;
  std::unique_ptr<Match> match_;
  std::string_view text_, subject_;
  std::string masked_;
  std::size_t at_ = 0;
  bool ends_ = true;
};

}  // namespace studio
