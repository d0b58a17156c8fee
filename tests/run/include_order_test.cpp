// The one-way order of the folders, read from the #include lines of the whole tree: topo <- core <- app, widgets see
// only core/run. And that each folder says what is in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace studio {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;                   ///< "core/run/npy.h"
  std::vector<std::string> includes;  ///< "core/run/npy.h", "torch/torch.h", "QWidget"
};

std::vector<SourceFile> sourcesIn(const std::string& folder) {
  const fs::path root = STUDIO_SOURCE_DIR;
  std::vector<SourceFile> sources;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    SourceFile source{fs::relative(entry.path(), root).generic_string(), {}};
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::size_t hash = line.find_first_not_of(" \t");
      if (hash == std::string::npos || line[hash] != '#' ||
          line.find("include", hash) != line.find_first_not_of("# \t", hash))
        continue;
      const std::size_t begin = line.find_first_of("<\"", hash), end = line.find_first_of(">\"", begin + 1);
      if (end != std::string::npos) source.includes.push_back(line.substr(begin + 1, end - begin - 1));
    }
    sources.push_back(source);
  }
  return sources;
}

bool isTorch(const std::string& name) {
  return name.starts_with("torch/") || name.starts_with("ATen/") || name.starts_with("c10/");
}
bool isTopo(const std::string& name) { return name.starts_with("topo/"); }
bool isQt(const std::string& name) {
  const bool capital = name.size() > 1 && name[0] == 'Q' && std::isupper(static_cast<unsigned char>(name[1]));
  return capital || name == "qcustomplot.h" || name.starts_with("QtWidgets") || name.starts_with("QtCore") ||
         name.starts_with("QtGui");
}
bool isVtk(const std::string& name) { return name.starts_with("vtk"); }
bool isEngine(const std::string& name) { return name.starts_with("core/") && !name.starts_with("core/run/"); }
bool isScreen(const std::string& name) { return name.starts_with("widgets/") || isQt(name) || isVtk(name); }

using Rule = bool (*)(const std::string&);

void expectNone(const std::string& folder, const std::vector<Rule>& forbidden, const std::string& except = "") {
  for (const SourceFile& source : sourcesIn(folder)) {
    if (!except.empty() && source.path.starts_with(except)) continue;
    for (const std::string& name : source.includes)
      for (const Rule rule : forbidden) EXPECT_FALSE(rule(name)) << source.path << " includes " << name;
  }
}

/// Files of ours that reach an include of this sort, directly or through others: their paths.
std::set<std::string> reaching(const std::vector<SourceFile>& all, Rule rule) {
  std::set<std::string> found;
  std::size_t before = 0;
  do {
    before = found.size();
    for (const SourceFile& source : all)
      for (const std::string& name : source.includes)
        if (rule(name) || found.count(name)) found.insert(source.path);
  } while (found.size() != before);
  return found;
}

std::vector<SourceFile> everySource() {
  std::vector<SourceFile> all;
  for (const char* folder : {"topo", "core", "widgets", "app", "tests"})
    for (SourceFile& source : sourcesIn(folder)) all.push_back(std::move(source));
  return all;
}

TEST(IncludeOrder, TheTreeIsSeen) {
  for (const char* folder : {"topo", "core", "widgets", "app/cli", "app/gui"})
    EXPECT_GT(sourcesIn(folder).size(), 10u) << folder;
  const auto run = sourcesIn("core/run");
  ASSERT_GT(run.size(), 20u);
  std::size_t includes = 0;
  for (const SourceFile& source : run) includes += source.includes.size();
  EXPECT_GT(includes, 100u);
  EXPECT_TRUE(isQt("QWidget") && isQt("QtWidgets/QWidget") && !isQt("core/run/npy.h"));
}

TEST(IncludeOrder, TopoStandsAlone) {
  expectNone("topo",
             {isScreen, [](const std::string& name) { return name.starts_with("core/") || name.starts_with("app/"); }});
}

TEST(IncludeOrder, RunIsPlainCpp) {
  expectNone("core/run",
             {isScreen, isTorch, isTopo, isEngine, [](const std::string& name) { return name.starts_with("app/"); }});
}

TEST(IncludeOrder, TheEngineKnowsNoScreen) {
  expectNone("core", {isScreen, [](const std::string& name) { return name.starts_with("app/"); }});
}

/// The floors of core/: each includes those before it and none behind it. What stands in core/ itself is the engine,
/// above all of them.
const std::vector<std::string> kFloorsOfCore{"run",     "text",    "language", "data",  "stimuli",  "models",
                                             "weights", "network", "losses",   "train", "analysis", "engine"};

/// "core/run/npy.h" -> 0; of core/engine.h, which stands above the folders, the last.
std::size_t findFloor(const std::string& path) {
  const auto slash = path.find('/', 5);
  const auto floor = slash == std::string::npos ? "engine" : path.substr(5, slash - 5);
  return std::size_t(std::find(kFloorsOfCore.begin(), kFloorsOfCore.end(), floor) - kFloorsOfCore.begin());
}

