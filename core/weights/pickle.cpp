// Two parts. The tree: items of containers are linked cells of one table, so that lists and dictionaries grow in pieces
// as the pickle goes on. The machine: one function an opcode (names and meaning: Python's Lib/pickletools.py), found
// through a table. Which names run code is listed in pickle_globals.cpp.
#include "core/weights/pickle.h"

#include <array>
#include <bit>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/little_endian.h"

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

// The machine.

namespace {

[[noreturn]] void damaged(const std::string& reason) {
  throw std::runtime_error("its description of the tensors is damaged (" + reason + ")");
}

class PickleMachine {
 public:
  PickleMachine(std::string_view pickle, const std::string& source, bool toDescribe)
      : bytes_(pickle), source_(source), toDescribe_(toDescribe), tree_(pickle) {
    nothing_ = tree_.add({});
    false_ = tree_.add({PickleKind::Boolean});
    true_ = tree_.add({PickleKind::Boolean, 0, 0, 1});
    emptyTuple_ = tree_.add({PickleKind::Tuple});
  }

  PickleTree run() {
    while (!stopped_) {
      const auto code = static_cast<unsigned char>(take(1)[0]);
      const auto handler = table()[code];
      if (!handler)
        damaged("opcode " + std::to_string(code) + " at byte " + std::to_string(at_ - 1) +
                " is not one that torch.save writes");
      (this->*handler)();
    }
    return std::move(tree_);
  }
  std::size_t end() const { return at_; }

 private:
  using Handler = void (PickleMachine::*)();
  static const std::array<Handler, 256>& table();

