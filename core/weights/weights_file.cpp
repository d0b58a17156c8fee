// Formats are told by their first bytes.
#include "core/weights/weights_file.h"

#include <fstream>

#include "core/run/error.h"
#include "core/run/run_store.h"

namespace studio {
namespace {

std::string firstBytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UserError(file.string() + " cannot be opened; check the name of the weights file.");
  std::string bytes(9, '\0');
  stream.read(bytes.data(), 9);
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace

std::filesystem::path weightsFileOf(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return path;
  if (std::filesystem::is_regular_file(path / "model.safetensors")) return path / "model.safetensors";
  const RunFolder folder(path);
  const auto steps = folder.exists() ? folder.checkpointSteps() : std::vector<std::int64_t>{};
  if (steps.empty()) throw UserError("The folder " + path.string() + " holds no weights; name a weights file, a checkpoint or a run with one.");
  return folder.checkpoint(steps.back()) / "model.safetensors";
}

void refusePickle(const std::filesystem::path& file) {
  const auto start = firstBytes(file);
  const bool header = start.size() == 9 && start.back() == '{';   // a safetensors file, whatever its length bytes look like
  if (header || (!start.starts_with("PK\x03\x04") && !start.starts_with("\x80\x02"))) return;
  throw UserError(file.string() + " is a PyTorch .pt file, which cannot be read yet. In Python: safetensors.torch.save_file(torch.load(\"" +
                  file.filename().string() + "\"), \"" + file.stem().string() + ".safetensors\")");
}

}  // namespace studio
