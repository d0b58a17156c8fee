// Which dictionary holds the weights, and what beside them is worth reporting.
#include "core/weights/torch_checkpoint.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <set>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/pickle.h"
#include "core/weights/torch_zip.h"

namespace studio {
namespace {

/// Where training scripts put the weights, likeliest first.
constexpr std::array kWrappers =
    std::to_array<std::string_view>({"state_dict", "model_state_dict", "model_state", "model", "net", "network",
                                     "module", "weights", "params", "ema_state_dict", "model_ema", "ema"});
constexpr std::array kNotWeights =
    std::to_array<std::string_view>({"optimizer", "optimizers", "optimizer_state_dict", "optimizer_states", "optim",
                                     "opt", "scheduler", "lr_scheduler", "lr_schedulers", "scaler", "_metadata"});
constexpr int kDeepest = 4;
constexpr std::size_t kMostTensors = 100'000, kMostMetadata = 1000, kMostNested = 100, kLongestText = 4096,
                      kLongestOwnText = std::size_t{1} << 20;
constexpr std::int64_t kMuchSmaller =
    10;  ///< a set of a tenth of the tensors, or of one alone, is something beside the network
constexpr std::uint64_t kMostExpansion = 64;  ///< one storage may serve several tensors, not thousands

using Entry = std::pair<std::string_view, PickleIndex>;

template <typename Table>
bool isAmong(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

class Checkpoint {
 public:
  Checkpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source)
      : tree_(tree), tensors_(tensors), source_(source) {}

  TorchCheckpoint read(const std::string& part) {
    collect(tree_.root(), "", 0);
    TorchCheckpoint checkpoint;
    auto found = named(part, checkpoint.part);
    if (!found) {
      seen_.clear();
      found = weightsIn(tree_.root(), "", 0);
      checkpoint.part = part;
      if (found) noteOthers(*found, checkpoint.notes);
    }
    if (!found) refuse();
    readTensors(found->dict, checkpoint.tensors);
    describe(tree_.root(), found->dict, checkpoint.metadata);
    return checkpoint;
  }

 private:
  /// The entries of a dictionary whose keys are texts.
  std::vector<Entry> listEntries(PickleIndex dict) const {
    std::vector<Entry> entries;
    if (!tree_.is(dict, PickleKind::Dict)) return entries;
    const auto items = tree_.items(dict);
    for (std::size_t index = 0; index + 1 < items.size(); index += 2)
      if (tree_.is(items[index], PickleKind::Text)) entries.emplace_back(tree_.text(items[index]), items[index + 1]);
    return entries;
  }

  /// A dictionary with tensors and the keys that lead to it: "student", "state_dict.generator".
  struct TensorSet {
    PickleIndex dict = 0;
    std::string path;
    std::int64_t tensors = 0;
  };

  static std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }

  /// All of them, wherever they are. Each dictionary is looked at once, however often it is named.
  void collect(PickleIndex dict, const std::string& path, int depth) {
    if (depth > kDeepest || sets_.size() >= kMostNested || !tree_.is(dict, PickleKind::Dict) ||
        !seen_.insert(dict).second)
      return;
    const auto entries = listEntries(dict);
    const auto tensors = std::count_if(entries.begin(), entries.end(),
                                       [&](const Entry& entry) { return tensors_.isTensor(entry.second); });
    if (tensors > 0) sets_.push_back({dict, path, tensors});
    for (const auto& [key, value] : entries)
      if (!isAmong(kNotWeights, key) && nameProblem(key).empty()) collect(value, below(path, key), depth + 1);
  }

  /// The set that a requested part begins with; `rest` becomes what is left of it.
  std::optional<TensorSet> named(const std::string& part, std::string& rest) const {
    const TensorSet* longest = nullptr;
    for (const auto& set : sets_) {
      const bool begins = !set.path.empty() && (part == set.path || part.starts_with(set.path + "."));
      if (begins && (!longest || set.path.size() > longest->path.size())) longest = &set;
    }
    if (!longest) return {};
    rest = part.size() > longest->path.size() ? part.substr(longest->path.size() + 1) : std::string();
    return *longest;
  }

