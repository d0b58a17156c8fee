#include "widgets/boards/board_figure.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/run/printable_text.h"
#include "core/run/published_values.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/plot_painter.h"

namespace studio {
namespace {

constexpr double kGutter = 5, kBelow = 3.5, kBoardHeading = 5.2, kLetterSpace = 5.5;  // mm
constexpr double kLetterPoints = 8, kUsualPoints = 7;

std::vector<const BoardSource*> runsOf(const BoardPanel& panel, const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> runs;
  for (const BoardSource& source : sources)
    if (panel.runs.empty() || std::find(panel.runs.begin(), panel.runs.end(), source.name) != panel.runs.end())
      runs.push_back(&source);
  return runs;
}

/// Axes of one column have the same limits in all panels, maps of one unit too.
void shareLimits(std::vector<PanelContent>& contents) {
  std::map<std::string, PlotLimits> axes;
  std::map<QString, double> maps;
  const auto widen = [&](const std::string& key, const PlotLimits& limits) {
    const auto [entry, isNew] = axes.emplace(key, limits);
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
  }
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

void drawMissing(QPainter& painter, const PrintStyle& style, const QRectF& area, const QString& sentence) {
  const QRectF& frame = area;
  painter.setPen(QPen(PrintStyle::theme().color(Role::Line), 0.5 * style.point(), Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(frame);
  painter.setFont(style.text());
  painter.setPen(PrintStyle::theme().color(Role::Muted));
  const double margin = std::min(style.mm(4), frame.width() / 6);
  painter.drawText(frame.adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

/// Letter and title in one line; what is left for the content.
QRectF drawHeading(QPainter& painter, const PrintStyle& style, const QRectF& area, const BoardPanel& panel,
                   const QString& title) {
  if (panel.letter.empty() && title.isEmpty()) return area;
  const QRectF line(area.left(), area.top(), area.width(), style.mm(kBoardHeading - 1.2));
  painter.setPen(PrintStyle::ink());
  double left = 0;
  if (!panel.letter.empty()) {
    painter.setFont(style.text(kLetterPoints, true));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, QString::fromStdString(panel.letter));
    left = style.mm(kLetterSpace);
  }
  painter.setFont(style.text());
  const QRectF words = line.adjusted(left, 0, 0, 0);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(style.text()).elidedText(title, Qt::ElideRight, words.width()));
  return area.adjusted(0, style.mm(kBoardHeading), 0, 0);
}

void drawPanel(QCPPainter& painter, const PrintStyle& style, const QRectF& area, const BoardPanel& panel,
               const PanelContent& content, BoardFigure::For whom) {
  const QString title = panel.title.empty() ? content.title : QString::fromStdString(panel.title);
  // Figures say their own title.
  const QRectF below =
      drawHeading(painter, style, area, panel, content.figure && panel.title.empty() ? QString() : title);
  if (content.plot)
    paintOnPaper(painter, below, *content.plot, PlotStyle::onPaper(style.unitsPerMm, PrintStyle::ink()));
  else if (content.maps)
    drawMapGrid(painter, style, below, *content.maps);
  else if (content.figure)
    drawFigure(painter, style, below, *content.figure);
  else
    drawMissing(painter, style, below, whom == BoardFigure::For::Page ? content.missing : tr("not measured"));
}

Table renamedTable(const Table& table, const std::string& name) {
  Table renamed(name, table.isSingle(), table.rows());
  for (const Column& column : table.columns()) renamed.addColumn(column);
  return renamed;
}

// ---- the caption ----

QString sentence(QString text) {
  text = text.trimmed();
  if (!text.isEmpty() && !text.endsWith(QLatin1Char('.'))) text += QLatin1Char('.');
  return text;
}

/// "τ 0 (n = 2, seeds 0, 1)": runs of one tau, as the board keeps them.
QString runsText(const std::vector<BoardRun>& runs) {
  std::map<double, std::set<std::int64_t>> seeds;
  for (const BoardRun& run : runs) seeds[run.tau].insert(run.seed);
  bool alike = true;
  for (const auto& [tau, own] : seeds) alike = alike && own == seeds.begin()->second;
  const auto seedsText = [](const std::set<std::int64_t>& own) {
    QStringList texts;
    for (const std::int64_t seed : own) texts << QString::number(seed);
    return tr("n = %1, seeds %2").arg(own.size()).arg(texts.join(QStringLiteral(", ")));
  };
  QStringList parts;
  for (const auto& [tau, own] : seeds) {
    const QString text = QStringLiteral("τ %1").arg(QString::fromStdString(numberText(tau)));
    parts << (alike ? text : QStringLiteral("%1 (%2)").arg(text, seedsText(own)));
  }
  const QString all = parts.join(QStringLiteral(", "));
  return alike && !seeds.empty() ? tr("%1; %2 each").arg(all, seedsText(seeds.begin()->second)) : all;
}

/// Of the networks in as few words as they have in common; configurations that cannot be read say nothing.
QString settingsText(const std::vector<BoardRun>& runs) {
  std::set<QString> texts;
  for (const BoardRun& run : runs) {
    try {
      const RunConfig config = parseConfig(run.config);
      const QString data = QString::fromStdString(visible(std::filesystem::path(config.data.root).filename().string()));
      const QString length =
          config.train.steps > 0 ? tr("%1 steps").arg(config.train.steps) : tr("%1 epochs").arg(config.train.epochs);
      texts.insert(tr("%1 on %2, %3, batches of %4, %5 at a learning rate of %6, TopoLoss factor %7 × %8")
                       .arg(QString::fromStdString(config.model.name),
                            data.isEmpty() ? QString::fromStdString(config.data.kind) : data, length)
                       .arg(config.train.batchSize)
                       .arg(QString::fromStdString(config.optimizer.kind))
                       .arg(config.optimizer.learningRate)
                       .arg(config.topoloss.factor.first)
                       .arg(config.topoloss.factor.second));
    } catch (const std::exception&) {
      continue;
    }
  }
  return QStringList(texts.begin(), texts.end()).join(QStringLiteral("; "));
}

QString panelsText(const FilledBoard& filled) {
  QStringList parts;
  for (const std::size_t panel : readingOrder(filled.board)) {
    const BoardPanel& own = filled.board.panels[panel];
    const PanelContent* content = panel < filled.contents.size() ? &filled.contents[panel] : nullptr;
    QString text = !own.title.empty() ? QString::fromStdString(own.title)
                   : content          ? content->caption
                                      : QString::fromStdString(own.kind);
    if (text.isEmpty() && content) text = content->title;
    parts << (own.letter.empty() ? sentence(text)
                                 : QStringLiteral("(%1) %2").arg(QString::fromStdString(own.letter), sentence(text)));
  }
  return parts.join(QLatin1Char(' '));
}

/// Empty where no panel shows any.
QString publishedText(const FilledBoard& filled) {
  bool any = false, triangles = false;
  for (const PanelContent& content : filled.contents)
    for (const PlotSeries& series : content.plot ? content.plot->series : std::vector<PlotSeries>()) {
      any = any || isPublished(series);
      triangles = triangles || (isPublished(series) && series.mark == PlotSeries::Mark::Triangle);
    }
  if (!any) return {};
  return triangles ? tr("Grey open circles and triangles: published values, triangles those of other methods.")
                   : tr("Grey open circles: published values.");
}

}  // namespace

PanelContent fillPanel(const BoardPanel& panel, const BoardStyle& style, const std::vector<BoardSource>& sources,
                       const std::vector<AnalysisKind>& analyses) {
  PanelContent content;
  const std::vector<PanelKind> kinds = panelKinds(analyses);
  const PanelKind* kind = findPanelKind(kinds, panel.kind);
  const auto runs = runsOf(panel, sources);
  if (!kind)
    content.missing = tr("This program has no panel called %1.").arg(QString::fromStdString(visible(panel.kind)));
  else if (runs.empty())
    content.missing = tr("None of its runs is here; tick runs at the left.");
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
  for (PanelContent& content : contents) {
    if (content.plot && !board.style.published)
      std::erase_if(content.plot->series, [](const PlotSeries& series) { return isPublished(series); });
    if (content.maps) content.maps = std::make_shared<MapGrid>(*content.maps);  // others may draw from the same
  }
  if (board.style.sharedLimits) shareLimits(contents);
  return {std::move(board), std::move(contents), std::move(gone)};
}

FilledBoard fillBoard(FigureBoard board, const std::vector<BoardSource>& sources,
                      const std::vector<AnalysisKind>& analyses) {
  std::vector<PanelContent> contents;
  for (const BoardPanel& panel : board.panels) contents.push_back(fillPanel(panel, board.style, sources, analyses));
  board.runs.clear();
  for (const BoardSource& source : sources) board.runs.push_back(describeRun(source));
  return finishBoard(std::move(board), std::move(contents));
}

QString boardCaption(const FilledBoard& filled) {
  const FigureBoard& board = filled.board;
  if (!board.caption.empty()) return QString::fromStdString(board.caption);
  QStringList parts;
  if (!board.title.empty()) parts << sentence(QString::fromStdString(board.title));
  parts << panelsText(filled);
  if (const QString published = publishedText(filled); !published.isEmpty()) parts << published;
  if (!board.runs.empty()) {
    parts << sentence(tr("Networks: %1").arg(runsText(board.runs)));
    parts << tr("Large points, lines and bands: mean ± one standard deviation over seeds.");
    if (const QString settings = settingsText(board.runs); !settings.isEmpty()) parts << sentence(settings);
  }
  parts << sentence(tr("Drawn by TopoNets Studio %1").arg(QString::fromStdString(board.version)).trimmed());
  parts.removeAll(QString());
  return parts.join(QLatin1Char(' '));
}

std::vector<QString> boardProblems(const FilledBoard& filled) {
  std::vector<QString> problems;
  for (const std::string& run : filled.gone)
    problems.push_back(tr("The run %1 is not here any more; what is known of it stands under Provenance.")
                           .arg(QString::fromStdString(visible(run))));
  for (const std::size_t panel : readingOrder(filled.board)) {
    if (panel >= filled.contents.size() || filled.contents[panel].missing.isEmpty()) continue;
    const QString letter = QString::fromStdString(filled.board.panels[panel].letter);
    const QString& missing = filled.contents[panel].missing;
    problems.push_back(letter.isEmpty() ? missing : QStringLiteral("%1: %2").arg(letter, missing));
  }
  return problems;
}

bool hasEmptyPanel(const FilledBoard& filled) {
  return std::any_of(filled.contents.begin(), filled.contents.end(),
                     [](const PanelContent& content) { return content.empty(); });
}

QRectF panelRectMm(const BoardPlace& place, double widthMm) {
  const double column = (widthMm + kGutter) / kBoardColumns;
  return {place.column * column, place.row * kBoardRowMm, place.columns * column - kGutter,
          place.rows * kBoardRowMm - kBelow};
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
  const PrintStyle style{unitsPerMm * filled_->board.style.points / kUsualPoints};
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
  }
  return data;
}

}  // namespace studio
