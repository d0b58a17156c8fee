#include "widgets/runs/stored_run.h"

#include <QCryptographicHash>
#include <exception>

#include "core/run/error.h"

namespace studio {
namespace {

void leaveOut(RunData& data, const std::string& sentence) {
  if (data.error.empty()) data.error = sentence;
  data.leftOut.push_back(sentence);
}

/// Keeps the failure's sentence and goes on: a run with a damaged log still has its maps.
template <typename Read>
void attempt(RunData& data, Read read) {
  try {
    read();
  } catch (const std::exception& failure) {
    leaveOut(data, failure.what());
  }
}

}  // namespace

RunData readStoredRun(const RunFolder& folder) {
  ScalarsFile scalars = folder.scalarsFile();
  LogTail log(folder);
  return readStoredRun(folder, scalars, log);
}

RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log) {
  RunData data;
  data.folder = folder;
  attempt(data, [&] { data.config = folder.config(); });
  attempt(data, [&] { data.status = folder.status(); });
  attempt(data, [&] { data.layers = folder.layers(); });
  attempt(data, [&] { scalars.refresh(); });
  if (!scalars.problem().empty()) leaveOut(data, scalars.problem());
  data.scalars = scalars.rows().rows();
  attempt(data, [&] { data.mapSteps = folder.mapSteps(); });
  attempt(data, [&] { data.checkpointSteps = folder.checkpointSteps(); });
  attempt(data, [&] { log.refresh(); });
  data.log = log.log();
  return data;
}

QString provenanceOf(const RunData& run) {
  const QByteArray hash =
      QCryptographicHash::hash(QByteArray::fromStdString(toToml(run.config)), QCryptographicHash::Sha256)
          .toHex()
          .left(12);
  return QStringLiteral("run %1, config %2").arg(QString::fromStdString(run.folder.name()), QLatin1String(hash));
}

RunData loadRunData(const RunFolder& folder, std::int64_t step) {
  ScalarsFile scalars = folder.scalarsFile(ScalarsFile::WrongLines::LeftOut);
  LogTail log(folder);
  RunData data = readStoredRun(folder, scalars, log);
  if (data.config.model.name.empty() || (!data.error.empty() && data.scalars.empty() && data.mapSteps.empty()))
    throw UserError(data.error);
  if (data.mapSteps.empty()) return data;
  const std::int64_t wanted = step < 0 ? data.mapSteps.back() : step;
  try {
    data.snapshot = std::make_shared<const Snapshot>(folder.maps(wanted));
  } catch (const UserError& error) {  // the curves need no maps
    data.leftOut.push_back(error.what());
  }
  return data;
}

}  // namespace studio
