// Swapped words to windows, windows to shapes (integration_windows.h).
#include "topo/integration_windows.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

#include "topo/undefined.h"
#include "topo/window_fit.h"

namespace studio {
namespace {

constexpr double kSilentShare = 1e-6;  // of a unit's level: what float responses lose to rounding
constexpr std::int64_t kFittedTogether = 32;
constexpr std::int64_t kFewestLags = 3;  // beside lag 0

/// The middle of the finite ones; reorders them. NaN where there is none.
double medianInPlace(std::vector<double>& values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double each) { return !std::isfinite(each); }),
               values.end());
  if (values.empty()) return kUndefinedMeasure;
  const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

/// Access to the bands, checked once.
struct Bands {
  at::Tensor differences;
  std::int64_t positions, lags, units;

  explicit Bands(const SwapEffect& effect) {
    if (effect.differences.dim() != 3) throw std::invalid_argument("effects of swaps are [positions, lags, units]");
    differences = effect.differences.to(at::kCPU, at::kDouble).contiguous();
    positions = differences.size(0), lags = differences.size(1) - 1, units = differences.size(2);
    if (effect.level.defined() && effect.level.numel() != units) throw std::invalid_argument("each unit has one level");
  }
  double at(std::int64_t swapped, std::int64_t lag, std::int64_t unit) const {
    return differences.const_data_ptr<double>()[(swapped * (lags + 1) + lag) * units + unit];
  }
};

/// [units]: the median over words of the effect at the swapped word itself; NaN for silent units.
std::vector<double> ownEffects(const Bands& bands, const at::Tensor& level) {
  const auto levels = level.defined() ? level.to(at::kCPU, at::kDouble).contiguous() : at::Tensor();
  std::vector<double> effects(std::size_t(bands.units)), values;
  for (std::int64_t unit = 0; unit < bands.units; ++unit) {
    values.clear();
    for (std::int64_t word = 0; word < bands.positions; ++word) values.push_back(bands.at(word, 0, unit));
    const double effect = medianInPlace(values);
    const double least = levels.defined() ? kSilentShare * levels.const_data_ptr<double>()[unit] : 0;
    effects[std::size_t(unit)] = effect > least ? effect : kUndefinedMeasure;  // also where the level is NaN
  }
  return effects;
}

/// The median over measured words of the effect at each lag, as a share of that at lag 0.
void medianWindow(const Bands& bands, std::int64_t unit, std::vector<double>& values, std::span<double> window) {
  for (std::int64_t lag = 0; lag <= bands.lags; ++lag) {
    values.clear();
    for (std::int64_t measured = bands.lags + 2; measured < bands.positions; ++measured)
      values.push_back(bands.at(measured - lag, lag, unit) / bands.at(measured, 0, unit));
    window[std::size_t(lag)] = medianInPlace(values);
  }
}

/// The columns of a result that one unit fills.
struct UnitColumns {
  double *window, *powerWeight, *exponent, *rate, *r2, *aicc, *aiccExponential, *aiccPower, *aiccConstant,
      *lagOfThreeQuarters, *meanLag;

  explicit UnitColumns(IntegrationWindows& found)
      : window(found.window.data_ptr<double>()),
        powerWeight(found.powerWeight.data_ptr<double>()),
        exponent(found.exponent.data_ptr<double>()),
        rate(found.rate.data_ptr<double>()),
        r2(found.r2.data_ptr<double>()),
        aicc(found.aicc.data_ptr<double>()),
        aiccExponential(found.aiccExponential.data_ptr<double>()),
        aiccPower(found.aiccPower.data_ptr<double>()),
        aiccConstant(found.aiccConstant.data_ptr<double>()),
        lagOfThreeQuarters(found.lagOfThreeQuarters.data_ptr<double>()),
        meanLag(found.meanLag.data_ptr<double>()) {}

  void setReach(std::int64_t unit, const WindowReach& reach) {
    if (reach.lagOfThreeQuarters >= 0) lagOfThreeQuarters[unit] = double(reach.lagOfThreeQuarters);
    meanLag[unit] = reach.meanLag;
  }
  void setFit(std::int64_t unit, const WindowFit& fit) {
    powerWeight[unit] = fit.shape.powerWeight, exponent[unit] = fit.shape.exponent, rate[unit] = fit.shape.rate;
    r2[unit] = fit.r2, aicc[unit] = fit.aicc;
    aiccExponential[unit] = fit.aiccExponential, aiccPower[unit] = fit.aiccPower;
    aiccConstant[unit] = fit.aiccConstant;
  }
};

IntegrationWindows undefinedWindows(std::int64_t units, std::int64_t lags) {
  IntegrationWindows found;
  found.window = at::full({units, lags + 1}, kUndefinedMeasure, at::kDouble);
  for (at::Tensor* column :
       {&found.powerWeight, &found.exponent, &found.rate, &found.r2, &found.aicc, &found.aiccExponential,
        &found.aiccPower, &found.aiccConstant, &found.lagOfThreeQuarters, &found.meanLag})
    *column = at::full({units}, kUndefinedMeasure, at::kDouble);
  return found;
}

}  // namespace

