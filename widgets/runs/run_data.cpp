// A run read from its folder, as far as it can be read; the end of its log; what is new between two readings.
#include "widgets/runs/run_data.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <ctime>
#include <exception>
#include <iterator>
#include <set>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/printable_text.h"

namespace studio {

// The end of a log.

namespace {

constexpr const char* kLog = "log.txt";
constexpr std::uint64_t kMostBytes = std::uint64_t{2} << 20;  ///< some 5,000 lines of 400 bytes
constexpr std::size_t kLongestLine = 4000;                    ///< bytes of a line that are shown

std::string shownText(const std::string& text) { return oneLine(visible(text), kLongestLine); }

/// "2026-11-24 16:03:07 warning: text"; another line is taken as it is.
LogLine parseLine(const std::string& line) {
  LogLine result;
  std::tm local{};
  const char* rest = ::strptime(line.c_str(), "%Y-%m-%d %H:%M:%S ", &local);
  const std::size_t colon = line.find(": ");
  if (!rest || colon == std::string::npos) {
    result.text = shownText(line);
    return result;
  }
  local.tm_isdst = -1;
  result.time = double(std::mktime(&local));
  const std::string level(rest, line.c_str() + colon);
  if (level.rfind("warn", 0) == 0) result.level = LogLine::Level::Warning;
  if (level.rfind("err", 0) == 0) result.level = LogLine::Level::Error;
  result.text = shownText(line.substr(colon + 2));
  return result;
}

/// Bytes from `offset` on, as far as the file goes by now.
std::string bytesFrom(const Descriptor& file, std::uint64_t offset, std::uint64_t end,
                      const std::filesystem::path& name) {
  std::string bytes(std::size_t(end - offset), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t count = ::pread(file.get(), bytes.data() + got, bytes.size() - got, off_t(offset + got));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throwReadError(name, errno);
    if (count == 0) break;
    got += std::size_t(count);
  }
  bytes.resize(got);
  return bytes;
}

}  // namespace

std::vector<LogLine> parseLog(std::string_view text) {
  std::vector<LogLine> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.push_back(parseLine(std::string(text.substr(0, end))));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void LogLines::add(std::vector<LogLine> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  if (lines.size() <= kMostLogLines) return;
  const std::size_t over = lines.size() - kMostLogLines;
  lines.erase(lines.begin(), lines.begin() + std::ptrdiff_t(over));
  before += over;
  isCut = true;
}

void LogLines::skip(std::size_t skipped) {
  if (skipped == 0) return;
  before += lines.size() + skipped;
  lines.clear();
  isCut = true;
}

/// A file that is another one, or shorter than it was, is read from its end again.
void LogTail::refresh() {
  const FolderHandle run = folder_.folder();
  const auto facts = run.inspect(kLog);
  if (!facts) return;
  const auto size = std::uint64_t(facts->st_size);
  if (std::uint64_t(facts->st_ino) != file_ || size < read_) {
    *this = LogTail(folder_);
    file_ = std::uint64_t(facts->st_ino);
  }
  if (size == read_) return;
  const bool skips = size - read_ > kMostBytes;
  if (skips) log_ = {{}, 0, true}, begun_.clear(), read_ = size - kMostBytes;
  std::string bytes = bytesFrom(run.openFile(kLog), read_, size, run.path() / kLog);
  read_ += bytes.size();
  if (skips)
    bytes.erase(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);  // the rest of a line that begins earlier
  take(bytes);
}

/// A line counts once it is whole: what a process is about to write would else be shown in two halves.
void LogTail::take(std::string_view bytes) {
  const std::size_t end = bytes.rfind('\n');
  if (end != std::string_view::npos) {
    begun_.append(bytes.substr(0, end + 1));
    log_.add(parseLog(begun_));
    begun_.clear();
    bytes.remove_prefix(end + 1);
  }
  begun_.append(bytes);
  if (begun_.size() > kMostBytes) begun_.resize(kLongestLine);  // no log of ours: a line without an end
}

// Which maps were measured.

void MeasuredMaps::add(std::int64_t step, std::vector<std::string> names) {
  const auto same =
      std::find_if(names_.rbegin(), names_.rend(), [&](const auto& known) { return *known.second == names; });
  names_[step] =
      same != names_.rend() ? same->second : std::make_shared<const std::vector<std::string>>(std::move(names));
}

bool MeasuredMaps::has(std::int64_t step, const std::string& layer, const std::string& quantity) const {
  const auto found = names_.find(step);
  return found == names_.end() ||
         std::binary_search(found->second->begin(), found->second->end(), layer + "/" + quantity);
}

std::vector<std::string> MeasuredMaps::quantities(const std::string& layer) const {
  std::set<std::string> found;
  const std::string start = layer + "/";
  const std::vector<std::string>* last = nullptr;
  for (const auto& [step, names] : names_) {
    if (names.get() == last) continue;
    last = names.get();
    for (const std::string& name : *names)
      if (name.starts_with(start)) found.insert(name.substr(start.size()));
  }
  return {found.begin(), found.end()};
}

void MeasuredMaps::keepOnly(const std::vector<std::int64_t>& steps) {
  std::erase_if(names_,
                [&](const auto& known) { return !std::binary_search(steps.begin(), steps.end(), known.first); });
}

// A run read from its folder.

namespace {

void leaveOut(RunData& data, const std::string& sentence) {
  if (data.error.empty()) data.error = sentence;
  data.leftOut.push_back(sentence);
}

/// Keeps the failure's sentence and goes on: a run with a damaged log still has its maps.
template <typename Read>
void attempt(RunData& data, Read read) {
  try {
    read();
  } catch (const std::exception& failure) {
    leaveOut(data, failure.what());
  }
}

}  // namespace

RunData readStoredRun(const RunFolder& folder) {
  ScalarsFile scalars = folder.scalarsFile();
  LogTail log(folder);
  return readStoredRun(folder, scalars, log);
}

RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log) {
  RunData data;
  data.folder = folder;
  attempt(data, [&] {
    data.config = folder.config();
    data.knowsConfig = true;
  });
  attempt(data, [&] { data.status = folder.status(); });
  attempt(data, [&] { data.layers = folder.layers(); });
  attempt(data, [&] { scalars.refresh(); });
  if (!scalars.problem().empty()) leaveOut(data, scalars.problem());
  data.scalars = scalars.rows().rows();
  attempt(data, [&] { data.mapSteps = folder.mapSteps(); });
  attempt(data, [&] { data.checkpointSteps = folder.checkpointSteps(); });
  attempt(data, [&] { log.refresh(); });
  data.log = log.log();
  return data;
}

QString provenanceText(const RunData& run) {
  if (!run.caption.empty()) return QStringLiteral("file %1").arg(QString::fromStdString(run.folder.name()));
  const QByteArray hash =
      QCryptographicHash::hash(QByteArray::fromStdString(toToml(run.config)), QCryptographicHash::Sha256)
          .toHex()
          .left(12);
  const QString kind = run.caption.empty() ? QStringLiteral("run") : QStringLiteral("file");
  return QStringLiteral("%1 %2, config %3").arg(kind, QString::fromStdString(run.folder.name()), QLatin1String(hash));
}

RunData loadRunData(const RunFolder& folder, std::int64_t step) {
  ScalarsFile scalars = folder.scalarsFile(ScalarsFile::WrongLines::LeftOut);
  LogTail log(folder);
  RunData data = readStoredRun(folder, scalars, log);
  if (data.config.model.name.empty() || (!data.error.empty() && data.scalars.empty() && data.mapSteps.empty()))
    throw UserError(data.error);
  if (data.mapSteps.empty()) return data;
  const std::int64_t wanted = step < 0 ? data.mapSteps.back() : step;
  try {
    data.snapshot = std::make_shared<const Snapshot>(folder.maps(wanted));
  } catch (const UserError& error) {  // the curves need no maps
    data.leftOut.push_back(error.what());
  }
  return data;
}

QString assumedBlurText(const RunData& run, const std::string& quantity) {
  if (!run.assumesBlur || quantity != kCosineQuantity) return {};
  const auto [height, width] = run.config.topoloss.factor;
  return QCoreApplication::translate("Figure", "blur %1 × %2, assumed").arg(height).arg(width);
}

// What is new between two readings.

std::vector<std::int64_t> merged(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> all(a);
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool sameStatus(const RunStatus& a, const RunStatus& b) {
  return a.state == b.state && a.stage == b.stage && a.step == b.step && a.error == b.error && a.steps == b.steps &&
         a.secondsLeft == b.secondsLeft && a.imagesPerSecond == b.imagesPerSecond && a.mapsCost == b.mapsCost &&
         a.storedSeconds == b.storedSeconds && a.device == b.device;
}

bool sameRows(const std::vector<ScalarRow>& a, const std::vector<ScalarRow>& b) {
  return a.size() == b.size() && (a.empty() || (a.front().step == b.front().step && a.back().step == b.back().step));
}

bool sameLines(const LogLines& before, const LogLines& after) {
  const auto &a = before.lines, &b = after.lines;
  if (a.size() != b.size() || before.before != after.before) return false;
  return a.empty() || (a.front().text == b.front().text && a.back().text == b.back().text);
}

void dropFrom(std::vector<std::int64_t>& steps, std::int64_t step) {
  std::erase_if(steps, [step](std::int64_t each) { return each >= step; });
}

std::int64_t checkpointShown(const RunData& run) {
  const auto& steps = run.checkpointSteps;
  if (steps.empty()) return -1;
  if (!run.snapshot) return steps.back();
  const auto after = std::upper_bound(steps.begin(), steps.end(), run.snapshot->step);
  return after == steps.begin() ? *after : *(after - 1);
}

bool isLanguage(const RunData& run) { return run.caption.empty() ? run.readsTokens : run.config.model.vocabulary > 0; }

std::string openingLayer(const std::vector<LayerInfo>& layers) {
  const auto topo = std::find_if(layers.rbegin(), layers.rend(), [](const LayerInfo& layer) { return layer.topo; });
  if (topo != layers.rend()) return topo->name;
  return layers.empty() ? std::string() : layers.back().name;
}

bool hasValues(const SheetMap& map) {
  return std::any_of(map.values.begin(), map.values.end(), [](float value) { return std::isfinite(value); });
}

/// The middle 98 % of the values: a few that stand out leave a square of one colour.
bool varies(const SheetMap& map) {
  constexpr double kSeen = 0.15;  // of the largest: some steps of colour
  std::vector<float> values;
  std::copy_if(map.values.begin(), map.values.end(), std::back_inserter(values),
               [](float value) { return std::isfinite(value); });
  if (values.empty()) return false;
  std::sort(values.begin(), values.end());
  const std::size_t cut = values.size() / 100;
  const double least = values[cut], most = values[values.size() - 1 - cut];
  return most - least > kSeen * std::max(std::abs(double(values.front())), std::abs(double(values.back())));
}

std::string openingContrast(const Snapshot& snapshot, const std::string& layer) {
  for (const SheetMap& map : snapshot.maps)
    if (map.layer == layer && map.quantity != kCosineQuantity && map.quantity != kNormQuantity && hasValues(map))
      return map.quantity;
  return {};
}

namespace {

/// Those of `other` that were measured after the ones of `base`, or that it lacks.
std::vector<const SheetMap*> laterMaps(const Snapshot& base, const Snapshot& other) {
  std::vector<const SheetMap*> later;
  for (const SheetMap& map : other.maps) {
    const SheetMap* mine = base.find(map.layer, map.quantity);
    if (map.step <= base.step && (!mine || mine->step < map.step) && hasValues(map)) later.push_back(&map);
  }
  return later;
}

}  // namespace

std::shared_ptr<const Snapshot> completed(std::shared_ptr<const Snapshot> base, const Snapshot& other) {
  if (base->maps.size() >= other.maps.size() && base->probeStep >= other.probeStep) return base;  // 30 times a second
  const auto later = laterMaps(*base, other);
  const bool scores = other.probeStep > base->probeStep && other.probeStep <= base->step;
  if (later.empty() && !scores) return base;
  auto whole = std::make_shared<Snapshot>(*base);
  for (const SheetMap* map : later) {
    const auto mine = std::find_if(whole->maps.begin(), whole->maps.end(), [map](const SheetMap& each) {
      return each.layer == map->layer && each.quantity == map->quantity;
    });
    if (mine == whole->maps.end())
      whole->maps.push_back(*map);
    else
      *mine = *map;
  }
  if (scores) whole->scores = other.scores, whole->probeStep = other.probeStep;
  return whole;
}

LogLines linesBefore(LogLines log, double time) {
  const double second = std::floor(time);  // files keep whole seconds
  std::erase_if(log.lines, [second](const LogLine& line) { return line.time >= second; });
  return log;
}

}  // namespace studio
