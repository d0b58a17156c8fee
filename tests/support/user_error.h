// The sentence a call refuses with; fails the test where it does not refuse.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "core/run/error.h"

namespace studio {

template <typename Call>
std::string errorSentence(Call call) {
  try {
    call();
  } catch (const UserError& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

/// True when the text holds all of the parts.
template <typename... Parts>
bool holds(const std::string& text, const Parts&... parts) {
  return ((text.find(parts) != std::string::npos) && ...);
}

}  // namespace studio
