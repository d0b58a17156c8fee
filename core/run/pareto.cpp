#include "core/run/pareto.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace studio {
namespace {

constexpr std::size_t kLeastForFront = 3;  // points; fewer are no front
constexpr double kMarkMargin = 0.04;       // of the height of the axes: more than half of the largest mark

bool hasBoth(const ParetoRun& run) { return std::isfinite(run.x) && std::isfinite(run.y); }

SeedSpread spreadAlong(const ParetoGroup& group, double ParetoRun::*which) {
  std::vector<double> values;
  for (const ParetoRun& run : group.runs)
    if (hasBoth(run)) values.push_back(run.*which);
  return seedSpread(values);
}

/// As large as possible is good.
struct GoodPoint {
  double x, y;
  GoodPoint(const ParetoGroup& group, const ParetoRequest& request)
      : x((request.x.lowIsBetter ? -1 : 1) * group.x().mean), y((request.y.lowIsBetter ? -1 : 1) * group.y().mean) {}
  bool defined() const { return std::isfinite(x) && std::isfinite(y); }
  bool dominates(const GoodPoint& other) const { return x >= other.x && y >= other.y && (x > other.x || y > other.y); }
};

/// Series and where their points come from, side by side.
class Picture {
 public:
  Picture(const std::vector<ParetoGroup>& groups, const ParetoRequest& request) : groups_(groups), request_(request) {
    made_.front = paretoFront(groups, request);
    std::set<std::string> data;
    for (const ParetoGroup& group : groups) {
      const std::size_t n = group.x().n;
      made_.points += n > 0, made_.runs += n;
      if (n > 0) data.insert(group.data);
    }
    made_.dataSets = data.size();
  }

  ParetoPicture take() {
    describePlot();
    if (request_.form == ParetoForm::Front)
      drawFront();
    else
      drawOverTau();
    widenCeilings();
    return std::move(made_);
  }

 private:
  bool onFront(std::size_t group) const {
    return std::find(made_.front.begin(), made_.front.end(), group) != made_.front.end();
  }
  bool isShown(std::size_t group) const {
    return groups_[group].x().n > 0 && (!request_.hideDominated || onFront(group) || groups_[group].pinned);
  }
  void add(PlotSeries series, std::vector<ParetoPlace> places = {}) {
    made_.plot.series.push_back(std::move(series));
    made_.places.push_back(std::move(places));
  }

  void drawFront() {
    addPublished();
    addFronts();
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (isShown(i)) addSpread(groups_[i]);
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (isShown(i)) addGroup(i);
  }

