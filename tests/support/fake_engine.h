// An engine for tests of widgets: it answers what a test gives it, and nothing to all else. The functions are called on
// the thread that asks, worker threads too.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/run/engine.h"

namespace studio {

class FakeEngine : public Engine {
 public:
  std::function<std::vector<std::string>(const std::string& fieldKey)> onChoices;
  std::function<std::vector<std::string>(const RunConfig&)> onIdleSettings;
  std::function<std::vector<LayerInfo>(const RunConfig&)> onLayers;
  std::function<std::vector<Problem>(const RunConfig&)> onProblems = settingProblems;
  std::function<BlurPreview(const RunConfig&, const std::string& layer)> onBlurPreview;
  std::function<std::vector<StimuliChoice>(const RunConfig&)> onProbeChoices;
  std::function<CheckReport(const RunConfig&)> onCheck;
  std::function<WeightsFit(const RunConfig&)> onWeightsFit;
  std::function<std::optional<UnitWeights>(std::int64_t step, const std::string& layer, std::int64_t unit)>
      onUnitWeights;
  std::function<WeightsReport(const std::filesystem::path&)> onWeightsReport;
  std::function<WeightsDifference(const std::filesystem::path& a, const std::filesystem::path& b)> onWeightsDifference;
  std::function<std::vector<AnalysisKind>()> onAnalyses;
  std::function<std::vector<DataKind>()> onDataKinds = [] {
    return std::vector<DataKind>{{.name = "tokens", .language = true},
                                 {.name = "gratings", .angles = true, .ownCategories = true},
                                 {.name = "synthetic_localizer", .ownCategories = true},
                                 {.name = "localizer", .ownCategories = true},
                                 {.name = "image_folder"}};
  };
  std::function<std::vector<AnalysisNetwork>(const std::filesystem::path& open, std::int64_t step)> onNetworks;
  std::function<std::vector<StimuliChoice>()> onStimuliChoices;
  std::function<std::string(const std::filesystem::path& place, bool language)> onStimuliAt;
  std::function<AnalysisPlan(const AnalysisRequest&)> onAnalysisPlan;
  std::function<NetworkAnalysis(const AnalysisRequest&, const Computing&)> onAnalyse;
  std::function<NetworkAnalysis(const AnalysisRequest&)> onStoredAnalysis;
  std::function<std::vector<StimulusPicture>(const std::vector<std::int32_t>& indices, int side)> onStimulusPictures;
  std::function<TextProbe(const SourceRequest&, const TextProbeRequest&)> onProbeText;
  std::function<StrongestTokens(const AnalysisRequest&, const std::string& layer, std::int64_t each)> onStrongestTokens;

