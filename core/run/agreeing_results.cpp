// See agreeing_results.h.
#include "core/run/agreeing_results.h"

#include <algorithm>
#include <set>

namespace studio {
namespace {

std::vector<std::string> waysOf(const RunRecord& record, const std::string& analysis) {
  std::vector<std::string> ways;
  for (const MeasuredResult& each : record.measured)
    if (each.analysis == analysis) ways.push_back(each.how);
  return ways;
}

}  // namespace

std::string commonWay(const std::vector<std::vector<std::string>>& ways) {
  std::map<std::string, std::size_t> times;
  std::vector<std::string> order;
  for (const auto& ofRun : ways)
    for (const std::string& way : std::set<std::string>(ofRun.begin(), ofRun.end())) ++times[way];
  for (const auto& ofRun : ways) order.insert(order.end(), ofRun.begin(), ofRun.end());
  const auto most = std::max_element(order.begin(), order.end(),
                                     [&](const std::string& a, const std::string& b) { return times[a] < times[b]; });
  return most == order.end() ? std::string() : *most;
}

ResultWays newestWays(const RunRecord& record) {
  ResultWays ways;
  for (const MeasuredResult& each : record.measured) ways.try_emplace(each.analysis, each.how);
  return ways;
}

std::vector<ResultWays> agreeingWays(const RunRecords& records) {
  std::map<std::string, std::vector<std::size_t>> families;
  for (std::size_t i = 0; i < records.size(); ++i)
    families[records[i]->dataKey.empty() ? records[i]->id() : records[i]->dataKey].push_back(i);
  std::vector<ResultWays> agreed(records.size());
  for (const auto& [data, members] : families) {
    std::set<std::string> analyses;
    for (const std::size_t run : members)
      for (const MeasuredResult& each : records[run]->measured) analyses.insert(each.analysis);
    for (const std::string& analysis : analyses) {
      std::vector<std::vector<std::string>> ways;
      for (const std::size_t run : members) ways.push_back(waysOf(*records[run], analysis));
      const std::string common = commonWay(ways);
      for (std::size_t i = 0; i < members.size(); ++i)
        if (!ways[i].empty()) agreed[members[i]][analysis] = common;
    }
  }
  return agreed;
}

void takeResults(RunRecord& record, const ResultWays& ways) {
  record.results.clear();
  record.otherwise.clear();
  record.taken = ways;
  for (const auto& [analysis, way] : ways) {
    const auto isTaken = [&](const MeasuredResult& each) { return each.analysis == analysis && each.how == way; };
    const auto found = std::find_if(record.measured.begin(), record.measured.end(), isTaken);
    if (found != record.measured.end())
      record.results.insert(record.results.end(), found->numbers.begin(), found->numbers.end());
    else
      for (const MeasuredResult& each : record.measured)
        if (each.analysis == analysis) record.otherwise.try_emplace(analysis, each.stimuli);
  }
}

}  // namespace studio
