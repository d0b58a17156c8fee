#include "widgets/runs/run_panels.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/run/optimizers.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kRowHeight = 23, kPartRow = 2;  // px; the choice of a network stands below the name of its file

QString optimizerText(const OptimizerConfig& optimizer) {
  const OptimizerRow* row = findOptimizer(optimizer.kind);
  const QString title = QString::fromStdString(row ? row->title : optimizer.kind);
  if (!optimizerReads(optimizer, "optimizer.momentum")) return title;
  return tr("%1, momentum %2").arg(title, shortNumber(optimizer.momentum, 6));
}

}  // namespace

std::vector<std::pair<QString, QString>> settingRows(const RunData& data) {
  if (!data.caption.empty()) {
    std::vector<std::pair<QString, QString>> rows;
    for (const auto& [name, value] : data.facts)
      rows.emplace_back(QString::fromStdString(name), QString::fromStdString(value));
    return rows;
  }
  const RunConfig& config = data.config;
  const auto topo =
      std::count_if(data.layers.begin(), data.layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  const QString length = config.train.steps > 0
                             ? countText(config.train.steps, tr("1 step"), tr("%L1 steps"))
                             : countText(std::max(config.train.epochs, data.status.epochs), tr("1 epoch"),
                                         tr("%L1 epochs"));  // extended ones take more
  const QString kind = QString::fromStdString(config.data.kind), model = QString::fromStdString(config.model.name);
  const QString name = QString::fromStdString(config.data.root).section(QLatin1Char('/'), -1);
  return {
      {tr("Model"), isLanguage(data) ? tr("%1, vocabulary %L2").arg(model).arg(config.model.vocabulary)
                                     : tr("%1, %L2 classes").arg(model).arg(config.model.classes)},
      {tr("Data"), name.isEmpty() ? kind : tr("%1, %2").arg(kind, name)},
      {tr("τ"),
       config.topoloss.schedule == "constant"
           ? shortNumber(config.topoloss.tau, 6)
           : tr("%1, %2").arg(shortNumber(config.topoloss.tau, 6), QString::fromStdString(config.topoloss.schedule))},
      {tr("Factor"),
       tr("%1 × %2").arg(shortNumber(config.topoloss.factor.first, 6), shortNumber(config.topoloss.factor.second, 6))},
      {tr("Layers"), tr("%1 of %2").arg(topo).arg(data.layers.size())},
      {tr("Optimizer"), optimizerText(config.optimizer)},
      {tr("Learning rate"), tr("%1, %2").arg(shortNumber(config.optimizer.learningRate, 6),
                                             QString::fromStdString(config.optimizer.schedule))},
      {tr("Batch"),
       config.train.precision == "auto"  // which one that is, the run's folder says once it has begun
           ? tr("%L1, fp32 or bf16 by the device").arg(config.train.batchSize)
           : tr("%L1, %2").arg(config.train.batchSize).arg(QString::fromStdString(config.train.precision))},
      {tr("Length"), length},
      {tr("Maps"),
       config.output.maps == "log+epoch" ? tr("log, then each epoch") : QString::fromStdString(config.output.maps)},
      {tr("Seed"), QString::number(config.train.seed)},
  };
}

SettingsPanel::SettingsPanel(RunMonitor* monitor, QWidget* parent)
    : QWidget(parent), monitor_(monitor), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(16, 0, 16, 8);
  connect(monitor, &RunMonitor::runOpened, this, &SettingsPanel::refresh);
  connect(monitor, &RunMonitor::statusChanged, this, [this] {
    const RunData& data = monitor_->data();
    if (shownEpochs_ != data.status.epochs || shownPrecision_ != data.config.train.precision) refresh();
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &SettingsPanel::refresh);
  refresh();
}

QWidget* SettingsPanel::makeTitleExtra(QWidget* parent) {
  auto* extra = new QWidget(parent);
  extra_ = extra;
  auto* row = new QHBoxLayout(extra);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  auto* lock = new QLabel(extra);
  const auto paintLock = [lock] {
    lock->setPixmap(iconPixmap(QStringLiteral("lock"), Role::Muted, 12, lock->devicePixelRatioF()));
  };
  paintLock();
  connect(&ThemeManager::instance(), &ThemeManager::changed, lock, paintLock);
  auto* text = new ElidedLabel(tr("Frozen at start"), extra);  // the tabs of its place come first
  extra->setToolTip(tr("Frozen at start"));
  text->setFont(studio::textFont(TextStyle::Label));
  text->setProperty("muted", true);
  row->addWidget(lock);
  row->addWidget(text);
  return extra;
}

QSize SettingsPanel::minimumSizeHint() const {
  constexpr int kNarrowest = 200;  // px
  return {kNarrowest, QWidget::minimumSizeHint().height()};
}

void SettingsPanel::refresh() {
  shownEpochs_ = monitor_->data().status.epochs;
  shownPrecision_ = monitor_->data().config.train.precision;
  delete rows_;
  rows_ = new QWidget(this);
  grid_->addWidget(rows_, 0, 0);
  grid_->setRowStretch(1, 1);
  auto* grid = new QGridLayout(rows_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(0);
  if (!monitor_->hasRun()) return;
  if (extra_) extra_->setVisible(monitor_->data().caption.empty());
  for (const auto& [name, value] : settingRows(monitor_->data())) {
    const auto& tips = monitor_->data().factTips;
    const auto tip = tips.find(name.toStdString());
    addRow(grid, name, [&] {
      QWidget* text = makeText(value);
      if (tip != tips.end()) text->setToolTip(engineText(tip->second));
      return text;
    });
    if (grid->rowCount() == kPartRow && !monitor_->data().parts.empty())
      addRow(grid, tr("Network"), [this] { return makePartChoice(); });
  }
  grid->setColumnStretch(1, 1);
}

/// The name comes first for the keyboard and for who has the window read aloud.
void SettingsPanel::addRow(QGridLayout* grid, const QString& name, const std::function<QWidget*()>& makeValue) {
  auto* left = new QLabel(name, rows_);
  left->setProperty("muted", true);
  left->setFont(studio::textFont(TextStyle::Label));
  left->setMinimumHeight(kRowHeight);
  const int row = grid->rowCount();
  grid->addWidget(left, row, 0, Qt::AlignTop);
  grid->addWidget(makeValue(), row, 1);
}

QWidget* SettingsPanel::makeText(const QString& text) {
  auto* label = new WrappedLabel(text, kRowHeight, rows_);  // sentences about a file of weights are long
  label->setFont(studio::textFont(TextStyle::Label));
  label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

/// Which of the file's networks is shown, and the others to choose from.
QWidget* SettingsPanel::makePartChoice() {
  const RunData& data = monitor_->data();
  auto* box = new ChoiceBox(rows_);
  box->setObjectName(QStringLiteral("part"));
  box->setAccessibleName(tr("Network of the file that is shown"));
  box->setToolTip(tr("The file holds several networks; FILE#NAME opens one of them"));
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(8);
  for (const std::string& part : data.parts) {
    const QString name = QString::fromStdString(part);
    box->addItem(name.isEmpty() ? tr("without a name") : name, name);
  }
  box->setCurrentIndex(box->findData(QString::fromStdString(data.part)));
  connect(box, &QComboBox::activated, this,
          [this, box](int index) { Q_EMIT partChosen(box->itemData(index).toString()); });
  return box;
}

namespace {

constexpr int kHeadHeight = 24, kSide = 12;

Role levelRole(LogLine::Level level) {
  if (level == LogLine::Level::Error) return Role::Bad;
  return level == LogLine::Level::Warning ? Role::Warn : Role::Text;
}

/// With the day: a run may last over several, and what is copied from here is read later.
QString logTime(double time) { return time > 0 ? QString::fromStdString(dayAndSecond(time)) : QString(); }

QTextCharFormat inColour(Role role) {
  QTextCharFormat format;
  format.setForeground(theme().color(role));
  return format;
}

}  // namespace

LogPanel::LogPanel(RunMonitor* monitor, QWidget* parent)
    : QPlainTextEdit(parent), monitor_(monitor), head_(new QLabel(this)) {
  setReadOnly(true);
  setFont(studio::textFont(TextStyle::Mono));
  setMaximumBlockCount(int(kMostLogLines));
  setUndoRedoEnabled(false);
  setAccessibleName(tr("Log of the run"));
  setPlaceholderText(tr("What a run reports is written here."));
  document()->setDocumentMargin(kSide);
  head_->setFont(studio::textFont(TextStyle::Label));
  head_->setProperty("muted", true);
  head_->setIndent(kSide);
  head_->hide();
  connect(monitor, &RunMonitor::logChanged, this, [this] { refresh(false); });
  connect(monitor, &RunMonitor::runOpened, this, [this] { refresh(true); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { refresh(true); });
}

QString LogPanel::headText() const { return head_->isHidden() ? QString() : head_->text(); }

QWidget* LogPanel::makeTitleExtra(QWidget* parent) {
  auto* extra = new QWidget(parent);
  auto* row = new QHBoxLayout(extra);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  const auto add = [&](const char* name, const char* iconName, const QString& text, void (LogPanel::*act)()) {
    auto* button = new QToolButton(extra);
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setIconSize({14, 14});
    button->setToolTip(text);
    button->setAccessibleName(text);
    const auto paint = [button, iconName] { button->setIcon(icon(QLatin1String(iconName), Role::Muted)); };
    paint();
    connect(&ThemeManager::instance(), &ThemeManager::changed, button, paint);
    connect(button, &QToolButton::clicked, this, act);
    const auto enable = [this, button] { button->setEnabled(monitor_->hasRun() && monitor_->data().caption.empty()); };
    enable();
    connect(monitor_, &RunMonitor::runOpened, button, enable);
    row->addWidget(button);
  };
  add("copyLog", "copy", tr("Copy the whole log"), &LogPanel::copyAll);
  add("saveLog", "download", tr("Save the whole log..."), &LogPanel::askWhere);
  return extra;
}

void LogPanel::copyAll() {
  readOnWorker<std::string>(
      this, [folder = monitor_->data().folder] { return folder.log(); },
      [this](const std::string& log) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(log));
        Q_EMIT reported(tr("The log is on the clipboard."));
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void LogPanel::askWhere() {
  const QString name = QString::fromStdString(monitor_->data().folder.name()) + QStringLiteral("_log.txt");
  const QString file = QFileDialog::getSaveFileName(window(), tr("Save the log"), name, tr("Text (*.txt)"));
  if (!file.isEmpty()) saveAs(file);
}

void LogPanel::saveAs(const QString& file) {
  readOnWorker<bool>(
      this,
      [folder = monitor_->data().folder, file] {
        requireOutsideOfRuns(file.toStdString());
        writeFileAtomically(file.toStdString(), folder.log());
        return true;
      },
      [this, file](bool) { Q_EMIT reported(tr("Saved as %1.").arg(file)); },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

/// What stands here is the beginning of what is to stand here.
bool LogPanel::continuesFrom(const LogLines& log) const {
  if (shown_ == 0) return log.before == 0;
  if (shown_ <= log.before || shown_ - log.before > log.lines.size()) return false;
  return log.lines[shown_ - log.before - 1].text == last_;
}

void LogPanel::refresh(bool fromStart) {
  const LogLines& log = monitor_->data().log;
  QScrollBar* bar = verticalScrollBar();
  const bool atEnd = bar->value() == bar->maximum();
  if (fromStart || !continuesFrom(log)) {
    clear();
    shown_ = log.before;
  }
  append(log);
  last_ = log.lines.empty() ? std::string() : log.lines.back().text;
  showHead(log.isCut);
  if (atEnd) bar->setValue(bar->maximum());
}

/// In one edit, without reading HTML: thousands of lines come at once when a run is opened.
void LogPanel::append(const LogLines& log) {
  const std::size_t end = log.before + log.lines.size();
  if (shown_ >= end) return;
  const QTextCharFormat times = inColour(Role::Muted);
  QTextCursor cursor(document());
  cursor.movePosition(QTextCursor::End);
  cursor.beginEditBlock();
  for (; shown_ < end; ++shown_) {
    const LogLine& line = log.lines[shown_ - log.before];
    if (!document()->isEmpty()) cursor.insertBlock();
    cursor.insertText(logTime(line.time) + QStringLiteral("\u00a0 "), times);
    cursor.insertText(engineText(visible(line.text)), inColour(levelRole(line.level)));
  }
  cursor.endEditBlock();
}

void LogPanel::showHead(bool isCut) {
  head_->setText(isCut
                     ? tr("The newest %L1 lines; earlier lines are in log.txt.").arg(monitor_->data().log.lines.size())
                     : QString());
  if (isCut != head_->isHidden()) return;
  head_->setVisible(isCut);
  setViewportMargins(0, isCut ? kHeadHeight : 0, 0, 0);
  placeHead();
}

void LogPanel::placeHead() { head_->setGeometry(frameWidth(), frameWidth(), viewport()->width(), kHeadHeight); }

void LogPanel::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  placeHead();
}

}  // namespace studio
