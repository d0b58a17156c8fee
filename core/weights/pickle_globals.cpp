// The names a pickle asks Python to import: the tables of those that run code (declared in pickle.h).
#include "core/weights/pickle.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// Whole modules, whatever is taken from them.
constexpr std::array kModules = std::to_array<std::string_view>({"os",
                                                                 "posix",
                                                                 "nt",
                                                                 "subprocess",
                                                                 "_posixsubprocess",
                                                                 "commands",
                                                                 "popen2",
                                                                 "sys",
                                                                 "shutil",
                                                                 "socket",
                                                                 "_socket",
                                                                 "ssl",
                                                                 "runpy",
                                                                 "pty",
                                                                 "importlib",
                                                                 "_frozen_importlib",
                                                                 "imp",
                                                                 "pkgutil",
                                                                 "zipimport",
                                                                 "ctypes",
                                                                 "_ctypes",
                                                                 "cffi",
                                                                 "code",
                                                                 "codeop",
                                                                 "pdb",
                                                                 "bdb",
                                                                 "cProfile",
                                                                 "profile",
                                                                 "trace",
                                                                 "timeit",
                                                                 "doctest",
                                                                 "pip",
                                                                 "setuptools",
                                                                 "ensurepip",
                                                                 "venv",
                                                                 "distutils",
                                                                 "site",
                                                                 "platform",
                                                                 "webbrowser",
                                                                 "asyncio",
                                                                 "multiprocessing",
                                                                 "concurrent",
                                                                 "atexit",
                                                                 "pickle",
                                                                 "_pickle",
                                                                 "cPickle",
                                                                 "cloudpickle",
                                                                 "dill",
                                                                 "marshal",
                                                                 "tempfile",
                                                                 "fileinput",
                                                                 "linecache",
                                                                 "urllib",
                                                                 "urllib2",
                                                                 "http",
                                                                 "httplib",
                                                                 "requests",
                                                                 "ftplib",
                                                                 "smtplib",
                                                                 "telnetlib",
                                                                 "xmlrpc"});

using Name = std::pair<std::string_view, std::string_view>;

/// Single names of modules that are harmless otherwise.
constexpr std::array kNames = std::to_array<Name>({{"builtins", "exec"},
                                                   {"builtins", "eval"},
                                                   {"builtins", "compile"},
                                                   {"builtins", "open"},
                                                   {"builtins", "__import__"},
                                                   {"builtins", "getattr"},
                                                   {"builtins", "setattr"},
                                                   {"builtins", "delattr"},
                                                   {"builtins", "globals"},
                                                   {"builtins", "locals"},
                                                   {"builtins", "vars"},
                                                   {"builtins", "input"},
                                                   {"builtins", "breakpoint"},
                                                   {"builtins", "execfile"},
                                                   {"builtins", "apply"},
                                                   {"builtins", "help"},
                                                   {"builtins", "file"},
                                                   {"builtins", "memoryview"},
                                                   {"io", "open"},
                                                   {"io", "FileIO"},
                                                   {"io", "open_code"},
                                                   {"_io", "open"},
                                                   {"_io", "FileIO"},
                                                   {"operator", "attrgetter"},
                                                   {"operator", "methodcaller"},
                                                   {"_operator", "attrgetter"},
                                                   {"_operator", "methodcaller"},
                                                   {"functools", "reduce"},
                                                   {"_functools", "reduce"},
                                                   {"types", "CodeType"},
                                                   {"types", "FunctionType"},
                                                   {"types", "LambdaType"},
                                                   {"types", "ModuleType"},
                                                   {"torch", "load"},
                                                   {"torch", "compile"},
                                                   {"torch.serialization", "load"},
                                                   {"torch.storage", "_load_from_bytes"},
                                                   {"torch.jit", "load"},
                                                   {"numpy", "load"}});

constexpr std::array kTorchModules = std::to_array<std::string_view>(
    {"torch.hub", "torch.utils.cpp_extension", "numpy.testing", "numpy.f2py", "numpy.distutils"});

bool isRunning(std::string_view module) {
  return std::find(kModules.begin(), kModules.end(), module) != kModules.end();
}

/// A name with dots goes through attributes, which may be modules: torch + "serialization.os.system".
bool passesThroughRunning(std::string_view name) {
  for (auto dot = name.find('.'); dot != std::string_view::npos; name.remove_prefix(dot + 1), dot = name.find('.'))
    if (isRunning(name.substr(0, dot))) return true;
  return false;
}

bool within(std::string_view module, std::string_view outer) {
  return module.starts_with(outer) && (module.size() == outer.size() || module[outer.size()] == '.');
}

}  // namespace

bool runsCode(std::string_view module, std::string_view name) {
  if (module == "__builtin__") module = "builtins";  // Python 2's name, which pickles of protocol 2 keep
  if (isRunning(module.substr(0, module.find('.'))) || passesThroughRunning(name)) return true;
  if (std::any_of(kTorchModules.begin(), kTorchModules.end(), [&](auto outer) { return within(module, outer); }))
    return true;
  return std::find(kNames.begin(), kNames.end(), Name{module, name.substr(0, name.find('.'))}) != kNames.end();
}

bool loadsNested(std::string_view module, std::string_view name) {
  return module == "torch.storage" && name == "_load_from_bytes";
}

bool makesDict(std::string_view module, std::string_view name) {
  if (module == "collections") return name == "OrderedDict" || name == "defaultdict" || name == "Counter";
  return (module == "builtins" || module == "__builtin__") && name == "dict";
}

std::string globalText(std::string_view module, std::string_view name) {
  constexpr std::size_t kLongest = 90;
  return printable(std::string(module.substr(0, kLongest)).append(".").append(name.substr(0, kLongest)));
}

}  // namespace studio
