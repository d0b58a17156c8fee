#include "widgets/boards/board_figure.h"

#include <qcustomplot.h>

#include <algorithm>
#include <map>

#include "core/run/printable_text.h"
#include "core/run/published_values.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/plot_painter.h"

namespace studio {
namespace {

constexpr double kGutter = 5, kBelow = 3.5, kBoardHeading = 5.2, kLetterSpace = 5.5;  // mm
constexpr double kLetterPoints = 8, kUsualPoints = 7;

std::vector<const BoardSource*> panelRuns(const BoardPanel& panel, const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> runs;
  for (const BoardSource& source : sources)
    if (panel.runs.empty() || std::find(panel.runs.begin(), panel.runs.end(), source.name) != panel.runs.end())
      runs.push_back(&source);
  return runs;
}

QString noRunsText() { return tr("None of its runs is here; tick runs at the left."); }

/// Axes of one column have the same limits in all panels, maps of one unit too. Whether that is more than one panel's
/// own affair; `act` false: only asked.
bool shareLimits(std::vector<PanelContent>& contents, bool act) {
  std::map<std::string, PlotLimits> axes;
  std::map<QString, double> maps;
  std::map<std::string, int> panels;
  const auto widen = [&](const std::string& key, const PlotLimits& limits) {
    const auto [entry, isNew] = axes.emplace(key, limits);
    ++panels[key];
    entry->second.low = std::min(entry->second.low, limits.low);
    entry->second.high = std::max(entry->second.high, limits.high);
  };
  const auto isShared = [](const PlotAxis& axis) {
    return !axis.column.empty() && axis.scale != PlotAxis::Scale::Categories;
  };
  for (const PanelContent& content : contents) {
    if (content.plot && isShared(content.plot->x)) widen("x " + content.plot->x.column, xLimits(*content.plot));
    if (content.plot && isShared(content.plot->y)) widen("y " + content.plot->y.column, yLimits(*content.plot));
    if (content.maps) maps[content.maps->unit] = std::max(maps[content.maps->unit], content.maps->limit);
    if (content.maps) ++panels["maps " + content.maps->unit.toStdString()];
  }
  const bool several =
      std::any_of(panels.begin(), panels.end(), [](const auto& quantity) { return quantity.second > 1; });
  if (!act || !several) return several;
  const auto set = [&](PlotAxis& axis, const std::string& key) {
    if (!isShared(axis)) return;
    axis.low = axes.at(key).low;
    axis.high = axes.at(key).high;
  };
  for (PanelContent& content : contents) {
    if (content.plot)
      set(content.plot->x, "x " + content.plot->x.column), set(content.plot->y, "y " + content.plot->y.column);
    if (content.maps) content.maps->limit = maps.at(content.maps->unit);
  }
  return true;
}

/// The largest width at which a figure is no higher than there is space; the whole width where none is.
double fittingWidth(const Figure& figure, const QSizeF& mm) {
  if (figure.heightMm(mm.width()) <= mm.height()) return mm.width();
  double low = 20, high = mm.width();
  if (low >= high || figure.heightMm(low) > mm.height()) return mm.width();
  for (int i = 0; i < 24; ++i) (figure.heightMm((low + high) / 2) <= mm.height() ? low : high) = (low + high) / 2;
  return low;
}

void drawFigure(QCPPainter& painter, const PrintStyle& style, const QRectF& area, const Figure& figure) {
  const double width = fittingWidth(figure, area.size() / style.unitsPerMm);
  const QRectF place(area.topLeft(), QSizeF(style.mm(width), style.mm(figure.heightMm(width))));
  painter.save();
  painter.setClipRect(area);
  figure.draw(painter, place, style.unitsPerMm);
  painter.restore();
}

/// In a few words: what can be done about it is said where somebody can do it.
void drawBlank(QPainter& painter, const PrintStyle& style, const QRectF& area, const QString& words) {
  painter.setFont(style.text());
  painter.setPen(PrintStyle::theme().color(Role::Muted));
  painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, words);
}

/// Letter and title, which takes a second line where one is too short; what is left for the content.
QRectF drawHeading(QPainter& painter, const PrintStyle& style, const QRectF& area, const BoardPanel& panel,
                   const QString& title) {
  if (panel.letter.empty() && title.isEmpty()) return area;
  const double left = panel.letter.empty() ? 0 : style.mm(kLetterSpace);
  const QFontMetricsF metrics(style.text());
  const bool isLong = metrics.horizontalAdvance(title) > area.width() - left;
  const double high = style.mm(kBoardHeading - 1.2), more = isLong ? metrics.lineSpacing() : 0;
  const QRectF line(area.left(), area.top(), area.width(), high);
  painter.setPen(PrintStyle::ink());
  if (!panel.letter.empty()) {
    painter.setFont(style.text(kLetterPoints, true));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, QString::fromStdString(panel.letter));
  }
  painter.setFont(style.text());
  painter.drawText(line.adjusted(left, 0, 0, more), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, title);
  return area.adjusted(0, style.mm(kBoardHeading) + more, 0, 0);
}