  std::optional<TensorSet> weightsIn(PickleIndex dict, const std::string& path, int depth) {
    if (depth > kDeepest || !tree_.is(dict, PickleKind::Dict) || !seen_.insert(dict).second) return {};
    const auto entries = listEntries(dict);
    for (const auto wrapper : kWrappers)
      for (const auto& [key, value] : entries)
        if (key == wrapper)
          if (const auto found = weightsIn(value, below(path, key), depth + 1)) return found;
    const auto tensors = std::count_if(entries.begin(), entries.end(),
                                       [&](const Entry& entry) { return tensors_.isTensor(entry.second); });
    if (tensors > 0) return TensorSet{dict, path, tensors};
    return likeliestIn(entries, path, depth);
  }

  /// Under names that nobody foresaw: the only one, or the only one of its size that is no copy of another.
  std::optional<TensorSet> likeliestIn(const std::vector<Entry>& entries, const std::string& path, int depth) {
    std::vector<TensorSet> found;
    std::vector<std::string> keys;
    std::int64_t most = 0;
    for (const auto& [key, value] : entries) {
      if (isAmong(kNotWeights, key)) continue;
      const auto set = weightsIn(value, below(path, key), depth + 1);
      if (!set) continue;
      found.push_back(*set);
      keys.emplace_back(key);
      most = std::max(most, set->tensors);
    }
    if (found.size() < 2) return found.empty() ? std::nullopt : std::optional(found.front());
    std::optional<TensorSet> trained;
    int originals = 0;
    for (std::size_t index = 0; index < found.size(); ++index)
      if (found[index].tensors * kMuchSmaller >= most && (found[index].tensors > 1 || most == 1) &&
          !namesCopy(keys[index]))
        trained = found[index], ++originals;
    if (originals == 1) return trained;
    refuseSeveral(keys);
  }

  [[noreturn]] void refuseSeveral(const std::vector<std::string>& keys) const {
    std::vector<std::string> names;
    for (const auto& key : keys) names.push_back(printable(key));
    throw UserError(source_ + " holds several sets of tensors:" + listText("under", names) +
                    " name the one you mean, as in " + source_ + "#" + names.front() + ".");
  }

  /// Other sets of at least two tensors that this one does not lie in.
  void noteOthers(const TensorSet& taken, std::vector<std::string>& notes) const {
    std::vector<std::string> others;
    for (const auto& set : sets_) {
      const bool around = set.path.empty() || set.dict == taken.dict || taken.path.starts_with(set.path + ".");
      if (!around && set.tensors > 1) others.push_back(printable(set.path));
    }
    if (others.empty()) return;
    auto list = listText("sets of tensors", others);
    list.pop_back();
    notes.push_back("The weights under " + printable(taken.path) + " are taken; there are other" + list + " (FILE#" +
                    others.front() + " takes that one).");
  }

  std::string fileName() const { return source_.substr(source_.rfind('/') + 1); }

  /// Of what a call makes; before 1.6 the class of a module came with its source: ("module", class, file, source).
  PickleGlobal readClass(PickleIndex value) const {
    if (!tree_.is(value, PickleKind::Call)) return {};
    const auto callable = tree_.items(value)[0];
    if (!tree_.is(callable, PickleKind::Persistent)) return tree_.global(callable);
    const auto parts = tree_.itemsUpTo(tree_.items(callable)[0], 4);
    return parts.size() > 1 ? tree_.global(parts[1]) : PickleGlobal{};
  }

  [[noreturn]] void refuse() const {
    const auto root = tree_.root();
    const auto global = readClass(root);
    if (!global.name.empty() && !tensors_.isTensor(root))
      throw UserError(source_ + " holds a whole Python object (" + globalText(global.module, global.name) +
                      "); in Python, where that class is installed "
                      "and if you trust the file: torch.save(torch.load(\"" +
                      fileName() + "\", weights_only=False).state_dict(), \"weights.pt\").");
    throw UserError(source_ +
                    " holds no dictionary of tensors; name a file that holds the weights by their names, as "
                    "torch.save(model.state_dict(), \"weights.pt\") writes it.");
  }

  /// A weight that only some function could give; anything else beside the tensors is passed over.
  void refuseMade(std::string_view key, PickleIndex value) const {
    if (!tree_.is(value, PickleKind::Call) || (!key.ends_with("weight") && !key.ends_with("bias"))) return;
    const auto global = tree_.global(tree_.items(value)[0]);
    throw std::runtime_error("\"" + printable(key) + "\" is made by " + globalText(global.module, global.name) +
                             ", which is no plain tensor");
  }

