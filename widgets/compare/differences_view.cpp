#include "widgets/compare/differences_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/compare/compare_views.h"
#include "widgets/compare/compared_sheets_view.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_bar.h"

namespace studio {
namespace {

using TensorKind = TensorDifference::Kind;

/// "64 × 3 × 7 × 7"
QString shapeWords(const std::string& shape) {
  return QString::fromStdString(shape).replace(QLatin1Char('x'), QStringLiteral(" × "));
}

/// What stands in the last column of a tensor.
QString kindText(const TensorDifference& tensor) {
  switch (tensor.kind) {
    case TensorKind::OtherShape:
      return DifferencesView::tr("another shape: %1").arg(shapeWords(tensor.second));
    case TensorKind::OnlyFirst:
      return DifferencesView::tr("only in the first");
    case TensorKind::OnlySecond:
      return DifferencesView::tr("only in the second");
    default:
      return tensor.same() ? DifferencesView::tr("the same") : QString();
  }
}

QString relativeTip() {
  return DifferencesView::tr("Relative: the length of the difference over the length of the first");
}

/// Numbers of many orders of magnitude: text keeps them readable, the value sorts them.
ValueCell numberCell(double value, bool compared) { return compared ? ValueCell::of(value) : ValueCell::of(QString()); }

}  // namespace

DifferencesView::DifferencesView(Comparison* comparison, QWidget* parent)
    : View(parent),
      comparison_(comparison),
      snapshots_(comparison, this),
      first_(new ChoiceBox(this)),
      second_(new ChoiceBox(this)),
      shown_(new Segments({tr("Weights"), tr("Settings")}, 0, this)),
      table_(new ValueTable(tr("Differences of the two"), this)),
      board_(new ComparedBoard(this)),
      bar_(new ColourBar(this)),
      sheets_(new QWidget(this)),
      text_(new QLabel(this)),
      stop_(new QPushButton(tr("Stop"), this)),
      done_(std::make_shared<std::atomic<std::int64_t>>(0)),
      all_(std::make_shared<std::atomic<std::int64_t>>(0)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 8);
  column->setSpacing(8);
  column->addLayout(layOutChoices());
  column->addLayout(layOutText());
  column->addWidget(layOutContent(), 1);
  followChoices();
  followComparing();
}

/// Which two, and what of them is shown.
QLayout* DifferencesView::layOutChoices() {
  first_->setAccessibleName(tr("The first of the two"));
  second_->setAccessibleName(tr("The second of the two"));
  auto* minus = new QLabel(tr("and"), this);
  minus->setFont(textFont(TextStyle::Label));
  minus->setProperty("muted", true);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(16, 0, 16, 0);
  head->addWidget(first_);
  head->addWidget(minus);
  head->addWidget(second_);
  head->addStretch(1);
  head->addWidget(shown_);
  return head;
}

/// What was found in words, or how far the comparing has come and how to stop it.
QLayout* DifferencesView::layOutText() {
  text_->setFont(textFont(TextStyle::Label));
  text_->setProperty("muted", true);
  text_->setWordWrap(true);
  text_->setToolTip(relativeTip());
  stop_->hide();
  auto* line = new QHBoxLayout;
  line->setContentsMargins(16, 0, 16, 0);
  line->addWidget(text_, 1);
  line->addWidget(stop_);
  return line;
}

/// The table, and the sheets of its chosen row.
QWidget* DifferencesView::layOutContent() {
  auto* beside = new QHBoxLayout(sheets_);
  beside->setContentsMargins(0, 0, 0, 0);
  beside->addWidget(board_, 1);
  beside->addWidget(bar_);
  bar_->setTop(52);
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->setChildrenCollapsible(false);
  split->setHandleWidth(1);
  auto* left = new QWidget(this);  // the words of the table begin where those above it do
  auto* inset = new QVBoxLayout(left);
  inset->setContentsMargins(12, 0, 0, 0);
  inset->addWidget(table_);
  split->addWidget(left);
  split->addWidget(sheets_);
  split->setSizes({620, 780});
  return split;
}

