// A type's name stands for one type in the whole program: of two with one name in one namespace the linker silently
// keeps the functions of one (destructors, members of vectors), and the other's values are destroyed by them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace studio {
namespace {

namespace fs = std::filesystem;

/// "NAMESPACE::NAME" of the types that a file defines where other files can mean them: at the margin, as clang-format
/// lays them out, and not in an anonymous namespace.
std::set<std::string> typesIn(const fs::path& file) {
  static const std::regex type(R"(^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^:;][^;{]*)? ?\{.*)");
  static const std::regex space(R"(^namespace ([\w:]+) \{.*)");
  std::set<std::string> names;
  std::string inside;
  bool anonymous = false;
  std::smatch found;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line == "namespace {") anonymous = true;
    if (line == "}  // namespace") anonymous = false;
    if (std::regex_match(line, found, space)) inside = found[1];
    if (!anonymous && std::regex_match(line, found, type)) names.insert(inside + "::" + found[1].str());
  }
  return names;
}

TEST(TypeNames, StandForOneTypeEach) {
  std::map<std::string, std::set<std::string>> files;
  const fs::path root = STUDIO_SOURCE_DIR;
  for (const char* folder : {"topo", "core", "widgets", "app", "tests/support", "tests/bench"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
        for (const auto& name : typesIn(entry.path())) files[name].insert(fs::relative(entry.path(), root).string());
  EXPECT_GT(files.size(), 300u) << "types are not found any more";
  for (const auto& [name, places] : files)
    EXPECT_EQ(places.size(), 1u) << name << " in " << *places.begin() << " and " << *places.rbegin();
}

}  // namespace
}  // namespace studio
