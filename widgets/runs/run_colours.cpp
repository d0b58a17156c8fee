// The colours of a folder's runs and their place in the settings (run_colours.h).
#include "widgets/runs/run_colours.h"

#include <QCryptographicHash>
#include <QStringList>
#include <algorithm>

#include "widgets/frame/settings.h"

namespace studio {
namespace {

constexpr int kDistinctMarks = 14;  ///< seven colours, filled and hollow
constexpr std::size_t kMostKept = 1000;
constexpr int kMostFolders = 30;
const QString kGroup = QStringLiteral("runColours"), kFolders = QStringLiteral("folders");

QString folderKey(const std::filesystem::path& folder) {
  std::error_code none;
  const std::string place = std::filesystem::absolute(folder, none).lexically_normal().string();
  return QString::fromLatin1(
      QCryptographicHash::hash(QByteArray::fromStdString(place), QCryptographicHash::Sha1).toHex());
}

/// Of folders that have not been looked at for long the colours go.
void putFolderFirst(QSettings& settings, const QString& folder) {
  QStringList folders = settings.value(kFolders).toStringList();
  folders.removeAll(folder);
  folders.prepend(folder);
  for (; folders.size() > kMostFolders; folders.removeLast()) settings.remove(folders.back());
  settings.setValue(kFolders, folders);
}

}  // namespace

void RunColours::open(const std::filesystem::path& folder) {
  if (folder == folder_) return;
  folder_ = folder;
  read();
}

std::optional<int> RunColours::find(const std::string& run) const {
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& each) { return each.run == run; });
  return found == kept_.end() ? std::nullopt : std::optional(found->colour);
}

std::optional<int> RunColours::findSettings(const std::string& settingsKey) const {
  for (const Kept& each : kept_)
    if (each.isHere && each.settings == settingsKey) return each.colour;
  return std::nullopt;
}

/// A run of the folder by its name, what lies elsewhere by its whole place.
std::string RunColours::keptName(const std::string& id) const {
  const std::filesystem::path place(id);
  return !folder_.empty() && place.parent_path() == folder_ ? place.filename().string() : id;
}

int RunColours::give(const std::string& settingsKey, const std::string& id) {
  if (const auto here = settingsKey.empty() ? std::nullopt : findSettings(settingsKey)) return *here;
  RunSummary run;
  run.name = keptName(id);
  run.settingsKey = settingsKey;
  for (Kept& each : kept_)
    if (each.run == run.name && each.settings == settingsKey) {
      each.isHere = true;
      return each.colour;
    }
  const int colour = colourOfSettings(run, false).value_or(freeColour());
  kept_.push_back({run.name, settingsKey, colour, true});
  forgetOldest();
  write();
  return colour;
}

/// The oldest first, so that a new run never recolours the others. Another window may have given colours meanwhile.
void RunColours::take(const std::vector<RunSummary>& runs) {
  const bool allKnown = std::all_of(runs.begin(), runs.end(), [this](const RunSummary& run) { return knows(run); });
  if (!allKnown) read();
  markHere(runs);
  if (allKnown) return;
  const std::vector<Kept> before = kept_;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run)
    if (!knows(*run)) assign(*run);
  forgetOldest();
  if (kept_ != before) write();
}

/// A damaged run has no settings to go by; it keeps what it has.
bool RunColours::knows(const RunSummary& run) const {
  return std::any_of(kept_.begin(), kept_.end(), [&](const Kept& each) {
    return each.run == run.name && (run.settingsKey.empty() || each.settings == run.settingsKey);
  });
}

void RunColours::markHere(const std::vector<RunSummary>& runs) {
  const auto isElsewhere = [](const Kept& each) { return each.run.find('/') != std::string::npos; };
  for (Kept& each : kept_)
    each.isHere = (each.isHere && isElsewhere(each)) ||
                  std::any_of(runs.begin(), runs.end(), [&](const RunSummary& run) { return run.name == each.run; });
}

