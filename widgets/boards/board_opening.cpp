// A board as it was before: inside of a figure's file, or kept from the last start with the places of its runs
// (board_document.h). Which of its runs are still here is seen on a worker thread.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <algorithm>

#include "core/run/error.h"
#include "widgets/boards/board_document.h"
#include "widgets/export/figure_metadata.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/worker_call.h"

namespace studio {

struct BoardDocument::OpenedBoard {
  FigureBoard board;
  std::vector<ChosenRun> found;
  std::vector<BoardRun> gone;
};

namespace {

using Folders = std::vector<std::filesystem::path>;
using Chosen = BoardDocument::ChosenRun;

/// A folder of that name may by now be of another run: then its own is gone.
bool isStillRun(const BoardRun& run, const std::filesystem::path& place) {
  try {
    return !place.empty() && configFingerprint(RunFolder(place).config()) == run.fingerprint;
  } catch (const UserError&) {
    return false;
  }
}

const BoardRun* runCalled(const FigureBoard& board, const std::string& name) {
  const auto found =
      std::find_if(board.runs.begin(), board.runs.end(), [&](const BoardRun& run) { return run.name == name; });
  return found == board.runs.end() ? nullptr : &*found;
}

/// The board, and the runs that it was made of: where they were, and with which colour.
struct KeptBoard {
  FigureBoard board;
  std::vector<Chosen> chosen;
};

/// Its first bytes say how long it will be: damaged ones may say anything.
QByteArray unpacked(const QByteArray& kept) {
  constexpr quint32 kMostBytes = 64 << 20;
  const bool fits = kept.size() > 4 && qFromBigEndian<quint32>(kept.constData()) <= kMostBytes;
  return fits ? qUncompress(kept) : QByteArray();
}

KeptBoard readKept(const QByteArray& kept) {
  const QJsonObject json = QJsonDocument::fromJson(unpacked(kept)).object();
  KeptBoard read;
  try {
    read.board = parseBoard(json.value(QLatin1String("board")).toString().toStdString(), "the board");
  } catch (const UserError&) {
    throw UserError(tr("The board of the last time cannot be read, so this one is empty; choose a figure, or open the "
                       "board of an exported one.")
                        .toStdString());
  }
  for (const QJsonValue& each : json.value(QLatin1String("runs")).toArray()) {
    const QJsonObject run = each.toObject();
    if (read.chosen.size() < kMostBoardRuns)
      read.chosen.push_back({{run.value(QLatin1String("name")).toString().toStdString(),
                              run.value(QLatin1String("path")).toString().toStdString()},
                             run.value(QLatin1String("colour")).toInt(-1)});
  }
  return read;
}

}  // namespace

// ---- of a figure's file ----

void BoardDocument::openFigure(const std::filesystem::path& file, Folders folders) {
  for (std::filesystem::path beside = std::filesystem::absolute(file).parent_path(); folders.size() < 8;
       beside = beside.parent_path()) {
    folders.push_back(beside);
    if (beside == beside.parent_path()) break;
  }
  readOnWorker<OpenedBoard>(
      this,
      [file, folders] {
        OpenedBoard opened{parseBoard(readEnclosedBoard(file), file.filename().string()), {}, {}};
        for (const BoardRun& run : opened.board.runs) {
          const std::filesystem::path place = findBoardRun(run.name, folders);
          if (isStillRun(run, place))
            opened.found.push_back({{run.name, place}, -1});
          else
            opened.gone.push_back(run);
        }
        return opened;
      },
      [this](OpenedBoard board) {
        remember();
        take(std::move(board));
        Q_EMIT opened();
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void BoardDocument::take(OpenedBoard board) {
  select(-1);
  board_ = std::move(board.board);
  made_ = board_.panels;
  suggested_ = !board_.style.published;  // the board's own choice stands
  chosen_ = std::move(board.found);
  gone_ = std::move(board.gone);
  sources_ = std::make_shared<const std::vector<BoardSource>>();
  contents_.clear();
  Q_EMIT runsChanged();
  read();
  refresh();
}

// ---- kept over a restart ----

QByteArray BoardDocument::kept() const {
  const bool isUntouched = isEmpty() && !canUndo() && !canRedo() && chosen_.empty();
  if (isUntouched || restoring_) return {};
  QJsonArray runs;
  for (const ChosenRun& each : chosen_)
    runs.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(each.run.name)},
                            {QStringLiteral("path"), QString::fromStdString(each.run.path.string())},
                            {QStringLiteral("colour"), each.colour}});
  const QJsonObject json{{QStringLiteral("board"), QString::fromStdString(formatBoard(board_))},
                         {QStringLiteral("runs"), runs}};
  return qCompress(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// A run that was ticked but never read has nothing by which it could be known elsewhere.
void BoardDocument::restore(const QByteArray& kept, Folders folders) {
  restoring_ = true;
  readOnWorker<OpenedBoard>(
      this,
      [kept, folders] {
        KeptBoard read = readKept(kept);
        OpenedBoard opened{std::move(read.board), {}, {}};
        for (const ChosenRun& each : read.chosen) {
          const BoardRun* known = runCalled(opened.board, each.run.name);
          const bool isThere = known ? isStillRun(*known, each.run.path) : RunFolder(each.run.path).exists();
          const auto other = known && !isThere ? findBoardRun(known->name, folders) : std::filesystem::path();
          if (isThere)
            opened.found.push_back(each);
          else if (known && isStillRun(*known, other))
            opened.found.push_back({{known->name, other}, each.colour});
        }
        for (const BoardRun& run : opened.board.runs)
          if (std::none_of(opened.found.begin(), opened.found.end(),
                           [&](const ChosenRun& each) { return each.run.name == run.name; }))
            opened.gone.push_back(run);
        return opened;
      },
      [this](OpenedBoard board) {
        restoring_ = false;
        board.board.version = engine_->version();
        if (!isEmpty()) remember();
        take(std::move(board));
      },
      [this](const std::string& sentence) {
        restoring_ = false;
        Q_EMIT failed(QString::fromStdString(sentence));
      });
}

}  // namespace studio
