#include "widgets/forms/preflight_lines.h"

#include <QStringList>

#include "widgets/forms/panel_parts.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

using Lines = std::vector<PreflightLine>;

PreflightLine good(const QString& text) { return {QStringLiteral("check"), Role::Good, text}; }

QString shortNumber(double value) { return QString::number(value, 'g', 3); }

void addFindings(Lines& lines, const PreflightReport& report) {
  lines.push_back(good(tr("%1 training, %2 validation images")
                           .arg(countText(report.trainingImages), countText(report.validationImages))));
  lines.push_back(good(tr("%1 classes, %2 parameters").arg(countText(report.classes), countText(report.parameters))));
  lines.push_back(
      good(tr("Batch %1, task loss %2, topo loss %3")
               .arg(durationText(report.secondsPerStep), shortNumber(report.taskLoss), shortNumber(report.topoLoss))));
  const bool tight = report.freeDiskBytes >= 0 && report.runBytes > report.freeDiskBytes;
  const QString disk = report.freeDiskBytes < 0
                           ? tr("%1 on disk").arg(bytesText(report.runBytes))
                           : tr("%1 on disk, %2 free").arg(bytesText(report.runBytes), bytesText(report.freeDiskBytes));
  lines.push_back(tight ? PreflightLine{QStringLiteral("warning"), Role::Warn, disk} : good(disk));
  for (const QString& note : report.notes) lines.push_back({QStringLiteral("info"), Role::Muted, note});
  if (!report.deviceReason.isEmpty()) lines.push_back({QStringLiteral("cpu"), Role::Muted, report.deviceReason});
}

void addProblems(Lines& lines, const std::vector<Problem>& problems, Problem::Severity severity) {
  QStringList names;
  int count = 0;
  for (const Problem& problem : problems) {
    if (problem.severity != severity) continue;
    ++count;
    if (const QString name = fieldName(problem.key); !names.contains(name)) names << name;
  }
  if (count == 0) return;
  const bool error = severity == Problem::Severity::Error;
  const QString what = error ? tr("%n to mend: %1") : tr("%n remarks: %1");
  QString text = count == 1 && !error ? tr("1 remark: %1") : what;
  text.replace(QStringLiteral("%n"), QString::number(count));
  lines.push_back({error ? QStringLiteral("error") : QStringLiteral("warning"), error ? Role::Bad : Role::Warn,
                   text.arg(names.join(QStringLiteral(", ")))});
}

}  // namespace

QString fieldName(const std::string& key) {
  const ConfigField* field = findField(key);
  return QString::fromStdString(field ? field->label : key);
}

std::vector<PreflightLine> preflightLines(const std::optional<PreflightReport>& report,
                                          const std::vector<Problem>& problems) {
  Lines lines;
  if (report && !report->error.isEmpty())
    lines.push_back({QStringLiteral("error"), Role::Bad, report->error});
  else if (report)
    addFindings(lines, *report);
  addProblems(lines, problems, Problem::Severity::Error);
  addProblems(lines, problems, Problem::Severity::Warning);
  return lines;
}

}  // namespace studio
