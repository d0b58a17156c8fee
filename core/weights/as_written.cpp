#include "core/weights/as_written.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "core/run/checksum.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"

namespace studio {
namespace {

/// A trainer.json that cannot be read tells nothing here; resuming from it says so.
std::optional<std::uint64_t> checksumOf(const HeldFolder& folder, const std::string& name) {
  if (!folder.hasFile(kTrainerFile)) return {};
  try {
    return nlohmann::json::parse(folder.read(kTrainerFile, kMostTrainerBytes))
        .at(kChecksumsKey)
        .at(name)
        .get<std::uint64_t>();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

void requireAsWritten(const HeldFolder& folder, const std::string& name) {
  const auto written = checksumOf(folder, name);
  if (!written) return;
  const MappedFile file(folder, name);
  const auto sum = crc32Of(file.bytes());
  requireWhole(file.bytes().data());
  if (sum == *written) return;
  throw UserError(
      (folder.path() / name).string() +
      " is damaged: it does not hold the bytes that were written; copy it back, or take an older checkpoint.");
}

void requireAsWritten(const std::filesystem::path& file) {
  std::error_code none;
  const auto folder = std::filesystem::absolute(file, none).parent_path();
  if (std::filesystem::is_regular_file(folder / kTrainerFile, none))
    requireAsWritten(HeldFolder::open(folder), file.filename().string());
}

}  // namespace studio
