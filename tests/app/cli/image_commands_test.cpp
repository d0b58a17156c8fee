// Folders of images through the real program: classes by name, files that are not read, data that changed.
#include "tests/support/image_files.h"
#include "tests/support/program.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

class ImageCommands : public ::testing::Test {
 protected:
  /// Squares of one colour a class.
  void write(const std::string& below, const std::string& classes, int each = 4) {
    for (const char name : classes)
      for (int number = 0; number < each; ++number) {
        std::vector<std::uint8_t> pixels;
        for (int pixel = 0; pixel < 64; ++pixel)
          for (const char channel : {'a', 'b', 'c'})
            pixels.push_back(std::uint8_t((name == channel ? 250 : 0) + number));
        place_.write(below + "/" + name + "/" + std::to_string(number) + ".png",
                     encodePng(pixels.data(), 8, 8, PNG_FORMAT_RGB));
      }
  }
  std::string path(const std::string& name) const { return (place_.path() / name).string(); }
  std::string data(const std::string& name) const { return "image_folder:" + path(name) + "?image_size=8"; }
  std::string config(const std::string& folder) {
    return place_
        .write("run.toml",
               "[model]\nname = \"mlp\"\nhidden = [16]\nclasses = 3\n[data]\nkind = \"image_folder\"\nroot = \"" +
                   path(folder) +
                   "\"\nimage_size = 8\nvalidation = 0.0\n[topoloss]\nfactor = 2\n[optimizer]\nkind = "
                   "\"adam\"\nlearning_rate = 0.01\n"
                   "[train]\nepochs = 20\nbatch_size = 4\n[output]\nmaps = \"none\"\n")
        .string();
  }
  ProgramAnswer train(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {"train", "--json", "--device", "cpu", "--threads", "1", "--runs", path("runs")});
    return toponets(arguments);
  }
  ProgramAnswer run(std::vector<std::string> arguments) {
    for (const auto& more :
         {std::string("--json"), std::string("--device"), std::string("cpu"), std::string("--runs"), path("runs")})
      arguments.push_back(more);
    return toponets(arguments);
  }
  TemporaryFolder place_;
};

TEST_F(ImageCommands, ClassesAreMatchedByName) {
  write("abc", "abc");
  write("ac", "ac");
  ASSERT_EQ(train({config("abc"), "--name", "run"}).code, 0);
  const auto answer = run({"evaluate", "run", "--data", data("ac")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["accuracy"], 1) << answer.out;
  EXPECT_EQ(answer.json()["missing_classes"], nlohmann::json::array({"b"}));
  for (const std::string file : {"out.safetensors", "out.pt"}) {
    ASSERT_EQ(toponets({"convert", path("runs/run"), path(file)}).code, 0);
    const auto again = toponets({"evaluate", "--json", "--device", "cpu", "--model", "mlp", "--weights", path(file),
                                 "--data", data("ac")})
                           .json();
    EXPECT_EQ(again["accuracy"], 1) << file << again;
    EXPECT_EQ(again["missing_classes"], nlohmann::json::array({"b"})) << file;
  }
}

TEST_F(ImageCommands, FilesThatAreNotReadAreToldByEveryCommand) {
  write("set", "abc");
  place_.write("set/b/1.png", "broken");
  place_.write("set/c/9.gif", "GIF89a");
  const auto message = [](const ProgramAnswer& answer) { return answer.out + answer.err; };
  const auto trained = train({config("set"), "--name", "run"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_EQ(trained.json()["skipped"], 1);
  for (const char* part : {"1 file that is no JPEG", "c/9.gif", "1 image cannot be read", "b/1.png"})
    EXPECT_NE(trained.err.find(part), std::string::npos) << part << "\n" << trained.err;
  const auto shown = toponets({"show", "--json", "--runs", path("runs"), "run"});
  EXPECT_EQ(shown.json()["skipped"], 1) << shown.out;
  for (const auto& answer :
       {toponets({"check", "--json", "--device", "cpu", config("set")}),
        run({"evaluate", "run", "--data", data("set")}),
        run({"activations", "run", "--data", data("set"), "--layers", "all", "--output", path("acts")}),
        run({"analyse", "smoothness", "run", "--data", data("set"), "--layers", "all"})}) {
    EXPECT_EQ(answer.code, 0) << answer.err;
    for (const char* part : {"c/9.gif", "b/1.png"})
      EXPECT_NE(message(answer).find(part), std::string::npos) << part << "\n" << message(answer);
  }
}

TEST_F(ImageCommands, ADamagedClassIsRefusedAndLeavesNoRun) {
  write("set", "abc", 1);
  place_.write("set/b/0.png", "broken");
  EXPECT_TRUE(
      refuses(train({config("set"), "--name", "run", "--quiet"}), "None of the 1 images of the class b", "b/0.png"));
  EXPECT_FALSE(fs::exists(path("runs/run")));
  fs::remove(path("set/b/0.png"));
  place_.write("set/b/0.heic", "x");
  EXPECT_TRUE(refuses(train({config("set"), "--name", "run", "--quiet"}), "class folder", "set/b", "1 file (heic 1)"));
  EXPECT_FALSE(fs::exists(path("runs/run")));
}

TEST_F(ImageCommands, ChangedDataAreAcceptedOnlyWhenThatIsSaid) {
  write("set", "abc");
  ASSERT_EQ(train({config("set"), "--name", "run"}).code, 0);
  write("set", "abc", 8);
  EXPECT_TRUE(refuses(train({"--resume", "run", "--extend", "22", "--quiet"}), "24 training images instead of 12",
                      "--accept-changed-data"));
  const auto answer = train({"--resume", "run", "--extend", "22", "--accept-changed-data"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["step"], 60 + 2 * 6);
  const auto shown = toponets({"show", "--json", "--runs", path("runs"), "run"}).json();
  EXPECT_EQ(shown["data_changed"], "step 60: 24 training images instead of 12");
  EXPECT_TRUE(refuses(train({config("set"), "--accept-changed-data"}), "--resume"));
}

}  // namespace
}  // namespace studio
