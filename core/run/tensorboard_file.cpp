// See tensorboard_file.h.
#include "core/run/tensorboard_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <optional>

#include "core/run/failure.h"
#include "core/run/little_endian.h"
#include "core/run/run_lock.h"
#include "core/run/run_status.h"

namespace studio {
namespace {

// Protocol buffers: a field is its number and kind, then its value (protobuf.dev/programming-guides/encoding).

enum class Wire : std::uint32_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

void appendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7f) | 0x80);
  out += static_cast<char>(value);
}

void appendKey(std::string& out, std::uint32_t number, Wire wire) {
  appendVarint(out, number << 3 | static_cast<std::uint32_t>(wire));
}

void appendBytes(std::string& out, std::uint32_t number, std::string_view bytes) {
  appendKey(out, number, Wire::Bytes);
  appendVarint(out, bytes.size());
  out += bytes;
}

/// Summary.Value: tag = 1, simple_value = 2 (float).
std::string scalarValue(const std::string& tag, double value) {
  std::string out;
  appendBytes(out, 1, tag);
  appendKey(out, 2, Wire::Fixed32);
  appendLittle(out, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
  return out;
}

/// Summary: value = 1, repeated. Values that are not there are left out.
std::string makeSummary(const ScalarRow& row) {
  std::string out;
  const auto add = [&out](const std::string& name, double value) {
    if (!std::isnan(value)) appendBytes(out, 1, scalarValue(name, value));
  };
  for (const ScalarColumn& column : scalarColumns()) add(column.name, row.*column.value);
  const auto& names = row.further.names();
  for (std::size_t i = 0; i < names.size(); ++i) add(names[i], row.further.values()[i]);
  return out;
}

/// Event: wall_time = 1 (double), step = 2; then what it is about. Step and time stand first, where readStep() reads
/// them.
std::string makeEvent(double seconds, std::int64_t step, std::uint32_t about, std::string_view content) {
  std::string out;
  appendKey(out, 1, Wire::Fixed64);
  appendLittle(out, std::bit_cast<std::uint64_t>(seconds));
  appendKey(out, 2, Wire::Varint);
  appendVarint(out, static_cast<std::uint64_t>(step));
  appendBytes(out, about, content);
  return out;
}

constexpr std::uint32_t kFileVersion = 3, kSummary = 5, kSessionLog = 7;  // fields of Event
constexpr std::string_view kSessionStart = "\x08\x01";                    // SessionLog: status = 1, START = 1

// Records.

constexpr std::size_t kHeader = 12, kFooter = 4, kStepEnds = kHeader + 9 + 11;  // bytes

/// So that checksums of data that hold checksums differ (tensorflow/core/lib/hash/crc32c.h).
std::uint32_t masked(std::uint32_t checksum) { return std::rotr(checksum, 15) + 0xa282ead8u; }

std::string makeRecord(const std::string& event) {
  std::string out;
  appendLittle(out, static_cast<std::uint64_t>(event.size()));
  appendLittle(out, masked(checksum32c(out)));
  out += event;
  appendLittle(out, masked(checksum32c(event)));
  return out;
}

/// Rows are written soon after they were measured, the last of them just now.
std::string makeRecords(const std::vector<ScalarRow>& rows) {
  std::string out;
  const double now = secondsNow();
  for (const ScalarRow& row : rows)
    out += makeRecord(makeEvent(now - (rows.back().seconds - row.seconds), row.step, kSummary, makeSummary(row)));
  return out;
}

/// Of a record's first bytes; 0 where it names none.
std::int64_t readStep(std::string_view record) {
  constexpr std::size_t kAt = kHeader + 9;  // after the time
  if (record.size() <= kAt || record[kAt] != '\x10') return 0;
  std::uint64_t step = 0;
  for (std::size_t i = kAt + 1, shift = 0; i < record.size() && shift < 64; ++i, shift += 7) {
    const auto byte = static_cast<unsigned char>(record[i]);
    step |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return static_cast<std::int64_t>(step);
}

struct KeptRecords {
  std::uint64_t bytes = 0;  ///< of the whole records up to a step
  std::int64_t records = 0, lastStep = -1;
};

/// Records come in the order of their steps; what a killed process began, or what is damaged, ends them.
KeptRecords recordsUpTo(const FolderHandle& run, const std::string& name, std::int64_t afterStep) {
  const auto size = static_cast<std::uint64_t>(run.inspect(name)->st_size);
  const Descriptor file = run.openFile(name);
  KeptRecords kept;
  std::array<char, kStepEnds> block;
  while (true) {
    const auto got = readAt(file.get(), block.data(), block.size(), static_cast<off_t>(kept.bytes), run.path() / name);
    const std::string_view begin(block.data(), got);
    if (got < kHeader || readLittle<std::uint32_t>(begin, 8) != masked(checksum32c(begin.substr(0, 8)))) return kept;
    const auto length = readLittle<std::uint64_t>(begin, 0);
    if (length > size || kept.bytes + kHeader + length + kFooter > size) return kept;
    const std::int64_t step = readStep(begin.substr(0, std::min<std::size_t>(got, kHeader + length)));
    if (kept.records > 0 && step > afterStep) return kept;
    if (kept.records > 0) kept.lastStep = std::max(kept.lastStep, step);  // the first says the version alone
    ++kept.records;
    kept.bytes += kHeader + length + kFooter;
  }
}

std::vector<std::string> eventFiles(const FolderHandle& run) {
  std::vector<std::string> names;
  for (const auto& entry : run.list())
    if (entry.isFile && entry.name.starts_with(TensorboardFile::kPrefix)) names.push_back(entry.name);
  std::sort(names.begin(), names.end());
  return names;
}

/// The step that the earlier files reach; a file of which nothing is left goes.
std::int64_t cutEarlier(const FolderHandle& run, std::int64_t afterStep) {
  std::int64_t last = -1;
  for (const std::string& name : eventFiles(run)) {
    const KeptRecords kept = recordsUpTo(run, name, afterStep);
    if (kept.lastStep < 0)
      run.remove(name);
    else
      run.cut(name, kept.bytes);
    last = std::max(last, kept.lastStep);
  }
  return last;
}

/// After all that are there, in the order of names.
std::string newName(const FolderHandle& run) {
  const auto earlier = eventFiles(run);
  auto seconds = static_cast<std::int64_t>(secondsNow());
  std::string name;
  do name = std::string(TensorboardFile::kPrefix) + std::to_string(seconds++) + "." + hostName();
  while (!earlier.empty() && name <= earlier.back());
  return name;
}

}  // namespace

std::uint32_t checksum32c(std::string_view bytes) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value & 1 ? value >> 1 ^ 0x82f63b78u : value >> 1;
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t checksum = 0xffffffffu;
  for (const char byte : bytes) checksum = kTable[(checksum ^ static_cast<unsigned char>(byte)) & 0xff] ^ checksum >> 8;
  return ~checksum;
}

TensorboardFile::TensorboardFile(FolderHandle run, std::int64_t afterStep, const std::vector<ScalarRow>& rows)
    : run_(std::move(run)) {
  const std::int64_t reached = cutEarlier(run_, afterStep);
  name_ = newName(run_);
  const double now = secondsNow();
  std::string begin = makeRecord(makeEvent(now, 0, kFileVersion, "brain.Event:2"));
  if (reached >= 0) begin += makeRecord(makeEvent(now, afterStep + 1, kSessionLog, kSessionStart));
  std::vector<ScalarRow> lacking;
  for (const ScalarRow& row : rows)
    if (row.step > reached && row.step <= afterStep) lacking.push_back(row);
  run_.write(name_, begin + makeRecords(lacking));
}

void TensorboardFile::append(const std::vector<ScalarRow>& rows) {
  if (!rows.empty()) run_.append(name_, makeRecords(rows));
}

}  // namespace studio
