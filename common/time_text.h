#pragma once

// Time as text. Zoho Desk writes ISO-8601 UTC with milliseconds (2016-06-21T16:16:16.000Z); some
// answers carry 13-digit epoch milliseconds instead (facts/platform.md, "Projection, sort, dates").
// All functions are thread-safe and, NowMillis apart, pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zoho_desk {

// Milliseconds since 1970-01-01T00:00:00Z as "YYYY-MM-DDTHH:MM:SS.mmmZ". Any year 0000-9999.
std::string FormatUtcMillis(int64_t epoch_millis);

// The calendar date of that instant in UTC, "YYYY-MM-DD".
std::string FormatUtcDate(int64_t epoch_millis);

// The same time as ISO-8601 text in UTC that sorts like time, "YYYY-MM-DDTHH:MM:SS.fffZ" with all
// digits of the fraction that there are. nullopt if the text has that form already (with or without
// a fraction), is a date alone, or no time of the years 0000-9999 that ParseIsoMillis reads.
std::optional<std::string> ToUtcText(std::string_view text);

// Parses "YYYY-MM-DD[T ]HH:MM[:SS[.fraction]][Z|+HH[:][MM]|-HH[:][MM]]" or a bare "YYYY-MM-DD"
// (midnight UTC). Without a zone the time is UTC, as SQLite's date functions read it. nullopt if it
// is anything else or not a calendar date. Fractions beyond milliseconds are cut.
std::optional<int64_t> ParseIsoMillis(std::string_view text);

// Milliseconds since 1970 by the system's clock, which somebody may set while the program runs.
int64_t NowMillis();

}  // namespace zoho_desk