void DifferencesView::followComparing() {
  connect(stop_, &QPushButton::clicked, this, [this] { stopping_.request_stop(); });
  beat_.setInterval(100);
  connect(&beat_, &QTimer::timeout, this, [this] {
    if (*all_ > 0) say(tr("Comparing: %L1 of %L2 tensors").arg(std::int64_t(*done_)).arg(std::int64_t(*all_)), true);
  });
  connect(comparison_, &Comparison::comparedChanged, this, &DifferencesView::refresh);
  connect(&snapshots_, &ComparedSnapshots::changed, this, &DifferencesView::showSheets);
  connect(&snapshots_, &ComparedSnapshots::failed, comparison_, &Comparison::failed);
}

void DifferencesView::followChoices() {
  for (QComboBox* box : {first_, second_}) connect(box, &QComboBox::activated, this, &DifferencesView::refresh);
  connect(shown_, &Segments::chosenChanged, this, &DifferencesView::refresh);
  connect(table_, &ValueTable::rowChosen, this, [this](int row) {
    if (!difference_ || shown_->chosen() != 0 || row < 0 || row >= int(difference_->tensors.size())) return;
    tensor_ = difference_->tensors[std::size_t(row)].name;
    showSheets();
  });
}

DifferencesView::~DifferencesView() { stopping_.request_stop(); }

QString DifferencesView::text() const { return text_->text(); }

void DifferencesView::showSettings(bool settings) {
  shown_->choose(settings ? 1 : 0);
  refresh();
}

EmptyState DifferencesView::emptyState() const {
  if (const EmptyState none = comparedEmptyState(*comparison_); !none.text.isEmpty()) return none;
  std::size_t runs = 0;
  for (const ComparedSource& source : comparison_->compared()) runs += source.runs.size();
  if (runs < 2)
    return {tr("Tick two runs, checkpoints or files of the table: what they differ in is listed here."),
            tr("Tick all that are shown"), QStringLiteral("compare.chooseAll")};
  return {};
}

void DifferencesView::showEvent(QShowEvent*) { refresh(); }

/// Every run of the compared sources; the pinned one is the first of the two while nobody has chosen.
void DifferencesView::fillChoices() {
  std::vector<Record> runs;
  int pinned = 0;
  for (const ComparedSource& source : comparison_->compared()) {
    if (source.pinned) pinned = int(runs.size());
    runs.insert(runs.end(), source.runs.begin(), source.runs.end());
  }
  offered_ = runs;
  QStringList ids;
  for (const Record& run : runs) ids << QString::fromStdString(run->id());
  int place = 0;
  for (QComboBox* box : {first_, second_}) {
    const QSignalBlocker quiet(box);
    const QVariant before = box->currentData();
    box->clear();
    for (std::size_t i = 0; i < runs.size(); ++i) box->addItem(QString::fromStdString(runs[i]->name), ids[int(i)]);
    const int kept = before.isValid() ? box->findData(before) : -1;
    const int other = pinned == 0 ? 1 : 0;
    box->setCurrentIndex(kept >= 0 ? kept : place == 0 ? pinned : std::min(other, int(runs.size()) - 1));
    ++place;
  }
}

DifferencesView::Record DifferencesView::chosen(const QComboBox* box) const {
  const int index = box->currentIndex();
  return index >= 0 && index < int(offered_.size()) ? offered_[std::size_t(index)] : nullptr;
}

void DifferencesView::say(const QString& text, bool running) {
  text_->setText(text);
  stop_->setVisible(running);
}

void DifferencesView::refresh() {
  if (!isVisible() || !emptyState().text.isEmpty()) return;
  fillChoices();
  const Record a = chosen(first_), b = chosen(second_);
  if (!a || !b) return;
  const bool weights = shown_->chosen() == 0;
  sheets_->setVisible(weights);
  if (!weights) return isListed_ = false, refreshSettings(a, b);
  const std::string which = a->id() + "\n" + b->id() + "\n" + std::to_string(a->revision + b->revision);
  if (which == compared_) return showWeights();
  compared_ = which;
  startComparing(a, b);
}

