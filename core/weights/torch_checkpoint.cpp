// Which dictionary holds the weights, and what beside them is worth telling.
#include "core/weights/torch_checkpoint.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <set>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/number_text.h"
#include "core/run/printable_text.h"
#include "core/weights/pickle_globals.h"
#include "core/weights/stored_name.h"

namespace studio {
namespace {

/// Where training scripts put the weights, likeliest first.
constexpr std::array kWrappers = std::to_array<std::string_view>(
    {"state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "weights", "params", "ema_state_dict", "model_ema", "ema"});
constexpr std::array kNotWeights = std::to_array<std::string_view>(
    {"optimizer", "optimizers", "optimizer_state_dict", "optimizer_states", "optim", "opt", "scheduler", "lr_scheduler", "lr_schedulers", "scaler",
     "_metadata"});
constexpr int kDeepest = 4;
constexpr std::size_t kMostTensors = 100'000, kMostMetadata = 1000, kMostNested = 100, kLongestText = 4096;
constexpr std::uint64_t kMostExpansion = 64;   ///< one storage may serve several tensors, not thousands

using Entry = std::pair<std::string_view, PickleIndex>;

template <typename Table>
bool isOneOf(const Table& table, std::string_view name) { return std::find(table.begin(), table.end(), name) != table.end(); }

class Checkpoint {
 public:
  Checkpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source) : tree_(tree), tensors_(tensors), source_(source) {}

  TorchCheckpoint read() {
    const auto found = weightsIn(tree_.root(), 0);
    if (!found) refuse();
    TorchCheckpoint checkpoint;
    readTensors(*found, checkpoint.tensors);
    describe(tree_.root(), *found, checkpoint.metadata);
    return checkpoint;
  }

 private:
  /// The entries of a dictionary whose keys are texts.
  std::vector<Entry> entriesOf(PickleIndex dict) const {
    std::vector<Entry> entries;
    if (!tree_.is(dict, PickleKind::Dict)) return entries;
    const auto items = tree_.items(dict);
    for (std::size_t index = 0; index + 1 < items.size(); index += 2)
      if (tree_.is(items[index], PickleKind::Text)) entries.emplace_back(tree_.text(items[index]), items[index + 1]);
    return entries;
  }

  /// Each dictionary is looked at once, however often it is named.
  std::optional<PickleIndex> weightsIn(PickleIndex dict, int depth) {
    if (depth > kDeepest || !tree_.is(dict, PickleKind::Dict) || !seen_.insert(dict).second) return {};
    const auto entries = entriesOf(dict);
    for (const auto wrapper : kWrappers)
      for (const auto& [key, value] : entries)
        if (key == wrapper)
          if (const auto found = weightsIn(value, depth + 1)) return found;
    for (const auto& [key, value] : entries)
      if (tensors_.isTensor(value)) return dict;
    return onlyOneIn(entries, depth);
  }

  /// Under a name that nobody foresaw: it must be the only one.
  std::optional<PickleIndex> onlyOneIn(const std::vector<Entry>& entries, int depth) {
    std::optional<PickleIndex> only;
    std::vector<std::string> names;
    for (const auto& [key, value] : entries) {
      if (isOneOf(kNotWeights, key)) continue;
      const auto found = weightsIn(value, depth + 1);
      if (!found) continue;
      names.push_back(printable(key));
      only = found;
    }
    if (names.size() > 1)
      throw UserError(source_ + " holds several sets of tensors:" + listText("under", names) +
                      " save the one you mean in Python: torch.save(loaded[\"" + names[0] + "\"], \"weights.pt\").");
    return only;
  }

  [[noreturn]] void refuse() const {
    const auto root = tree_.root();
    const auto global = tree_.is(root, PickleKind::Call) ? tree_.global(tree_.items(root)[0]) : PickleGlobal{};
    if (!global.name.empty() && !tensors_.isTensor(root))
      throw UserError(source_ + " holds a whole Python object (" + globalText(global.module, global.name) +
                      "); in Python: torch.save(loaded.state_dict(), \"weights.pt\").");
    throw UserError(source_ + " holds no dictionary of tensors; in Python: torch.save(model.state_dict(), \"weights.pt\").");
  }

  /// A weight that only some function could give; anything else beside the tensors is passed over.
  void refuseMade(std::string_view key, PickleIndex value) const {
    if (!tree_.is(value, PickleKind::Call) || (!key.ends_with("weight") && !key.ends_with("bias"))) return;
    const auto global = tree_.global(tree_.items(value)[0]);
    throw std::runtime_error("\"" + printable(key) + "\" is made by " + globalText(global.module, global.name) + ", which is no plain tensor");
  }

  void readTensors(PickleIndex dict, std::vector<StoredTensor>& tensors) const {
    std::set<std::string_view> names;
    std::uint64_t bytes = 0;
    for (const auto& [key, value] : entriesOf(dict)) {
      if (!tensors_.isTensor(value)) {
        refuseMade(key, value);
        continue;
      }
      if (const auto problem = nameProblem(key); !problem.empty()) throw std::runtime_error(problem);
      if (!names.insert(key).second) throw std::runtime_error("it names \"" + std::string(key) + "\" twice");
      if (tensors.size() >= kMostTensors) throw std::runtime_error("it holds more than 100,000 tensors");
      tensors.push_back(tensors_.read(value, std::string(key)));
      bytes += byteCount(tensors.back());
      if (bytes > kMostExpansion * tensors_.fileBytes()) throw std::runtime_error("its tensors are many times larger than the file");
    }
  }

  /// Texts, numbers and single values beside and among the weights, and in the dictionaries beside them ("model_args.n_head").
  void describe(PickleIndex root, PickleIndex weights, std::map<std::string, std::string>& metadata) const {
    std::size_t nested = 0;
    describeOne(root, "", root == weights, metadata);
    if (root == weights) return;
    describeOne(weights, "", true, metadata);
    for (const auto& [key, value] : entriesOf(root)) {
      const bool aside = value == weights || value == root || isOneOf(kNotWeights, key) || !nameProblem(key).empty();
      if (!aside && tree_.is(value, PickleKind::Dict) && ++nested <= kMostNested) describeOne(value, std::string(key) + ".", false, metadata);
    }
  }
  void describeOne(PickleIndex dict, const std::string& prefix, bool weights, std::map<std::string, std::string>& metadata) const {
    if (!weights && tree_.at(dict).number > static_cast<std::int64_t>(2 * kMostMetadata)) return;
    for (const auto& [key, value] : entriesOf(dict)) {
      if (metadata.size() >= kMostMetadata) return;
      if (!nameProblem(key).empty()) continue;
      if (const auto text = textOf(value, weights)) metadata.emplace(prefix + std::string(key), *text);
    }
  }

  std::optional<std::string> textOf(PickleIndex value, bool amongWeights) const {
    switch (tree_.at(value).kind) {
      case PickleKind::Text: {
        const auto text = tree_.text(value);
        return text.size() <= kLongestText && isUtf8(text) ? std::optional(std::string(text)) : std::nullopt;
      }
      case PickleKind::Integer: return std::to_string(tree_.at(value).number);
      case PickleKind::Boolean: return tree_.at(value).number ? "true" : "false";
      case PickleKind::Real: return numberText(tree_.real(value));
      case PickleKind::Call: return !amongWeights && tensors_.isTensor(value) ? singleText(value) : std::nullopt;
      default: return {};
    }
  }

  /// best_val_loss and its like are often tensors of one number.
  std::optional<std::string> singleText(PickleIndex value) const {
    StoredTensor tensor;
    try {
      tensor = tensors_.read(value, "a number");
    } catch (const std::runtime_error&) {
      return {};   // no weight: what it is does not matter
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
  std::set<PickleIndex> seen_;
};

}  // namespace

TorchCheckpoint readCheckpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source) {
  return Checkpoint(tree, tensors, source).read();
}

}  // namespace studio
