// Hostile PyTorch files: no code of theirs is ever run, and each is refused with a sentence before anything is built of
// it.
#include "tests/core/torch_archive_fixture.h"

namespace studio {
namespace {

using namespace pickled;

TEST(TorchArchive, CodeIsNeverRunAndIsNamed) {
  TemporaryFolder folder;
  const auto mark = (folder.path() / "was_here").string();
  for (const auto& [module, name] :
       std::vector<std::pair<std::string, std::string>>{{"os", "system"},
                                                        {"posix", "system"},
                                                        {"nt", "system"},
                                                        {"subprocess", "Popen"},
                                                        {"builtins", "eval"},
                                                        {"__builtin__", "exec"},
                                                        {"builtins", "getattr"},
                                                        {"builtins", "__import__"},
                                                        {"importlib", "import_module"},
                                                        {"runpy", "run_path"},
                                                        {"pty", "spawn"},
                                                        {"socket", "socket"},
                                                        {"sys", "exit"},
                                                        {"shutil", "rmtree"},
                                                        {"operator", "attrgetter"},
                                                        {"torch.serialization", "os.system"},
                                                        {"torch.hub", "load"}}) {
    const auto malicious = call(global(module, name), {text("touch " + mark)});
    const auto message = module + "." + name;
    EXPECT_TRUE(holds(refusedArchive(archive(malicious)), message, "trust")) << message;  // instead of weights
    EXPECT_TRUE(
        holds(refusedArchive(archive(dict({text("w"), kPlain, text("x"), malicious}), {{"0", kEight}})), message))
        << message;  // beside them
    EXPECT_TRUE(
        holds(refusedArchive(archive(dict({text("w"), kPlain, text("x"), global(module, name)}), {{"0", kEight}})),
              message));  // only named
    EXPECT_TRUE(holds(refusedArchive(archive(text(module) + text(name) + "\x93" + tuple({text(mark)}) + "R")), message))
        << message;  // STACK_GLOBAL
  }
  EXPECT_FALSE(std::filesystem::exists(mark));
  EXPECT_TRUE(holds(refusedArchive(archive(call(global("os", "\x1b[31m"), {}))), "os.?[31m"));
}

TEST(TorchArchive, TensorsThatLeaveTheirStorageAreRefused) {
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {3, 4}, {4, 1})), "\"w\"", "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 1, {2, 4}, {4, 1})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), -1, {2}, {1})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 8, {1}, {1})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 9, {1}, {1})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 1LL << 62, {1}, {1})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {2, 2}, {1LL << 62, 1LL << 62})), "outside"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {2}, {-1})), "impossible shape"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {-2}, {1})), "impossible shape"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {1LL << 40, 1LL << 40}, {0, 0})), "larger than the file"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8), 0, {2, 4}, {1})), "do not belong together"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 9), 0, {2}, {1})), "cut short"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 1LL << 62), 0, {2}, {1})), "cut short"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("1", 8), 0, {2}, {1})), "missing"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("../data.pkl", 8), 0, {2}, {1})), "missing"));
  EXPECT_TRUE(holds(refusedBytes(tensor(storage("0", 8, "QInt8Storage"), 0, {2}, {1})), "QInt8Storage"));
  EXPECT_TRUE(holds(refusedBytes(tensor(integer(3), 0, {2}, {1})), "no storage"));
  EXPECT_TRUE(holds(
      refusedBytes(tensor(storage("0", 8), 0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1))),
      "dimensions"));
  EXPECT_TRUE(holds(refusedBytes(call(global("torch._utils", "_rebuild_tensor_v2"), {storage("0", 8)})),
                    "not fully described"));
  EXPECT_EQ(tensorsIn(dict({text("w"), tensor(storage("0", 8), 8, {0, 7}, {1, 1})})).at(0).shape,
            (std::vector<std::int64_t>{0, 7}));
}

TEST(TorchArchive, ManyTensorsOfOneStorageAreRefused) {
  std::vector<std::string> items;
  const auto expanded = tensor(storage("0", 8), 0, {4000}, {0}) + "q\x01";
  for (int index = 0; index < 2000; ++index)
    items.insert(items.end(), {text(std::to_string(index)), index ? "h\x01" : expanded});
  EXPECT_TRUE(holds(refusedArchive(archive(dict(items), {{"0", kEight}})), "many times larger"));
}

TEST(TorchArchive, NamesAreUniqueAndReadable) {
  EXPECT_TRUE(
      holds(refusedArchive(archive(dict({text("w"), kPlain, text("w"), kPlain}), {{"0", kEight}})), "\"w\" twice"));
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("a\x1b[2J"), kPlain}), {{"0", kEight}})), "no readable text"));
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("a\xff"), kPlain}), {{"0", kEight}})), "no readable text"));
  EXPECT_TRUE(
      holds(refusedArchive(archive(dict({text(std::string(5000, 'a')), kPlain}), {{"0", kEight}})), "5000 bytes"));
}