TEST(IncludeOrder, TheFloorsOfCoreStandInOneOrder) {
  std::set<std::size_t> seen;
  for (const SourceFile& source : sourcesIn("core")) {
    const auto floor = findFloor(source.path);
    ASSERT_LT(floor, kFloorsOfCore.size()) << source.path << " is on no floor";
    seen.insert(floor);
    for (const std::string& name : source.includes)
      EXPECT_TRUE(!name.starts_with("core/") || findFloor(name) <= floor) << source.path << " includes " << name;
  }
  EXPECT_EQ(seen.size(), kFloorsOfCore.size());
}

/// What the programs ask of the engine is in core/run/engine.h: they include no other floor.
TEST(IncludeOrder, TheProgramsSeeTheEngineAndPlainDataAlone) {
  for (const SourceFile& source : sourcesIn("app"))
    for (const std::string& name : source.includes) {
      const bool plain = name.starts_with("core/run/") || name == "core/engine.h";
      EXPECT_TRUE(!name.starts_with("core/") || plain) << source.path << " includes " << name;
    }
}

TEST(IncludeOrder, WidgetsSeeOnlyRun) {
  expectNone("widgets", {isTorch, isTopo, isEngine, [](const std::string& name) { return name.starts_with("app/"); }});
}

/// Of the window's folders each may include those of lower floors only, and none of its own floor: a workspace knows no
/// other. What shows a run stands above what a run is. Folders that are not named here are those of workspaces: they
/// stand above all that are.
TEST(IncludeOrder, TheWidgetsFoldersStandOnFloors) {
  const std::vector<std::set<std::string>> floors{
      {"frame"},            // the window's frame, theme, actions; what a view and a figure are
      {"runs"},             // what is open: data, monitor, list of runs, sources; the row of a workspace
      {"plots", "sheets"},  // pictures of it
      {"forms", "export"},  // settings; figures on paper
      {"analysis"},         // what analyses found, for the workspaces that show it
      {"figure"},           // the table of all figures
  };
  const auto folderName = [](const std::string& path) {  // "widgets/runs/run_data.h" -> "runs"
    const auto begin = path.find('/') + 1;
    return path.substr(begin, path.find('/', begin) - begin);
  };
  const auto findFloor = [&](const std::string& folder) {
    return std::find_if(floors.begin(), floors.end(), [&](const auto& floor) { return floor.count(folder) > 0; }) -
           floors.begin();
  };
  std::set<std::string> seen, ofWorkspaces;
  for (const SourceFile& source : sourcesIn("widgets")) {
    const std::string own = folderName(source.path);
    seen.insert(own);
    if (source.path.ends_with("_workspace.cpp")) ofWorkspaces.insert(own);
    for (const std::string& name : source.includes) {
      if (!name.starts_with("widgets/") || folderName(name) == own) continue;
      EXPECT_LT(findFloor(folderName(name)), findFloor(own)) << source.path << " includes " << name;
    }
  }
  for (const auto& floor : floors)
    for (const std::string& folder : floor) EXPECT_TRUE(seen.count(folder)) << "there is no widgets/" << folder;
  for (const std::string& folder : seen)
    EXPECT_EQ(ofWorkspaces.count(folder) > 0, findFloor(folder) == std::ptrdiff_t(floors.size()))
        << "widgets/" << folder << " is no workspace's folder and stands on no floor, or the other way round";
}

TEST(IncludeOrder, TheCommandLineKnowsNoQt) {
  expectNone("app", {isScreen, [](const std::string& name) { return name.starts_with("app/gui/"); }}, "app/gui/");
}

TEST(IncludeOrder, TorchNeverMeetsQt) {
  const auto all = everySource();
  const auto torch = reaching(all, isTorch), qt = reaching(all, isQt);
  EXPECT_TRUE(torch.count("topo/topo_loss.h")) << "torch is not found where it is";
  EXPECT_TRUE(qt.count("widgets/frame/theme.h") || sourcesIn("widgets").empty()) << "Qt is not found where it is";
  for (const std::string& path : torch) EXPECT_FALSE(qt.count(path)) << path << " reaches torch and Qt";
}

// Folders.

/// Those that hold code, and all above them: "core/run".
std::set<fs::path> foldersOfCode() {
  const fs::path root = STUDIO_SOURCE_DIR;
  const std::set<std::string> endings{".h", ".cpp", ".cmake", ".py", ".sh"};
  std::set<fs::path> folders;
  for (const char* top : {"topo", "core", "widgets", "app", "tests", "packaging", "cmake", "resources"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      if (!endings.count(entry.path().extension().string())) continue;
      for (fs::path inner = entry.path().parent_path(); inner != root; inner = inner.parent_path())
        if (inner.filename() != "__pycache__") folders.insert(fs::relative(inner, root));
    }
  return folders;
}

TEST(Folders, ThatHoldCodeSayInAShortReadmeWhatIsInThem) {
  const auto folders = foldersOfCode();
  ASSERT_GT(folders.size(), 40u);
  for (const fs::path& folder : folders) {
    std::ifstream file(fs::path(STUDIO_SOURCE_DIR) / folder / "README.md");
    int lines = 0;
    for (std::string line; std::getline(file, line);) ++lines;
    EXPECT_GT(lines, 0) << folder << " has no README.md";
    EXPECT_LE(lines, 30) << folder << "/README.md is longer than a look";
  }
}

}  // namespace
}  // namespace studio
