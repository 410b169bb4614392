// The fuzz targets on their seeds and on some thousand mutations of them, the same in every run: no
// crash, no broken promise, no memory out of proportion. script/fuzz searches further.
//
// A finding names target, seed and round; ZOHO_DESK_FUZZ_ROUNDS=<n> tries more rounds than the
// default.

#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <vector>

#include "tests/fuzz/targets.h"
#include "tests/paths.h"

namespace {

// What operator new holds; curl's and SQLite's own memory does not count.
std::atomic<size_t> g_held{0};
std::atomic<size_t> g_peak{0};

void* Take(size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr)
    throw std::bad_alloc();
  const size_t held = g_held += malloc_usable_size(memory);
  if (held > g_peak)
    g_peak = held;
  return memory;
}

void Drop(void* memory) noexcept {
  if (memory != nullptr)
    g_held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(size_t size) {
  return Take(size);
}
void* operator new[](size_t size) {
  return Take(size);
}
// The sanitizers' own would not count.
void* operator new(size_t size, const std::nothrow_t& /*tag*/) noexcept {
  try {
    return Take(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* memory) noexcept {
  Drop(memory);
}
void operator delete[](void* memory) noexcept {
  Drop(memory);
}
void operator delete(void* memory, size_t /*size*/) noexcept {
  Drop(memory);
}
void operator delete[](void* memory, size_t /*size*/) noexcept {
  Drop(memory);
}

namespace zoho_desk::fuzz {

// What GoogleTest shows of the parameter.
static void PrintTo(const Target& target, std::ostream* out) {
  *out << target.name;
}

namespace {

namespace fs = std::filesystem;

// The sanitizers slow a round down.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSlowness = 10;
#else
constexpr int kSlowness = 1;
#endif
constexpr size_t kLongestInput = 16 * 1024;
// A row of ten bytes becomes up to a hundred cells of 16 bytes; growing a vector holds it twice.
constexpr size_t kMostMemoryPerByte = 512;
constexpr size_t kMemoryInAnyCase = size_t{1024} * 1024;

struct Seed {
  std::string name;
  std::string text;
};

std::vector<Seed> SeedsOf(const Target& target) {
  std::vector<Seed> seeds;
  for (const auto& entry : fs::directory_iterator(fs::path(ZOHO_DESK_SOURCE_DIR "/tests/fuzz") /
                                                  "corpus" / target.name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds.push_back({entry.path().filename(), std::string(std::istreambuf_iterator<char>(file),
                                                          std::istreambuf_iterator<char>())});
  }
  std::sort(seeds.begin(), seeds.end(),
            [](const Seed& a, const Seed& b) { return a.name < b.name; });
  return seeds;
}

// What a crash would otherwise not say.
std::array<char, 256> g_running{};

extern "C" void SayWhatRan(int number) {
  const auto ignored = write(STDERR_FILENO, g_running.data(), std::strlen(g_running.data()));
  static_cast<void>(ignored);
  std::signal(number, SIG_DFL);
  std::raise(number);
}

// splitmix64: the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  size_t Below(size_t bound) { return bound == 0 ? 0 : Next() % bound; }

 private:
  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t x = state_;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
    return x ^ (x >> 31U);
  }
  uint64_t state_;
};

constexpr std::string_view kPieces[] = {"{",
                                        "}",
                                        "[",
                                        "]",
                                        "\"",
                                        ":",
                                        ",",
                                        "\\",
                                        "\\u0000",
                                        "\\ud83d",
                                        "null",
                                        "true",
                                        "1e999",
                                        "-0",
                                        "9223372036854775808",
                                        "\xff",
                                        "\xc2\x9b",
                                        "\xed\xa0\x80",
                                        "\r\n",
                                        "\t",
                                        "../",
                                        "%2f",
                                        "?",
                                        "data",
                                        "id",
                                        "error",
                                        "errorCode",
                                        "access_token",
                                        "expires_in",
                                        "fuzz-s3cret",
                                        "2024-02-29T23:59:59.999Z",
                                        "+14:00",
                                        "=?",
                                        "=IN(?)",
                                        " sort=-",
                                        " columns=",
                                        "ffffffffffffffff"};

std::string Mutated(std::string text, const std::vector<Seed>& seeds, Random& random) {
  for (size_t times = 1 + random.Below(4); times > 0; --times) {
    const size_t at = random.Below(text.size() + 1);
    const size_t length = random.Below(std::min<size_t>(text.size() - at, 64) + 1);
    switch (random.Below(6)) {
      case 0:  // another byte
        if (at < text.size())
          text[at] = static_cast<char>(random.Below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, kPieces[random.Below(std::size(kPieces))]);
        break;
      case 3: {  // a part again, up to a hundred times
        const std::string part = text.substr(at, length);
        for (size_t again = random.Below(100); again > 0 && text.size() < kLongestInput; --again)
          text.insert(at, part);
        break;
      }
      case 4: {  // the end of another seed
        const std::string& other = seeds[random.Below(seeds.size())].text;
        text.replace(at, std::string::npos, other, random.Below(other.size() + 1));
        break;
      }
      default:
        text.resize(at);
    }
  }
  text.resize(std::min(text.size(), kLongestInput));
  return text;
}

class Replay : public ::testing::TestWithParam<Target> {
 protected:
  void SetUp() override {
    seeds_ = SeedsOf(GetParam());
    for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
      std::signal(number, SayWhatRan);
  }

  // Runs the target; false if a promise was broken.
  bool Run(const std::string& input, const std::string& name, bool* accepted = nullptr) {
    std::snprintf(g_running.data(), g_running.size(), "\nfuzz target %s, %s\n",
                  std::string(GetParam().name).c_str(), name.c_str());
    const size_t before = g_held;
    g_peak = before;
    try {
      const bool taken = GetParam().run(input);
      if (accepted != nullptr)
        *accepted = taken;
    } catch (const BrokenPromise& broken) {
      ADD_FAILURE() << name << ": " << broken.what() << "\ninput: " << input;
      return false;
    }
    const size_t used = g_peak - before;
    EXPECT_LE(used, kMemoryInAnyCase + kMostMemoryPerByte * input.size())
        << name << "\ninput: " << input;
    return used <= kMemoryInAnyCase + kMostMemoryPerByte * input.size();
  }

  std::vector<Seed> seeds_;
};

// A seed's name begins with what becomes of it.
TEST_P(Replay, TakesGoodSeedsAndRefusesBadOnes) {
  EXPECT_GE(seeds_.size(), 6U);
  for (const Seed& seed : seeds_) {
    const bool good = seed.name.starts_with("good-");
    EXPECT_TRUE(good || seed.name.starts_with("bad-")) << seed.name;
    bool accepted = !good;
    Run(seed.text, seed.name, &accepted);
    EXPECT_EQ(accepted, good) << seed.name;
  }
}

TEST_P(Replay, SurvivesMutations) {
  const char* wanted = std::getenv("ZOHO_DESK_FUZZ_ROUNDS");
  const int rounds = wanted != nullptr ? std::atoi(wanted) : GetParam().rounds / kSlowness;
  ASSERT_FALSE(seeds_.empty());
  for (int round = 0; round < rounds; ++round) {
    Random random(static_cast<uint64_t>(round));
    const Seed& seed = seeds_[random.Below(seeds_.size())];
    const std::string name = "seed " + seed.name + ", round " + std::to_string(round);
    if (!Run(Mutated(seed.text, seeds_, random), name))
      return;
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay,
                         ::testing::ValuesIn(AllTargets().begin(), AllTargets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace zoho_desk::fuzz
