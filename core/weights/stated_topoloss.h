// The TopoLoss that a network was trained with, as its file states it: in the texts that training writes beside the
// weights, else in the configuration of the run in which the file lies. Files without either are as good. No torch
// here.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

struct AccompanyingFiles;
struct Recognition;

/// The texts of a checkpoint at this step: {"topoloss.tau", "3"}, {"topoloss.factor", "[4, 4]"}, {"step", "500"}, ...;
/// `layers` are those that have TopoLoss.
std::map<std::string, std::string> topoLossTexts(const TopoLossConfig& config, const std::vector<std::string>& layers,
                                                 std::int64_t step);

/// Fills found.topoloss, found.tau and found.step as far as they are stated.
void takeStatedTopoLoss(Recognition& found, const std::map<std::string, std::string>& metadata,
                        const AccompanyingFiles& around);

}  // namespace studio
