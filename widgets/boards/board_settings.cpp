#include "widgets/boards/board_docks.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "core/run/printable_text.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr double kPointSizes[] = {5, 6, 7, 8, 9, 10, 12};

QLabel* partTitle(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::PanelTitle));
  return label;
}

QFormLayout* makeForm() {
  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(4);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->setLabelAlignment(Qt::AlignLeft);
  return form;
}

/// As wide as the dock allows, whatever its longest entry.
QComboBox* makeChoice(QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  return box;
}

QLabel* fieldName(const QString& text, QWidget* field, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::Label));
  label->setProperty("muted", true);
  label->setMinimumSize(60, 28);
  label->setBuddy(field);
  field->setAccessibleName(text);
  return label;
}

void select(QComboBox* box, const QVariant& data) { box->setCurrentIndex(std::max(0, box->findData(data))); }

QString joinedNames(const std::vector<std::string>& names) {
  QStringList texts;
  for (const std::string& name : names) texts << QString::fromStdString(name);
  return texts.join(QStringLiteral(", "));
}

}  // namespace

BoardSettingsPanel::BoardSettingsPanel(BoardDocument* document, QWidget* parent)
    : QWidget(parent), document_(document) {
  auto* board = makeForm();
  makeBoardPart(board);
  panelForm_ = new QWidget(this);
  panelRows_ = makeForm();
  panelForm_->setLayout(panelRows_);
  makePanelPart(panelRows_);
  panelTitle_ = partTitle({}, this);
  panelTitle_->setWordWrap(true);
  hint_ =
      new QLabel(tr("Click a panel to choose what it shows. Drag it to another place, its corner resizes it."), this);
  hint_->setWordWrap(true);
  hint_->setFont(textFont(TextStyle::Label));
  hint_->setProperty("muted", true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 16, 12);
  column->setSpacing(8);
  column->addLayout(board);
  column->addWidget(makeRule(this));
  column->addWidget(panelTitle_);
  column->addWidget(hint_);
  column->addWidget(panelForm_);
  column->addStretch(1);
  connect(document, &BoardDocument::changed, this, [this] {
    showBoard();
    showPanel();
  });
  connect(document, &BoardDocument::selectionChanged, this, &BoardSettingsPanel::showPanel);
  showBoard();
  showPanel();
}

void BoardSettingsPanel::changeStyle(const std::function<void(BoardStyle&)>& edit) {
  if (!showing_) document_->change([&](FigureBoard& board) { edit(board.style); });
}

void BoardSettingsPanel::changePanel(const std::function<void(BoardPanel&)>& edit) {
  const int panel = document_->selected();
  if (showing_ || panel < 0 || panel >= int(document_->board().panels.size())) return;
  document_->change([&](FigureBoard& board) { edit(board.panels[std::size_t(panel)]); });
}

void BoardSettingsPanel::makeBoardPart(QFormLayout* form) {
  QStringList widths;
  for (const double mm : kBoardWidths) widths << QString::number(mm);
  width_ = new Segments(widths, 2, this, tr("Width %1 mm"));
  connect(width_, &Segments::chosenChanged, this, [this](int index) {
    if (!showing_)
      document_->change([&](FigureBoard& board) { setPaperWidth(board, kBoardWidths[index], document_->sources()); });
  });
  points_ = makeChoice(this);
  for (const double points : kPointSizes) points_->addItem(tr("%1 pt").arg(points), points);
  connect(points_, &QComboBox::currentIndexChanged, this,
          [this] { changeStyle([this](BoardStyle& style) { style.points = points_->currentData().toDouble(); }); });
  colours_ = makeChoice(this);
  for (const ColourMap& map : colourMaps())
    if (map.diverging && map.name != "rdbu_dark")
      colours_->addItem(colourMapTitle(map), QString::fromStdString(map.name));
  connect(colours_, &QComboBox::currentIndexChanged, this, [this] {
    changeStyle([this](BoardStyle& style) { style.mapColours = colours_->currentData().toString().toStdString(); });
  });
  letters_ = makeChoice(this);
  letters_->addItem(QStringLiteral("A, B, C"), QStringLiteral("upper"));
  letters_->addItem(QStringLiteral("a, b, c"), QStringLiteral("lower"));
  letters_->addItem(tr("No letters"), QStringLiteral("none"));
  connect(letters_, &QComboBox::currentIndexChanged, this, [this] {
    changeStyle([this](BoardStyle& style) { style.letters = letters_->currentData().toString().toStdString(); });
  });
  shared_ = new QCheckBox(tr("Same limits in all panels"), this);
  published_ = new QCheckBox(tr("Published values"), this);
  connect(shared_, &QCheckBox::toggled, this,
          [this](bool on) { changeStyle([on](BoardStyle& style) { style.sharedLimits = on; }); });
  connect(published_, &QCheckBox::toggled, this,
          [this](bool on) { changeStyle([on](BoardStyle& style) { style.published = on; }); });
  size_ = new QLabel(this);
  size_->setFont(textFont(TextStyle::Label));
  size_->setProperty("muted", true);
  form->addRow(fieldName(tr("Width, mm"), width_, this), width_);
  form->addRow(fieldName(tr("Text"), points_, this), points_);
  form->addRow(fieldName(tr("Maps"), colours_, this), colours_);
  form->addRow(fieldName(tr("Letters"), letters_, this), letters_);
  for (QWidget* each : std::initializer_list<QWidget*>{shared_, published_, size_}) form->addRow(each);
}

