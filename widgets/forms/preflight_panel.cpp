#include "widgets/forms/preflight_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStringList>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/run/check_report.h"
#include "core/run/run_store.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

using Lines = std::vector<PreflightLine>;

PreflightLine good(const QString& text) { return {QStringLiteral("check"), Role::Good, text}; }

/// One snapshot takes seconds, where their tenths matter.
QString timeOfOne(double seconds) {
  return seconds >= 0.01 && seconds < 10 ? tr("%L1 s").arg(seconds, 0, 'g', 2) : durationText(seconds);
}

/// What looking takes of the run's time: a part of the number above, so it stands first.
void addMaps(Lines& lines, const CheckReport& report) {
  if (report.storedMaps <= 0) return;
  const double share = mapsShare(report), each = report.probeSeconds / double(report.storedMaps);
  const QString text = tr("Maps %1 × %2 = %3, %4 % of the run")
                           .arg(countText(report.storedMaps), timeOfOne(each), durationText(report.probeSeconds))
                           .arg(std::lround(100 * share));
  lines.push_back(mapsTakeMuch(report) ? PreflightLine{QStringLiteral("warning"), Role::Warn, text} : good(text));
}

/// Text that is drawn for each of them.
void addText(Lines& lines, const CheckReport& report) {
  if (report.textSeconds <= 0 || report.storedMaps <= 0) return;
  const QString text = tr("Drawn text %1 × %2 = %3, %4 % of the run")
                           .arg(countText(report.storedMaps), timeOfOne(report.textSeconds / double(report.storedMaps)),
                                durationText(report.textSeconds))
                           .arg(std::lround(100 * report.textSeconds / report.seconds));
  lines.push_back(textTakesMuch(report) ? PreflightLine{QStringLiteral("warning"), Role::Warn, text} : good(text));
}

/// Only data of tokens have no classes: images without labels are refused before anything is timed.
void addCounts(Lines& lines, const CheckReport& report, std::int64_t vocabulary) {
  const QString training = countText(report.trainingImages), validation = countText(report.validationImages);
  const QString parameters = countText(report.parameters);
  if (report.classes > 0) {
    lines.push_back(good(tr("%1 training, %2 validation images").arg(training, validation)));
    lines.push_back(good(tr("%1 classes, %2 parameters").arg(countText(report.classes), parameters)));
    return;
  }
  lines.push_back(good(tr("%1 training, %2 validation rows of tokens").arg(training, validation)));
  lines.push_back(good(vocabulary > 0 ? tr("Vocabulary of %1, %2 parameters").arg(countText(vocabulary), parameters)
                                      : tr("%1 parameters").arg(parameters)));
}

void addFindings(Lines& lines, const Preflight& preflight) {
  const CheckReport& report = preflight.found;
  const double freeDiskBytes = preflight.freeDiskBytes;
  addMaps(lines, report);
  addText(lines, report);
  addCounts(lines, report, preflight.vocabulary);
  lines.push_back(good(
      tr("Batch %1, task loss %2, topo loss %3")
          .arg(durationText(report.secondsPerStep), shortNumber(report.taskLoss, 3), shortNumber(report.topoLoss, 3))));
  const bool tight = freeDiskBytes >= 0 && report.runBytes > freeDiskBytes;
  const QString disk =
      freeDiskBytes < 0 ? tr("%1 on disk").arg(byteCountText(report.runBytes))
                        : tr("%1 on disk, %2 free").arg(byteCountText(report.runBytes), byteCountText(freeDiskBytes));
  lines.push_back(tight ? PreflightLine{QStringLiteral("warning"), Role::Warn, disk} : good(disk));
  for (const std::string& note : report.notes)
    lines.push_back({QStringLiteral("info"), Role::Muted, inWordsOfTheForm(engineText(note))});
  if (!report.device.reason.empty())
    lines.push_back({QStringLiteral("cpu"), Role::Muted, engineText(report.device.reason)});
}

