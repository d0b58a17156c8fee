// spdlog behind a small front: its fmt and the one inside torch's headers exclude each other, so no header shows it.
#include "core/run/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <ctime>

namespace studio {
namespace {

constexpr const char* kPattern = "%Y-%m-%d %H:%M:%S %l: %v";

spdlog::level::level_enum levelOf(LogLine::Level level) {
  switch (level) {
    case LogLine::Level::Warning: return spdlog::level::warn;
    case LogLine::Level::Error: return spdlog::level::err;
    default: return spdlog::level::info;
  }
}

}  // namespace

struct Log::Sinks {
  std::shared_ptr<spdlog::sinks::dist_sink_mt> all = std::make_shared<spdlog::sinks::dist_sink_mt>();
  spdlog::logger logger{"run", all};
};

Log::Log(bool toStandardError) : sinks_(std::make_unique<Sinks>()) {
  if (toStandardError) sinks_->all->add_sink(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  sinks_->logger.set_pattern(kPattern);
  sinks_->logger.flush_on(spdlog::level::info);
  sinks_->logger.set_error_handler([](const std::string&) {});
}

Log::~Log() = default;

bool Log::open(const std::filesystem::path& file) {
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
    sink->set_pattern(kPattern);
    sinks_->all->add_sink(std::move(sink));
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void Log::write(LogLine::Level level, const std::string& text) { sinks_->logger.log(levelOf(level), spdlog::string_view_t(text)); }

std::string Log::format(const LogLine& line) {
  const auto seconds = static_cast<std::time_t>(line.time);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  char stamp[32];
  std::strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M:%S", &local);
  const auto name = spdlog::level::to_string_view(levelOf(line.level));
  return std::string(stamp) + " " + std::string(name.data(), name.size()) + ": " + line.text;
}

}  // namespace studio
