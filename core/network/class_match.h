// Classes of data and those that a network was trained on, matched by their names: labels come to mean what the
// network's outputs mean.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

struct ClassMatch {
  std::shared_ptr<const Dataset> data;  ///< labels = the network's outputs; without the images of unknown classes
  std::vector<std::string> unknown;     ///< classes of the data that the network was not trained on
  std::vector<std::string> missing;     ///< classes of the network of which the data have no image
  std::vector<std::string> remarks;     ///< the same as sentences
};

/// `names` are the network's, index = output; where it has none (weights from elsewhere, older runs), classes keep
/// their positions, which is said where their number is not `outputs`. Numbers stand for names where one side has no
/// more (`arrays`, MNIST). Where the labels of the data count from 1 in their files and the network has that one output
/// more, outputs are those labels. `networkName` is for sentences. Throws UserError where no class is common to both.
ClassMatch matchClasses(std::shared_ptr<const Dataset> data, const std::vector<std::string>& names,
                        std::int64_t outputs, const std::string& networkName);

}  // namespace studio
