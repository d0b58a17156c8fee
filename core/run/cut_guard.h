// What happens when somebody shortens a file while it is mapped (a script that saves over a checkpoint does): reading
// behind the new end would end the whole program with SIGBUS. Here such a read gives zeros, and who has read asks
// afterwards whether it was so.
#pragma once
#include <cstddef>
#include <string>

namespace studio {

/// Watches one mapping while it lives. Up to 1,024 at a time; further ones are not watched.
class CutGuard {
 public:
  /// The mapping is of `size` bytes and longer than the guard's life; `name` is for the sentence.
  CutGuard(const void* start, std::size_t size, std::string name);
  ~CutGuard();
  CutGuard(const CutGuard&) = delete;
  CutGuard& operator=(const CutGuard&) = delete;

 private:
  int slot_ = -1;
};

/// Throws UserError naming the file where `place` lies in a watched mapping of which something could not be read;
/// memory of any other kind is fine. To be asked after the last read and before what was read is used. Any thread.
void requireWhole(const void* place);

}  // namespace studio
