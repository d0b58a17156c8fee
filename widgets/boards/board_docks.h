// The docks of the Figure workspace: Runs, Figures, Board, Caption and Provenance. Each has its own .cpp. GUI thread
// only.
#pragma once
#include <QAbstractListModel>
#include <QListWidget>
#include <QWidget>
#include <map>
#include <vector>

#include "widgets/boards/board_document.h"
#include "widgets/runs/run_list.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;

namespace studio {

class Segments;

// The dock Runs of the Figure workspace: the runs of the folder with a box each, and those of sweep folders that were
// added; what is ticked is what the board is made of. GUI thread only.

/// A row a run: those of the folder, newest first, behind them those of folders that were added.
class BoardRunModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { LineRole = Qt::UserRole, ColourRole, FilterRole };
  BoardRunModel(BoardDocument* document, RunListModel* runs, QObject* parent);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// Runs of a sweep's folder, ticked.
  void addRuns(const std::vector<NamedRun>& runs);
  /// Ticks or unticks these rows at once.
  void tick(const std::vector<int>& rows, bool on);
  /// The open run (empty: none), or else the newest that can be read, and all of the same network, at most kMostTicked.
  void tickAlike(const std::filesystem::path& open);
  static constexpr int kMostTicked = 40;

 private:
  struct Row {
    NamedRun run;
    QString line, filter;
    int colour = -1;
    std::string model{};
    bool ticked = false;
  };
  void rebuild();
  void publish();
  Row makeRow(int listRow) const;
  BoardDocument* document_;
  RunListModel* runs_;
  std::vector<NamedRun> added_;
  std::vector<Row> rows_;
};

class BoardRunsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardRunsPanel(BoardDocument* document, RunListModel* runs, QWidget* parent);
  BoardRunModel& model() { return *model_; }
  QListView* list() { return list_; }

 Q_SIGNALS:
  void sweepWanted();

 private:
  void tickShown(bool on);
  void showCount();
  BoardDocument* document_;
  BoardRunModel* model_;
  QSortFilterProxyModel* shown_;
  QLineEdit* filter_;
  QListView* list_;
  QLabel *count_, *empty_;
};

// The dock Figures of the Figure workspace: the ready figures of the paper, which make a board with one click, and all
// panels that can be added to it. GUI thread only.

class BoardKindsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardKindsPanel(BoardDocument* document, QWidget* parent);
  QListWidget* list() { return list_; }

 private:
  enum DataRole { ReadyRole = Qt::UserRole, KindRole, AboutRole };
  void addHeading(const QString& text);
  void addRow(const QString& title, const QString& about, int role, const QString& name);
  void fill();
  void filter(const QString& text);
  void activate(QListWidgetItem* item);
  BoardDocument* document_;
  QLineEdit* filter_;
  QListWidget* list_;
};

// The dock Board: width, text, colours and limits of the whole board, and what the chosen panel shows. GUI thread only.

class BoardSettingsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardSettingsPanel(BoardDocument* document, QWidget* parent);

 private:
  void makeBoardPart(QFormLayout* form);
  void makePanelPart(QFormLayout* form);
  void showBoard();
  void showPanel();
  void fillLayers(const BoardPanel& panel);
  void fillRuns(const BoardPanel& panel);
  void fillSteps(const BoardPanel& panel);
  void changePanel(const std::function<void(BoardPanel&)>& edit);
  void changeStyle(const std::function<void(BoardStyle&)>& edit);
  BoardDocument* document_;
  bool showing_ = false;  ///< fields are being filled: nobody has changed them
  Segments* width_;
  QComboBox *points_, *colours_, *letters_;
  QCheckBox *shared_, *published_;
  QLabel *size_, *panelTitle_, *hint_;
  QWidget* panelForm_;
  QFormLayout* panelRows_;
  QLineEdit *title_, *contrasts_;
  QComboBox *layer_, *runs_, *step_, *quantity_;
  QPushButton* remove_;
};

// The docks Caption and Provenance: the caption as it is made of what the panels show, to be edited and copied; and
// what is known of the runs, also of those that are gone. GUI thread only.

class BoardCaptionPanel : public QWidget {
  Q_OBJECT
 public:
  BoardCaptionPanel(BoardDocument* document, QWidget* parent);
  QPlainTextEdit* text() { return text_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void showCaption();
  void keep();
  BoardDocument* document_;
  QPlainTextEdit* text_;
  QLabel* note_;
  QPushButton* automatic_;
  bool showing_ = false;
};

class BoardProvenancePanel : public QWidget {
  Q_OBJECT
 public:
  BoardProvenancePanel(BoardDocument* document, QWidget* parent);
  QString text() const;

 private:
  void showText();
  BoardDocument* document_;
  QPlainTextEdit* text_;
};

/// Runs, seeds, versions, commands and configurations in plain text; a run that is not here any more says so.
QString boardProvenance(const FilledBoard& filled);

}  // namespace studio