  void drawOverTau() {
    addFamilies();
    for (const ParetoGroup& group : groups_)
      if (group.x().n > 0) addSpread(group);
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i].x().n > 0) addGroup(i);
    if (made_.points > 0) addPublished();  // what was published says nothing by itself
  }

  void describePlot() {
    PlotSpec& plot = made_.plot;
    plot.name = "pareto";
    plot.title = request_.x.axis.title + " and " + request_.y.axis.title;
    plot.x = request_.x.axis;
    plot.y = request_.y.axis;
    if (request_.form == ParetoForm::OverTau) return;
    for (PlotAxis* axis : {&plot.x, &plot.y}) axis->paddingLow = axis->paddingHigh = 0.08;
    plot.x.paddingHigh = 0.12;  // space for the labels at the right
    plot.paper = {0.72, 50, 90};
    if (made_.points > 0 && made_.points < kLeastForFront) {
      const std::string points = std::to_string(made_.points);
      plot.caption = points + (made_.points == 1 ? " configuration" : " configurations");
      made_.hint = points + " of at least 3 points; add runs with other τ, or tick more of them.";
    } else if (made_.dataSets > 1)
      plot.caption = "Runs of " + std::to_string(made_.dataSets) +
                     " data sets: each has a front of its own, and points of different data do not compare.";
  }

  /// Each of a group's seeds, small, then their mean.
  void addGroup(std::size_t index) {
    const ParetoGroup& group = groups_[index];
    const SeedSpread x = group.x(), y = group.y();
    PlotSeries mean{.name = group.name, .shape = PlotSeries::Shape::Points, .colour = group.colour};
    mean.size = PlotSeries::Size::Large;
    mean.x = {x.mean}, mean.y = {y.mean};
    mean.label = pointLabel(group);
    mean.keys = pointKeys(group, x.n > 1 ? "mean" : "run");
    mean.columns = {{"n", std::vector<double>{double(x.n)}, true}};
    addDeviations(mean, index);
    if (x.n > 1) addSeeds(index);
    add(std::move(mean), {{int(index), x.n > 1 ? -1 : firstRun(group)}});
  }

  void addDeviations(PlotSeries& mean, std::size_t index) const {
    const bool front = request_.form == ParetoForm::Front;
    mean.columns.push_back(
        {front ? "sd x" : request_.x.axis.column + "_sd", std::vector<double>{groups_[index].x().deviation}});
    mean.columns.push_back(
        {front ? "sd y" : request_.y.axis.column + "_sd", std::vector<double>{groups_[index].y().deviation}});
    if (!front) return;
    mean.columns.push_back({"front", std::vector<std::string>{onFront(index) ? "on the front" : ""}});
  }

  std::vector<std::pair<std::string, std::string>> pointKeys(const ParetoGroup& group, const char* of) const {
    if (request_.form == ParetoForm::OverTau) return {{"network", group.name}};
    return {{"run", group.name}, {"data", group.data}, {"of", of}};
  }

  void addSeeds(std::size_t index) {
    const ParetoGroup& group = groups_[index];
    PlotSeries seeds{.name = group.name, .shape = PlotSeries::Shape::Points, .colour = group.colour};
    seeds.pale = true;
    seeds.keys = pointKeys(group, "seed");
    std::vector<ParetoPlace> places;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < group.runs.size(); ++i) {
      if (!hasBoth(group.runs[i])) continue;
      seeds.x.push_back(group.runs[i].x);
      seeds.y.push_back(group.runs[i].y);
      names.push_back(group.runs[i].name);
      places.push_back({int(index), int(i)});
    }
    seeds.columns = {{"seed", names}};
    add(std::move(seeds), std::move(places));
  }

  static int firstRun(const ParetoGroup& group) {
    return int(std::find_if(group.runs.begin(), group.runs.end(), hasBoth) - group.runs.begin());
  }

  /// Where there are several data sets each point says whose it is.
  std::string pointLabel(const ParetoGroup& group) const {
    const std::string name = group.pinned ? group.label + " (pinned)" : group.label;
    return made_.dataSets > 1 ? name + ", " + group.data : name;
  }

  /// One standard deviation to each side, both ways, as thin lines: a plot's own error bars know y alone.
  void addSpread(const ParetoGroup& group) {
    const SeedSpread x = group.x(), y = group.y();
    const auto bar = [&](double alongX, double alongY) {
      if (!(alongX > 0) && !(alongY > 0)) return;  // undefined of one seed
      PlotSeries line{.name = group.name, .colour = group.colour, .derived = true};
      line.x = {x.mean - alongX, x.mean + alongX};
      line.y = {y.mean - alongY, y.mean + alongY};
      add(std::move(line));
    };
    bar(x.deviation, 0);
    bar(0, y.deviation);
  }

  void addFronts() {
    if (made_.points < kLeastForFront) return;
    std::vector<std::string> data;
    for (const std::size_t index : made_.front)
      if (std::find(data.begin(), data.end(), groups_[index].data) == data.end()) data.push_back(groups_[index].data);
    for (const std::string& each : data) addFront(each, data.size() > 1);
  }

  void addFront(const std::string& data, bool ofSeveral) {
    PlotSeries line{.name = "front", .colour = {PlotColour::Role::Text}, .derived = true};
    std::size_t points = 0, runs = 0;
    for (const ParetoGroup& group : groups_)
      if (const std::size_t n = group.data == data ? group.x().n : 0; n > 0) ++points, runs += n;
    for (const std::size_t index : made_.front) {
      if (groups_[index].data != data) continue;
      line.x.push_back(groups_[index].x().mean);
      line.y.push_back(groups_[index].y().mean);
    }
    if (line.x.size() < 2) return;
    line.label = "front of the " + (runs > points ? std::to_string(points) + " configurations (" : std::string()) +
                 std::to_string(runs) + (runs > points ? " runs)" : " runs") +
                 (ofSeveral ? ", " + data : std::string());
    add(std::move(line));
  }

  /// Through the means of the groups that belong together; its x may fall.
  void addFamilies() {
    std::vector<std::string> families;
    for (const ParetoGroup& group : groups_)
      if (std::find(families.begin(), families.end(), group.family) == families.end()) families.push_back(group.family);
    for (const std::string& family : families) {
      PlotSeries line{.name = "means", .shape = PlotSeries::Shape::Points, .colour = {PlotColour::Role::Text}};
      line.line = line.derived = true;
      for (const ParetoGroup& group : groups_) {
        if (group.family != family || group.x().n == 0) continue;
        line.x.push_back(group.x().mean);
        line.y.push_back(group.y().mean);
      }
      if (line.x.size() > 1) add(std::move(line));
    }
  }

  void addPublished() {
    if (!request_.published || !request_.x.published || !request_.y.published) return;
    const auto& wanted = request_.publishedNetworks;
    for (const std::string& family : publishedFamilies(*request_.x.published, *request_.y.published))
      if (wanted.empty() || std::find(wanted.begin(), wanted.end(), family) != wanted.end()) addFamily(family);
  }

  void addFamily(const std::string& family) {
    PlotSeries series = publishedSeries(family, *request_.x.published, *request_.y.published);
    const bool rival = !series.line;
    if (request_.form == ParetoForm::OverTau) {
      series.label = rival ? family : "published, " + family;
      series.keys = {{"network", "published, " + family}};
    } else {
      series.label = rival ? family + ", published"
                           : "published " + family + ", digitised " + readingError(*request_.x.published) + ", " +
                                 readingError(*request_.y.published);
      series.shortLabel = family + ", published";
      series.keys = {{"run", series.name}, {"of", "published"}};
    }
    add(std::move(series));
  }

  /// A mark at a ceiling would be cut by the edge of the axes.
  void widenCeilings() {
    PlotAxis &x = made_.plot.x, &y = made_.plot.y;
    if (std::isfinite(x.ceiling)) x.ceiling += kMarkMargin * (x.ceiling - xLimits(made_.plot).low);
    if (std::isfinite(y.ceiling)) y.ceiling += kMarkMargin * (y.ceiling - yLimits(made_.plot).low);
  }

  const std::vector<ParetoGroup>& groups_;
  const ParetoRequest& request_;
  ParetoPicture made_;
};

}  // namespace