void addProblems(Lines& lines, const std::vector<Problem>& problems, Problem::Severity severity) {
  QStringList names;
  int count = 0;
  std::string first;
  for (const Problem& problem : problems) {
    if (problem.severity != severity) continue;
    if (++count == 1) first = problem.key;
    if (const QString name = fieldName(problem.key); !names.contains(name)) names << name;
  }
  if (count == 0) return;
  const bool error = severity == Problem::Severity::Error;
  const QString what = error ? tr("%n to fix: %1") : tr("%n remarks: %1");
  QString text = count == 1 && !error ? tr("1 remark: %1") : what;
  text.replace(QStringLiteral("%n"), QString::number(count));
  lines.push_back({error ? QStringLiteral("error") : QStringLiteral("warning"), error ? Role::Bad : Role::Warn,
                   text.arg(names.join(QStringLiteral(", "))), first});
}

}  // namespace

QString fieldName(const std::string& key) {
  if (key == kRunName) return tr("Name");
  const ConfigField* field = findField(key);
  return QString::fromStdString(field ? field->label : key);
}

std::vector<PreflightLine> preflightLines(const std::optional<Preflight>& preflight,
                                          const std::vector<Problem>& problems) {
  Lines lines;
  if (preflight && !preflight->error.empty())
    lines.push_back({QStringLiteral("error"), Role::Bad, inWordsOfTheForm(engineText(preflight->error))});
  else if (preflight)
    addFindings(lines, *preflight);
  addProblems(lines, problems, Problem::Severity::Error);
  addProblems(lines, problems, Problem::Severity::Warning);
  return lines;
}

namespace {

constexpr int kReservedLines = 7;  ///< of what was found: as many as most configurations have

}  // namespace

