#pragma once

// Warnings for the host's log. The extension points the sink at sqlite3_log(SQLITE_WARNING, ...),
// so they reach whoever configured SQLITE_CONFIG_LOG. A message never holds a token or a secret:
// it goes through OneLine (safe_text.h) on its way.

#include <string_view>

namespace zoho_desk {

using LogSink = void (*)(std::string_view message);

// Sets the sink for the process; nullptr drops warnings. Thread-safe.
void SetLogSink(LogSink sink);

// Sends one line to the sink, if there is one. Thread-safe.
void LogWarning(std::string_view message);

}  // namespace zoho_desk
