#include "app/gui/preset_times.h"

#include <QCryptographicHash>
#include <algorithm>

#include "widgets/frame/settings.h"

namespace studio {
namespace {

constexpr double kQuiet = 0.3;  // share of the processors that others may take; a time of a busier machine is not kept
const QString kTimes = QStringLiteral("presetTimes"), kMachine = QStringLiteral("presetTimes/machine");

/// Negative where its data are not here.
double secondsIn(const Preflight& preflight) {
  const auto& problems = preflight.found.problems;
  const bool wrong = !preflight.error.empty() || std::any_of(problems.begin(), problems.end(), [](const Problem& each) {
    return each.severity == Problem::Severity::Error;
  });
  return wrong || preflight.found.seconds <= 0 ? -1 : preflight.found.seconds;
}

}  // namespace

PresetTimes::PresetTimes(std::shared_ptr<const Engine> engine, const std::vector<SetupPreset>& presets, QObject* parent)
    : QObject(parent),
      presets_(presets),
      version_(QString::fromStdString(engine->version())),
      check_(new PreflightCheck(std::move(engine), this)) {
  connect(check_, &PreflightCheck::done, this,
          [this](const RunConfig&, const Preflight& preflight) { takeChecked(preflight); });
}

void PresetTimes::setPlace(const std::string& device, const std::string& deviceTitle,
                           const std::filesystem::path& runsFolder, const QString& program) {
  check_->setPlace(device, runsFolder, program);
  const auto settings = openSettings();
  const QString machine = version_ + QStringLiteral(", ") + QString::fromStdString(deviceTitle);
  if (settings->value(kMachine).toString() == machine) return;
  settings->remove(kTimes);
  settings->setValue(kMachine, machine);
}

QString PresetTimes::key(std::size_t preset) const {
  const auto toml = QByteArray::fromStdString(toToml(presets_[preset].config));
  return kTimes + QLatin1Char('/') +
         QString::fromLatin1(QCryptographicHash::hash(toml, QCryptographicHash::Sha1).toHex());
}

void PresetTimes::start() {
  if (!check_->running()) checkNext();
}

void PresetTimes::stop() { check_->cancel(); }

void PresetTimes::checkNext() {
  const auto settings = openSettings();
  for (; next_ < presets_.size(); ++next_) {
    const QVariant stored = settings->value(key(next_));
    if (!stored.isValid()) return check_->start(presets_[next_].config);
    Q_EMIT known(int(next_), stored.toDouble());
  }
}

/// That its data are not here may change before the next start, so it is not kept.
void PresetTimes::takeChecked(const Preflight& preflight) {
  const double seconds = secondsIn(preflight);
  if (seconds > 0 && preflight.found.busy < kQuiet) openSettings()->setValue(key(next_), seconds);
  Q_EMIT known(int(next_), seconds);
  ++next_;
  checkNext();
}

}  // namespace studio