TEST(TorchArchive, PicklesOutOfOrderAreRefused) {
  for (const std::string bytes : {"",
                                  "R",
                                  "(",
                                  "t",
                                  "u",
                                  "}u",
                                  "}("
                                  "Ku",
                                  "h\x05",
                                  "j\xff\xff\xff\xff",
                                  "Nr\xff\xff\xff\xff",
                                  "a",
                                  "]a",
                                  "s",
                                  "b",
                                  "0",
                                  "1",
                                  "2",
                                  "\x85",
                                  "\x87",
                                  "\x93",
                                  "NN\x93",
                                  "Q",
                                  "X\xff\xff\xff\x7f"
                                  "abc",
                                  "\x8d\xff\xff\xff\xff\xff\xff\xff\xff",
                                  "cabc",
                                  "cabc\nxyz",
                                  "I1\n",
                                  "\x82\x01",
                                  "(((((",
                                  "\x80\x07",
                                  "G1234",
                                  "\x8b\xff\xff\xff\xff"})
    EXPECT_FALSE(refusedArchive(archive(bytes)).empty());
  EXPECT_TRUE(holds(refusedArchive(archive(integer(1) + "q\x01" + "h\x02")), "never remembered"));
  EXPECT_TRUE(holds(refusedArchive(archive("I1\n")), "opcode 73"));
  EXPECT_TRUE(holds(refusedArchive(archive("]q\x01"
                                           "h\x01"
                                           "a")),
                    "no dictionary"));  // a list within itself
  EXPECT_TRUE(holds(refusedArchive(archive("}q\x01" + text("model") + "h\x01s")),
                    "no dictionary"));  // a dictionary within itself
}

TEST(TorchArchive, DeepAndHugePicklesCostLittle) {
  EXPECT_FALSE(refusedArchive(archive(std::string(2'000'000, ']') + std::string(1'999'999, 'a'))).empty());
  EXPECT_TRUE(holds(refusedArchive(archive(std::string(5'000'000, ']'))), "4 million"));
  EXPECT_FALSE(refusedArchive(archive(std::string(3'000'000, '('))).empty());
  // One long list of pairs, asked for a hundred thousand times.
  const auto pairs = "](" + joined(std::vector<std::string>(100'000, tuple({text("a"), "N"}))) + "eq\x01" + "0" +
                     global("collections", "OrderedDict") + "q\x02" + "0";
  EXPECT_TRUE(holds(refusedArchive(archive(pairs + joined(std::vector<std::string>(100'000, "h\x02h\x01\x85R")) + "N")),
                    "8 million"));
}

TEST(TorchArchive, FilesCutShortAnywhereAreRefused) {
  const auto bytes = readFileBytes(kSamples / "views.pt");
  for (std::size_t size = 0; size < bytes.size(); size += size < 64 ? 1 : 37)
    EXPECT_FALSE(refusedArchive(bytes.substr(0, size)).empty()) << size;
}

TEST(TorchArchive, DirectoriesThatLieAreRefused) {
  const auto good = archive(dict({text("w"), kPlain}), {{"0", kEight}, {"1", kEight}});
  const auto findEntry = [&](const std::string& name) {
    return good.rfind(name) - 46;
  };  // in the directory, which stands last
  const auto withOffset = [&](const std::string& name, std::uint32_t offset) {
    auto bytes = good;
    std::string little;
    appendLittle<std::uint32_t>(little, offset);
    return bytes.replace(findEntry(name) + 42, 4, little);
  };
  EXPECT_TRUE(holds(refusedArchive(withOffset("a/data/1", readLittle<std::uint32_t>(good, findEntry("a/data/0") + 42))),
                    "do not have the same"));
  EXPECT_FALSE(refusedArchive(withOffset("a/data/1", 5)).empty());
  EXPECT_FALSE(refusedArchive(withOffset("a/data/1", 0xfffffff0)).empty());
  auto twice = good;
  for (auto place = twice.find("a/data/1"); place != std::string::npos; place = twice.find("a/data/1", place))
    twice[place + 7] = '0';
  EXPECT_TRUE(holds(refusedArchive(twice), "same name"));
  auto larger = good;
  for (const std::size_t field : {20, 24})
    larger[findEntry("a/data/0") + field] = '\xff';  // reaches over the next part
  EXPECT_TRUE(holds(refusedArchive(larger), "overlap"));
  auto wrong = good;
  wrong[wrong.find("_rebuild")] = '?';
  EXPECT_TRUE(holds(refusedArchive(wrong), "checksum"));
}

}  // namespace
}  // namespace studio
