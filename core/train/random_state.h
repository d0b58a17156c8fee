// The random generators of a process as text, for checkpoints.
#pragma once
#include <c10/core/Device.h>

#include <string>

namespace studio {

/// State of the default generator of a device, in hexadecimal digits.
std::string randomState(c10::Device device);
/// Throws std::runtime_error where the text is no state of this device's generator.
void setRandomState(c10::Device device, const std::string& text);

}  // namespace studio
