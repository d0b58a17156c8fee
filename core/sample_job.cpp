// Text from a run or a file of weights, and text that one reads (engine_jobs.h).
#include "core/engine_jobs.h"
#include "core/analysis/shown_network.h"
#include "core/network/device.h"
#include "core/network/source.h"
#include "core/network/source_tokenizer.h"
#include "core/network/strongest_tokens.h"
#include "core/network/text_probe.h"
#include "core/network/text_sampler.h"
#include "core/run/error.h"

namespace studio {

SampledText sampleSource(const SourceRequest& source, const SampleRequest& request, const Computing& computing,
                         const std::function<void(std::string_view bytes)>& said) {
  useThreads(computing.threads);
  const auto device = torchDevice(chooseDevice(computing.device));
  const auto opened = openSource(source);
  if (!asLanguageModel(*opened.model))
    throw UserError(opened.name + " sees images; only a language model goes on with a text.");
  for (const auto& note : opened.notes)
    if (computing.report) computing.report(note);
  warnOfWeights(opened, computing);
  const auto tokenizer = openSourceTokenizer(source, opened.config, request.tokenizer);
  opened.model->to(device);
  std::int64_t drawn = 0;
  return sampleText(*opened.model, *tokenizer, request, device, [&](std::string_view bytes) {
    if (said) said(bytes);
    if (computing.stop.stop_requested()) throw ComputingStopped();
    if (computing.progress) computing.progress(++drawn, request.tokens);
  });
}

TextProbe probeSource(const SourceRequest& source, const TextProbeRequest& request, const Computing& computing) {
  useThreads(computing.threads);
  const auto device = torchDevice(chooseDevice(computing.device));
  const auto opened = openSource(source);
  if (!asLanguageModel(*opened.model))
    throw UserError(opened.name + " sees images; only a language model reads a text.");
  for (const auto& note : opened.notes)
    if (computing.report) computing.report(note);
  warnOfWeights(opened, computing);
  const auto tokenizer = openSourceTokenizer(source, opened.config, request.tokenizer);
  opened.model->to(device);
  auto probe = probeText(*opened.model, *tokenizer, request, device);
  probe.step = opened.step;
  return probe;
}

StrongestTokens strongestTokensOf(const AnalysisRequest& request, const std::string& layer, std::int64_t each,
                                  const Computing& computing) {
  if (!findModel(makeConfig(request.source).model.name).defaultInput.language())
    throw UserError("The network sees images; tokens drive one that reads text.");
  auto shown = openShown(request, computing);
  const auto tokenizer = openSourceTokenizer(request.source, shown.source.config, {});
  auto found = strongestTokens(*shown.source.model, *tokenizer, *shown.stimuli.data, layer, each,
                               shown.stimuli.options.device, computing.progress);
  found.step = shown.source.step;
  return found;
}

}  // namespace studio
