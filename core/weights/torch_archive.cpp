// Opening: the pickle and the storages, from a zip archive or in the form from before 1.6, then the dictionary of
// tensors in the pickle.
#include "core/weights/torch_archive.h"

#include <fstream>
#include <stdexcept>

#include "core/run/error.h"
#include "core/weights/pickle_machine.h"
#include "core/weights/torch_checkpoint.h"
#include "core/weights/torch_legacy.h"
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
    throw UserError(file.string() + " is not a valid PyTorch file: " + error.what() +
                    "; take another copy of it or save it again.");
  }
}

bool isPickle(const std::filesystem::path& file) { return std::ifstream(file, std::ios::binary).peek() == 0x80; }

TorchArchive archiveFrom(const PickleTree& tree, const TorchStorages& storages, std::shared_ptr<const MappedFile> file,
                         const std::filesystem::path& path, const std::string& part) {
  auto found = readCheckpoint(tree, TorchTensors(tree, storages, file->bytes().size()), path.string(), part);
  requireWhole(file->bytes().data());
  return {std::move(found.tensors), std::move(found.metadata), std::move(found.part), std::move(found.notes),
          std::move(file)};
}

}  // namespace

TorchArchive openTorchArchive(const std::filesystem::path& file, const std::string& part) {
  TorchArchive archive;
  inWords(file, [&] {
    if (isPickle(file)) {
      const auto legacy = openTorchLegacy(file);
      archive = archiveFrom(legacy.tree, legacy.storages, legacy.file, file, part);
      archive.notes.insert(archive.notes.begin(), "The file is in the form that PyTorch wrote before version 1.6.");
      return;
    }
    const TorchRecords records(file);
    const auto& pickle = records.pickle();
    archive = archiveFrom(readPickle(pickle, file.string()), records.storages(), records.file(), file, part);
  });
  return archive;
}

void checkTorchArchive(const std::filesystem::path& file) {
  if (!isPickle(file)) inWords(file, [&] { TorchRecords(file).check(); });
}

}  // namespace studio
