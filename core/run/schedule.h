// How a number changes over the steps of a run: tau, the factor of the blur, the weight of any other loss. Every one of
// them has the same choices (science.md 1.7 and topoloss' scheduler; steps and growth beside them). Values; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/config_fields.h"

namespace studio {

/// Names of the choices, in the order of the form: constant, linear (start -> the number), cosine_growth (the same
/// along half a cosine), cosine_decay (the number -> end), steps (the number, then others from given steps on),
/// chained.
const std::vector<std::string>& scheduleKinds();

struct Schedule {
  std::string kind = "constant";
  double start = 0, end = 0;
  std::int64_t length = 0;       ///< steps it takes; 0 = the whole run
  std::vector<std::int64_t> at;  ///< of "steps": from these on, rising ...
  std::vector<double> values;    ///< ... it has these values
  std::vector<TauStage> stages;  ///< of "chained": one after the other; after the last its end is held

  /// Of 0-based step `step` of a run of `steps`; `number` is the setting that it belongs to. Past its length it stays.
  double valueAt(double number, std::int64_t step, std::int64_t steps) const;
  /// All values between which it moves; what suits these suits every step.
  std::vector<double> extremes(double number) const;
};

/// The settings that a schedule is kept in, each with its whole key. `stages` is empty where tables hold them (tau).
struct ScheduleKeys {
  std::string number, kind, start, end, length, at, values, stages;
};
ScheduleKeys tauScheduleKeys();     ///< topoloss.schedule ...
ScheduleKeys factorScheduleKeys();  ///< topoloss.factor_schedule ...; its numbers are those of both directions
ScheduleKeys lossScheduleKeys(const std::string& loss);  ///< losses.LOSS.schedule ... of losses.LOSS.weight

/// Throws nothing: stages that cannot be read are none (scheduleProblems() says so).
Schedule readSchedule(const RunConfig& config, const ScheduleKeys& keys);

/// "linear 0 1 500, cosine_decay 1 0 500": mode, first and last value, steps. Throws UserError naming the part.
std::vector<TauStage> parseStages(std::string_view text);

/// What is wrong with the schedules of tau, of the factor and of all losses.
std::vector<Problem> scheduleProblems(const RunConfig& config);

}  // namespace studio
