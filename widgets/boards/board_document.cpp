#include "widgets/boards/board_document.h"

#include <algorithm>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/worker_call.h"

namespace studio {

/// One reading of runs, shared with its worker.
struct BoardDocument::Reading {
  std::vector<ChosenRun> runs;
  std::atomic<int> done = 0;
  std::atomic<bool> cancelled = false;
  std::vector<std::string> unread;  ///< a sentence each; the worker's until it has ended
};

namespace {

constexpr std::size_t kMostUndone = 100;
constexpr int kWatchMilliseconds = 100;

}  // namespace

BoardDocument::BoardDocument(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent),
      engine_(std::move(engine)),
      analyses_(engine_->analyses()),
      kinds_(panelKinds(analyses_)),
      filled_(std::make_shared<FilledBoard>()),
      sources_(std::make_shared<std::vector<BoardSource>>()) {
  board_.name = "board";
  board_.version = engine_->version();
  watch_.setInterval(kWatchMilliseconds);
  connect(&watch_, &QTimer::timeout, this, &BoardDocument::busyChanged);
}

BoardDocument::~BoardDocument() {
  if (reading_) reading_->cancelled = true;
}

void BoardDocument::remember() {
  undone_.push_back(board_);
  if (undone_.size() > kMostUndone) undone_.erase(undone_.begin());
  redone_.clear();
}

void BoardDocument::change(const std::function<void(FigureBoard&)>& edit) {
  FigureBoard next = board_;
  edit(next);
  nameLetters(next);
  if (next == board_) return;
  remember();
  begin(std::move(next));
}

void BoardDocument::begin(FigureBoard board) {
  board_ = std::move(board);
  describeRuns();
  if (selected_ >= int(board_.panels.size())) select(-1);
  refresh();
}

void BoardDocument::undo() {
  if (undone_.empty()) return;
  redone_.push_back(board_);
  FigureBoard before = std::move(undone_.back());
  undone_.pop_back();
  begin(std::move(before));
}

void BoardDocument::redo() {
  if (redone_.empty()) return;
  undone_.push_back(board_);
  FigureBoard next = std::move(redone_.back());
  redone_.pop_back();
  begin(std::move(next));
}

bool BoardDocument::addPanelLike(BoardPanel panel) {
  const PanelKind* kind = findPanelKind(kinds_, panel.kind);
  if (!kind) return false;
  panel.place = {0, 0, kind->columns, kind->rows};
  if (board_.widthMm < 100) panel.place.columns = kBoardColumns;
  if (!isEmpty()) {  // beside the last one where there is space, so that a row fills up
    const BoardPlace& last = board_.panels[readingOrder(board_).back()].place;
    const int right = last.column + last.columns;
    if (right + panel.place.columns <= kBoardColumns) panel.place.column = right;
  }
  const std::size_t before = board_.panels.size();
  change([&](FigureBoard& board) { addPanel(board, panel); });
  if (board_.panels.size() == before) return false;
  select(int(before));
  Q_EMIT panelAdded(int(before));
  return true;
}

/// A scalar and the curve that shows it beside others have different names.
const PanelKind* BoardDocument::kindFor(const std::string& name) const {
  static const std::map<std::string, std::string> curves{{"curve.validation_loss", "curve.task_loss"},
                                                         {"curve.validation_accuracy", "curve.accuracy"},
                                                         {"curve.train_accuracy", "curve.accuracy"}};
  const auto curve = curves.find(name);
  return findPanelKind(kinds_, curve == curves.end() ? name : curve->second);
}

void BoardDocument::useReadyBoard(const std::string& name) {
  wantedReady_ = name;
  if (reading_) return;
  for (const ReadyBoard& ready : readyBoards()) {
    if (ready.name != name) continue;
    FigureBoard made = ready.make(*sources_);
    const bool byHand = isChangedByHand();
    suggestPublished();
    made.style = board_.style;
    if (board_.widthMm != made.widthMm) setPaperWidth(made, board_.widthMm, *sources_);
    select(-1);
    change([&](FigureBoard& board) {
      made.version = board.version;
      board = made;
    });
    made_ = board_.panels;
    if (byHand) Q_EMIT replaced(ready.title);
  }
  wantedReady_.clear();
}

bool BoardDocument::isChangedByHand() const {
  return !isEmpty() && (board_.panels != made_ || !board_.caption.empty());
}

/// What was published stands beside what it compares with, until a person chooses otherwise.
void BoardDocument::suggestPublished() {
  if (board_.style.published != suggested_) return;
  board_.style.published = suggested_ = arePublishedComparable(*sources_);
}

void BoardDocument::clear() {
  select(-1);
  change([](FigureBoard& board) {
    board.panels.clear();
    board.caption.clear();
    board.title.clear();
    board.name = "board";
  });
}

void BoardDocument::select(int panel) {
  if (panel == selected_) return;
  selected_ = panel;
  Q_EMIT selectionChanged();
}

// ---- what the panels show ----

/// Everything that decides the content of a panel but the runs, whose contents are forgotten with them.
std::string BoardDocument::contentKey(const BoardPanel& panel) const {
  FigureBoard key;
  key.style.mapColours = board_.style.mapColours;
  key.panels = {panel};
  key.panels.front().place = {};
  key.panels.front().letter.clear();
  key.panels.front().title.clear();
  return formatBoard(key);
}

void BoardDocument::refresh() {
  std::vector<PanelContent> contents;
  std::vector<std::size_t> lacking;
  for (std::size_t i = 0; i < board_.panels.size(); ++i) {
    const auto known = contents_.find(contentKey(board_.panels[i]));
    contents.push_back(known != contents_.end() ? known->second : PanelContent{});
    if (known != contents_.end()) continue;
    lacking.push_back(i);
    contents.back().missing = contents.back().blank = tr("Drawing…");
  }
  std::vector<std::string> gone;
  for (const BoardRun& run : gone_) gone.push_back(run.name);
  filled_ = std::make_shared<FilledBoard>(finishBoard(board_, std::move(contents), std::move(gone)));
  Q_EMIT changed();
  if (!lacking.empty() && !filling_ && !reading_) fill(std::move(lacking));
}

void BoardDocument::fill(std::vector<std::size_t> panels) {
  filling_ = true;
  std::vector<BoardPanel> wanted;
  std::vector<std::string> keys;
  for (const std::size_t panel : panels) {
    wanted.push_back(board_.panels[panel]);
    keys.push_back(contentKey(wanted.back()));
  }
  using Contents = std::vector<PanelContent>;
  const auto fillAll = [wanted, style = board_.style, sources = sources_, analyses = analyses_] {
    Contents contents;
    for (const BoardPanel& panel : wanted) contents.push_back(fillPanel(panel, style, *sources, analyses));
    return contents;
  };
  const auto take = [this, keys, sources = sources_](Contents contents) {
    filling_ = false;
    if (sources == sources_)
      for (std::size_t i = 0; i < keys.size(); ++i) contents_[keys[i]] = std::move(contents[i]);
    Q_EMIT busyChanged();
    refresh();
  };
  readOnWorker<Contents>(this, fillAll, take, [this](const std::string& sentence) {
    filling_ = false;
    Q_EMIT busyChanged();
    Q_EMIT failed(QString::fromStdString(sentence));
  });
  Q_EMIT busyChanged();
}

// ---- the runs ----

void BoardDocument::choose(std::vector<ChosenRun> runs) {
  if (runs == chosen_) return;
  chosen_ = std::move(runs);
  gone_.clear();
  Q_EMIT runsChanged();
  read();
}

void BoardDocument::addRuns(const std::vector<ChosenRun>& runs) {
  if (runs.empty()) return;
  chosen_.insert(chosen_.end(), runs.begin(), runs.end());
  Q_EMIT runsChanged();
  read();
}

void BoardDocument::readAgain() { read(); }

void BoardDocument::read() {
  if (reading_) reading_->cancelled = true;
  const auto reading = std::make_shared<Reading>();
  reading->runs = chosen_;
  reading_ = reading;
  watch_.start();
  using Sources = std::vector<BoardSource>;
  const auto readAll = [reading] {
    Sources sources;
    for (const ChosenRun& each : reading->runs) {
      if (reading->cancelled) break;
      try {
        sources.push_back(readBoardSource(each.run, each.colour));
      } catch (const std::exception& error) {  // a run that was deleted meanwhile does not cost the others
        reading->unread.push_back(shownSentence(error));
      }
      ++reading->done;
    }
    agreeOnResults(sources);
    return sources;
  };
  readOnWorker<Sources>(
      this, readAll,
      [this, reading](Sources sources) {
        if (reading == reading_) takeSources(*reading, std::move(sources));
      },
      [this, reading](const std::string& sentence) {
        if (reading != reading_) return;
        reading_.reset();
        Q_EMIT failed(QString::fromStdString(sentence));
      });
  Q_EMIT busyChanged();
}

void BoardDocument::takeSources(Reading& reading, std::vector<BoardSource> sources) {
  const bool cancelled = reading.cancelled;
  const std::vector<std::string> unread = reading.unread;
  reading_.reset();
  watch_.stop();
  if (cancelled) {  // only what was read is there
    chosen_.resize(std::min(chosen_.size(), sources.size()));
    Q_EMIT runsChanged();
  }
  if (colours_)
    for (BoardSource& source : sources)
      if (source.run.colour < 0)
        source.run.colour = colours_(settingsKey(source.run.config), source.run.folder.path().string());
  sources_ = std::make_shared<const std::vector<BoardSource>>(std::move(sources));
  contents_.clear();
  if (isEmpty() && !sources_->empty()) suggestPublished();
  if (!wantedReady_.empty()) useReadyBoard(std::string(wantedReady_));
  describeRuns();
  refresh();
  Q_EMIT sourcesRead();
  Q_EMIT busyChanged();
  for (const std::string& sentence : unread) Q_EMIT failed(QString::fromStdString(sentence));
  for (const BoardSource& source : *sources_)
    for (const std::string& sentence : source.run.leftOut) Q_EMIT failed(QString::fromStdString(sentence));
}

/// What a file keeps of the runs follows from them; of those that are gone it stays as it was read.
void BoardDocument::describeRuns() {
  board_.runs.clear();
  for (const BoardSource& source : *sources_) board_.runs.push_back(describeRun(source));
  board_.runs.insert(board_.runs.end(), gone_.begin(), gone_.end());
  if (!sources_->empty()) describeDrawing();  // else what a file says
}

/// What draws it: a command, unless panels were added or changed by hand; then its title says so, too.
void BoardDocument::describeDrawing() {
  board_.commands = analysisCommands(*sources_, usedAnalyses(board_, kinds_));
  std::string command;
  for (const ReadyBoard& ready : readyBoards()) {
    if (ready.name != board_.name) continue;
    const bool same = isAsMade(board_, *sources_);
    board_.title = (same ? ready.title : tr("%1, changed").arg(ready.title)).toStdString();
    if (!same) break;
    command = "toponets-studio figure " + ready.name;
    for (const BoardSource& source : *sources_) command += " " + shellWord(source.name);
    if (board_.widthMm != FigureBoard().widthMm) command += " --width-mm " + numberText(board_.widthMm);
    command += " --output figure_" + ready.name + ".pdf";
  }
  if (command.empty() && !isEmpty())
    command = tr("Arranged in the window: drop the figure on TopoNets Studio to draw it again.").toStdString();
  if (!command.empty()) board_.commands.push_back(command);
}

double BoardDocument::progress() const {
  if (!reading_ || reading_->runs.empty()) return -1;
  return double(reading_->done) / double(reading_->runs.size());
}

QString BoardDocument::progressText() const {
  return reading_ ? tr("%1 of %2 runs").arg(int(reading_->done)).arg(reading_->runs.size()) : QString();
}

void BoardDocument::cancel() {
  if (reading_) reading_->cancelled = true;
}

}  // namespace studio
