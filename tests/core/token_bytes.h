// Files of tokens for tests: the same tokens in the forms of the field, and what a network is shown of them.
#pragma once
#include <torch/types.h>

#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/run/little_endian.h"

namespace studio {

inline DataConfig tokensIn(const std::filesystem::path& root, std::int64_t context = 8) {
  DataConfig config;
  config.kind = "tokens";
  config.root = root.string();
  config.context = context;
  config.vocabulary = 50304;
  config.validation = 0;
  return config;
}

inline std::vector<std::int64_t> tensorValues(const torch::Tensor& tokens) {
  const auto flat = tokens.contiguous();
  return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
}

/// The same tokens in numbers of another size, header in front.
template <class Number>
std::string tokensAs(const std::vector<std::int64_t>& tokens, std::string front = {}) {
  for (const auto token : tokens) appendLittle(front, static_cast<Number>(token));
  return front;
}

inline std::string npyHead(const std::string& type, const std::string& shape, const char* order = "False") {
  std::string text = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': (" + shape + "), }";
  text.append(63 - (10 + text.size()) % 64, ' ').append("\n");
  std::string head("\x93NUMPY\x01\x00", 8);
  appendLittle<std::uint16_t>(head, static_cast<std::uint16_t>(text.size()));
  return head + text;
}

inline std::string llmcHead(std::uint32_t magic, std::uint32_t count) {
  std::string head;
  for (const std::uint32_t number : {magic, 1u, count}) appendLittle(head, number);
  return head.append(1024 - head.size(), '\0');
}

/// Tokens as language models have them: some small, most large, below GPT-2's 50,257.
inline std::vector<std::int64_t> languageTokens(std::int64_t count = 400) {
  std::vector<std::int64_t> tokens;
  for (std::int64_t i = 0; i < count; ++i) tokens.push_back((i * 7919 + i * i * 31) % 50257);
  return tokens;
}

/// All tokens of all rows, as the network is shown them.
inline std::vector<std::int64_t> readShown(const DataConfig& config) {
  const auto data = openData(config, 0).training;
  std::vector<std::int64_t> all;
  for (std::int64_t row = 0; row < data->size(); ++row)
    for (const auto token : tensorValues(data->get(row).image)) all.push_back(token);
  return all;
}

}  // namespace studio
