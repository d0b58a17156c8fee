#include "widgets/analysis/unit_tokens.h"

#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/inspector_panel.h"
#include "widgets/sheets/token_chips.h"

namespace studio {
namespace {

constexpr int kTokensShown = 4, kTokenLine = 20, kColumnGap = 4, kTokenMargin = 4;  // px

QString partText(const std::string& bytes) { return tokenText(bytes).replace(QChar(0x00b7), QLatin1Char(' ')); }

}  // namespace

StrongestTokensReader::StrongestTokensReader(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)) {}

/// Everything that decides the answer.
std::string StrongestTokensReader::Question::key() const {
  const auto& source = request.source;
  std::string all = source.run + '\n' + source.model + '\n' + source.weights + '\n' + request.stimuli.data + '\n' +
                    (request.firstWeights ? "first\n" : "\n") + layer;
  for (const std::string& setting : source.settings) all += '\n' + setting;
  return all;
}

void StrongestTokensReader::request(const AnalysisRequest& request, const std::string& layer) {
  wanted_ = Question{request, layer};
  ask();
}

const StrongestTokens* StrongestTokensReader::found() const {
  return wanted_ && wanted_->key() == known_ ? &found_ : nullptr;
}

void StrongestTokensReader::ask() {
  if (busy_ || !wanted_ || wanted_->key() == known_) return;
  busy_ = true;
  const auto take = [this](const std::string& key, StrongestTokens found, QString problem) {
    busy_ = false;
    known_ = key;
    found_ = std::move(found);
    problem_ = std::move(problem);
    ask();
    if (this->found()) Q_EMIT ready();
  };
  readOnWorker<StrongestTokens>(
      computingPool(), this,
      [engine = engine_, question = *wanted_] {
        Computing how;
        how.device = "cpu";
        return engine->strongestTokens(question.request, question.layer, kTokensShown, how);
      },
      [take, key = wanted_->key()](StrongestTokens found) { take(key, std::move(found), {}); },
      [take, key = wanted_->key()](const std::string& sentence) { take(key, {}, engineText(sentence)); });
}

TokenLines::TokenLines(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Strongest tokens"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void TokenLines::show(std::vector<StrongestTokens::Place> places) {
  places_ = std::move(places);
  QStringList said;
  for (const auto& place : places_)
    said << QStringLiteral("%1[%2]%3").arg(partText(place.before), partText(place.token), partText(place.after));
  setAccessibleDescription(said.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

QSize TokenLines::sizeHint() const { return {200, int(places_.size()) * kTokenLine}; }

QString TokenLines::tipAt(const QPoint& position) const {
  const int line = position.y() / kTokenLine;
  if (position.y() < 0 || line >= int(places_.size())) return {};
  const auto& place = places_[std::size_t(line)];
  return tr("%1[%2]%3, response %4")
      .arg(partText(place.before), partText(place.token), partText(place.after), fixedNumber(place.response, 2));
}

bool TokenLines::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  showPlaceTip(this, help, tipAt(help.pos()));
  return true;
}

/// Tokens stand below each other in the middle, so that what surrounds them compares.
void TokenLines::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Body));
  const QFontMetrics metrics = painter.fontMetrics();
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const QRect row(0, int(i) * kTokenLine, width(), kTokenLine);
    const QString token = metrics.elidedText(tokenText(places_[i].token), Qt::ElideMiddle, width() / 2);
    const int wide = metrics.horizontalAdvance(token) + 2 * kTokenMargin;
    const QRect middle(row.center().x() - wide / 2, row.top() + 1, wide, kTokenLine - 2);
    painter.fillRect(middle, theme().color(Role::Select));
    painter.setPen(theme().color(Role::Text));
    painter.drawText(middle, Qt::AlignCenter, token);
    painter.setPen(theme().color(Role::Muted));
    const QRect left(0, row.top(), std::max(0, middle.left() - 2), kTokenLine);
    const QRect right(middle.right() + 3, row.top(), std::max(0, width() - middle.right() - 3), kTokenLine);
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(partText(places_[i].before), Qt::ElideLeft, left.width()));
    painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(partText(places_[i].after), Qt::ElideRight, right.width()));
  }
}

NeighbourTokens::NeighbourTokens(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Tokens of neighbours"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void NeighbourTokens::show(const StrongestTokens& found, std::int64_t unit) {
  const std::int64_t row = unit / found.width, column = unit % found.width;
  units_ = {row > 0 ? unit - found.width : -1, column > 0 ? unit - 1 : -1, unit,
            column + 1 < found.width ? unit + 1 : -1, row + 1 < found.height ? unit + found.width : -1};
  for (std::size_t i = 0; i < units_.size(); ++i) {
    tokens_[i].clear();
    if (units_[i] < 0 || units_[i] >= std::int64_t(found.units.size())) continue;
    for (const auto& place : found.units[std::size_t(units_[i])]) tokens_[i] << tokenText(place.token);
  }
  updateGeometry();
  update();
}

