// A run's scalars as TensorBoard reads them: a file of records in the run's folder, a record a row, every column a
// scalar of its name. TFRecord: length, masked CRC-32C of the length, data, masked CRC-32C of the data; the data are an
// Event of tensorflow/core/util/event.proto, of which the few fields needed here are written by hand. Engine thread;
// blocks on the disk.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/folder_handle.h"
#include "core/run/scalars.h"

namespace studio {

/// CRC-32C (Castagnoli, RFC 3720).
std::uint32_t checksum32c(std::string_view bytes);

class TensorboardFile {
 public:
  /// What every such file's name begins with; TensorBoard reads all of a folder, in the order of their names.
  static constexpr std::string_view kPrefix = "events.out.tfevents.";

  /// Of a new run, or of one that goes on after `afterStep` (-1: from its beginning): later records of earlier files
  /// are dropped, and rows up to there that they lack are written from `rows`, those of scalars.csv. A TensorBoard that
  /// is open meanwhile is asked to forget the later steps (SessionLog.START).
  TensorboardFile(FolderHandle run, std::int64_t afterStep, const std::vector<ScalarRow>& rows);
  void append(const std::vector<ScalarRow>& rows);

 private:
  FolderHandle run_;
  std::string name_;
};

}  // namespace studio