SeedSpread ParetoGroup::x() const { return spreadAlong(*this, &ParetoRun::x); }
SeedSpread ParetoGroup::y() const { return spreadAlong(*this, &ParetoRun::y); }

const ParetoPlace* ParetoPicture::at(std::size_t series, std::size_t point) const {
  return series < places.size() && point < places[series].size() ? &places[series][point] : nullptr;
}

std::vector<std::size_t> paretoFront(const std::vector<ParetoGroup>& groups, const ParetoRequest& request) {
  std::vector<GoodPoint> points;
  for (const ParetoGroup& group : groups) points.emplace_back(group, request);
  std::vector<std::size_t> front;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    bool beaten = !points[i].defined();
    for (std::size_t j = 0; j < groups.size() && !beaten; ++j)
      beaten = groups[i].data == groups[j].data && points[j].defined() && points[j].dominates(points[i]);
    if (!beaten) front.push_back(i);
  }
  std::stable_sort(front.begin(), front.end(), [&](std::size_t a, std::size_t b) {
    return groups[a].x().mean != groups[b].x().mean ? groups[a].x().mean < groups[b].x().mean
                                                    : groups[a].y().mean < groups[b].y().mean;
  });
  return front;
}

ParetoPicture paretoPicture(const std::vector<ParetoGroup>& groups, const ParetoRequest& request) {
  return Picture(groups, request).take();
}

}  // namespace studio