/// What the axes say already is not said above them again.
bool isNamedByAxes(const PlotSpec& plot) { return plot.y.titled && !plot.y.title.empty(); }

PlotStyle plotStyle(const PrintStyle& style) {
  PlotStyle plots = PlotStyle::onPaper(style.unitsPerMm, PrintStyle::ink());
  plots.windowNumbers = style.windowNumbers;
  return plots;
}

void drawPanel(QCPPainter& painter, const PrintStyle& style, const QRectF& area, const BoardPanel& panel,
               const PanelContent& content, BoardFigure::For whom) {
  const QString title = panel.title.empty() ? content.title : QString::fromStdString(panel.title);
  const bool named = content.figure || (content.plot && isNamedByAxes(*content.plot));  // figures say their own title
  const QRectF below = drawHeading(painter, style, area, panel, named && panel.title.empty() ? QString() : title);
  if (content.plot)
    paintOnPaper(painter, below, *content.plot, plotStyle(style));
  else if (content.maps)
    drawMapGrid(painter, style, below, *content.maps);
  else if (content.figure)
    drawFigure(painter, style, below, *content.figure);
  else
    drawBlank(painter, style, below,
              whom == BoardFigure::For::Page ? withoutCommands(content.missing)
              : content.blank.isEmpty()      ? tr("Not measured")
                                             : content.blank);
}

Table renamedTable(const Table& table, const std::string& name) {
  Table renamed(name, table.isSingle(), table.rows());
  for (const Column& column : table.columns()) renamed.addColumn(column);
  return renamed;
}

/// One sentence, however many; empty without any.
QString goneText(const std::vector<std::string>& gone) {
  if (gone.empty()) return {};
  const QString first = QString::fromStdString(visible(gone.front()));
  if (gone.size() == 1)
    return tr("The run %1 is not here any more; what is known of it stands under Provenance.").arg(first);
  const QString others =
      gone.size() == 2 ? tr("%1 and one other").arg(first) : tr("%1 and %2 others").arg(first).arg(gone.size() - 1);
  return tr("Runs of this board are not here any more, %1; what is known of them stands under Provenance.").arg(others);
}

}  // namespace

PanelContent fillPanel(const BoardPanel& panel, const BoardStyle& style, const std::vector<BoardSource>& sources,
                       const std::vector<AnalysisKind>& analyses) {
  PanelContent content;
  const std::vector<PanelKind> kinds = panelKinds(analyses);
  const PanelKind* kind = findPanelKind(kinds, panel.kind);
  const auto runs = panelRuns(panel, sources);
  content.blank = kind ? QString() : tr("Unknown panel");
  if (!kind)
    content.missing = tr("This program has no panel called %1.").arg(QString::fromStdString(visible(panel.kind)));
  else if (runs.empty())
    content.missing = noRunsText(), content.blank = tr("No runs");
  else
    try {
      content = kind->make({panel, style, runs, analyses});
    } catch (const std::exception& error) {  // a damaged result costs its panel, not the board
      content.missing = QString::fromStdString(oneLine(error.what()));
    }
  if (content.title.isEmpty() && kind) content.title = kind->title;
  return content;
}

FilledBoard finishBoard(FigureBoard board, std::vector<PanelContent> contents, std::vector<std::string> gone) {
  contents.resize(board.panels.size());
  bool published = false;
  for (PanelContent& content : contents) {
    published = published || (content.plot && std::any_of(content.plot->series.begin(), content.plot->series.end(),
                                                          [](const auto& series) { return isPublished(series); }));
    if (content.plot && !board.style.published)
      std::erase_if(content.plot->series, [](const PlotSeries& series) { return isPublished(series); });
    if (content.maps) content.maps = std::make_shared<MapGrid>(*content.maps);  // others may draw from the same
  }
  const bool shares = shareLimits(contents, board.style.sharedLimits);
  return {std::move(board), std::move(contents), std::move(gone), published, shares};
}

