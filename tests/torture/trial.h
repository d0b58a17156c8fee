// One run, damaged and resumed several times, then compared with the same run that nothing happened to.
#pragma once
#include <nlohmann/json.hpp>

#include <memory>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/torture/child.h"
#include "tests/torture/subject.h"

namespace studio::torture {

/// Something that must not be; ends the trial.
struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct TrialReport {
  std::uint64_t number = 0;
  std::string model;
  std::vector<std::string> story;                             ///< what was done, and what the programs answered
  std::vector<std::pair<std::string, std::string>> outcomes;  ///< injury and how it ended: "went on", "refused"
  std::string fault;                                          ///< empty: everything was right
};

class Trial {
 public:
  /// `folder` is the trial's own and empty: runs/, outside/ (nothing may change there) and scratch/ are made in it.
  Trial(std::filesystem::path program, const Subject& subject, const Reference& reference, std::filesystem::path folder,
        std::uint64_t seed);
  ~Trial();

  TrialReport run(std::uint64_t number, int damages);

  // What injuries are made of.
  std::mt19937_64& random() { return random_; }
  std::uint64_t upTo(std::uint64_t largest) { return random_() % (largest + 1); }
  const Reference& reference() const { return reference_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path runs() const { return folder_ / "runs"; }
  std::filesystem::path runFolder() const { return runs() / kName; }
  std::filesystem::path outside() const { return folder_ / "outside"; }
  std::filesystem::path program() const { return program_; }

  /// The command that trains: a new run, or going on with the one that is there.
  std::unique_ptr<Child> startTraining(std::uint64_t fileBytes = 0);
  /// Sleeps for a part of the time that the whole run takes, or until it has ended.
  void sleepWithin(Child& child);
  /// Its settings are stored, so it has to be resumed.
  bool runIsThere() const;
  /// Throws unless it ended with one of these codes; 2 means one sentence, nothing else.
  void requireEnd(const ChildEnd& end, std::set<int> codes, const std::string& what);
  void note(const std::string& text) { report_.story.push_back(text); }
  void outcome(const std::string& damage, const std::string& how) { report_.outcomes.emplace_back(damage, how); }
  /// Files of the run that were damaged for good: their content is no longer compared with the reference.
  std::set<std::string>& damaged() { return damaged_; }
  /// Trains to the end and compares: nothing more is to be done with this run.
  void finish();
  /// The run as it is now against the reference; for one that has finished.
  void requireRight();
  bool finished() const { return finished_; }
  /// The checkpoint of the last step is stored.
  bool isComplete() const;
  /// What `show` and the files say at rest, compared with what can be true.
  void inspect(bool mayBeRefused = false);

  static constexpr const char* kName = "tortured";

 private:
  void requireOutsideUntouched();
  void requireRowsOfReference();

  std::filesystem::path program_;
  const Subject& subject_;
  const Reference& reference_;
  std::filesystem::path folder_;
  std::mt19937_64 random_;
  std::map<std::string, std::string> outsideBefore_;
  std::set<std::string> damaged_;
  bool finished_ = false;
  TrialReport report_;
};

/// Trains without harm; twice, since the same seed must give the same bits before anything can be compared with them.
Reference makeReference(const std::filesystem::path& program, const Subject& subject,
                        const std::filesystem::path& folder);

}  // namespace studio::torture