  // Bytes.
  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - at_) damaged("it ends early");
    const auto part = bytes_.substr(at_, count);
    at_ += count;
    return part;
  }
  template <class T>
  T number() {
    return readLittle<T>(take(sizeof(T)), 0);
  }
  std::string_view line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) damaged("it ends early");
    const auto text = take(end - at_);
    take(1);
    return text;
  }

  // Stack.
  void push(PickleIndex index) { stack_.push_back(index); }
  PickleIndex pop() {
    const auto index = top();
    stack_.pop_back();
    return index;
  }
  PickleIndex top() const {
    const auto floor = marks_.empty() ? 0 : marks_.back();
    if (stack_.size() <= floor) damaged("it takes from an empty stack");
    return stack_.back();
  }
  /// Where the values above the newest mark begin; the mark goes.
  std::size_t popMark() {
    if (marks_.empty()) damaged("it looks for a mark that is not there");
    const auto begin = marks_.back();
    marks_.pop_back();
    return begin;
  }

  // Building.
  PickleIndex makeContainer(PickleKind kind, std::size_t begin) {
    const auto made = tree_.add({kind});
    for (auto index = begin; index < stack_.size(); ++index) tree_.append(made, stack_[index]);
    stack_.resize(begin);
    return made;
  }
  void pushTuple(std::size_t count) {
    const auto floor = marks_.empty() ? 0 : marks_.back();
    if (stack_.size() - floor < count) damaged("it takes from an empty stack");
    push(makeContainer(PickleKind::Tuple, stack_.size() - count));
  }
  /// Items go into containers; what they would change in an object is passed over.
  void extend(std::size_t begin, bool pairs) {
    if (pairs && (stack_.size() - begin) % 2 != 0) damaged("a key has no value");
    const auto values = std::vector<PickleIndex>(stack_.begin() + static_cast<std::ptrdiff_t>(begin), stack_.end());
    stack_.resize(begin);
    const auto container = top();
    const bool fits = pairs ? tree_.is(container, PickleKind::Dict)
                            : tree_.is(container, PickleKind::List) || tree_.is(container, PickleKind::Set);
    if (!fits) return;
    for (const auto value : values) tree_.append(container, value);
  }
  void pushGlobal(std::string_view module, std::string_view name) {
    if (runsCode(module, name) && !(toDescribe_ && loadsNested(module, name)))
      throw UserError(
          source_ + " asks Python to run " + globalText(module, name) +
          ", which no weights need; do not load it in Python, and take the weights from a source that you trust.");
    push(tree_.addGlobal(module, name));
  }
  /// OrderedDict() and its like become dictionaries, with the pairs they may have been given; any other call is
  /// remembered.
  void call(PickleIndex callable, PickleIndex arguments) {
    const auto global = tree_.global(callable);
    const auto made = tree_.add({makesDict(global.module, global.name) ? PickleKind::Dict : PickleKind::Call});
    push(made);
    if (tree_.is(made, PickleKind::Dict)) return addPairs(made, arguments);
    tree_.append(made, callable);
    tree_.append(made, arguments);
  }
  void addPairs(PickleIndex dict, PickleIndex arguments) {
    const auto given = tree_.itemsUpTo(arguments, 1);  // one long list may be the arguments of many calls
    if (given.size() != 1 || !tree_.is(given[0], PickleKind::List))
      return;  // Python 2: OrderedDict([[key, value], ...])
    for (const auto pair : tree_.items(given[0])) {
      const auto parts = tree_.itemsUpTo(pair, 2);
      if (parts.size() != 2) damaged("a dictionary has items that are not pairs");
      for (const auto item : parts) tree_.append(dict, item);
    }
  }
  void remember(std::uint64_t place) {
    if (place > at_)
      damaged("it remembers a value under an impossible number");  // each one before took a byte at least
    if (place >= memo_.size()) memo_.resize(place + 1, kNone);
    memo_[place] = top();
  }
  void recall(std::uint64_t place) {
    if (place >= memo_.size() || memo_[place] == kNone) damaged("it recalls a value that it never remembered");
    push(memo_[place]);
  }
  void pushLong(std::string_view digits) {  // two's complement, little-endian
    if (digits.size() > 8) return push(tree_.addText(PickleKind::LongInteger, digits));
    std::uint64_t value = !digits.empty() && (digits.back() & 0x80) ? ~std::uint64_t{0} : 0;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
      value = value << 8 | static_cast<unsigned char>(*digit);
    pushInteger(std::bit_cast<std::int64_t>(value));
  }
  void pushInteger(std::int64_t value) { push(tree_.add({PickleKind::Integer, 0, 0, value})); }
  void pushText(std::uint64_t length) { push(tree_.addText(PickleKind::Text, take(length))); }
  void pushBytes(std::uint64_t length) { push(tree_.addText(PickleKind::Bytes, take(length))); }

  // Opcodes.
  void protocol() {
    if (const auto version = number<std::uint8_t>(); version < 2 || version > 5)
      damaged("its protocol is " + std::to_string(version));
  }
  void frame() { number<std::uint64_t>(); }
  void stop() { tree_.setRoot(pop()), stopped_ = true; }
  void mark() { marks_.push_back(stack_.size()); }
  void drop() {
    if (!marks_.empty() && stack_.size() == marks_.back())
      popMark();
    else
      pop();
  }
  void dropToMark() { stack_.resize(popMark()); }
  void again() { push(top()); }
  void none() { push(nothing_); }
  void yes() { push(true_); }
  void no() { push(false_); }
  void integer1() { pushInteger(number<std::uint8_t>()); }
  void integer2() { pushInteger(number<std::uint16_t>()); }
  void integer4() { pushInteger(std::bit_cast<std::int32_t>(number<std::uint32_t>())); }
  void long1() { pushLong(take(number<std::uint8_t>())); }
  void long4() { pushLong(take(number<std::uint32_t>())); }
  void real() {
    std::uint64_t bits = 0;
    for (const char byte : take(8)) bits = bits << 8 | static_cast<unsigned char>(byte);  // big-endian
    push(tree_.add({PickleKind::Real, 0, 0, std::bit_cast<std::int64_t>(bits)}));
  }
  void text1() { pushText(number<std::uint8_t>()); }
  void text4() { pushText(number<std::uint32_t>()); }
  void text8() { pushText(number<std::uint64_t>()); }
  void bytes1() { pushBytes(number<std::uint8_t>()); }
  void bytes4() { pushBytes(number<std::uint32_t>()); }
  void bytes8() { pushBytes(number<std::uint64_t>()); }
  void emptyTuple() { push(emptyTuple_); }
  void tuple() { push(makeContainer(PickleKind::Tuple, popMark())); }
  void tuple1() { pushTuple(1); }
  void tuple2() { pushTuple(2); }
  void tuple3() { pushTuple(3); }
  void emptyList() { push(tree_.add({PickleKind::List})); }
  void emptyDict() { push(tree_.add({PickleKind::Dict})); }
  void emptySet() { push(tree_.add({PickleKind::Set})); }
  void frozenSet() { push(makeContainer(PickleKind::Set, popMark())); }
  void append() { top(), extend(stack_.size() - 1, false); }
  void appends() { extend(popMark(), false); }
  void setItem() {
    const auto value = pop();
    top(), push(value);
    extend(stack_.size() - 2, true);
  }
  void setItems() { extend(popMark(), true); }
  void global() {
    const auto module = line();
    pushGlobal(module, line());
  }
  void stackGlobal() {
    const auto name = pop(), module = pop();
    if (!tree_.is(name, PickleKind::Text) || !tree_.is(module, PickleKind::Text)) damaged("a global has no name");
    pushGlobal(tree_.text(module), tree_.text(name));
  }
  void persistent() { push(makeContainer(PickleKind::Persistent, (top(), stack_.size() - 1))); }
  void reduce() {
    const auto arguments = pop(), callable = pop();
    call(callable, arguments);
  }
  void newObjectEx() {
    pop();  // named arguments
    reduce();
  }
  void build() {  // the state of an object, or the attributes of an OrderedDict
    const auto state = pop();
    tree_.setState(top(), state);
  }
  void put1() { remember(number<std::uint8_t>()); }
  void put4() { remember(number<std::uint32_t>()); }
  void memoize() { remember(memo_.size()); }
  void get1() { recall(number<std::uint8_t>()); }
  void get4() { recall(number<std::uint32_t>()); }

  static constexpr PickleIndex kNone = 0xffffffff;

  std::string_view bytes_;
  std::size_t at_ = 0;
  const std::string& source_;
  bool toDescribe_;
  PickleTree tree_;
  std::vector<PickleIndex> stack_, memo_;
  std::vector<std::size_t> marks_;
  PickleIndex nothing_, false_, true_, emptyTuple_;
  bool stopped_ = false;
};

