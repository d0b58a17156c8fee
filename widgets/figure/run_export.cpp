// A folder with everything of a run, item by item (run_export.h).
#include "widgets/figure/run_export.h"

#include <signal.h>
#include <unistd.h>

#include <QDateTime>
#include <algorithm>
#include <cerrno>
#include <limits>
#include <set>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_keeping.h"
#include "core/run/run_lock.h"
#include "core/run/text_file.h"
#include "widgets/export/figure_print.h"
#include "widgets/figure/figures.h"
#include "widgets/runs/run_colours.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

struct Item {
  std::string name;  ///< within the folder
  std::function<void(const fs::path& target)> write;
};

/// Regular files only, as everything of a run is read.
void copyInto(const FolderHandle& from, const std::string& name, const fs::path& target) {
  fs::create_directories(target.parent_path());
  std::error_code error;
  fs::copy_file(from.place() / name, target, error);
  if (error)
    throw UserError("Cannot copy " + visible(name) + " to " + visible(target.string()) + " (" + error.message() +
                    "); choose another place.");
}

void addFiles(std::vector<Item>& items, const FolderHandle& folder, const std::string& inside) {
  auto entries = folder.list();
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const FolderHandle::Entry& entry : entries) {
    if (entry.name.starts_with('.')) continue;
    if (entry.isFolder) addFiles(items, folder.inside(entry.name), inside + entry.name + "/");
    if (!entry.isFile) continue;
    items.push_back(
        {inside + entry.name, [folder, name = entry.name](const fs::path& target) { copyInto(folder, name, target); }});
  }
}

/// As training wrote them; who holds the run is of no interest elsewhere.
void addRecords(std::vector<Item>& items, const FolderHandle& run) {
  for (const char* name : {"config.toml", "config.resolved.toml", "environment.json", "layers.json", "status.json",
                           "tokenizer.json", "scalars.csv", "events.jsonl", "log.txt", "notes.md"})
    if (run.hasFile(name))
      items.push_back({name, [run, name](const fs::path& target) { copyInto(run, name, target); }});
  for (const char* name : {"maps", "results"})
    if (const auto folder = run.find(name)) addFiles(items, *folder, std::string(name) + "/");
}

void addWeights(std::vector<Item>& items, const RunFolder& run) {
  const auto steps = run.checkpointSteps();
  if (steps.empty()) return;
  const FolderHandle checkpoint = run.checkpointFolder(steps.back());
  if (!checkpoint.hasFile("model.safetensors")) return;
  items.push_back({"weights/" + stepName(steps.back()) + ".safetensors",
                   [checkpoint](const fs::path& to) { copyInto(checkpoint, "model.safetensors", to); }});
  if (const FolderHandle folder = run.folder(); folder.hasFile("tokenizer.json"))  // where a reader of weights looks
    items.push_back(
        {"weights/tokenizer.json", [folder](const fs::path& to) { copyInto(folder, "tokenizer.json", to); }});
}

std::string asFileName(std::string name) {
  for (char& letter : name)
    if (!std::isalnum(static_cast<unsigned char>(letter)) && std::string_view("._-").find(letter) == std::string::npos)
      letter = '_';
  return name;
}

/// Drawn twice: for a paper and for a slide; with the numbers behind it.
void writeFigures(const FigureEntry& entry, const std::vector<RunData>& runs, const ViewState& view, double widthMm,
                  const fs::path& target) {
  const auto figure = entry.make(runs, view);
  if (!figure) return;
  fs::create_directories(target.parent_path() / "data");
  const QString base = QString::fromStdString(target.string());
  saveFigure(*figure, base + QStringLiteral(".pdf"), widthMm);
  saveFigure(*figure, base + QStringLiteral(".png"), widthMm);
  saveFigureData(*figure, QString::fromStdString((target.parent_path() / "data").string()),
                 QString::fromStdString(target.filename().string()));
}

std::set<std::string> storedQuantities(const RunData& run) {
  std::set<std::string> names;
  if (run.snapshot)
    for (const SheetMap& map : run.snapshot->maps) names.insert(map.quantity);
  return names;
}

/// Sheets and stacks once for every quantity of the last maps.
void addFigures(std::vector<Item>& items, const RunExport& request, const std::vector<AnalysisKind>& analyses) {
  const auto runs = std::make_shared<std::vector<RunData>>();
  try {
    runs->push_back(loadRunData(request.run));
    runs->front().colour = listedColours({{request.run.path(), settingsKey(runs->front().config)}}).front();
  } catch (const UserError&) {  // a damaged run has no figures; its files are copied all the same
    return;
  }
  ViewState usual;
  if (runs->front().snapshot) usual.step = runs->front().snapshot->step;
  const auto add = [&](const FigureEntry& entry, const std::string& name, const ViewState& view) {
    items.push_back({"figures/" + asFileName(name), [=, width = request.widthMm](const fs::path& target) {
                       writeFigures(entry, *runs, view, width, target);
                     }});
  };
  for (const FigureEntry& entry : figures(analyses)) {
    if (!entry.choices.quantity) {
      add(entry, entry.name, usual);
      continue;
    }
    for (const std::string& quantity : storedQuantities(runs->front())) {
      ViewState view = usual;
      view.quantity = quantity;
      add(entry, entry.name + "_" + quantity, view);
    }
  }
}

struct ReadmeRow {
  const char *name, *text;
};