  std::string version() const override { return "0"; }
  std::string libtorchVersion() const override { return "0"; }
  std::vector<DeviceChoice> devices() const override { return {chooseDevice("cpu")}; }
  DeviceChoice chooseDevice(const std::string&) const override { return {"cpu", "CPU, 2 threads", ""}; }
  std::vector<std::string> choices(const std::string& key) const override { return answer(onChoices, key); }
  std::vector<std::string> idleSettings(const RunConfig& config) const override {
    return answer(onIdleSettings, config);
  }
  std::vector<StimuliChoice> probeChoices(const RunConfig& config) const override {
    return answer(onProbeChoices, config);
  }
  std::vector<LossKind> losses() const override { return {}; }
  std::vector<ModelRow> models() const override { return {}; }
  std::vector<LayerInfo> modelLayers(const std::string&, const std::vector<std::string>&) const override { return {}; }
  std::vector<LayerInfo> layers(const RunConfig& config) const override { return answer(onLayers, config); }
  std::vector<Problem> problems(const RunConfig& config) const override { return answer(onProblems, config); }
  BlurPreview blurPreview(const RunConfig& config, const std::string& layer) const override {
    return answer(onBlurPreview, config, layer);
  }
  CheckReport check(const RunConfig& config, const std::string&, int, const CheckStage&) const override {
    return answer(onCheck, config);
  }
  std::unique_ptr<Job> trainJob(TrainRequest) const override {
    throw std::logic_error("no test of widgets trains a network");
  }
  std::string changedData(const RunFolder&) const override { return {}; }
  WeightsReport weightsReport(const std::filesystem::path& file, std::int64_t) const override {
    return answer(onWeightsReport, file);
  }
  WeightsParts weightsParts(const std::filesystem::path&) const override { return {}; }
  WeightsInspection inspectWeights(const std::filesystem::path&, bool) const override { return {}; }
  WeightsFit weightsFit(const RunConfig& config) const override { return answer(onWeightsFit, config); }
  TrainedReport trainedLayers(const std::filesystem::path&) const override { return {}; }
  WeightsDifference weightsDifference(const std::filesystem::path& a, const std::filesystem::path& b,
                                      const Computing&) const override {
    return answer(onWeightsDifference, a, b);
  }
  ConvertedWeights convertWeights(const ConvertRequest&) const override { return {}; }
  TokenizedText tokenize(const TokenizeRequest&, const BatchProgress&) const override { return {}; }
  SampledText sample(const SourceRequest&, const SampleRequest&, const Computing&,
                     const std::function<void(std::string_view)>&) const override {
    return {};
  }
  TextProbe probeText(const SourceRequest& source, const TextProbeRequest& request, const Computing&) const override {
    return answer(onProbeText, source, request);
  }
  StrongestTokens strongestTokens(const AnalysisRequest& request, const std::string& layer, std::int64_t each,
                                  const Computing&) const override {
    return answer(onStrongestTokens, request, layer, each);
  }
  std::optional<UnitWeights> unitWeights(const RunFolder&, std::int64_t step, const std::string& layer,
                                         std::int64_t unit) const override {
    return answer(onUnitWeights, step, layer, unit);
  }
  Evaluation evaluate(const SourceRequest&, const std::string&, bool, const Computing&) const override { return {}; }
  std::vector<std::int64_t> predict(const SourceRequest&, const std::filesystem::path&, const std::filesystem::path&,
                                    const Computing&) const override {
    return {};
  }
  WrittenActivations writeActivations(const SourceRequest&, const StimuliRequest&, const std::string&,
                                      const std::filesystem::path&, const Computing&) const override {
    return {};
  }
  ArrayLoss topoLoss(const std::filesystem::path&, const TopoLossRequest&, const std::filesystem::path&,
                     int) const override {
    return {};
  }
  ModelLosses topoLosses(const SourceRequest&, const std::filesystem::path&, const TopoLossRequest&,
                         int) const override {
    return {};
  }
  std::vector<AnalysisKind> analyses() const override { return answer(onAnalyses); }
  std::vector<DataKind> dataKinds() const override { return answer(onDataKinds); }
  std::vector<AnalysisNetwork> networks(const std::filesystem::path& open, std::int64_t step,
                                        std::int64_t) const override {
    return answer(onNetworks, open, step);
  }
  std::vector<StimuliChoice> stimuliChoices(const std::filesystem::path&) const override {
    return answer(onStimuliChoices);
  }
  std::string stimuliAt(const std::filesystem::path& place, bool language) const override {
    return answer(onStimuliAt, place, language);
  }
  std::vector<std::string> stimuliFileNames(bool language) const override { return {language ? "*.bin" : "*.png"}; }
  Baseline baseline(const SourceRequest&) const override { return {}; }
  AnalysisPlan analysisPlan(const AnalysisRequest& request) const override { return answer(onAnalysisPlan, request); }
  NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing) const override {
    return answer(onAnalyse, request, computing);
  }
  NetworkAnalysis storedAnalysis(const AnalysisRequest& request) const override {
    return answer(onStoredAnalysis, request);
  }
  NetworkSaved saveNetwork(const SaveNetworkRequest&, const Computing&) const override { return {}; }
  NetworkAnalysis analyseMap(const std::string&, const std::filesystem::path&, const AnalysisSettings&) const override {
    return {};
  }
  std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest&, const std::vector<std::int32_t>& indices,
                                                int side) const override {
    return answer(onStimulusPictures, indices, side);
  }

 private:
  template <class Result, class... Parameters, class... Arguments>
  static Result answer(const std::function<Result(Parameters...)>& given, Arguments&&... arguments) {
    return given ? given(std::forward<Arguments>(arguments)...) : Result();
  }
};

}  // namespace studio
