// The names a pickle asks Python to import, in two sorts of ours: those that run code, and all others, which are only
// remembered. No torch here.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// os.system, builtins.eval, subprocess.Popen ...: no weights file needs them, and unpickling it in Python could do
/// anything. Not a list of all that is dangerous in Python: here nothing of any name is ever run. It tells a user about
/// a hostile file.
bool runsCode(std::string_view module, std::string_view name);
/// Of these the one with which pickle.dump stores tensors: each a file of PyTorch within the pickle.
bool loadsNested(std::string_view module, std::string_view name);
/// Called, it gives a dictionary that the pickle fills afterwards: OrderedDict and its like.
bool makesDict(std::string_view module, std::string_view name);
/// "os.system" for sentences: not too long, and without what would steer a terminal.
std::string globalText(std::string_view module, std::string_view name);

}  // namespace studio
