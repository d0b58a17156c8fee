// Small controls that Qt does not have: a choice that ends in an ellipsis, a row of choices, rows of lists, tips at a
// place.
#pragma once
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QStyleOptionViewItem>
#include <QToolTip>
#include <QWidget>
#include <algorithm>

#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/theme.h"

class QButtonGroup;

namespace studio {

/// A name of parts with dots between ("layer4.0.residual.conv2") in the space there is: whole parts are left out, so
/// that block and layer stay: "layer4.0…conv2", "…h.0.attn".
QString elidedLayer(const QString& name, const QFontMetrics& metrics, int width);

class ChoiceBox : public QComboBox {
  Q_OBJECT

 public:
  /// Of an item: what stands in place of a text that does not fit.
  static constexpr int kShortText = Qt::UserRole + 100;
  using QComboBox::QComboBox;
  /// Its texts are names of layers.
  void setOfLayers(bool ofLayers) { ofLayers_ = ofLayers; }
  /// What can be read of the current text.
  QString shownText() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  bool ofLayers_ = false;
};

/// Pages of which one is shown: it needs as much width as that one and not as the widest of all.
class PageStack : public QStackedWidget {
  Q_OBJECT
 public:
  explicit PageStack(QWidget* parent = nullptr) : QStackedWidget(parent) {
    connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
  }
  QSize minimumSizeHint() const override {
    return currentWidget() ? currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize()) : QSize();
  }
};

/// A line that gives way: where space is short it ends in an ellipsis, and its tip says the rest.
class ElidedLabel : public QLabel {
  Q_OBJECT
 public:
  using QLabel::QLabel;
  QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }
  void setElideMode(Qt::TextElideMode mode) { mode_ = mode; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  Qt::TextElideMode mode_ = Qt::ElideRight;
};

/// Text of several lines that never loses one: it asks for the height that its width makes it need.
class WrappedLabel : public QLabel {
 public:
  WrappedLabel(const QString& text, int leastHeight, QWidget* parent) : QLabel(text, parent), least_(leastHeight) {
    setWordWrap(true);
    setMinimumHeight(least_);
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QLabel::resizeEvent(event);
    setMinimumHeight(std::max(least_, heightForWidth(width())));
  }

 private:
  int least_;
};

// A row of buttons of which one is chosen, joined as one control: "Chosen layer | All layers".

class Segments : public QWidget {
  Q_OBJECT
 public:
  /// `chosen` is an index of `texts`. A button's accessible name is its text, after `about` where that is given
  /// ("Similarity by %1").
  Segments(const QStringList& texts, int chosen, QWidget* parent = nullptr, const QString& about = {});
  int chosen() const;
  void choose(int index);

 Q_SIGNALS:
  void chosenChanged(int index);

 private:
  QButtonGroup* group_;
};

/// As many whole words as fit, then an ellipsis; of a word that is too long by itself, its beginning.
QString elidedAtWord(const QString& text, const QFontMetrics& metrics, int width);
/// One line where all of it fits, else two, of which the second ends as elidedAtWord() does.
QStringList inTwoLines(const QString& text, const QFont& font, int width);

// The ground and the text lines of a row in a list of runs or analyses. GUI thread.

constexpr int kListRowHeight = 40, kListRowMargin = 16;  // px, look.md

/// Ground of a chosen row or of the one below the pointer; a frame where the keyboard is.
inline void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option) {
  if (option.state & QStyle::State_Selected)
    painter.fillRect(option.rect, theme().color(Role::Select));
  else if (option.state & QStyle::State_MouseOver)
    painter.fillRect(option.rect, theme().color(Role::Raised));
  if (!(option.state & QStyle::State_HasFocus) || !showsFocus(option.widget)) return;
  painter.setPen(theme().color(Role::Accent));
  painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

constexpr int kRunMark = 8;  // px, look.md

/// The square of a run's colour, the same wherever runs stand: of the first seven colours filled, of the next hollow.
inline void paintRunMark(QPainter& painter, const QPoint& topLeft, int colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().runMark(colour), 1.5));
  painter.setBrush(colour / 7 % 2 == 0 ? QBrush(theme().runMark(colour)) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(QRectF(topLeft.x() + 0.5, topLeft.y() + 0.5, kRunMark - 1, kRunMark - 1), 1.5, 1.5);
  painter.restore();
}

/// One line of text, cut where there is no space.
inline void paintRowText(QPainter& painter, const QRect& place, TextStyle style, Role role, const QString& text,
                         Qt::TextElideMode cut = Qt::ElideRight) {
  painter.setFont(textFont(style));
  painter.setPen(theme().color(role));
  painter.drawText(place, Qt::AlignVCenter, painter.fontMetrics().elidedText(text, cut, place.width()));
}

// A tip that depends on the place of the pointer inside a painted widget. GUI thread.

/// `text` beside the pointer; empty hides the tip that is there.
inline void showPlaceTip(QWidget* widget, const QHelpEvent& event, const QString& text) {
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(event.globalPos(), text, widget);
}

}  // namespace studio
