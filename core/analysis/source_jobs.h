// A network over data: each call opens the source, computes, writes its files. No torch here.
// All throw UserError for what a user can fix and leave nothing half-written.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/run/snapshot.h"
#include "core/run/network_request.h"

namespace studio {

/// Layers of a model that have a sheet, at its default settings and input but for those given.
std::vector<LayerInfo> modelLayers(const std::string& model, const std::vector<std::string>& settings);

/// Classes are matched by name (core/network/evaluation.h); images that cannot be read are left out and named.
/// `flip` adds the logits of the mirror images; data.flip_test of the run or of the data does so too.
Evaluation evaluateSource(const SourceRequest& source, const std::string& data, const Computing& computing,
                          bool flip = false);

/// Raw forward pass over an array, no preprocessing; writes float32 [n, classes], of rows of tokens int64 [n, tokens]
/// float32 [n, tokens, vocabulary], and returns that shape.
std::vector<std::int64_t> predictFile(const SourceRequest& source, const std::filesystem::path& input,
                                      const std::filesystem::path& output, const Computing& computing);

/// Writes LAYER.npy [stimuli, units] for each layer of the request (chooseLayers) into the folder, and labels.txt, one
/// class name a line, where the data have classes. Folders of images are read but for the files that cannot be.
WrittenActivations writeActivations(const SourceRequest& source, const StimuliRequest& stimuli,
                                    const std::string& layers, const std::filesystem::path& folder,
                                    const Computing& computing);

}  // namespace studio
