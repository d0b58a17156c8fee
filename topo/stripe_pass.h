// The two sweeps over one sheet, cut into independent tasks; sheet_pass.cpp runs the tasks of many sheets on all threads.
#pragma once
#include <memory>

#include "topo/sheet_pass.h"

namespace studio {

/// Memory that a thread keeps from task to task; aligned to a vector.
class Scratch {
 public:
  std::byte* get(std::size_t bytes);

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

class StripePass {
 public:
  virtual ~StripePass() = default;
  virtual std::int64_t stripes() const = 0;
  virtual std::int64_t bytes() const = 0;                       ///< of the weight
  virtual std::int64_t units() const = 0;
  virtual bool wantsGradient() const = 0;
  virtual void sum(std::int64_t stripe, Scratch& scratch) = 0;           ///< sweep 1, any order
  virtual void finishUnits(std::int64_t from, std::int64_t to) = 0;      ///< after all of sweep 1, any order
  virtual void addGradient(std::int64_t stripe, Scratch& scratch) = 0;   ///< sweep 2, after all units, any order
  virtual SheetResult finish() = 0;                                      ///< last, one thread
};

std::unique_ptr<StripePass> makeStripePass(const SheetWork& work);

}  // namespace studio
