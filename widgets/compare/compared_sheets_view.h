// The view "Sheets": two to six sources at the same step or share of the run, on one scale that can be locked, with one
// cursor; or each one's difference to the pinned source. GUI thread.
#pragma once
#include "widgets/compare/compared_board.h"
#include "widgets/compare/compared_snapshots.h"
#include "widgets/frame/view.h"

class QComboBox;
class QLabel;
class QSlider;

namespace studio {

class ColourBar;
class Segments;

class ComparedSheetsView : public View {
  Q_OBJECT
 public:
  ComparedSheetsView(Comparison* comparison, QWidget* parent);
  ComparedBoard& board() { return *board_; }
  QSlider& slider() { return *slider_; }
  QComboBox& layer() { return *layer_; }
  QComboBox& quantity() { return *quantity_; }
  Limits limits() const { return limits_; }
  void setByShare(bool share);
  void setDifference(bool difference);
  void setLocked(bool locked);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  FigurePlace figurePlace() const override;
  BoardPanel panel() const override;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  /// While other maps are read there may be none of the quantity that is locked; its lock waits.
  bool isLocked() const { return locked_ && lockedOf_ == limitsOf_; }
  void makeHead();
  void refresh();
  void refreshSoon();
  std::vector<ComparedSource> shownSources() const;
  void fillMoments();
  void fillLayers(const std::vector<SourceMoment>& moments);
  ComparedSheet makeSheet(const ComparedSource& source, const SourceMoment& moment) const;
  bool subtractPinned(std::vector<ComparedSheet>& sheets) const;
  QString sheetNote(const ComparedSource& source, const SourceMoment& moment, bool& warns) const;
  ComparedMoment moment() const;
  QString momentText() const;

  Comparison* comparison_;
  ComparedSnapshots snapshots_;
  bool layerChosen_ = false;  ///< by a person
  QComboBox *layer_, *quantity_;
  Segments *axis_, *shown_;
  QLabel *of_, *time_;
  ComparedBoard* board_;
  ColourBar* bar_;
  QSlider* slider_;
  QTimer soon_;
  std::vector<double> moments_;
  Limits limits_;
  std::optional<Limits> locked_;
  std::string limitsOf_, lockedOf_;  ///< quantities; limits of one mean nothing for another
};

/// The same sheets on paper, with one colour bar.
std::unique_ptr<Figure> makeComparedSheetsFigure(const std::vector<ComparedSheet>& sheets, const MapDisplay& display,
                                                 const QString& title, const QString& unit, const QString& provenance);

}  // namespace studio
