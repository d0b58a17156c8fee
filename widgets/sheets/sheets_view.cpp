#include "widgets/sheets/sheets_view.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/sheets/view_look.h"

namespace studio {
namespace {

bool isContrast(const std::string& quantity) { return quantity != kCosineQuantity && quantity != kNormQuantity; }

QFrame* line(QWidget* parent) {
  auto* result = new QFrame(parent);
  result->setFixedHeight(1);
  result->setProperty("line", true);
  return result;
}

}  // namespace

SheetsView::SheetsView(RunMonitor* monitor, QWidget* parent, bool raised) : FigureView(monitor, parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  strip_ = new FilmStrip(this);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setWidget(strip_);
  scroll->setFixedHeight(106);
  scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(line(this));
  column->addWidget(scroll);
  column->addWidget(line(this));
  auto* header = new QHBoxLayout;
  header->setContentsMargins(36, 8, 16, 4);
  makeHeader(header);
  column->addLayout(header);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 8, 4);
  board_ = new SheetBoard(this);
  board_->setRaised(raised);
  bar_ = new ColourBar(this);
  row->addWidget(board_, 1);
  row->addWidget(bar_);
  column->addLayout(row, 1);

  connect(strip_, &FilmStrip::layerChosen, this, [this](const QString& name) { choose([&](ViewState& view) { view.layer = name.toStdString(); view.unit = -1; }); });
  connect(board_, &SheetBoard::unitChosen, this, [this](std::int64_t unit) { choose([&](ViewState& view) { view.unit = unit; }); });
  connect(bar_, &ColourBar::lockToggled, this, [this] {
    choose([&](ViewState& view) {
      const Limits limits = limitsInForce(view, monitor_->data().snapshot.get());
      view.limitLow = limits.low;
      view.limitHigh = limits.high;
      view.limitsLocked = !view.limitsLocked;
    });
  });
  connect(monitor, &RunMonitor::runOpened, this, &SheetsView::openRun);
  connect(monitor, &RunMonitor::snapshotChanged, this, &SheetsView::refresh);
  connect(monitor, &RunMonitor::viewChanged, this, &SheetsView::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &SheetsView::refresh);
  openRun();
}

void SheetsView::makeHeader(QHBoxLayout* row) {
  title_ = new QLabel(this);
  title_->setFont(textFont(TextStyle::ObjectTitle));
  size_ = new QLabel(this);
  size_->setProperty("muted", true);
  note_ = new QLabel(this);
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  row->addWidget(title_);
  row->addSpacing(8);
  row->addWidget(size_);
  row->addStretch(1);
  row->addWidget(note_);
  segments_ = new QHBoxLayout;
  segments_->setSpacing(2);
  buttons_ = new QButtonGroup(this);
  row->addLayout(segments_);
  classes_ = new QComboBox(this);
  classes_->setAccessibleName(tr("Class for selectivity"));
  row->addWidget(classes_);
  connect(buttons_, &QButtonGroup::idClicked, this, [this](int id) {
    if (id < int(shownQuantities_.size())) choose([&](ViewState& view) { view.quantity = shownQuantities_[id]; view.limitsLocked = false; });
  });
  connect(classes_, &QComboBox::activated, this, [this](int) {
    const QString contrast = classes_->currentData().toString();
    if (!contrast.isEmpty()) choose([&](ViewState& view) { view.quantity = contrast.toStdString(); view.limitsLocked = false; });
  });
}

void SheetsView::choose(const std::function<void(ViewState&)>& change) {
  ViewState view = monitor_->view();
  change(view);
  monitor_->setView(view);
}

const LayerInfo* SheetsView::layer() const {
  for (const LayerInfo& layer : monitor_->data().layers)
    if (layer.name == monitor_->view().layer) return &layer;
  return nullptr;
}

EmptyState SheetsView::emptyState() const {
  if (!monitor_->hasRun()) return {tr("Cortical sheets of a run are shown here, from step 0 on."), tr("New run"), QStringLiteral("file.new")};
  const RunData& data = monitor_->data();
  if (!data.layers.empty()) return {};
  if (!data.error.empty()) return {QString::fromStdString(data.error), tr("Open..."), QStringLiteral("file.open")};
  return {tr("The layers of this run are being read."), {}, {}};
}

void SheetsView::openRun() {
  strip_->setLayers(monitor_->data().layers);
  refresh();
}

/// Cosine and norm as buttons; the contrasts as buttons too while they are few, else in a list.
void SheetsView::fillQuantities() {
  const auto quantities = monitor_->quantities();
  if (quantities != shownQuantities_) {
    shownQuantities_ = quantities;
    while (QLayoutItem* item = segments_->takeAt(0)) {
      delete item->widget();
      delete item;
    }
    classes_->clear();
    classes_->addItem(tr("Selectivity"), QString());
    for (int i = 0; i < int(quantities.size()); ++i) {
      const QString name = QString::fromStdString(quantities[i]);
      if (isContrast(quantities[i])) {
        classes_->addItem(tr("Selectivity, %1").arg(name), name);
        continue;
      }
      auto* button = new QToolButton(this);
      button->setText(quantities[i] == kCosineQuantity ? tr("Cosine") : tr("Norm"));
      button->setToolTip(quantityTitle(quantities[i]));
      button->setCheckable(true);
      buttons_->addButton(button, i);
      segments_->addWidget(button);
    }
    classes_->setVisible(classes_->count() > 1);
  }
  const std::string chosen = monitor_->view().quantity;
  for (int i = 0; i < int(quantities.size()); ++i)
    if (auto* button = buttons_->button(i)) button->setChecked(quantities[i] == chosen);
  if (!isContrast(chosen)) buttons_->setExclusive(true);
  if (isContrast(chosen)) {
    buttons_->setExclusive(false);
    for (auto* button : buttons_->buttons()) button->setChecked(false);
  }
  const int index = isContrast(chosen) ? classes_->findData(QString::fromStdString(chosen)) : 0;
  classes_->setCurrentIndex(std::max(0, index));
}

void SheetsView::refresh() {
  if (!isVisible()) return;   // showEvent draws what was missed
  const ViewState& view = monitor_->view();
  const auto snapshot = monitor_->data().snapshot;
  const LayerInfo* shown = layer();
  fillQuantities();
  title_->setText(QString::fromStdString(view.layer));
  size_->setText(shown ? tr("%1 × %2").arg(shown->height).arg(shown->width) : QString());
  note_->setText(snapshot || !shown ? board_->openGlProblem() : tr("Maps appear from step 0 on; the sheets will look like this."));
  const MapLook look = lookFor(view, snapshot.get(), theme());
  const SheetMap* map = snapshot ? snapshot->find(view.layer, view.quantity) : nullptr;
  strip_->show(snapshot, view.quantity, look, view.layer);
  if (map) board_->show(*map, look, quantityTitle(view.quantity));
  else if (shown) board_->showEmpty(QString::fromStdString(view.layer), shown->height, shown->width);
  board_->setChosen(view.unit);
  bar_->show(map, look, quantityUnit(view.quantity), view.limitsLocked);
}

void SheetsView::showEvent(QShowEvent* event) {
  FigureView::showEvent(event);
  strip_->setLayers(monitor_->data().layers);
  refresh();
}

std::unique_ptr<Figure> SheetsView::figure() const {
  if (!monitor_->data().snapshot) return nullptr;
  for (const FigureEntry& entry : figures())
    if (std::string_view(entry.name) == "sheets") return entry.make({monitor_->data()}, monitor_->view());
  return nullptr;
}

}  // namespace studio