const std::array<PickleMachine::Handler, 256>& PickleMachine::table() {
  using M = PickleMachine;
  static const auto handlers = [] {
    std::array<Handler, 256> t{};
    t[0x80] = &M::protocol, t[0x95] = &M::frame, t['.'] = &M::stop;
    t['('] = &M::mark, t['0'] = &M::drop, t['1'] = &M::dropToMark, t['2'] = &M::again;
    t['N'] = &M::none, t[0x88] = &M::yes, t[0x89] = &M::no;
    t['K'] = &M::integer1, t['M'] = &M::integer2, t['J'] = &M::integer4, t[0x8a] = &M::long1, t[0x8b] = &M::long4,
    t['G'] = &M::real;
    t[0x8c] = &M::text1, t['X'] = &M::text4, t[0x8d] = &M::text8, t['U'] = &M::text1,
    t['T'] = &M::text4;  // U, T: Python 2's str
    t['C'] = &M::bytes1, t['B'] = &M::bytes4, t[0x8e] = &M::bytes8, t[0x96] = &M::bytes8;
    t[')'] = &M::emptyTuple, t['t'] = &M::tuple, t[0x85] = &M::tuple1, t[0x86] = &M::tuple2, t[0x87] = &M::tuple3;
    t[']'] = &M::emptyList, t['}'] = &M::emptyDict, t[0x8f] = &M::emptySet, t[0x91] = &M::frozenSet;
    t['a'] = &M::append, t['e'] = &M::appends, t[0x90] = &M::appends, t['s'] = &M::setItem, t['u'] = &M::setItems;
    t['c'] = &M::global, t[0x93] = &M::stackGlobal, t['Q'] = &M::persistent;
    t['R'] = &M::reduce, t[0x81] = &M::reduce, t[0x92] = &M::newObjectEx, t['b'] = &M::build;  // 0x81: NEWOBJ
    t['q'] = &M::put1, t['r'] = &M::put4, t[0x94] = &M::memoize, t['h'] = &M::get1, t['j'] = &M::get4;
    return t;
  }();
  return handlers;
}

}  // namespace

PickleTree readPickle(std::string_view pickle, const std::string& source, std::size_t* end, bool toDescribe) {
  if (pickle.size() > 0xffffffffU) damaged("it is larger than 4 GB");
  PickleMachine machine(pickle, source, toDescribe);
  auto tree = machine.run();
  if (end) *end = machine.end();
  return tree;
}

}  // namespace studio