/// Settings change once, soon after a run was started: what was to be decided by the device (auto) is decided then. The
/// run keeps its colour, or joins those that have the same settings.
void RunColours::assign(const RunSummary& run) {
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& each) { return each.run == run.name; });
  if (known != kept_.end()) {
    known->settings = run.settingsKey;
    known->colour = colourOfSettings(run, true).value_or(known->colour);
    return;
  }
  const auto shared = colourOfSettings(run, true), former = colourOfSettings(run, false);
  const int colour = shared ? *shared : former ? *former : freeColour();
  kept_.push_back({run.name, run.settingsKey, colour, true});
}

/// Of other runs with these settings; one that has gone may be the same run under its former name.
std::optional<int> RunColours::colourOfSettings(const RunSummary& run, bool hereAlone) const {
  if (run.settingsKey.empty()) return std::nullopt;
  for (const Kept& each : kept_)
    if (each.run != run.name && each.settings == run.settingsKey && (each.isHere || !hereAlone)) return each.colour;
  return std::nullopt;
}

/// Those of runs that have gone are left to them as long as there are others.
int RunColours::freeColour() const {
  const auto firstFree = [this](bool hereAlone) {
    const auto isUsed = [&](int colour) {
      return std::any_of(kept_.begin(), kept_.end(),
                         [&](const Kept& each) { return each.colour == colour && (each.isHere || !hereAlone); });
    };
    int colour = 0;
    while (isUsed(colour)) ++colour;
    return colour;
  };
  const int unused = firstFree(false);
  return unused < kDistinctMarks ? unused : firstFree(true);
}

void RunColours::forgetOldest() {
  while (kept_.size() > kMostKept) {
    const auto gone = std::find_if(kept_.begin(), kept_.end(), [](const Kept& each) { return !each.isHere; });
    if (gone == kept_.end()) return;
    kept_.erase(gone);
  }
}

// In the settings: for each folder lines of "COLOUR SETTINGS NAME".

void RunColours::read() {
  kept_.clear();
  const auto settings = openSettings();
  settings->beginGroup(kGroup);
  for (const QString& line : settings->value(folderKey(folder_)).toStringList()) {
    bool isColour = false;
    const int colour = line.section(QLatin1Char(' '), 0, 0).toInt(&isColour);
    const QString run = line.section(QLatin1Char(' '), 2);
    if (isColour && colour >= 0 && !run.isEmpty())
      kept_.push_back({run.toStdString(), line.section(QLatin1Char(' '), 1, 1).toStdString(), colour, false});
  }
}

void RunColours::write() const {
  if (!keeps_ || folder_.empty()) return;
  QStringList lines;
  for (const Kept& each : kept_)
    lines << QStringLiteral("%1 %2 %3")
                 .arg(QString::number(each.colour), QString::fromStdString(each.settings),
                      QString::fromStdString(each.run));
  const auto settings = openSettings();
  settings->beginGroup(kGroup);
  settings->setValue(folderKey(folder_), lines);
  putFolderFirst(*settings, folderKey(folder_));
}

std::vector<int> listedColours(const std::vector<ColouredRun>& runs) {
  if (runs.empty()) return {};
  std::error_code none;
  const auto place = [&](const std::filesystem::path& path) {
    return std::filesystem::absolute(path, none).lexically_normal();
  };
  RunColours colours;
  colours.keepNothing();
  colours.open(place(runs.front().path).parent_path());
  colours.take(RunStore(place(runs.front().path).parent_path()).list());
  std::vector<int> given;
  for (const ColouredRun& run : runs) given.push_back(colours.give(run.settingsKey, place(run.path).string()));
  return given;
}

std::optional<int> keptRunColour(const std::filesystem::path& run) {
  RunColours colours;
  colours.open(run.parent_path());
  return colours.find(run.filename().string());
}

}  // namespace studio
