#include "widgets/analysis/window_words.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr int kWordHeight = 34, kWordGap = 3, kWordMargin = 4;  // px
constexpr std::size_t kLongBefore = 160;                        ///< bytes: what is so long may begin within a word

bool isBlankByte(char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r'; }

std::vector<std::string> wordsIn(const std::string& text) {
  std::vector<std::string> words;
  bool begins = true;
  for (const char letter : text) {
    if (!isBlankByte(letter) && begins) words.emplace_back();
    begins = isBlankByte(letter);
    if (!begins) words.back() += letter;
  }
  return words;
}

}  // namespace

std::vector<LagWord> lagWords(const StrongestTokens::Place& place, const std::vector<double>& window) {
  std::string until = place.before + place.token;
  for (const char letter : place.after) {  // the word goes on
    if (until.empty() || isBlankByte(letter) || isBlankByte(until.back())) break;
    until += letter;
  }
  std::vector<std::string> words = wordsIn(until);
  if (place.before.size() >= kLongBefore && words.size() > 1) words.erase(words.begin());
  std::vector<LagWord> found;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const std::size_t lag = words.size() - 1 - i; lag < window.size())
      found.push_back({QString::fromStdString(words[i]), int(lag), window[lag]});
  return found;
}

WindowWords::WindowWords(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(tr("Words of the window"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void WindowWords::show(std::vector<LagWord> words) {
  words_ = std::move(words);
  QStringList said;
  for (const LagWord& word : words_) said << word.text;
  setAccessibleDescription(said.join(QLatin1Char(' ')));
  updateGeometry();
  update();
}

std::vector<QRect> WindowWords::placedIn(int width) const {
  const QFontMetrics metrics(textFont(TextStyle::Body));
  std::vector<QRect> places;
  int x = 0, y = 0;
  for (const LagWord& word : words_) {
    const int wide = std::min(std::max(1, width), metrics.horizontalAdvance(word.text) + 2 * kWordMargin);
    if (x > 0 && x + wide > width) x = 0, y += kWordHeight + kWordGap;
    places.emplace_back(x, y, wide, kWordHeight);
    x += wide + kWordGap;
  }
  return places;
}

int WindowWords::heightForWidth(int width) const {
  const auto places = placedIn(width);
  return places.empty() ? 0 : places.back().bottom() + 1;
}

QRect WindowWords::wordRect(int index) const { return placedIn(width())[std::size_t(index)]; }

/// From the panel's own colour to half of the accent: the words stay to be read.
QColor WindowWords::colour(int index) const {
  const double effect = words_[std::size_t(index)].effect;
  const double share = std::isfinite(effect) ? std::clamp(effect, 0.0, 1.0) : 0;
  return mixInLab(theme().color(Role::Panel), theme().color(Role::Accent), share / 2);
}

QString WindowWords::tipAt(const QPoint& position) const {
  const auto places = placedIn(width());
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].contains(position))
      return tr("%1, %L2 words back: effect %3")
          .arg(words_[i].text)
          .arg(words_[i].lag)
          .arg(std::isfinite(words_[i].effect) ? fixedNumber(words_[i].effect, 3) : QStringLiteral("–"));
  return {};
}

bool WindowWords::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  showPlaceTip(this, help, tipAt(help.pos()));
  return true;
}

void WindowWords::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto places = placedIn(width());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const QRect place = places[i];
    painter.fillRect(place, colour(int(i)));
    painter.setFont(textFont(TextStyle::Body));
    painter.setPen(theme().color(Role::Text));
    painter.drawText(place.adjusted(2, 1, -2, -14), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(words_[i].text, Qt::ElideRight, place.width() - 4));
    painter.setFont(textFont(TextStyle::Label));
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(place.adjusted(0, 18, 0, 0), Qt::AlignCenter, QString::number(words_[i].lag));
  }
}

}  // namespace studio