void BoardSettingsPanel::makePanelPart(QFormLayout* form) {
  title_ = new QLineEdit(panelForm_);
  title_->setPlaceholderText(tr("As the panel has it"));
  connect(title_, &QLineEdit::editingFinished, this, [this] {
    changePanel([this](BoardPanel& panel) { panel.title = title_->text().trimmed().left(120).toStdString(); });
  });
  runs_ = makeChoice(panelForm_);
  connect(runs_, &QComboBox::currentIndexChanged, this, [this] {
    changePanel([this](BoardPanel& panel) {
      panel.runs.clear();
      for (const QString& name : runs_->currentData().toStringList()) panel.runs.push_back(name.toStdString());
    });
  });
  layer_ = makeChoice(panelForm_);
  connect(layer_, &QComboBox::currentIndexChanged, this, [this] {
    changePanel([this](BoardPanel& panel) { panel.layer = layer_->currentData().toString().toStdString(); });
  });
  quantity_ = makeChoice(panelForm_);
  connect(quantity_, &QComboBox::currentIndexChanged, this, [this] {
    changePanel([this](BoardPanel& panel) { panel.quantity = quantity_->currentData().toString().toStdString(); });
  });
  step_ = makeChoice(panelForm_);
  connect(step_, &QComboBox::currentIndexChanged, this,
          [this] { changePanel([this](BoardPanel& panel) { panel.step = step_->currentData().toLongLong(); }); });
  contrasts_ = new QLineEdit(panelForm_);
  contrasts_->setPlaceholderText(tr("All; or names, with commas between"));
  connect(contrasts_, &QLineEdit::editingFinished, this, [this] {
    changePanel([this](BoardPanel& panel) {
      panel.contrasts.clear();
      for (const QString& name : splitAtCommas(contrasts_->text())) panel.contrasts.push_back(name.toStdString());
    });
  });
  remove_ = new QPushButton(tr("Remove panel"), panelForm_);
  connect(remove_, &QPushButton::clicked, this, [this] {
    const int panel = document_->selected();
    if (panel >= 0) document_->change([panel](FigureBoard& board) { removePanel(board, std::size_t(panel)); });
  });
  form->addRow(fieldName(tr("Title"), title_, panelForm_), title_);
  form->addRow(fieldName(tr("Runs"), runs_, panelForm_), runs_);
  form->addRow(fieldName(tr("Layer"), layer_, panelForm_), layer_);
  form->addRow(fieldName(tr("Quantity"), quantity_, panelForm_), quantity_);
  form->addRow(fieldName(tr("Step"), step_, panelForm_), step_);
  form->addRow(fieldName(tr("Contrasts"), contrasts_, panelForm_), contrasts_);
  form->addRow(QString(), remove_);
}

void BoardSettingsPanel::showBoard() {
  const FigureBoard& board = document_->board();
  showing_ = true;
  for (int i = 0; i < int(std::size(kBoardWidths)); ++i)
    if (kBoardWidths[i] == board.widthMm) width_->choose(i);
  select(points_, board.style.points);
  select(colours_, QString::fromStdString(board.style.mapColours));
  select(letters_, QString::fromStdString(board.style.letters));
  const FilledBoard& filled = *document_->filled();
  shared_->setEnabled(filled.sharesLimits);
  shared_->setToolTip(filled.sharesLimits ? QString() : tr("No two panels show the same quantity"));
  published_->setEnabled(filled.hasPublished);
  published_->setToolTip(filled.hasPublished ? tr("Of ImageNet, and of nanoGPT for downsampled networks of language")
                                             : tr("Nothing was published of what these panels show"));
  shared_->setChecked(board.style.sharedLimits);
  published_->setChecked(board.style.published);
  size_->setText(tr("%1 × %2 mm").arg(board.widthMm, 0, 'f', 0).arg(boardHeightMm(board), 0, 'f', 0));
  showing_ = false;
}

