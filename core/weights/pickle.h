// A pickle (Python's binary protocols 2 to 5) as plain values. Nothing is imported and nothing is called: a class or
// function stays a name, a call is remembered with its arguments, never made. What names run code is known, so that a
// hostile file can be recognised. No torch here.
// Values are numbers into tables, so that deep or circular files cost neither recursion nor more memory than a few
// times their size.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

enum class PickleKind : std::uint8_t {
  Nothing,
  Boolean,
  Integer,
  LongInteger,
  Real,
  Text,
  Bytes,  // LongInteger: beyond 64 bits, only its bytes are kept
  Tuple,
  List,
  Set,
  Dict,
  Global,      ///< something Python would import: module and name
  Persistent,  ///< torch's reference to a storage: its one item is the tuple that names it
  Call,        ///< what a call would give: items are the callable and the tuple of its arguments
};

using PickleIndex = std::uint32_t;

struct PickleValue {
  PickleKind kind = PickleKind::Nothing;
  std::uint32_t first = 0, last = 0;  ///< containers: cells; Text, Bytes, LongInteger: offset and length; Global: row
                                      ///< in the table of globals
  std::int64_t number = 0;            ///< Integer, Boolean; Real: the bits of the double; containers: count of items
};

struct PickleGlobal {
  std::string_view module, name;
};

class PickleTree {
 public:
  explicit PickleTree(std::string_view pickle) : pickle_(pickle) {}

  // Reading.
  PickleIndex root() const { return root_; }
  PickleIndex size() const {
    return static_cast<PickleIndex>(values_.size());
  }  ///< every value that was made, in this order
  const PickleValue& at(PickleIndex index) const { return values_[index]; }
  bool is(PickleIndex index, PickleKind kind) const { return values_[index].kind == kind; }
  std::string_view text(PickleIndex index) const;  ///< of Text, Bytes and LongInteger (little-endian); else empty
  double real(PickleIndex index) const;            ///< of Real
  PickleGlobal global(PickleIndex index) const;    ///< of Global; else empty names
  std::optional<std::int64_t> integer(PickleIndex index) const;  ///< of Integer
  /// Of containers; a Dict's are key, value, key, value ...
  std::vector<PickleIndex> items(PickleIndex index) const;
  /// None of a container that holds more than `most`: one long list may be named in a thousand places.
  std::vector<PickleIndex> itemsUpTo(PickleIndex index, std::int64_t most) const;

  /// The dictionary of an object's attributes, where it was given one.
  std::optional<PickleIndex> state(PickleIndex index) const;

  // Building. Throws std::runtime_error beyond the limits.
  PickleIndex add(PickleValue value);
  PickleIndex addGlobal(std::string_view module, std::string_view name);
  PickleIndex addText(PickleKind kind, std::string_view part);  ///< a part of the pickle
  void append(PickleIndex container, PickleIndex item);
  void setState(PickleIndex object, PickleIndex state);  ///< kept where it is a dictionary
  void setRoot(PickleIndex index) { root_ = index; }

 private:
  struct Cell {
    PickleIndex value, next;
  };

  std::string_view pickle_;
  std::vector<PickleValue> values_;
  std::vector<Cell> cells_;
  std::vector<PickleGlobal> globals_;
  std::map<PickleIndex, PickleIndex> states_;
  PickleIndex root_ = 0;
};

/// The pickle must outlive the tree; `end` becomes the place behind it, where more may follow. Throws
/// std::runtime_error with a reason that fits behind "FILE is not a valid ... file: ", and UserError naming `source`
/// when the pickle wants code to run; `toDescribe`: only to say what it is, so files of PyTorch within are no reason to
/// refuse it.
PickleTree readPickle(std::string_view pickle, const std::string& source, std::size_t* end = nullptr,
                      bool toDescribe = false);

// The names a pickle asks Python to import, in two sorts of ours: those that run code, and all others, which are only
// remembered (pickle_globals.cpp).

/// os.system, builtins.eval, subprocess.Popen ...: no weights file needs them, and unpickling it in Python could do
/// anything. Not a list of all that is dangerous in Python: here nothing of any name is ever run. It warns a user about
/// a hostile file.
bool runsCode(std::string_view module, std::string_view name);
/// Of these the one with which pickle.dump stores tensors: each a file of PyTorch within the pickle.
bool loadsNested(std::string_view module, std::string_view name);
/// Called, it gives a dictionary that the pickle fills afterwards: OrderedDict and its like.
bool makesDict(std::string_view module, std::string_view name);
/// "os.system" for sentences: not too long, and without what would steer a terminal.
std::string globalText(std::string_view module, std::string_view name);

}  // namespace studio
