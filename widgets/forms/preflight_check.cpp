#include "widgets/forms/preflight_check.h"

#include <sys/prctl.h>

#include <QProcess>
#include <algorithm>
#include <csignal>

#include "core/run/check_report.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/program_start.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

const QByteArray kStage = QByteArrayLiteral("stage: ");  // app/cli/check_command.cpp

/// In the child, before the program: it gives way to the window, and ends with it.
void prepareChild() {
  lowerThreadPriority();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/// What a program says on standard error, without its name before it: "toponets: sentence".
std::string complaintIn(const QByteArray& errors) {
  for (QByteArray line : errors.split('\n'))
    if (line.startsWith("toponets: ")) return line.mid(10).trimmed().toStdString();
  return {};
}

}  // namespace

PreflightCheck::PreflightCheck(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)) {}

PreflightCheck::~PreflightCheck() { cancel(); }

void PreflightCheck::setPlace(const std::string& device, const std::filesystem::path& runsFolder,
                              const QString& program) {
  device_ = device;
  runsFolder_ = runsFolder;
  program_ = program;
}

void PreflightCheck::start(const RunConfig& config) {
  cancel();
  running_ = true;
  if (!program_.isEmpty()) return startProcess(config);
  finish(config, [engine = engine_, config, device = device_, threads = threads_] {
    return engine->check(config, device, threads);
  });
}

void PreflightCheck::cancel() {
  ++newest_;
  running_ = false;
  if (!process_) return;
  QProcess* given = process_.release();
  given->disconnect(this);
  connect(given, &QProcess::finished, given, &QObject::deleteLater);  // until it has ended, nobody waits for it
  given->kill();
}

qint64 PreflightCheck::process() const { return process_ ? process_->processId() : 0; }

void PreflightCheck::startProcess(const RunConfig& config) {
  process_ = std::make_unique<QProcess>();
  errors_.clear();
  process_->setProgram(program_);
  QStringList arguments{QStringLiteral("check"),         QStringLiteral("-"),
                        QStringLiteral("--json"),        QStringLiteral("--device"),
                        QString::fromStdString(device_), QStringLiteral("--stages")};
  if (threads_ > 0) arguments << QStringLiteral("--threads") << QString::number(threads_);
  process_->setArguments(arguments);
  process_->setChildProcessModifier(prepareChild);
  connect(process_.get(), &QProcess::readyReadStandardError, this, &PreflightCheck::readErrors);
  connect(process_.get(), &QProcess::finished, this,
          [this, config](int, QProcess::ExitStatus end) { takeAnswer(config, end == QProcess::CrashExit); });
  connect(process_.get(), &QProcess::errorOccurred, this, [this, config](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) takeAnswer(config, false);
  });
  process_->start();
  process_->write(QByteArray::fromStdString(toToml(config)));
  process_->closeWriteChannel();
}

/// Whole lines, "stage: reading the data" among them.
void PreflightCheck::readErrors() {
  const qsizetype from = errors_.lastIndexOf('\n') + 1;
  errors_ += process_->readAllStandardError();
  const qsizetype end = errors_.lastIndexOf('\n');
  QByteArray newest;
  for (const QByteArray& line : errors_.mid(from, std::max<qsizetype>(0, end - from)).split('\n'))
    if (line.startsWith(kStage)) newest = line.mid(kStage.size()).trimmed();
  if (!newest.isEmpty()) Q_EMIT stageChanged(engineText(QString::fromUtf8(newest)));
}

/// An answer tells all that is wrong with the settings; without one it is the sentence on standard error.
void PreflightCheck::takeAnswer(const RunConfig& config, bool crashed) {
  const std::string answer = process_->readAllStandardOutput().toStdString();
  readErrors();
  std::string complaint = complaintIn(errors_);
  if (complaint.empty() && answer.empty())
    complaint =
        (crashed ? tr("The check was ended by the system, as if for want of memory; take a smaller batch.")
                 : tr("%1 could not check the settings (%2); install it again.").arg(program_, process_->errorString()))
            .toStdString();
  process_.release()->deleteLater();
  finish(config, [answer, complaint] {
    if (answer.empty()) throw UserError(complaint);
    return parseCheckReport(answer);
  });
}

/// The disk is asked on a worker thread.
void PreflightCheck::finish(const RunConfig& config, std::function<CheckReport()> check) {
  const auto work = [check = std::move(check), runs = runsFolder_, vocabulary = config.model.vocabulary] {
    Preflight preflight;
    preflight.vocabulary = vocabulary;
    try {
      preflight.found = check();
    } catch (const std::exception& error) {
      preflight.error = shownSentence(error, kLessTrainingMemory);
    }
    preflight.freeDiskBytes = freeDiskBytes(runs);
    return preflight;
  };
  readOnWorker<Preflight>(computingPool(), this, work, [this, config, asked = newest_](const Preflight& preflight) {
    if (asked != newest_) return;
    running_ = false;
    Q_EMIT done(config, preflight);
  });
}

}  // namespace studio
