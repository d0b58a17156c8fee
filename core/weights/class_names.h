// Names of the classes a network tells apart, as files of weights keep them: the text `class_names`, a JSON list, index
// = output. No torch here.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace studio {

inline constexpr const char* kClassNamesKey = "class_names";

std::string classNamesText(const std::vector<std::string>& names);
/// Of a file's texts; empty where they hold no such list. Names are made fit to be shown.
std::vector<std::string> classNamesIn(const std::map<std::string, std::string>& metadata);

/// 0, 1, 2, ...: no more than numbers, or none.
bool onlyNumbers(const std::vector<std::string>& names);

}  // namespace studio
