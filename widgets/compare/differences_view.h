// The view "Differences": two of the compared sources, tensor by tensor and setting by setting, and the sheets of the
// chosen tensor's layer beside each other with their difference. Weights are read on a worker thread that can be
// stopped. GUI thread.
#pragma once
#include <stop_token>

#include "widgets/analysis/value_table.h"
#include "widgets/compare/compared_board.h"
#include "widgets/compare/compared_snapshots.h"
#include "widgets/frame/view.h"

class QComboBox;
class QLabel;
class QLayout;
class QPushButton;

namespace studio {

class ColourBar;
class Segments;

class DifferencesView : public View {
  Q_OBJECT
 public:
  DifferencesView(Comparison* comparison, QWidget* parent);
  ~DifferencesView() override;
  QComboBox& first() { return *first_; }
  QComboBox& second() { return *second_; }
  ValueTable& table() { return *table_; }
  ComparedBoard& board() { return *board_; }
  QString text() const;
  void showSettings(bool settings);
  EmptyState emptyState() const override;
  QString dataText() const override;
  std::unique_ptr<Figure> figure() const override;
  FigurePlace figurePlace() const override;

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  using Record = std::shared_ptr<const RunRecord>;
  QLayout* layOutChoices();
  QLayout* layOutText();
  QWidget* layOutContent();
  void followChoices();
  void followComparing();
  void fillChoices();
  Record chosen(const QComboBox* box) const;
  void refresh();
  void refreshSettings(const Record& a, const Record& b);
  void startComparing(const Record& a, const Record& b);
  void take(WeightsDifference difference);
  void say(const QString& text, bool running = false);
  void showWeights();
  void listTensors();
  void showSheets();
  void chooseTensor(const Record& a, const Record& b);
  int firstWithSheets(const Record& a, const Record& b);
  bool hasTensor(const std::string& name) const;
  SourceMoment lastMoment(const Record& record);
  ComparedSheet makeSheet(const Record& record, const std::string& layer, const QString& name);

  Comparison* comparison_;
  ComparedSnapshots snapshots_;
  QComboBox *first_, *second_;
  Segments* shown_;
  ValueTable* table_;
  ComparedBoard* board_;
  ColourBar* bar_;
  QWidget* sheets_;
  QLabel* text_;
  QPushButton* stop_;
  QTimer beat_;
  std::vector<Record> offered_;
  std::optional<WeightsDifference> difference_;
  std::string compared_;  ///< which two, in which reading; empty = none
  std::stop_source stopping_;
  std::shared_ptr<std::atomic<std::int64_t>> done_, all_;
  bool isListed_ = false;  ///< the table is that of difference_
  std::string tensor_;     ///< which row a person has chosen; empty = the first with sheets is
  std::string layer_;      ///< whose sheets are shown
  Limits limits_;
};

}  // namespace studio
