// How much of the processors other programs take while something is timed. Linux: /proc. Any thread; reads a few small
// files.
#pragma once

namespace studio {

class ProcessorLoad {
 public:
  /// From now on.
  ProcessorLoad();
  /// Share of the processors that this process may use which others took since, 0..1; 0 where they did not keep this
  /// one waiting, or the system does not tell.
  double others() const;

 private:
  struct Counts {
    double all = 0, own = 0, waited = 0, clock = 0;
  };  ///< seconds
  static Counts now();
  Counts begin_;
};

}  // namespace studio
