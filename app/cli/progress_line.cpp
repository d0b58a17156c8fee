#include "app/cli/progress_line.h"

#include <ostream>

namespace studio {
namespace {

constexpr int kBarWidth = 24;
constexpr auto kLineEvery = std::chrono::seconds(10);
constexpr auto kBarEvery = std::chrono::milliseconds(100);

std::string bar(double share) {
  if (share < 0) return {};
  std::string text = "[";
  for (int i = 0; i < kBarWidth; ++i) text += i < int(share * kBarWidth + 0.5) ? "=" : " ";
  return text + "] " + std::to_string(int(share * 100)) + " % ";
}

}  // namespace

void ProgressLine::show(double share, const std::string& text) {
  const auto now = Clock::now();
  if (now - last_ < (terminal_ ? Clock::duration(kBarEvery) : Clock::duration(kLineEvery))) return;
  last_ = now;
  if (terminal_)
    out_ << "\r\033[K" << bar(share) << text << std::flush;
  else
    out_ << text << std::endl;
  shown_ = terminal_;
}

void ProgressLine::clear() {
  if (shown_) out_ << "\r\033[K" << std::flush;
  shown_ = false;
}

}  // namespace studio