  void readTensors(PickleIndex dict, std::vector<StoredTensor>& tensors) const {
    std::set<std::string_view> names;
    std::uint64_t bytes = 0;
    for (const auto& [key, value] : listEntries(dict)) {
      if (!tensors_.isTensor(value)) {
        refuseMade(key, value);
        continue;
      }
      if (const auto problem = nameProblem(key); !problem.empty()) throw std::runtime_error(problem);
      if (!names.insert(key).second) throw std::runtime_error("it names \"" + std::string(key) + "\" twice");
      if (tensors.size() >= kMostTensors) throw std::runtime_error("it holds more than 100,000 tensors");
      if (const auto form = recogniseOtherTensor(tensors_.rebuiltBy(value, std::string(key))); !form.empty())
        throw UserError(source_ + ": " + printable(key) + form);
      tensors.push_back(tensors_.read(value, std::string(key)));
      bytes += byteCount(tensors.back());
      if (bytes > kMostExpansion * tensors_.fileBytes())
        throw std::runtime_error("its tensors are many times larger than the file");
    }
  }

  /// Texts, numbers and single values beside and among the weights, and in the dictionaries beside them
  /// ("model_args.n_head").
  void describe(PickleIndex root, PickleIndex weights, std::map<std::string, std::string>& metadata) const {
    std::size_t nested = 0;
    describeOne(root, "", root == weights, metadata);
    if (const auto attributes = tree_.state(weights))  // what this program itself wrote beside the tensors
      for (const auto& [key, value] : listEntries(*attributes))
        if (key == kTextsAttribute) describeOne(value, "", false, metadata, kLongestOwnText);
    if (root == weights) return;
    describeOne(weights, "", true, metadata);
    for (const auto& [key, value] : listEntries(root)) {
      const bool aside = value == weights || value == root || isAmong(kNotWeights, key) || !nameProblem(key).empty();
      const auto object =
          tree_.is(value, PickleKind::Call) ? tree_.state(value) : std::nullopt;  // an argparse.Namespace
      const auto dict = object.value_or(value);
      if (!aside && tree_.is(dict, PickleKind::Dict) && ++nested <= kMostNested)
        describeOne(dict, std::string(key) + ".", false, metadata);
    }
  }
  void describeOne(PickleIndex dict, const std::string& prefix, bool weights,
                   std::map<std::string, std::string>& metadata, std::size_t longest = kLongestText) const {
    if (!weights && tree_.at(dict).number > static_cast<std::int64_t>(2 * kMostMetadata)) return;
    for (const auto& [key, value] : listEntries(dict)) {
      if (metadata.size() >= kMostMetadata) return;
      if (!nameProblem(key).empty()) continue;
      if (const auto text = readPlainValue(value, weights, longest)) metadata.emplace(prefix + std::string(key), *text);
    }
  }

  std::optional<std::string> readPlainValue(PickleIndex value, bool amongWeights, std::size_t longest) const {
    switch (tree_.at(value).kind) {
      case PickleKind::Text: {
        const auto text = tree_.text(value);
        return text.size() <= longest && isUtf8(text) ? std::optional(std::string(text)) : std::nullopt;
      }
      case PickleKind::Integer:
        return std::to_string(tree_.at(value).number);
      case PickleKind::Boolean:
        return tree_.at(value).number ? "true" : "false";
      case PickleKind::Real:
        return numberText(tree_.real(value));
      case PickleKind::Call:
        return !amongWeights && tensors_.isTensor(value) ? singleText(value) : std::nullopt;
      default:
        return {};
    }
  }

  /// best_val_loss and its like are often tensors of one number.
  std::optional<std::string> singleText(PickleIndex value) const {
    StoredTensor tensor;
    try {
      tensor = tensors_.read(value, "a number");
    } catch (const std::runtime_error&) {
      return {};  // no weight: what it is does not matter
    }
    if (!tensor.shape.empty()) return {};
    const auto read = [&]<typename T>(T number) {
      std::memcpy(&number, tensor.bytes.data(), sizeof number);
      return number;
    };
    if (tensor.dtype == "F32") return numberText(read(0.0F));
    if (tensor.dtype == "F64") return numberText(read(0.0));
    if (tensor.dtype == "I64") return std::to_string(read(std::int64_t{0}));
    return {};
  }

  const PickleTree& tree_;
  const TorchTensors& tensors_;
  const std::string& source_;
  std::vector<TensorSet> sets_;
  std::set<PickleIndex> seen_;
};

}  // namespace

TorchCheckpoint readCheckpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source,
                               const std::string& part) {
  return Checkpoint(tree, tensors, source).read(part);
}

}  // namespace studio