/// Name and Start stand above what is found, which has room reserved: nothing slides away from under the pointer when
/// a check arrives.
PreflightPanel::PreflightPanel(QWidget* parent)
    : QWidget(parent),
      age_(makeMutedLabel({}, this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      found_(new QWidget(this)),
      list_(new QVBoxLayout) {
  cancel_->setObjectName(QStringLiteral("cancelCheck"));
  cancel_->setAccessibleName(tr("Cancel the check"));
  cancel_->setProperty("link", true);
  cancel_->setFlat(true);
  connect(cancel_, &QPushButton::clicked, this, &PreflightPanel::cancelWanted);
  age_->setToolTip(tr("Read the data, build the network and time one batch (F7)"));
  auto* title = new QHBoxLayout;
  title->addWidget(makePanelTitle(tr("Pre-flight"), this));
  title->addStretch(1);
  title->addWidget(age_);
  title->addWidget(cancel_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(8);
  column->addLayout(title);
  makeNumbers(column);
  makeButtons(column);
  list_->setSpacing(4);
  auto* lines = new QVBoxLayout;
  lines->addLayout(list_);
  lines->addStretch(1);
  auto* found = new QHBoxLayout(found_);
  found->setContentsMargins(0, 0, 0, 0);
  found->addLayout(lines);
  const int line = QFontMetrics(textFont(TextStyle::Label)).height() + list_->spacing();
  found->addStrut(kReservedLines * line);  // at least: a sentence that wraps takes more
  column->addWidget(found_);
  tick_.setInterval(1000);
  connect(&tick_, &QTimer::timeout, this, [this] {
    showAge();
    if (checking_) showList();
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &PreflightPanel::showList);
  showList();
  showAge();
}

void PreflightPanel::makeNumbers(QVBoxLayout* column) {
  time_ = new QLabel(QStringLiteral("…"), this);
  timeBelow_ = makeMutedLabel(tr("for the whole run"), this);
  memory_ = new QLabel(QStringLiteral("…"), this);
  memoryBelow_ = makeMutedLabel(tr("of memory"), this);
  column->addLayout(makeNumberRow({{time_, timeBelow_, 3}, {memory_, memoryBelow_, 2}}));
}

void PreflightPanel::makeButtons(QVBoxLayout* column) {
  name_ = new QLineEdit(this);
  name_->setAccessibleName(tr("Name of the run"));
  auto* label = new QLabel(tr("Name"), this);
  label->setProperty("muted", true);
  label->setBuddy(name_);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(label);
  row->addWidget(name_, 1);
  start_ = new QPushButton(this);
  start_->setProperty("primary", true);
  start_->setAccessibleName(tr("Start"));
  connect(start_, &QPushButton::clicked, this, &PreflightPanel::startWanted);
  sweep_ = new QPushButton(tr("Sweep…"), this);
  sweep_->setObjectName(QStringLiteral("sweep"));
  sweep_->setProperty("raised", true);
  connect(sweep_, &QPushButton::clicked, this, &PreflightPanel::sweepWanted);
  nameBelow_ = new FittedText(0, TextStyle::Label, Role::Bad, this);
  nameBelow_->hide();
  nameNote_ = new FittedText(0, TextStyle::Label, Role::Muted, this);
  nameNote_->setObjectName(QStringLiteral("nameNote"));
  nameNote_->hide();
  connect(name_, &QLineEdit::textChanged, this, &PreflightPanel::checkName);
  column->addLayout(row);
  column->addWidget(nameBelow_);
  column->addWidget(nameNote_);
  column->addWidget(start_);
  column->addWidget(sweep_);  // below it: a reason why Start cannot be pressed takes the width
  setReason({}, {});
  setSweepReason({});
}

void PreflightPanel::setSweepReason(const QString& sentence) {
  sweep_->setEnabled(sentence.isEmpty());
  sweep_->setToolTip(sentence.isEmpty() ? tr("Train many runs that differ in some settings (Ctrl+Return)") : sentence);
}

void PreflightPanel::setReason(const QString& word, const QString& sentence) {
  const bool free = sentence.isEmpty();
  start_->setEnabled(free);
  start_->setText(free ? tr("Start   F5") : tr("Cannot start: %1").arg(word));
  start_->setIcon(icon(free ? QStringLiteral("play") : QStringLiteral("error"), free ? Role::OnAccent : Role::Bad));
  start_->setToolTip(free ? tr("Train with these settings (F5)") : sentence);
}

/// Of what was typed; the suggested name can always be one.
void PreflightPanel::checkName() {
  const QString typed = name_->text().trimmed();
  nameProblem_ = typed.isEmpty() ? QString() : runNameProblem(name_->text());
  const bool isTaken = nameProblem_.isEmpty() && taken_.count(typed) > 0;
  nameNote_->setText(isTaken ? tr("%1 is taken; the run will be called %2.").arg(typed, freeName(typed)) : QString());
  nameNote_->setVisible(isTaken);
  nameBelow_->setText(nameProblem_);
  nameBelow_->setVisible(!nameProblem_.isEmpty());
  name_->setProperty("problem", nameProblem_.isEmpty() ? QByteArray() : QByteArray("bad"));
  name_->style()->unpolish(name_);
  name_->style()->polish(name_);
  showList();
  Q_EMIT nameChanged();
}

QString PreflightPanel::name() const {
  const QString typed = name_->text().trimmed();
  return typed.isEmpty() ? name_->placeholderText() : typed;
}

/// What RunStore::create() will call it.
QString PreflightPanel::freeName(const QString& name) const {
  return QString::fromStdString(RunStore::freeName(
      name.toStdString(), [&](const std::string& each) { return taken_.count(QString::fromStdString(each)) > 0; }));
}

void PreflightPanel::suggestName(const QString& name) {
  suggested_ = name;
  name_->setPlaceholderText(freeName(name));
}

void PreflightPanel::setTakenNames(std::set<QString> names) {
  if (names == taken_) return;
  taken_ = std::move(names);
  suggestName(suggested_);
  checkName();
}

void PreflightPanel::showChecking() {
  checking_ = true;
  stage_.clear();
  stageSince_.start();
  reason_.clear();
  since_.start();
  tick_.start();
  showAge();
  showList();
}

/// The time beside it is its own; one that counts ("2 of 4") is one stage.
void PreflightPanel::showStage(const QString& words) {
  static const QRegularExpression kNumbers(QStringLiteral("\\d+"));
  if (QString(words).remove(kNumbers) != QString(stage_).remove(kNumbers)) stageSince_.start();
  stage_ = words;
  if (checking_) showList();
}

void PreflightPanel::showNotChecking() {
  checking_ = false;
  showAge();
}

void PreflightPanel::showReport(const Preflight& preflight) {
  checking_ = false;
  reason_.clear();
  since_.start();
  tick_.start();
  report_ = preflight;
  showNumbers();
  showList();
  showAge();
}

void PreflightPanel::showUnchecked(const QString& reason) {
  checking_ = false;
  reason_ = reason;
  report_.reset();
  tick_.stop();
  showNumbers();
  showList();
  showAge();
}

/// Of the check that stands; "…" where none does, or where it failed.
void PreflightPanel::showNumbers() {
  const bool known = report_ && report_->error.empty();
  const CheckReport report = known ? report_->found : CheckReport();
  time_->setText(known ? durationText(report.seconds) : QStringLiteral("…"));
  timeBelow_->setText(known ? tr("on %1, %2").arg(engineText(report.device.title), rateText(1 / report.secondsPerStep))
                            : tr("for the whole run"));
  memory_->setText(known ? byteCountText(report.memoryBytes) : QStringLiteral("…"));
}

void PreflightPanel::showProblems(const std::vector<Problem>& problems) {
  problems_ = problems;
  showList();
}

QString PreflightPanel::ageText() const {
  if (checking_ || (!report_ && reason_.isEmpty())) return tr("checking…");
  if (!report_) return tr("not checked");
  if (!report_->error.empty()) return tr("could not be checked");
  return tr("checked %1 ago").arg(durationText(std::max<double>(1, static_cast<double>(since_.elapsed() / 1000))));
}

void PreflightPanel::showAge() {
  age_->setText(ageText());
  cancel_->setVisible(checking_);
}

void PreflightPanel::addLine(const PreflightLine& line) {
  auto* mark = new QLabel(this);
  mark->setFixedSize(16, 16);
  mark->setPixmap(iconPixmap(line.icon, line.role, 14, devicePixelRatioF()));
  auto* words = new FittedText(0, TextStyle::Label, Role::Text, this);
  words->setText(line.text);
  if (!line.key.empty()) {
    words->setProperty("key", QString::fromStdString(line.key));
    words->setCursor(Qt::PointingHandCursor);
    words->setFocusPolicy(Qt::TabFocus);
    words->installEventFilter(this);
  }
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(mark, 0, Qt::AlignTop);
  row->addWidget(words, 1);
  list_->addLayout(row);
}

/// Emitted once the event is over: what follows from it may make the lines anew.
bool PreflightPanel::eventFilter(QObject* watched, QEvent* event) {
  const bool clicked = event->type() == QEvent::MouseButtonRelease;
  const bool pressed = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Return;
  if (!clicked && !pressed) return QWidget::eventFilter(watched, event);
  const std::string key = watched->property("key").toString().toStdString();
  QMetaObject::invokeMethod(
      this, [this, key] { Q_EMIT problemChosen(key); }, Qt::QueuedConnection);
  return true;
}

void PreflightPanel::showList() {
  while (QLayoutItem* line = list_->takeAt(0)) {
    while (QLayoutItem* part = line->layout()->takeAt(0)) {
      delete part->widget();
      delete part;
    }
    delete line;
  }
  if (checking_) {
    const QString since = timeLeftText(std::floor(static_cast<double>(stageSince_.elapsed()) / 1000));
    addLine({QStringLiteral("refresh"), Role::Accent,
             stage_.isEmpty() ? tr("Starting the check, %1").arg(since)
                              : tr("%1, %2").arg(stage_.left(1).toUpper() + stage_.mid(1), since)});
  }
  if (!report_ && !reason_.isEmpty())
    addLine({QStringLiteral("info"), Role::Muted, tr("Not checked: %1").arg(reason_)});
  std::vector<Problem> problems = problems_;
  if (!nameProblem_.isEmpty())
    problems.push_back({kRunName, Problem::Severity::Error, nameProblem_.toStdString(), {}, {}});
  for (const PreflightLine& line : preflightLines(report_, problems)) addLine(line);
}

}  // namespace studio
