// toponets-fuzz READER [--count N] [--seed S] [--first N]: mutated files against one reader; made for the `sanitize`
// preset.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <set>

#include "tests/fuzz/fuzz.h"
#include "tests/support/temporary_folder.h"

int main(int count, char** arguments) {
  using namespace studio::fuzz;
  CLI::App app{"Mutated files against the readers of files: each must be taken or refused with one sentence.",
               "toponets-fuzz"};
  std::set<std::string> names;
  for (const auto& reader : readers()) names.insert(reader.name);
  std::string name;
  long mutations = 100'000, first = 0;
  unsigned long seed = 1;
  app.add_option("READER", name, "which one")->required()->check(CLI::IsMember(names));
  app.add_option("--count", mutations, "mutations")->capture_default_str();
  app.add_option("--seed", seed, "another seed, other mutations")->capture_default_str();
  app.add_option("--first", first, "number of the first one, to see one again")->capture_default_str();
  CLI11_PARSE(app, count, arguments);
  const studio::TemporaryFolder folder;
  constexpr long kPiece = 1000;
  FuzzReport whole;
  for (const auto& reader : readers()) {
    if (name != reader.name) continue;
    std::fprintf(stderr, "After a crash the file that did it is %s\n", (folder.path() / reader.fileName).c_str());
    try {
      for (long done = 0; done < mutations; done += kPiece) {
        std::fprintf(stderr, "\r%ld", done);
        const auto part = fuzz(reader, first + done, std::min(kPiece, mutations - done), seed, folder.path());
        whole.read += part.read, whole.refused += part.refused;
      }
    } catch (const std::runtime_error& error) {
      std::fprintf(stderr, "\n%s\n", error.what());
      return 1;
    }
  }
  std::printf("\n%s: %ld taken, %ld refused with a sentence\n", name.c_str(), whole.read, whole.refused);
  return 0;
}