void NeighbourTokens::clear() {
  units_.fill(-1);
  for (QStringList& tokens : tokens_) tokens.clear();
  updateGeometry();
  update();
}

QSize NeighbourTokens::sizeHint() const { return {200, units_[Itself] < 0 ? 0 : (kTokensShown + 1) * kTokenLine}; }

QRect NeighbourTokens::columnRect(Column column) const {
  const int wide = std::max(1, (width() - (kColumns - 1) * kColumnGap) / kColumns);
  return {int(column) * (wide + kColumnGap), 0, wide, height()};
}

void NeighbourTokens::paintEvent(QPaintEvent*) {
  static const std::array<QChar, kColumns> kSigns{QChar(0x2191), QChar(0x2190), QChar(0x2022), QChar(0x2192),
                                                  QChar(0x2193)};
  QPainter painter(this);
  if (units_[Itself] < 0) return;
  for (int i = 0; i < kColumns; ++i) {
    const QRect place = columnRect(Column(i));
    if (i == Itself) painter.fillRect(place, theme().color(Role::Select));
    const std::int64_t unit = units_[std::size_t(i)];
    painter.setFont(textFont(TextStyle::Label));
    painter.setPen(theme().color(Role::Muted));
    const QString title =
        unit < 0 ? QString(kSigns[std::size_t(i)]) : QStringLiteral("%1 %2").arg(kSigns[std::size_t(i)]).arg(unit);
    painter.drawText(QRect(place.left(), 0, place.width(), kTokenLine), Qt::AlignCenter, title);
    painter.setFont(textFont(TextStyle::Body));
    painter.setPen(theme().color(Role::Text));
    const QStringList& tokens = tokens_[std::size_t(i)];
    for (int line = 0; line < std::min(kTokensShown, int(tokens.size())); ++line)
      painter.drawText(QRect(place.left(), (line + 1) * kTokenLine, place.width(), kTokenLine), Qt::AlignCenter,
                       painter.fontMetrics().elidedText(tokens[line], Qt::ElideMiddle, place.width() - 2));
  }
}

void NeighbourTokens::mousePressEvent(QMouseEvent* event) {
  for (int i = 0; i < kColumns; ++i)
    if (const std::int64_t unit = units_[std::size_t(i)];
        unit >= 0 && i != Itself && columnRect(Column(i)).contains(event->position().toPoint()))
      return Q_EMIT unitChosen(unit);
}

UnitTokens::UnitTokens(std::shared_ptr<const Engine> engine, QWidget* parent)
    : QWidget(parent),
      reader_(std::move(engine)),
      title_(unitLabel(this, TextStyle::PanelTitle, false)),
      note_(unitLabel(this, TextStyle::Label, true)),
      beside_(unitLabel(this, TextStyle::PanelTitle, false)),
      lines_(new TokenLines(this)),
      neighbours_(new NeighbourTokens(this)) {
  title_->setText(tr("Strongest tokens"));
  note_->setTextFormat(Qt::PlainText);
  beside_->setText(tr("Beside those of its neighbours"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, note_, lines_, beside_, neighbours_})
    column->addWidget(part);
  connect(neighbours_, &NeighbourTokens::unitChosen, this, &UnitTokens::unitChosen);
  connect(&reader_, &StrongestTokensReader::ready, this, &UnitTokens::refresh);
  clear({});
}

void UnitTokens::show(const AnalysisRequest& request, const std::string& layer, std::int64_t unit) {
  unit_ = unit;
  reader_.request(request, layer);
  refresh();
}

void UnitTokens::clear(const QString& note) {
  reader_.forget();
  note_->setText(note);
  note_->setVisible(!note.isEmpty());
  lines_->show({});
  neighbours_->clear();
  beside_->hide();
}

QString UnitTokens::noteText() const { return note_->text(); }

/// Tokens of another layer or network are never left standing.
void UnitTokens::refresh() {
  const StrongestTokens* found = reader_.found();
  const bool has = found && unit_ >= 0 && unit_ < std::int64_t(found->units.size()) && found->width > 0;
  if (!found)
    note_->setText(tr("Being read"));
  else if (!reader_.problem().isEmpty())
    note_->setText(reader_.problem());
  else
    note_->setText(found->step < 0 ? tr("Of %L1 tokens").arg(found->tokens)
                                   : tr("Of %L1 tokens, step %L2").arg(found->tokens).arg(found->step));
  note_->show();
  beside_->setVisible(has);
  if (!has) {
    lines_->show({});
    return neighbours_->clear();
  }
  lines_->show(found->units[std::size_t(unit_)]);
  neighbours_->show(*found, unit_);
}

}  // namespace studio
