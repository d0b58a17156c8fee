// Opening a PyTorch file of 47 MB with the 122 tensors of a ResNet-18. We map it; torch.load reads it, or maps it where
// asked to. A last pair of times has every value copied into a network's tensors as well, which is what loading
// ends with.
#include <torch/types.h>
#include <torch/utils.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/models/model.h"
#include "core/weights/state_dict.h"
#include "bench_row.h"
#include "python_peer.h"

namespace studio::bench {
namespace {

namespace fs = std::filesystem;

/// A file of its own that is gone afterwards.
struct WeightsOnDisk {
  WeightsOnDisk() {
    const auto& entry = findModel("resnet18");
    torch::manual_seed(1);
    tensors = makeStateDict(*entry.make(entry.defaults().model, entry.defaultInput));
    writeWeights(file, tensors);
  }
  ~WeightsOnDisk() {
    std::error_code ignored;
    fs::remove(file, ignored);
  }
  fs::path file = fs::temp_directory_path() / ("toponets-bench-" + std::to_string(getpid()) + ".pt");
  StateDict tensors;
};

double computeSum(const torch::Tensor& tensor) {
  return static_cast<double>(tensor.contiguous().view(-1).view(torch::kInt32).sum(torch::kInt64).item<std::int64_t>());
}

/// Tensors that came back with another name, type, shape or byte.
double differences(const StateDict& read, const StateDict& written) {
  double count = std::abs(static_cast<double>(read.size()) - static_cast<double>(written.size()));
  for (std::size_t index = 0; index < std::min(read.size(), written.size()); ++index) {
    const auto& [name, tensor] = read[index];
    const auto& original = written[index].second;
    count += name != written[index].first || tensor.scalar_type() != original.scalar_type() ||
             !torch::equal(tensor, original);
  }
  return count;
}

/// The same against what torch.load saw in the file.
double differencesFrom(const std::string& peerAnswer, const StateDict& read) {
  const auto sums = nlohmann::json::parse(peerAnswer).at("sums");
  double count = std::abs(static_cast<double>(sums.size()) - static_cast<double>(read.size()));
  for (const auto& [name, tensor] : read)
    count += !sums.contains(name) || sums[name].get<double>() != computeSum(tensor);
  return count;
}

Result against(const std::string& name, const std::string& peer, const PairedTimes& times, double error) {
  auto result = makeResult(name, peer, times);
  result.error = error;
  result.errorMeaning = "tensors that differ";
  return result;
}

void addPython(std::vector<Result>& results, const std::string& row, bool copy, bool map, const WeightsOnDisk& disk,
               const Options& options, const std::function<double()>& ours) {
  PythonPeer peer;
  const nlohmann::json request{{"file", disk.file.string()}, {"copy", copy}, {"mmap", map}};
  if (!peer.start("peer_open_pt.py", request)) return;
  const auto times = timeAlternately(options.repeats, ours, [&] { return peer.milliseconds(); });
  results.push_back(against(row, peer.title(), times, differencesFrom(peer.firstAnswer(), readWeights(disk.file))));
}

}  // namespace

std::vector<Result> measureOpenPt(const Row& row, const Options& options) {
  const WeightsOnDisk disk;
  const auto open = [&] { return timed([&] { readWeights(disk.file); }); };
  std::vector<char> memory(fs::file_size(disk.file));
  const auto length = static_cast<std::streamsize>(memory.size());
  const auto read = [&] {
    return timed([&] { std::ifstream(disk.file, std::ios::binary).read(memory.data(), length); });
  };
  StateDict own;
  for (const auto& [name, tensor] : disk.tensors) own.emplace_back(name, torch::zeros_like(tensor));
  const auto copy = [&] {
    return timed([&] {
      const auto tensors = readWeights(disk.file);
      for (std::size_t index = 0; index < own.size(); ++index) own[index].second.copy_(tensors[index].second);
    });
  };
  std::vector<Result> results{against(row.name, row.peer, timeAlternately(options.repeats, open, read),
                                      differences(readWeights(disk.file), disk.tensors))};
  addPython(results, std::string(row.name) + "@python", false, false, disk, options, open);
  addPython(results, std::string(row.name) + "_mapped@python", false, true, disk, options, open);
  addPython(results, std::string(row.name) + "_copied@python", true, false, disk, options, copy);
  return results;
}

}  // namespace studio::bench
