#include "core/train/random_state.h"

#include <torch/types.h>

#include <stdexcept>

namespace studio {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

int digitOf(char c) {
  const auto* found = std::char_traits<char>::find(kDigits, 16, c);
  if (!found) throw std::runtime_error("the random state is not hexadecimal");
  return int(found - kDigits);
}

}  // namespace

std::string randomState(c10::Device device) {
  auto generator = at::globalContext().defaultGenerator(device);
  const auto state = generator.get_state().contiguous();  // uint8 [bytes], on the CPU
  std::string text;
  for (std::int64_t i = 0; i < state.numel(); ++i) {
    const auto byte = state.const_data_ptr<std::uint8_t>()[i];
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

void setRandomState(c10::Device device, const std::string& text) {
  auto generator = at::globalContext().defaultGenerator(device);
  const auto size = generator.get_state().numel();
  if (std::int64_t(text.size()) != 2 * size) throw std::runtime_error("the random state has another length");
  auto state = torch::empty({size}, torch::kByte);
  for (std::int64_t i = 0; i < size; ++i)
    state.data_ptr<std::uint8_t>()[i] =
        std::uint8_t(digitOf(text[std::size_t(2 * i)]) << 4 | digitOf(text[std::size_t(2 * i + 1)]));
  generator.set_state(state);
}

}  // namespace studio