constexpr ReadmeRow kReadmeRows[] = {
    {"config.toml", "the settings as they were given"},
    {"config.resolved.toml", "every setting, with the defaults"},
    {"environment.json", "versions, device, threads"},
    {"layers.json", "the layers and the size of their sheets"},
    {"tokenizer.json", "how its text becomes tokens"},
    {"status.json", "how far training came"},
    {"scalars.csv", "losses, accuracies and rates by step"},
    {"log.txt", "what the run reported"},
    {"events.jsonl", "the same for programs, and the commands that reached it"},
    {"notes.md", "the note of the run"},
    {"maps", "maps of every sheet, a NumPy archive a step"},
    {"results", "what analyses found, as JSON with maps as .npy"},
    {"weights", "the newest weights, with PyTorch's names"},
    {"figures", "every figure as PDF and PNG; figures/data the numbers behind them"},
};

/// Names only what is there.
std::string readme(const RunFolder& run, const fs::path& folder, const std::vector<std::string>& leftOut) {
  std::string text = "Everything of the run " + run.name() + ", exported by TopoNets Studio on " +
                     QDateTime::currentDateTime().toString(Qt::ISODate).toStdString() + ".\n\n";
  for (const ReadmeRow& row : kReadmeRows) {
    if (!fs::exists(folder / row.name)) continue;
    std::string name = row.name;
    if (fs::is_directory(folder / row.name)) name += '/';
    name.resize(22, ' ');
    text.append(name).append(row.text).append("\n");
  }
  const std::string note = readNote(run);
  if (!note.empty()) text += "\nNote: " + note + "\n";
  if (!leftOut.empty()) text += "\nLeft out:\n";
  for (const std::string& sentence : leftOut) text += "- " + visible(sentence) + "\n";
  return text;
}

fs::path freePlace(const fs::path& wanted) {
  std::error_code none;
  fs::path place = wanted;
  for (int i = 2; fs::exists(fs::symlink_status(place, none)); ++i) place = wanted.string() + "_" + std::to_string(i);
  return place;
}

/// Goes with all it holds, unless it was given its name.
class UnfinishedFolder {
 public:
  explicit UnfinishedFolder(const fs::path& place) : place_(place) {
    std::error_code error;
    fs::create_directory(place_, error);
    if (error)
      throw UserError("Cannot write into " + visible(place_.parent_path().string()) + " (" + error.message() +
                      "); choose another folder.");
  }
  ~UnfinishedFolder() {
    std::error_code none;
    if (!place_.empty()) fs::remove_all(place_, none);
  }
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  const fs::path& path() const { return place_; }
  void becomes(const fs::path& final) {
    fs::rename(place_, final);
    place_.clear();
  }

 private:
  fs::path place_;
};

const std::string kUnfinished = ".part";

/// Before the number of the process that writes it; processes of other machines cannot be asked.
std::string unfinishedMark() { return ".export-" + hostName() + "-"; }

std::string unfinishedName(const std::string& run) {
  return "." + run + unfinishedMark() + std::to_string(::getpid()) + kUnfinished;
}

/// Of an export whose process is there no more.
bool isAbandoned(const std::string& name) {
  const std::string mark = unfinishedMark();
  const auto at = name.rfind(mark);
  if (!name.starts_with('.') || !name.ends_with(kUnfinished) || at == std::string::npos) return false;
  const std::size_t begin = at + mark.size();
  if (begin + kUnfinished.size() > name.size()) return false;
  const auto process = numberFrom(std::string_view(name).substr(begin, name.size() - kUnfinished.size() - begin));
  if (!process || *process < 1 || *process > std::numeric_limits<pid_t>::max()) return false;
  return ::kill(pid_t(*process), 0) != 0 && errno == ESRCH;
}

int countFiles(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

}  // namespace

void removeUnfinishedExports(const fs::path& folder) {
  std::error_code none;
  std::vector<fs::path> abandoned;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none))
    if (isAbandoned(entry->path().filename().string())) abandoned.push_back(entry->path());
  for (const fs::path& each : abandoned) fs::remove_all(each, none);
}

RunExportDone exportRun(const RunExport& request, const std::vector<AnalysisKind>& analyses,
                        const std::function<void(const RunExportProgress&)>& report, std::stop_token stop) {
  const FolderHandle run = request.run.folder();
  const fs::path wanted = request.into / (request.name.empty() ? request.run.name() + "_export" : request.name);
  requireOutsideOfRuns(wanted);
  std::vector<Item> items;
  addRecords(items, run);
  addWeights(items, request.run);
  addFigures(items, request, analyses);

  RunExportDone done;
  removeUnfinishedExports(request.into);
  UnfinishedFolder made(freePlace(request.into / unfinishedName(request.run.name())));
  writeFileAtomically(made.path() / RunFiles::kExported, "Everything of the run " + request.run.name() + ".\n");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (stop.stop_requested()) throw RunExportStopped();
    if (report) report({int(i), int(items.size()), items[i].name});
    try {
      items[i].write(made.path() / items[i].name);
    } catch (const UserError& error) {  // one damaged result does not cost the others
      done.leftOut.push_back(items[i].name + ": " + error.what());
    }
  }
  if (done.leftOut.size() == items.size() && !items.empty()) throw UserError(done.leftOut.front());
  writeFileAtomically(made.path() / "README.txt", readme(request.run, made.path(), done.leftOut));
  done.files = countFiles(made.path());
  done.folder = freePlace(wanted);
  made.becomes(done.folder);
  return done;
}

}  // namespace studio