SwapDifferences::SwapDifferences(std::int64_t positions, std::int64_t lags)
    : positions_(positions), lags_(lags), counts_(std::size_t(std::max<std::int64_t>(positions, 0))) {
  if (positions < 1 || lags < 0) throw std::invalid_argument("swaps need at least one position and no negative lag");
}

void SwapDifferences::add(const at::Tensor& original, std::int64_t position, const at::Tensor& swapped) {
  if (original.dim() != 2 || swapped.dim() != 2 || original.size(0) != positions_ ||
      original.size(1) != swapped.size(1) || position < 0 || position >= positions_)
    throw std::invalid_argument("swaps need responses [positions, units] and the place of the swapped word");
  const auto reached = std::min(lags_ + 1, positions_ - position);
  if (swapped.size(0) < reached) throw std::invalid_argument("responses to a swap end before the lags do");
  if (!sums_.defined()) {
    const auto options = original.options().dtype(at::kDouble).requires_grad(false);
    sums_ = at::zeros({positions_, lags_ + 1, original.size(1)}, options);
    level_ = at::zeros({original.size(1)}, options);
  }
  if (original.size(1) != level_.size(0)) throw std::invalid_argument("swaps need the same units in every sequence");
  const auto type = original.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  const auto before = original.detach().narrow(0, position, reached).to(type);
  const auto after = swapped.detach().narrow(0, 0, reached).to(type);
  sums_[position].narrow(0, 0, reached).add_((after - before).abs_());
  level_.add_(before[0].abs());
  ++counts_[std::size_t(position)];
  ++swaps_;
}

SwapEffect SwapDifferences::effect() const {
  if (!sums_.defined()) return {at::empty({positions_, lags_ + 1, 0}, at::kDouble), at::empty({0}, at::kDouble)};
  auto differences = sums_.to(at::kCPU, at::kDouble, false, true);  // a copy
  for (std::int64_t position = 0; position < positions_; ++position) {
    const auto count = counts_[std::size_t(position)];
    auto band = differences[position];
    band.div_(count > 0 ? double(count) : kUndefinedMeasure);
    const auto reached = std::min(lags_ + 1, positions_ - position);
    band.narrow(0, reached, lags_ + 1 - reached).fill_(kUndefinedMeasure);
  }
  return {differences, level_.to(at::kCPU) / double(swaps_)};
}

IntegrationWindows integrationWindows(const SwapEffect& effect, bool trained) {
  const Bands bands(effect);
  if (bands.lags < kFewestLags) throw std::invalid_argument("windows need the effects of at least 4 lags");
  if (bands.positions < bands.lags + 3) throw std::invalid_argument("windows need sequences of 3 words more than lags");
  IntegrationWindows found = undefinedWindows(bands.units, bands.lags);
  if (!trained)
    found.notFitted =
        "not fitted: the network is not trained, and the window of such a network is its latest word alone";
  const std::vector<double> own = ownEffects(bands, effect.level);
  found.silent = at::zeros({bands.units}, at::kBool);
  UnitColumns columns(found);
  auto* silent = found.silent.data_ptr<bool>();
  at::parallel_for(0, bands.units, kFittedTogether, [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> values;
    for (std::int64_t unit = begin; unit < end; ++unit) {
      silent[unit] = std::isnan(own[std::size_t(unit)]);
      if (silent[unit]) continue;
      const std::span<double> window(columns.window + unit * (bands.lags + 1), std::size_t(bands.lags + 1));
      medianWindow(bands, unit, values, window);
      columns.setReach(unit, windowReach(window));
      if (trained) columns.setFit(unit, fitWindow(window));
    }
  });
  return found;
}

StructureYoking structureYoking(const SwapEffect& effect, const SentenceGrid& grid) {
  const Bands bands(effect);
  if (grid.words < 2 || grid.sentences < 2 || grid.first < 0 || bands.lags < grid.words - 1 ||
      grid.first + grid.words * grid.sentences > bands.positions)
    throw std::invalid_argument("yoking needs two sentences or more within the sequences, and lags as long as they");
  const auto reach = bands.differences.narrow(1, 0, grid.words - 1).mean(1);  // [positions, units]
  const auto own = at::tensor(ownEffects(bands, effect.level), at::kDouble);  // [units]
  const auto steps = (reach.slice(0, 1) - reach.slice(0, 0, -1)) / own;       // [positions - 1, units]; of word j + 1
  const auto later = steps.narrow(0, grid.first + grid.words - 1, grid.words * (grid.sentences - 1));
  const auto profile = later.view({grid.sentences - 1, grid.words, bands.units}).nanmean(0);  // [words, units]
  return {profile[0].contiguous(), profile.t().contiguous()};
}

std::vector<double> definedMedians(const at::Tensor& values) {
  const auto table = (values.dim() == 1 ? values.unsqueeze(1) : values).to(at::kCPU, at::kDouble).t().contiguous();
  std::vector<double> medians, column;
  for (std::int64_t each = 0; each < table.size(0); ++each) {
    const double* begin = table.const_data_ptr<double>() + each * table.size(1);
    column.assign(begin, begin + table.size(1));
    medians.push_back(medianInPlace(column));
  }
  return medians;
}

}  // namespace studio
