// The names and details of networks left of their maps (maps_board.h), in as much width as they need, and what stands
// in the place of maps that are not there.
#include <QToolButton>
#include <algorithm>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/analyses.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kBoardLeft = 16, kLine = 16, kAfterLabel = 4, kAfterTrain = 12;  // px

/// Broken between words, within one that is too long by itself; what does not fit into `most` lines ends in an
/// ellipsis.
QStringList wrapped(const QString& text, const QFontMetrics& metrics, int width, int most) {
  QStringList lines{QString()};
  for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    const QString longer = lines.back().isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
    if (lines.back().isEmpty() || lines.size() >= most || metrics.horizontalAdvance(longer) <= width)
      lines.back() = longer;
    else
      lines << word;
  }
  for (QString& line : lines) line = elidedAtWord(line, metrics, width);
  return lines;
}

bool fitsIn(const QString& text, const QFontMetrics& metrics, int width, int lines) {
  return wrapped(text, metrics, width, lines).join(QLatin1Char(' ')) == text.simplified();
}

/// Of a network that is missing only what it would be: why stands in the place of its maps.
QString detailText(const AnalysisRow& row) {
  return row.source.isMissing() ? engineText(row.network().detail) : row.source.detail();
}

}  // namespace

int MapsBoard::labelSpace() const { return labels_ - kBoardLeft - kAfterLabel; }

/// Enough for the longest word, and for details in two lines.
int MapsBoard::findLabelWidth() const {
  const QFontMetrics title(textFont(TextStyle::PanelTitle)), small(textFont(TextStyle::Label));
  int needed = 0;
  for (std::size_t row = 0; row < maps_.rows; ++row) {
    const QString detail = detailText(maps_.networks[row]);
    needed = std::max(needed, title.horizontalAdvance(maps_.networks[row].source.title()));
    int two = 0;
    while (two < MapsLayout::kMostLabels && !fitsIn(detail, small, two, 2)) two += 4;
    needed = std::max(needed, two);
  }
  return std::clamp(needed + kBoardLeft + kAfterLabel, MapsLayout::kLabels, MapsLayout::kMostLabels);
}

/// Left of a row: which network, its details, and how smooth its layer is.
void MapsBoard::paintLabels(QPainter& painter) const {
  if (maps_.contrasts.empty()) return;
  for (const MapsLayout::Name& name : layout_.labels()) paintLabel(painter, name);
}

std::vector<MapsBoard::LabelLine> MapsBoard::labelLines(const MapsLayout::Name& name) const {
  const AnalysisRow& network = maps_.networks[name.index];
  const QFontMetrics title(textFont(TextStyle::PanelTitle)), small(textFont(TextStyle::Label));
  const QString called = network.source.title(), detail = detailText(network);
  std::vector<LabelLine> lines{{title.elidedText(called, Qt::ElideMiddle, labelSpace()), Role::Text, true}};
  std::vector<LabelLine> last;
  const Result* smoothness = network.found ? network.found->result("smoothness") : nullptr;
  if (smoothness && smoothness->has(maps_.layer)) {
    const double value = network.found->number("smoothness", maps_.layer, "max_minus_min");
    last = {{tr("Smoothness"), Role::Muted, false}, {inWindowNumbers(dashedText(value, 2)), Role::Text, false}};
  }
  const int fitting = int(name.place.height()) / kLine - int(lines.size() + last.size());
  if (detail != called)
    for (const QString& line : wrapped(detail, small, labelSpace(), std::max(1, fitting)))
      lines.push_back({line, Role::Muted, false});
  lines.insert(lines.end(), last.begin(), last.end());
  return lines;
}

QStringList MapsBoard::labelTexts(std::size_t row) const {
  QStringList texts;
  for (const MapsLayout::Name& name : layout_.labels()) {
    if (name.index != row) continue;
    for (const LabelLine& line : labelLines(name)) texts << line.text;
    break;
  }
  return texts;
}

QRectF MapsBoard::labelPlace(const MapsLayout::Name& name) const {
  return {name.place.left() + kBoardLeft, name.place.top(), double(labelSpace()), name.place.height()};
}

void MapsBoard::paintLabel(QPainter& painter, const MapsLayout::Name& name) const {
  QRectF place = labelPlace(name);
  place.setHeight(kLine);
  for (const LabelLine& line : labelLines(name)) {
    painter.setFont(textFont(line.isTitle ? TextStyle::PanelTitle : TextStyle::Label));
    painter.setPen(theme().color(line.role));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, line.text);
    place.translate(0, kLine);
  }
}

/// Empty where the network has maps.
QString MapsBoard::noteText(std::size_t row) const {
  const bool any =
      std::any_of(maps_.maps.begin(), maps_.maps.end(), [row](const ShownMap& map) { return map.row == row; });
  if (any || maps_.contrasts.empty()) return {};
  const AnalysisRow& network = maps_.networks[row];
  if (network.source.isMissing()) return network.source.detail();
  if (!network.error.isEmpty()) return network.error;
  return analyses_->work().running() ? tr("Not computed yet") : tr("Not computed");
}

QRectF MapsBoard::notePlace(std::size_t row) const {
  QRectF area = layout_.note(row);
  if (!train_->isHidden()) area.setLeft(std::max(area.left(), double(train_->geometry().right()) + kAfterTrain));
  area.setRight(std::min(area.right(), double(width())));
  return area;
}

QStringList MapsBoard::noteLines(std::size_t row) const {
  const QString text = noteText(row);
  if (text.isEmpty()) return {};
  const QFontMetrics metrics(textFont(TextStyle::Label));
  const QRectF area = notePlace(row);
  return wrapped(text, metrics, int(area.width()), std::max(1, int(area.height()) / metrics.lineSpacing()));
}

void MapsBoard::paintNotes(QPainter& painter) const {
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  for (std::size_t row = 0; row < maps_.rows; ++row) {
    QRectF place = notePlace(row);
    place.setHeight(painter.fontMetrics().lineSpacing());
    for (const QString& line : noteLines(row)) {
      painter.drawText(place, Qt::AlignLeft | Qt::AlignTop, line);
      place.translate(0, place.height());
    }
  }
}

QString MapsBoard::labelTip(const QPointF& point) const {
  if (maps_.contrasts.empty()) return {};
  for (std::size_t row = 0; row < maps_.rows; ++row)
    if (const QString note = noteText(row); !note.isEmpty() && notePlace(row).contains(point)) return note;
  for (const MapsLayout::Name& name : layout_.labels()) {
    if (!labelPlace(name).contains(point)) continue;
    const Source& source = maps_.networks[name.index].source;
    return source.title() == source.detail() ? source.title() : source.title() + QLatin1Char('\n') + source.detail();
  }
  return {};
}

}  // namespace studio
