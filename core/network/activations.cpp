// One tensor a layer for all images, allocated when the first batch has shown the number of units: in memory, or in a
// file whose blocks are reserved before it is mapped, for a disk that fills up later would end the program in the
// middle of a store.
#include "core/network/activations.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <sstream>

#include "core/network/evaluation.h"
#include "core/network/token_parts.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& folder, double bytes, int error) {
  throw UserError("The responses take " + std::to_string(std::llround(bytes / 1e6)) + " MB, which " + folder.string() +
                  " has no space for (" + std::strerror(error) +
                  "); free space there, set TMPDIR to another folder, or name fewer images or layers.");
}

class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& folder) {
    std::string name = (folder / "toponets-responses-XXXXXX").string();
    number_ = ::mkstemp(name.data());
    if (number_ >= 0) ::unlink(name.c_str());  // it lives as long as it is mapped
  }
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int number() const { return number_; }

 private:
  int number_ = -1;
};

/// A batch's rows into all rows, which are made when the first batch has shown how many a stimulus has.
void put(torch::Tensor& all, const torch::Tensor& seen, std::int64_t first, const ResponseRows& rows,
         ResponseStorage& storage) {
  if (!all.defined()) all = storage.take(rows.count(), seen.size(1));
  all.narrow(0, rows.rowIndex(first, 0), seen.size(0)).copy_(seen);  // [batch rows, units] into [rows, units]
}

/// Of the batch's first layer; all have as many rows a stimulus.
std::int64_t positionsIn(const std::map<std::string, torch::Tensor>& seen, std::int64_t batch) {
  return seen.empty() ? 1 : seen.begin()->second.size(0) / batch;
}

}  // namespace

torch::Tensor ResponseStorage::take(std::int64_t rows, std::int64_t columns) {
  const std::int64_t bytes = rows * columns * std::int64_t(sizeof(float));
  if (bytes <= left_ || bytes == 0) {
    left_ -= bytes;
    return torch::empty({rows, columns}, torch::kFloat32);
  }
  const OpenFile file(folder_);
  if (file.number() < 0) refuse(folder_, double(bytes), errno);
  if (const int error = ::posix_fallocate(file.number(), 0, bytes)) refuse(folder_, double(bytes), error);
  void* place = ::mmap(nullptr, std::size_t(bytes), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
  if (place == MAP_FAILED) refuse(folder_, double(bytes), errno);
  return torch::from_blob(
      place, {rows, columns}, [bytes](void* mapped) { ::munmap(mapped, std::size_t(bytes)); }, torch::kFloat32);
}

std::vector<std::string> chooseLayers(const Model& model, const std::string& request) {
  std::vector<std::string> all, topo, chosen;
  for (const auto& layer : model.layers()) {
    all.push_back(layer.name);
    if (layer.topo) topo.push_back(layer.name);
  }
  if (request == "all") return all;
  if (request == "topo") return topo;
  std::istringstream names(request);
  for (std::string name; std::getline(names, name, ',');) {
    if (std::find(all.begin(), all.end(), name) == all.end()) {
      const auto meant = suggestion(name, all);
      throw UserError("The model has no layer \"" + name + "\"" +
                      (meant.empty() ? "; `toponets layers MODEL` lists them." : meant));
    }
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
  }
  if (chosen.empty()) throw UserError("No layer was named; give topo, all, or names separated by commas.");
  return chosen;
}

namespace {

/// Of sets whose stimuli are parts of sequences: each sequence goes through the network once.
Responses collectParts(Model& model, const TokenParts& parts, const Batcher::Options& options,
                       const ResponseRequest& request, ResponseStorage& storage, const BatchProgress& progress) {
  Responses responses;
  responses.rows.stimuli = std::int64_t(parts.parts.size());
  PartBatches batches(parts, options.batchSize);
  while (const auto batch = batches.next()) {
    Recording recording(request.layers, Pooling::Mean, true);
    Taps taps = model.taps();
    taps.add(request.taps);
    recording.addTo(taps);
    model.forward(batch->tokens.to(options.device), taps);
    for (const auto& [layer, seen] : recording.seen)
      put(responses.units[layer], responsesOfParts(*batch, seen), batch->first, responses.rows, storage);
    if (progress) progress(batch->first + batch->count, responses.rows.stimuli);
  }
  return responses;
}

}  // namespace

Responses collectResponses(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                           const ResponseRequest& request, ResponseStorage& storage, const BatchProgress& progress) {
  torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  if (const auto* parts = data->parts()) return collectParts(model, *parts, options, request, storage, progress);
  options.shuffle = false;
  options.augment = "none";
  options.sizeAt = {};
  Responses responses;
  responses.rows.stimuli = data->size();
  Batcher batcher(std::move(data), options);
  std::int64_t first = 0;
  while (const auto batch = batcher.next()) {
    Recording recording(request.layers, request.pooling, request.everyToken);
    Taps taps = model.taps();
    taps.add(request.taps);
    recording.addTo(taps);
    model.forward(batch->images, taps);
    responses.rows.positions = positionsIn(recording.seen, batch->size);
    for (const auto& [layer, seen] : recording.seen) put(responses.units[layer], seen, first, responses.rows, storage);
    for (const auto& [layer, seen] : recording.pooled)
      put(responses.pooled[layer], seen, first, responses.rows, storage);
    first += batch->size;
    if (progress) progress(first, batcher.images());
  }
  return responses;
}

}  // namespace studio