void DifferencesView::refreshSettings(const Record& a, const Record& b) {
  std::vector<ValueRow> rows;
  if (a->config && b->config)
    for (const SettingDifference& each : settingDifferences({a->config.get(), b->config.get()}))
      rows.push_back({{ValueCell::of(engineText(each.label)), ValueCell::of(QString::fromStdString(each.key)),
                       ValueCell::of(QString::fromStdString(each.values[0])),
                       ValueCell::of(QString::fromStdString(each.values[1]))}});
  if (!a->config || !b->config)
    say(tr("A file of weights has no settings of a run; choose two runs or configurations."));
  else
    say(rows.empty() ? tr("The two have the same settings.")
                     : countText(std::int64_t(rows.size()), tr("1 setting differs."), tr("%L1 settings differ.")));
  table_->show({{tr("Setting"), false},
                {tr("Key"), false},
                {QString::fromStdString(a->name), false},
                {QString::fromStdString(b->name), false}},
               std::move(rows));
}

void DifferencesView::startComparing(const Record& a, const Record& b) {
  stopping_.request_stop();
  stopping_ = {};
  difference_.reset();
  isListed_ = false;
  table_->show({}, {});
  const std::filesystem::path first = weightsPlace(*a), second = weightsPlace(*b);
  if (first.empty() || second.empty())
    return say(tr("A configuration has no weights; its settings are under Settings."));
  *done_ = *all_ = 0;
  Computing computing;
  computing.stop = stopping_.get_token();
  computing.progress = [done = done_, all = all_](std::int64_t now, std::int64_t of) { *done = now, *all = of; };
  say(tr("Comparing…"), true);
  beat_.start();
  readOnWorker<WeightsDifference>(
      computingPool(), this,
      [engine = comparison_->sharedEngine(), first, second, computing] {
        try {
          return engine->weightsDifference(first, second, computing);
        } catch (const ComputingStopped&) {
          return WeightsDifference();  // nobody waits for it
        }
      },
      [this, which = compared_, stop = stopping_.get_token()](WeightsDifference difference) {
        if (which != compared_) return;
        beat_.stop();
        if (stop.stop_requested()) {
          compared_.clear();
          return say(tr("Stopped; choose the two again to compare them."));
        }
        take(std::move(difference));
      },
      [this, which = compared_](const std::string& sentence) {
        if (which != compared_) return;
        beat_.stop();
        say(engineText(sentence));
      });
  showSheets();
}

void DifferencesView::take(WeightsDifference difference) {
  difference_ = std::move(difference);
  difference_->tensors = largestFirst(std::move(difference_->tensors));
  if (!hasTensor(tensor_)) tensor_.clear();
  showWeights();
}

bool DifferencesView::hasTensor(const std::string& name) const {
  return std::any_of(difference_->tensors.begin(), difference_->tensors.end(),
                     [&](const TensorDifference& each) { return each.name == name; });
}

/// Other rows are shown only for another difference: what is chosen and where the table is scrolled to stays.
void DifferencesView::showWeights() {
  if (!difference_) return;
  if (!std::exchange(isListed_, true)) listTensors();
  showSheets();
}

void DifferencesView::listTensors() {
  std::vector<ValueRow> rows;
  for (const TensorDifference& tensor : difference_->tensors) {
    const bool compared = tensor.kind == TensorKind::Compared;
    rows.push_back({{ValueCell::of(QString::fromStdString(tensor.name)),
                     ValueCell::of(shapeWords(tensor.first.empty() ? tensor.second : tensor.first)),
                     numberCell(tensor.largest, compared), numberCell(tensor.relative, compared),
                     numberCell(tensor.cosine, compared), ValueCell::of(kindText(tensor))}});
  }
  QString text = tr("%L1 tensors compared").arg(difference_->compared);
  if (difference_->compared > 0)
    text = tr("%1: largest difference %2, relative %3, cosine %4")
               .arg(text, inWindowNumbers(QString::fromStdString(plotNumber(difference_->largest))),
                    inWindowNumbers(QString::fromStdString(plotNumber(difference_->relative))),
                    inWindowNumbers(QString::fromStdString(plotNumber(difference_->cosine))));
  for (const std::string& note : difference_->notes) text += QLatin1Char(' ') + engineText(note);
  say(text);
  table_->show({{tr("Tensor"), false},
                {tr("Shape"), false},
                {tr("Largest"), true, 4, tr("Largest difference of two values")},
                {tr("Relative"), true, 4, relativeTip()},
                {tr("Cosine"), true, 4, tr("Of the angle between the two")},
                {QString(), false}},
               std::move(rows));
}

QString DifferencesView::dataText() const {
  return table_->values().rowCount() > 0 ? table_->values().text() : QString();
}

}  // namespace studio
