// See check_report.h.
#include "core/run/check_report.h"

#include <nlohmann/json.hpp>

#include "core/run/error.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

Json problemJson(const Problem& problem) {
  Json fix = Json::array();
  for (const auto& [key, value] : problem.fix) fix.push_back({key, value});
  return {{"key", problem.key},
          {"severity", problem.severity == Problem::Severity::Error ? "error" : "warning"},
          {"problem", problem.sentence},
          {"fix_label", problem.fixLabel},
          {"fix", fix},
          {"compares", problem.compares}};
}

Problem parseProblem(const Json& json) {
  Problem problem{json.at("key"), Problem::Severity::Warning, json.at("problem"), json.at("fix_label"), {}};
  problem.compares = json.at("compares");
  if (json.at("severity") == "error") problem.severity = Problem::Severity::Error;
  for (const Json& pair : json.at("fix")) problem.fix.emplace_back(pair.at(0), pair.at(1));
  return problem;
}

/// null stands for what is not a number.
double numberIn(const Json& json, const char* key) {
  return json.at(key).is_null() ? kUndefined : json.at(key).get<double>();
}

}  // namespace

double mapsShare(const CheckReport& report) { return report.seconds > 0 ? report.probeSeconds / report.seconds : 0; }

bool mapsTakeMuch(const CheckReport& report) {
  return mapsShare(report) > kMuchForMaps && report.probeSeconds > kLongForMaps;
}

bool textTakesMuch(const CheckReport& report) {
  return report.textSeconds > kMuchForMaps * report.seconds && report.textSeconds > kLongForMaps;
}

std::string formatCheckReport(const CheckReport& report) {
  Json problems = Json::array();
  for (const Problem& problem : report.problems) problems.push_back(problemJson(problem));
  const Json other = report.otherPrecision.empty()
                         ? Json(nullptr)
                         : Json{{"precision", report.otherPrecision}, {"seconds_per_step", report.otherSecondsPerStep}};
  const Json json = {{"problems", problems},
                     {"parameters", report.parameters},
                     {"seconds_per_step", report.secondsPerStep},
                     {"memory_bytes", report.memoryBytes},
                     {"steps", report.steps},
                     {"seconds", report.seconds},
                     {"start_seconds", report.startSeconds},
                     {"training_images", report.trainingImages},
                     {"validation_images", report.validationImages},
                     {"classes", report.classes},
                     {"task_loss", report.taskLoss},
                     {"topo_loss", report.topoLoss},
                     {"run_bytes", report.runBytes},
                     {"precision", report.precision},
                     {"other_precision", other},
                     {"probe_seconds", report.probeSeconds},
                     {"text_seconds", report.textSeconds},
                     {"stored_maps", report.storedMaps},
                     {"busy", report.busy},
                     {"notes", report.notes},
                     {"skipped", report.skipped},
                     {"device", report.device.name},
                     {"device_title", report.device.title},
                     {"device_reason", report.device.reason}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

CheckReport parseCheckReport(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    CheckReport report;
    for (const Json& problem : json.at("problems")) report.problems.push_back(parseProblem(problem));
    report.parameters = json.at("parameters");
    report.secondsPerStep = numberIn(json, "seconds_per_step");
    report.memoryBytes = numberIn(json, "memory_bytes");
    report.steps = json.at("steps");
    report.seconds = numberIn(json, "seconds");
    report.startSeconds = numberIn(json, "start_seconds");
    report.trainingImages = json.at("training_images");
    report.validationImages = json.at("validation_images");
    report.classes = json.at("classes");
    report.taskLoss = numberIn(json, "task_loss");
    report.topoLoss = numberIn(json, "topo_loss");
    report.runBytes = numberIn(json, "run_bytes");
    report.precision = json.at("precision");
    if (const Json& other = json.at("other_precision"); !other.is_null()) {
      report.otherPrecision = other.at("precision");
      report.otherSecondsPerStep = numberIn(other, "seconds_per_step");
    }
    report.probeSeconds = numberIn(json, "probe_seconds");
    report.textSeconds = numberIn(json, "text_seconds");
    report.storedMaps = json.at("stored_maps");
    report.busy = numberIn(json, "busy");
    report.notes = json.at("notes").get<std::vector<std::string>>();
    report.skipped = json.at("skipped");
    report.device = {json.at("device"), json.at("device_title"), json.at("device_reason")};
    return report;
  } catch (const nlohmann::json::exception&) {
    throw UserError("The check gave no answer that can be read; check again.");
  }
}

}  // namespace studio
