// Takes what is worth a line in the host's log, and no reason to fail, from auth/ and client/ to
// the sink that the extension's entry point or zoho-desk has set. Nothing gets there but through
// OneLine, so that no message holds a secret or forges a second line.

#include "common/log.h"

#include <atomic>

#include "common/safe_text.h"

namespace zoho_desk {
namespace {

std::atomic<LogSink> g_sink{nullptr};

}  // namespace

void SetLogSink(LogSink sink) {
  g_sink.store(sink, std::memory_order_release);
}

void LogWarning(std::string_view message) {
  if (const LogSink sink = g_sink.load(std::memory_order_acquire))
    sink(OneLine(std::string(message), kLongestMessage));
}

}  // namespace zoho_desk
