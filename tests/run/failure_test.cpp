// What a program says of an exception: memory and threads that the system refuses are the user's to fix, wherever they
// were asked for.
#include "core/run/failure.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <system_error>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/runner.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::string message(const std::exception& error) {
  return userErrorSentence(error, "lower train.batch_size").value_or("a fault");
}

TEST(Failure, MemoryThatIsNotThereIsASentenceWithTheAmountAndTheSetting) {
  const std::string cpu =
      "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate "
      "4000000000 bytes. Error code 12 (Cannot allocate memory)\nException raised from alloc_cpu";
  EXPECT_EQ(message(std::runtime_error(cpu)), "Not enough memory: 4.0 GB more were needed; lower train.batch_size.");
  const std::string cuda =
      "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 139 GiB\nframe #0";
  EXPECT_EQ(message(std::runtime_error(cuda)),
            "Not enough memory on the device: 21 MB more were needed; lower train.batch_size.");
  EXPECT_EQ(message(std::bad_alloc()), "Not enough memory; lower train.batch_size.");
  EXPECT_EQ(message(std::system_error(ENOMEM, std::generic_category())), "Not enough memory; lower train.batch_size.");
  EXPECT_EQ(message(std::runtime_error("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate")),
            "Not enough memory on the device; lower train.batch_size.");
}

TEST(Failure, ThreadsThatCannotBeStartedAreASentence) {
  EXPECT_TRUE(holds(message(std::system_error(EAGAIN, std::generic_category())), "no further thread", "--threads"));
}

TEST(Failure, OtherFaultsStayFaults) {
  EXPECT_EQ(message(std::logic_error("x")), "a fault");
  EXPECT_EQ(message(UserError("The file is not there; name another.")), "The file is not there; name another.");
  EXPECT_EQ(shownSentence(std::runtime_error("what\nframe #0")), "what");
}

TEST(Failure, AQuotedFileStaysOneLineThatSteersNoTerminal) {
  const auto sentence =
      message(UserError("The layer \"a\nrm -rf ~\n\x1b[2J\xc2\x9b\x37m\" is not there: " + std::string(100000, 'x')));
  EXPECT_EQ(sentence.find_first_of("\n\r\x1b"), std::string::npos);
  EXPECT_EQ(sentence.find("\xc2\x9b"), std::string::npos);
  EXPECT_LT(sentence.size(), 2100u);
  EXPECT_TRUE(isUtf8(message(UserError(std::string(1999, 'x') + "→→"))));
  EXPECT_EQ(message(UserError("τ → 3")), "τ → 3");
  EXPECT_TRUE(isUtf8(message(UserError("no text: \xff\xfe"))));
}

class GreedyJob : public Job {
 public:
  std::string title() const override { return "Training"; }
  std::string lessMemory() const override { return "lower train.batch_size"; }
  void run(JobContext&) override { throw std::bad_alloc(); }
};

TEST(Failure, AJobWithoutMemoryEndsWithTheSentence) {
  Runner runner;
  runner.start(std::make_unique<GreedyJob>());
  runner.wait();
  EXPECT_EQ(runner.channel()->status().state, RunState::Failed);
  EXPECT_EQ(runner.channel()->status().error, "Not enough memory; lower train.batch_size.");
}

}  // namespace
}  // namespace studio