FilledBoard fillBoard(FigureBoard board, const std::vector<BoardSource>& sources,
                      const std::vector<AnalysisKind>& analyses) {
  std::vector<PanelContent> contents;
  for (const BoardPanel& panel : board.panels) contents.push_back(fillPanel(panel, board.style, sources, analyses));
  board.runs.clear();
  for (const BoardSource& source : sources) board.runs.push_back(describeRun(source));
  return finishBoard(std::move(board), std::move(contents));
}

/// Panels whose runs are gone say so themselves.
std::vector<QString> boardProblems(const FilledBoard& filled) {
  std::vector<QString> problems;
  if (!filled.gone.empty()) problems.push_back(goneText(filled.gone));
  for (const std::size_t panel : readingOrder(filled.board)) {
    if (panel >= filled.contents.size() || filled.contents[panel].missing.isEmpty()) continue;
    const QString letter = QString::fromStdString(filled.board.panels[panel].letter);
    const QString& missing = filled.contents[panel].missing;
    if (!filled.gone.empty() && missing == noRunsText()) continue;
    problems.push_back(letter.isEmpty() ? missing : QStringLiteral("%1: %2").arg(letter, missing));
  }
  return problems;
}

bool hasEmptyPanel(const FilledBoard& filled) {
  return std::any_of(filled.contents.begin(), filled.contents.end(),
                     [](const PanelContent& content) { return content.empty(); });
}

double boardColumnMm(double widthMm) { return (widthMm - 2 * kBoardMarginMm + kGutter) / kBoardColumns; }

/// The margin below is part of what each panel leaves free.
QRectF panelRectMm(const BoardPlace& place, double widthMm) {
  const double column = boardColumnMm(widthMm);
  return {kBoardMarginMm + place.column * column, kBoardMarginMm + place.row * kBoardRowMm,
          place.columns * column - kGutter, place.rows * kBoardRowMm - kBelow};
}

QString BoardFigure::provenance() const {
  QStringList runs;
  for (const BoardRun& run : filled_->board.runs)
    runs << QStringLiteral("run %1, config %2, step %3")
                .arg(QString::fromStdString(run.name), QString::fromStdString(run.fingerprint))
                .arg(run.step);
  return runs.join(QStringLiteral("; "));
}

std::string BoardFigure::enclosed() const { return formatBoard(filled_->board); }

void BoardFigure::draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const {
  // Larger text is the same figure drawn larger in a smaller space: all that goes with the text grows with it.
  const PrintStyle style{unitsPerMm * filled_->board.style.points / kUsualPoints, for_ == For::Page};
  const double widthMm = area.width() / unitsPerMm;
  for (std::size_t i = 0; i < filled_->board.panels.size() && i < filled_->contents.size(); ++i) {
    const QRectF mm = panelRectMm(filled_->board.panels[i].place, widthMm);
    const QRectF place(area.topLeft() + mm.topLeft() * unitsPerMm, mm.size() * unitsPerMm);
    drawPanel(painter, style, place, filled_->board.panels[i], filled_->contents[i], for_);
  }
}

FigureData BoardFigure::data() const {
  FigureData data;
  for (const std::size_t panel : readingOrder(filled_->board)) {
    if (panel >= filled_->contents.size()) continue;
    const PanelContent& content = filled_->contents[panel];
    const std::string letter = filled_->board.panels[panel].letter;
    const std::string prefix = letter.empty() ? std::to_string(panel + 1) + "_" : letter + "_";
    FigureData own = content.maps ? content.maps->data() : content.figure ? content.figure->data() : FigureData{};
    if (content.plot) own.tables.push_back(plotTable(*content.plot));
    for (const Table& table : own.tables) data.tables.push_back(renamedTable(table, prefix + table.name()));
    for (auto& [name, array] : own.arrays) data.arrays.emplace_back(prefix + name, std::move(array));
    for (const auto& [name, heading] : own.headings) data.headings[prefix + name] = heading;
  }
  return data;
}

}  // namespace studio
