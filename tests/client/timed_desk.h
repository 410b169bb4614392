#pragma once

// Records with a createdTime for FakeTransport, by list and by search, as Zoho serves them: in
// order of time, by from and limit, within createdTimeRange, up to a ceiling.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/time_text.h"
#include "resources/resource.h"
#include "tests/client/fake_transport.h"

namespace zoho_desk::client {

namespace timed {
using resources::Column;
using resources::ColumnType;
using resources::kGet;
using resources::kList;
using resources::kSearch;

enum : int { kId, kCreatedTime, kModifiedTime, kPartner, kState, kShelf };
inline constexpr uint8_t kEvery = kList | kSearch | kGet;
inline constexpr Column kColumns[] = {
    {"id", ColumnType::kId, kEvery, ""},
    {"createdTime", ColumnType::kTime, kEvery, ""},
    {"modifiedTime", ColumnType::kTime, kSearch | kGet, ""},
    {"partner", ColumnType::kId, kEvery, ""},
    {"state", ColumnType::kText, kEvery, ""},
    {"shelf", ColumnType::kText, kList, ""},
};
inline constexpr std::string_view kKey[] = {"id"};
inline constexpr resources::SortKey kSorts[] = {
    {"createdTime", "createdTime", kList | kSearch},
    {"modifiedTime", "modifiedTime", kSearch},
};
// Pages of 10, so that tests stay small.
inline constexpr resources::Resource kEventsOf(bool rows_unknown = false) {
  return {
      .name = "moments",
      .key = kKey,
      .list = {.path = "/api/v1/moments", .max_limit = 10, .scopes = "Desk.moments.READ"},
      .get = {.path = "/api/v1/moments/{id}", .scopes = "Desk.moments.READ"},
      .search = {.path = "/api/v1/moments/search",
                 .scopes = "Desk.moments.READ,Desk.search.READ",
                 .max_limit = 10,
                 .by_id = true,
                 .rows_unknown = rows_unknown},
      .sorts = kSorts,
      .columns = kColumns,
  };
}
inline constexpr resources::Resource kMoments = kEventsOf();
inline constexpr resources::Resource kMomentsOfUnknownRows = kEventsOf(true);
}  // namespace timed

struct Moment {
  int id = 0;
  int64_t ms = 0;
};

class TimedDesk {
 public:
  static constexpr int64_t kStart = 1'700'000'000'000;

  // One every minute.
  explicit TimedDesk(int count) {
    for (int i = 0; i < count; ++i)
      moments.push_back({1001 + i, kStart + i * 60'000});
  }

  std::vector<Moment> moments;  // oldest first
  int list_ceiling = 100000;    // largest from
  int search_ceiling = 100000;
  bool search_allowed = true;
  bool bounds_inclusive = true;
  bool tells_count = true;
  std::string claims{};               // JSON that the search has for a count
  int miscounts_by = 0;               // the search knows so many more than there are
  bool search_rows_are_bare = false;  // id and createdTime only
  bool list_rows_are_bare = false;    // id only
  bool list_is_newest_first = false;  // without sortBy
  // What becomes of sortBy after that many requests for pages of the kind.
  struct Sorting {
    std::optional<Answer> refusal{};
    bool is_ignored = false;
    int after = 0;
  };
  Sorting list_sorting;
  Sorting search_sorting;

  void ServeOn(FakeTransport& transport) {
    transport.Serve("/api/v1/moments", [this](const Seen& seen) { return Page(seen, false); });
    transport.Serve("/api/v1/moments/search", [this](const Seen& seen) {
      return search_allowed ? Page(seen, true) : Refusal(403, "SCOPE_MISMATCH");
    });
  }

  std::string Row(const Moment& moment, bool bare, bool timed = true) const {
    std::string row = R"({"id":")" + std::to_string(moment.id) + "\"";
    if (timed)
      row += R"(,"createdTime":")" + FormatUtcMillis(moment.ms) + "\"";
    if (!bare)
      row += R"(,"state":"s)" + std::to_string(moment.id) + "\"";
    return row + "}";
  }

 private:
  Answer Page(const Seen& seen, bool searches) {
    Sorting& sorting = searches ? search_sorting : list_sorting;
    std::string sort = seen.Param("sortBy");
    if (!sort.empty() && --sorting.after < 0) {
      if (sorting.refusal)
        return *sorting.refusal;
      if (sorting.is_ignored)
        sort.clear();
    }
    std::vector<Moment> found = moments;
    if (const std::string range = seen.Param("createdTimeRange"); !range.empty()) {
      const int64_t from = *ParseIsoMillis(range.substr(0, range.find(',')));
      const int64_t to = *ParseIsoMillis(range.substr(range.find(',') + 1));
      const int64_t margin = bounds_inclusive ? 0 : 1;
      std::erase_if(found, [&](const Moment& moment) {
        return moment.ms < from + margin || moment.ms > to - margin;
      });
    }
    if (sort == "-createdTime" || (sort.empty() && !searches && list_is_newest_first))
      std::reverse(found.begin(), found.end());
    const int from = std::stoi(seen.Param("from"));
    const int limit = std::stoi(seen.Param("limit"));
    const int ceiling = searches ? search_ceiling : list_ceiling;
    if (from > ceiling) {
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     "The value passed for field 'from' exceeds the range of '0-" +
                         std::to_string(ceiling) + "'.");
    }
    if (from >= static_cast<int>(found.size()))
      return Nothing();
    std::string body = R"({"data":[)";
    const int end = std::min(static_cast<int>(found.size()), from + limit);
    for (int i = from; i < end; ++i) {
      const Moment& moment = found[static_cast<size_t>(i)];
      body += (i == from ? "" : ",") +
              Row(moment, searches && search_rows_are_bare, searches || !list_rows_are_bare);
      if (!searches)
        body.insert(body.size() - 1, R"(,"shelf":"f)" + std::to_string(moment.id) + "\"");
    }
    body += "]";
    if (searches && !claims.empty())
      body += ",\"count\":" + claims;
    else if (searches && tells_count)
      body += ",\"count\":" + std::to_string(static_cast<int>(found.size()) + miscounts_by);
    return Json(body + "}");
  }
};

}  // namespace zoho_desk::client
