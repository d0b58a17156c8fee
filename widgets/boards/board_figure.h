// A board as a figure: what its panels show, made of runs on a worker thread, and how it is drawn. The window's board,
// the export and `toponets-studio figure` draw by this one painter.
#pragma once
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "core/run/figure_board.h"
#include "widgets/boards/board_sources.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/view.h"

namespace studio {

/// A board with the content of its panels, one for each in their order.
struct FilledBoard {
  FigureBoard board;
  std::vector<PanelContent> contents;
  std::vector<std::string> gone;  ///< runs of the board that are not here
  bool hasPublished = false;      ///< a panel can show published values
  bool sharesLimits = false;      ///< several panels show one quantity
};

/// What a panel shows of these runs, before limits are shared. Worker thread: some figures read the disk. What it
/// cannot show is said in it; never throws.
PanelContent fillPanel(const BoardPanel& panel, const BoardStyle& style, const std::vector<BoardSource>& sources,
                       const std::vector<AnalysisKind>& analyses);
/// The board with its contents in the order of its panels; limits shared and published values left out as its style
/// says.
FilledBoard finishBoard(FigureBoard board, std::vector<PanelContent> contents, std::vector<std::string> gone = {});
/// Both, with the runs described in the board.
FilledBoard fillBoard(FigureBoard board, const std::vector<BoardSource>& sources,
                      const std::vector<AnalysisKind>& analyses);
/// The board's own caption, else one that is made: what each panel shows, spread, data, n, seeds, settings, program
/// (caption_text.cpp).
QString boardCaption(const FilledBoard& filled);
/// "A: No results of …", one a panel that lacks something; runs that are gone.
std::vector<QString> boardProblems(const FilledBoard& filled);
/// One of its panels has no data at all.
bool hasEmptyPanel(const FilledBoard& filled);
/// White around all panels, mm.
inline constexpr double kBoardMarginMm = 1.5;
/// From the left edge of one column of the grid to that of the next.
double boardColumnMm(double widthMm);
/// Where a panel stands, in mm, on a board of this width.
QRectF panelRectMm(const BoardPlace& place, double widthMm);

class BoardFigure : public Figure {
 public:
  /// What a panel without data says: on paper that it is not measured, on the page of the window how it comes to some.
  enum class For { Paper, Page };
  explicit BoardFigure(std::shared_ptr<const FilledBoard> filled, For whom = For::Paper)
      : filled_(std::move(filled)), for_(whom) {}
  QString title() const override { return QString::fromStdString(filled_->board.title); }
  QString provenance() const override;
  std::string enclosed() const override;
  double naturalWidthMm() const override { return filled_->board.widthMm; }
  double heightMm(double) const override { return std::max(boardHeightMm(filled_->board), kBoardRowMm); }
  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override;
  FigureData data() const override;  ///< a table or array a panel, its letter first: "A_dimensionality"
  const FilledBoard& filled() const { return *filled_; }

 private:
  std::shared_ptr<const FilledBoard> filled_;
  For for_;
};

}  // namespace studio
