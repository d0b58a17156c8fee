// Items of containers are linked cells of one table: lists and dictionaries grow in pieces as the pickle goes on.
#include "core/weights/pickle_tree.h"

#include <bit>
#include <stdexcept>

namespace studio {
namespace {

constexpr std::size_t kMostValues = 4'000'000;  // a network of 10,000 tensors takes about 200,000

bool isContainer(PickleKind kind) { return kind >= PickleKind::Tuple && kind != PickleKind::Global; }

}  // namespace

std::string_view PickleTree::text(PickleIndex index) const {
  const auto& value = values_[index];
  const bool written =
      value.kind == PickleKind::Text || value.kind == PickleKind::Bytes || value.kind == PickleKind::LongInteger;
  return written ? pickle_.substr(value.first, value.last) : std::string_view();
}

double PickleTree::real(PickleIndex index) const { return std::bit_cast<double>(values_[index].number); }

PickleGlobal PickleTree::global(PickleIndex index) const {
  const auto& value = values_[index];
  return value.kind == PickleKind::Global ? globals_[value.first] : PickleGlobal{};
}

std::optional<std::int64_t> PickleTree::integer(PickleIndex index) const {
  const auto& value = values_[index];
  return value.kind == PickleKind::Integer ? std::optional(value.number) : std::nullopt;
}

std::vector<PickleIndex> PickleTree::items(PickleIndex index) const {
  const auto& value = values_[index];
  std::vector<PickleIndex> found;
  if (!isContainer(value.kind)) return found;
  found.reserve(static_cast<std::size_t>(value.number));
  PickleIndex cell = value.first;
  for (std::int64_t seen = 0; seen < value.number; ++seen, cell = cells_[cell].next)
    found.push_back(cells_[cell].value);
  return found;
}

std::vector<PickleIndex> PickleTree::itemsUpTo(PickleIndex index, std::int64_t most) const {
  return values_[index].number <= most ? items(index) : std::vector<PickleIndex>();
}

std::optional<PickleIndex> PickleTree::state(PickleIndex index) const {
  const auto found = states_.find(index);
  return found == states_.end() ? std::nullopt : std::optional(found->second);
}

void PickleTree::setState(PickleIndex object, PickleIndex state) {
  if (is(state, PickleKind::Dict)) states_[object] = state;
}

PickleIndex PickleTree::add(PickleValue value) {
  if (values_.size() >= kMostValues) throw std::runtime_error("it describes more than 4 million values");
  values_.push_back(value);
  return static_cast<PickleIndex>(values_.size() - 1);
}

PickleIndex PickleTree::addGlobal(std::string_view module, std::string_view name) {
  globals_.push_back({module, name});
  return add({PickleKind::Global, static_cast<std::uint32_t>(globals_.size() - 1)});
}

PickleIndex PickleTree::addText(PickleKind kind, std::string_view part) {
  return add({kind, static_cast<std::uint32_t>(part.data() - pickle_.data()), static_cast<std::uint32_t>(part.size())});
}

void PickleTree::append(PickleIndex container, PickleIndex item) {
  if (cells_.size() >= 2 * kMostValues) throw std::runtime_error("it describes more than 8 million items");
  cells_.push_back({item, 0});
  const auto cell = static_cast<PickleIndex>(cells_.size() - 1);
  auto& value = values_[container];
  if (value.number == 0)
    value.first = cell;
  else
    cells_[value.last].next = cell;
  value.last = cell;
  ++value.number;
}

}  // namespace studio