void BoardSettingsPanel::fillLayers(const BoardPanel& panel) {
  layer_->clear();
  layer_->addItem(tr("As the panel has it"), QString());
  std::set<std::string> seen;
  for (const BoardSource& source : document_->sources())
    for (const LayerInfo& layer : source.run.layers)
      if (seen.insert(layer.name).second)
        layer_->addItem(QString::fromStdString(layer.name), QString::fromStdString(layer.name));
  select(layer_, QString::fromStdString(panel.layer));
}

void BoardSettingsPanel::fillRuns(const BoardPanel& panel) {
  runs_->clear();
  runs_->addItem(tr("All runs of the board"), QStringList());
  std::vector<const BoardSource*> sources;
  for (const BoardSource& source : document_->sources()) sources.push_back(&source);
  QStringList own;
  for (const std::string& name : panel.runs) own << QString::fromStdString(name);
  for (const BoardGroup& group : groupRuns(sources)) {
    QStringList names;
    for (const BoardSource* member : group.members) names << QString::fromStdString(member->name);
    runs_->addItem(QString::fromStdString(group.label), names);
    if (names == own) runs_->setCurrentIndex(runs_->count() - 1);
  }
  if (own.isEmpty() || runs_->currentIndex() > 0) return;
  runs_->addItem(own.size() == 1 ? own.front() : tr("%1 chosen runs").arg(own.size()), own);
  runs_->setCurrentIndex(runs_->count() - 1);
}

/// Of the run that a figure of a single one shows.
void BoardSettingsPanel::fillSteps(const BoardPanel& panel) {
  step_->clear();
  quantity_->clear();
  step_->addItem(tr("The last one"), qlonglong(-1));
  quantity_->addItem(quantityName(kCosineQuantity), QString());
  std::vector<const BoardSource*> sources;
  for (const BoardSource& source : document_->sources())
    if (panel.runs.empty() || std::find(panel.runs.begin(), panel.runs.end(), source.name) != panel.runs.end())
      sources.push_back(&source);
  if (const BoardSource* main = mainRun(sources)) {
    for (const std::int64_t step : main->run.mapSteps) step_->addItem(QString::number(step), qlonglong(step));
    std::set<std::string> seen{kCosineQuantity};
    if (main->run.snapshot)
      for (const SheetMap& map : main->run.snapshot->maps)
        if (seen.insert(map.quantity).second)
          quantity_->addItem(quantityName(map.quantity), QString::fromStdString(map.quantity));
  }
  select(step_, qlonglong(panel.step));
  select(quantity_, QString::fromStdString(panel.quantity));
}

void BoardSettingsPanel::showPanel() {
  const int index = document_->selected();
  const bool has = index >= 0 && index < int(document_->board().panels.size());
  panelForm_->setVisible(has);
  panelTitle_->setVisible(has);
  hint_->setVisible(!has);
  if (!has) return;
  const BoardPanel& panel = document_->board().panels[std::size_t(index)];
  const PanelKind* kind = findPanelKind(document_->kinds(), panel.kind);
  showing_ = true;
  const QString name = kind ? kind->title : QString::fromStdString(visible(panel.kind));
  panelTitle_->setText(panel.letter.empty() ? name
                                            : tr("Panel %1: %2").arg(QString::fromStdString(panel.letter), name));
  if (!title_->hasFocus()) title_->setText(QString::fromStdString(panel.title));
  if (!contrasts_->hasFocus()) contrasts_->setText(joinedNames(panel.contrasts));
  fillRuns(panel);
  fillLayers(panel);
  fillSteps(panel);
  const auto show = [this](QWidget* field, bool on) {
    field->setVisible(on);
    panelRows_->labelForField(field)->setVisible(on);
  };
  show(layer_, kind && kind->ofLayer);
  show(contrasts_, kind && kind->ofContrasts);
  show(quantity_, kind && kind->ofMaps);
  show(step_, kind && kind->ofMaps && kind->ofOneRun);
  showing_ = false;
}

}  // namespace studio
