#include "app/cli/batch_watch.h"

#include <unistd.h>

#include <iostream>

#include "app/cli/text_table.h"
#include "core/run/printable_text.h"

namespace studio {

BatchWatch::BatchWatch(const GlobalOptions& options)
    : options_(options), line_(std::cerr, ::isatty(STDERR_FILENO) != 0) {}

Computing BatchWatch::computing() {
  return {options_.device,
          options_.threads,
          [this](std::int64_t done, std::int64_t total) { told(done, total); },
          [this](std::int64_t done, std::int64_t total) { reading(done, total); },
          [this](const std::string& sentence) { warn(sentence); },
          [this](const std::string& note) { noted(note); }};
}

void BatchWatch::warn(const std::string& sentence) { noted("warning: " + sentence); }

void BatchWatch::noted(const std::string& note) {
  if (options_.quiet) return;
  line_.clear();
  std::cerr << visible(note) << std::endl;
}

/// What follows is measured from its own beginning.
void BatchWatch::reading(std::int64_t done, std::int64_t total) {
  if (signals_.received()) throw Interrupted();
  begin_ = std::chrono::steady_clock::now();
  if (!options_.quiet && done < total)
    line_.show(double(done) / double(total), "reading images, " + countText(done) + " of " + countText(total));
}

void BatchWatch::told(std::int64_t done, std::int64_t total) {
  if (signals_.received()) throw Interrupted();
  if (options_.quiet) return;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  const double rate = seconds > 0 ? double(done) / seconds : 0;
  std::string text = countText(done) + " of " + countText(total) + " stimuli";
  if (rate > 0)
    text += " · " + roundedText(rate, 3) + " a second · " + durationText(double(total - done) / rate) + " left";
  line_.show(double(done) / double(total), text);
}

}  // namespace studio
