// What can happen to a run: a table, one row each.
#pragma once
#include <span>

#include "tests/torture/trial.h"

namespace studio::torture {

struct Damage {
  const char* name;
  const char* what;  ///< one line, for people
  void (*apply)(Trial& trial);
  int weight = 1;  ///< how often, beside the others
};

std::span<const Damage> damages();

}  // namespace studio::torture
