// Opening: records of the zip archive, the pickle in it, the dictionary of tensors in that.
#include "core/weights/torch_archive.h"

#include <stdexcept>

#include "core/run/error.h"
#include "core/weights/pickle_machine.h"
#include "core/weights/torch_checkpoint.h"
#include "core/weights/torch_records.h"

namespace studio {
namespace {

template <typename Work>
void inWords(const std::filesystem::path& file, Work work) {
  try {
    work();
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw UserError(file.string() + " is not a valid PyTorch file: " + error.what() + "; take another copy of it or save it again.");
  }
}

}  // namespace

TorchArchive openTorchArchive(const std::filesystem::path& file) {
  TorchArchive archive;
  inWords(file, [&] {
    const TorchRecords records(file);
    const auto& pickle = records.pickle();
    const auto tree = readPickle(pickle, file.string());
    auto [tensors, metadata] = readCheckpoint(tree, TorchTensors(tree, records), file.string());
    archive = {std::move(tensors), std::move(metadata), records.file()};
    requireWhole(archive.file->bytes().data());
  });
  return archive;
}

void checkTorchArchive(const std::filesystem::path& file) {
  inWords(file, [&] { TorchRecords(file).check(); });
}

}  // namespace studio
