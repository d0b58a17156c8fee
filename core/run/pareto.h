// Two measures of many runs against each other, as one picture: mean and spread over seeds, the front of those that no
// other run beats in both or a line over tau, and published values beside them. The workspace Compare and boards draw
// what is made here. Pure functions; any thread.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "core/run/plot_spec.h"
#include "core/run/published_values.h"

namespace studio {

/// One run of a point; x and y in the scale of the axes, NaN = it has no such number.
struct ParetoRun {
  std::string name{};  ///< "mlp_tau10_s0", "0": what distinguishes the seeds
  double x = kUndefined, y = kUndefined;
};

/// Runs of one configuration and several seeds, or one run: a point with its spread.
struct ParetoGroup {
  std::string name{};   ///< under the pointer: "mlp, τ 10"
  std::string label{};  ///< beside it: "τ 10"
  PlotColour colour{};
  std::string data{};  ///< what it was trained on: points of different data are never of one front
  std::vector<ParetoRun> runs{};
  bool pinned = false;
  std::string family{};  ///< of ParetoForm::OverTau: groups of one are joined, in their order

  SeedSpread x() const;  ///< over the runs that have both numbers
  SeedSpread y() const;
};

struct ParetoAxis {
  PlotAxis axis{};
  bool lowIsBetter = false;
  std::optional<PublishedQuantity> published{};
};

/// How the points are named and joined.
enum class ParetoForm {
  Front,   ///< the front of each data set; spread along both axes
  OverTau  ///< the paper's figure 2A: a line through each family in the order of tau; the same spread
};

struct ParetoRequest {
  ParetoAxis x{}, y{};
  bool hideDominated = false;  ///< of ParetoForm::Front
  bool published = false;      ///< where both axes have published values
  ParetoForm form = ParetoForm::Front;
  std::vector<std::string> publishedNetworks{};  ///< which families of them; empty = all
};

/// A point of the picture: which group, and which of its runs (-1: their mean).
struct ParetoPlace {
  int group = -1, run = -1;
};

struct ParetoPicture {
  PlotSpec plot;
  std::vector<std::vector<ParetoPlace>> places;  ///< of each series of the plot, of each point; empty: no run of ours
  std::vector<std::size_t> front;                ///< groups, by x ascending, of all data
  std::size_t points = 0;                        ///< groups that have both numbers
  std::size_t runs = 0;                          ///< in them
  std::size_t dataSets = 0;                      ///< different ones among them
  std::string hint{};                            ///< what a person at a screen can do; never on paper

  const ParetoPlace* at(std::size_t series, std::size_t point) const;  ///< nullptr = none of ours
};

/// Indices of the points that no other one of the same data is at least as good as in both and better than in one; by x
/// ascending. Points without both numbers are on no front.
std::vector<std::size_t> paretoFront(const std::vector<ParetoGroup>& groups, const ParetoRequest& request);
ParetoPicture paretoPicture(const std::vector<ParetoGroup>& groups, const ParetoRequest& request);

}  // namespace studio
