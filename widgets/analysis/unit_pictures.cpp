#include "widgets/analysis/unit_pictures.h"

#include "widgets/analysis/readings.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kPictureSide = 112;  // twice the 56 px of the screen, for 200 %

std::string requestKey(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit,
                       const std::vector<std::int32_t>& indices) {
  std::string key = found.network + '\n' + found.stimuli + '\n' + layer + ':' + std::to_string(unit);
  for (const std::int32_t index : indices) key += ' ' + std::to_string(index);
  return key;
}

}  // namespace

UnitPictures::UnitPictures(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)) {
  pool_.setMaxThreadCount(1);
}

UnitPictures::~UnitPictures() { pool_.clear(); }

void UnitPictures::clear() {
  ++generation_;
  asked_.clear();
  list_.clear();
  isHere_ = false;
}

void UnitPictures::take(std::vector<StimulusPicture> pictures) {
  list_ = std::move(pictures);
  isHere_ = true;
  Q_EMIT ready();
}

void UnitPictures::request(const AnalysisRow& row, const std::string& layer, std::int64_t unit) {
  const NetworkAnalysis* found = row.found.get();
  const auto indices = found ? strongestStimuli(*found, layer, unit) : std::vector<std::int32_t>();
  const std::string key = found ? requestKey(*found, layer, unit, indices) : std::string();
  if (key == asked_) {  // on their way, or here already
    if (isHere_) Q_EMIT ready();
    return;
  }
  isHere_ = false;
  asked_ = key;
  const int now = ++generation_;
  if (indices.empty()) return take({});
  const auto takeNewest = [this, now](std::vector<StimulusPicture> pictures) {
    if (now == generation_) take(std::move(pictures));
  };
  readOnWorker<std::vector<StimulusPicture>>(
      pool_, this,
      [engine = engine_, request = requestFor(row.network(), found->stimuli), indices] {
        return engine->stimulusPictures(request, indices, kPictureSide);
      },
      takeNewest,
      [takeNewest](const std::string&) {
        takeNewest({});
      });  // unreadable pictures are no reason to stop looking at maps
}

}  // namespace studio
