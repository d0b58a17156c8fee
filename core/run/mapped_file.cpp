// The handler may only use what is safe within a signal: atomics and mmap.
#include "core/run/mapped_file.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <mutex>

#include "core/run/failure.h"
#include "core/run/error.h"

namespace studio {
namespace {

struct Slot {
  std::atomic<bool> taken{false}, cut{false};
  std::atomic<std::uintptr_t> start{0}, end{0};
  std::string name;  // written before start, read while the owner lives
};

constinit std::array<Slot, 1024> slots;
struct sigaction before;  // whoever handled SIGBUS until now
std::uintptr_t pageSize = 4096;

Slot* slotAround(std::uintptr_t place) {
  for (auto& slot : slots) {
    const auto start = slot.start.load(std::memory_order_acquire);
    if (start != 0 && place >= start && place < slot.end.load(std::memory_order_acquire)) return &slot;
  }
  return nullptr;
}

/// Zeros from this page to the mapping's end; the read is then repeated by the processor. Where the address is none of
/// ours, the repeated read meets the handler of before.
void onBusError(int, siginfo_t* info, void*) {
  const int code = errno;
  const auto place = reinterpret_cast<std::uintptr_t>(info->si_addr), page = place / pageSize * pageSize;
  auto* slot = slotAround(place);
  const auto zeros = [&] {
    return ::mmap(reinterpret_cast<void*>(page), slot->end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
                  -1, 0);
  };
  if (!slot || zeros() == MAP_FAILED)
    ::sigaction(SIGBUS, &before, nullptr);
  else
    slot->cut = true;
  errno = code;
}

void installOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction own {};
    own.sa_sigaction = onBusError;
    own.sa_flags = SA_SIGINFO | SA_RESTART;
    ::sigaction(SIGBUS, &own, &before);
  });
}

}  // namespace

TruncationGuard::TruncationGuard(const void* start, std::size_t size, std::string name) {
  if (size == 0) return;
  installOnce();
  for (std::size_t index = 0; index < slots.size() && slot_ < 0; ++index)
    if (!slots[index].taken.exchange(true)) slot_ = static_cast<int>(index);
  if (slot_ < 0) return;
  auto& slot = slots[static_cast<std::size_t>(slot_)];
  slot.name = std::move(name);
  slot.cut = false;
  slot.end = reinterpret_cast<std::uintptr_t>(start) + size;
  slot.start.store(reinterpret_cast<std::uintptr_t>(start), std::memory_order_release);
}

TruncationGuard::~TruncationGuard() {
  if (slot_ < 0) return;
  auto& slot = slots[static_cast<std::size_t>(slot_)];
  slot.start = 0;
  slot.taken = false;
}

void requireWhole(const void* place) {
  const auto* slot = slotAround(reinterpret_cast<std::uintptr_t>(place));
  if (slot && slot->cut)
    throw UserError(slot->name +
                    " was cut short while it was read; open it again when whoever writes it has finished.");
}

// mmap; an empty file maps to nothing.

void MappedFile::map(int descriptor, const std::filesystem::path& file) {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) throwReadError(file, errno);
  size_ = static_cast<std::size_t>(facts.st_size);
  if (size_ > 0) start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (start_ == MAP_FAILED) {
    start_ = nullptr;
    throwReadError(file, errno);
  }
  guard_.emplace(start_, size_, file.string());
}

MappedFile::MappedFile(const std::filesystem::path& file) { map(openRegularFile(file).get(), file); }

MappedFile::MappedFile(const FolderHandle& folder, const std::string& name) {
  map(folder.openFile(name).get(), folder.path() / name);
}

MappedFile::~MappedFile() {
  guard_.reset();
  if (start_) ::munmap(start_, size_);
}

}  // namespace studio
