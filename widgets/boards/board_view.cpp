#include "widgets/boards/board_view.h"

#include <qcustomplot.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/boards/board_figure.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kMostProblemLines = 3;
const QString kZoomKey = QStringLiteral("figure/zoom");

}  // namespace

BoardView::BoardView(BoardDocument* document, QWidget* parent)
    : View(parent),
      document_(document),
      page_(new BoardPage(document, nullptr)),
      scroll_(new QScrollArea(this)),
      problemRow_(new QWidget(this)),
      problemIcon_(new QLabel(problemRow_)),
      problems_(new QLabel(problemRow_)) {
  scroll_->setWidget(page_);
  scroll_->setFrameShape(QFrame::NoFrame);
  page_->setZoom(keptZoom());
  scroll_->setBackgroundRole(QPalette::Window);
  scroll_->viewport()->setBackgroundRole(QPalette::Window);
  problems_->setWordWrap(true);
  problems_->setTextFormat(Qt::PlainText);
  problems_->setFont(textFont(TextStyle::Label));
  problems_->setProperty("muted", true);
  problems_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* row = new QHBoxLayout(problemRow_);
  row->setContentsMargins(16, 8, 16, 8);
  row->setSpacing(8);
  row->addWidget(problemIcon_, 0, Qt::AlignTop);
  row->addWidget(problems_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(problemRow_);
  column->addWidget(scroll_, 1);
  setFocusProxy(page_);
  connect(scroll_->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { fit(); });
  connect(document, &BoardDocument::changed, this, [this] {
    showProblems();
    fit();
  });
  connect(document, &BoardDocument::panelAdded, this, &BoardView::showPanel);
  showProblems();
}

BoardZoom BoardView::keptZoom() {
  return BoardZoom(std::clamp(openSettings()->value(kZoomKey, 0).toInt(), 0, int(BoardZoom::TrueSize)));
}

void BoardView::setZoom(BoardZoom zoom) {
  openSettings()->setValue(kZoomKey, int(zoom));
  page_->setZoom(zoom);
}

/// A panel that was added stands at the foot of the page, which may lie below what is seen.
void BoardView::showPanel(int panel) {
  if (panel < 0 || panel >= int(document_->board().panels.size())) return;
  constexpr int kAir = 12;
  const QRect place = page_->panelRect(std::size_t(panel)).toAlignedRect();
  scroll_->ensureVisible(place.center().x(), place.bottom(), 0, kAir);
  scroll_->ensureVisible(place.center().x(), place.top(), 0, kAir);  // of one that is higher than the view its head
}

EmptyState BoardView::emptyState() const {
  if (!document_->isEmpty()) return {};
  return {tr("A board of panels for a paper: tick runs at the left, then choose a figure of the paper or any plot."),
          tr("Figure 2A"), QStringLiteral("figure.ready.2a")};
}

std::unique_ptr<Figure> BoardView::figure() const {
  return document_->isEmpty() ? nullptr : std::make_unique<BoardFigure>(document_->filled());
}

QString BoardView::problems() const { return problemRow_->isHidden() ? QString() : problems_->text(); }

/// Not while runs are read: then nothing is missing yet.
void BoardView::showProblems() {
  const std::vector<QString> all = document_->isBusy() ? std::vector<QString>() : boardProblems(*document_->filled());
  QStringList shown, rest;
  for (const QString& problem : all) (shown.size() < kMostProblemLines ? shown : rest) << withoutCommands(problem);
  if (!rest.isEmpty()) shown << tr("and %1 more").arg(rest.size());
  problems_->setText(shown.join(QLatin1Char('\n')));
  problems_->setToolTip(rest.join(QLatin1Char('\n')).toHtmlEscaped());
  problemIcon_->setPixmap(iconPixmap(QStringLiteral("warning"), Role::Warn, 16, devicePixelRatioF()));
  problemRow_->setVisible(!all.empty());
}

/// The scroll bar's width is kept free: else it would come and go with the page that it makes narrower.
void BoardView::fit() {
  const int bar = scroll_->verticalScrollBar()->sizeHint().width();
  page_->setAvailable({scroll_->width() - bar, scroll_->height()}, scroll_->viewport()->width());
}

void BoardView::resizeEvent(QResizeEvent* event) {
  View::resizeEvent(event);
  fit();
}

bool BoardView::event(QEvent* event) {
  const bool result = View::event(event);
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) fit();
  return result;
}

}  // namespace studio
