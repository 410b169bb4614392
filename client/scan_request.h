#pragma once

// What a scan is to ask for: a plan with its values filled in.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Checked by whoever makes it: parameters are sent as they stand. `resource` is constant data.
struct ScanRequest {
  // The stop key of an ordered scan: ends a walk in server order at a bound.
  struct Stop {
    int column = -1;          // index into resource->columns, a kTime column
    bool descending = false;  // rows come newest first: stop below the bound; else above it
    std::string bound;        // ISO-8601 UTC, compared as text
    bool operator==(const Stop&) const = default;
  };

  const resources::Resource* resource = nullptr;
  // Columns the query reads: indexes into resource->columns, or kRawColumn. Others read as NULL.
  std::vector<int> columns{};
  resources::Route route =
      resources::kList;  // a search falls back to the list if the token may not search
  // kGet. Keys that cannot exist give no row and no request.
  std::vector<std::string> keys{};
  // kList. Set: only rows whose parent column has one of these values. What is not in a closed set,
  // or cannot be a key, gives no row and no request.
  std::optional<std::vector<std::string>> parents{};
  // Sent with every page. A parameter of the same name as one of the resource's fixed ones replaces
  // it.
  QueryParams params{};
  // True if `params` are hidden parameters of the query: then no other route can stand in.
  bool has_parameters = false;
  // What each of several lists is asked for beyond `params`, one list after the other: parts of a
  // comma list too long for one request, values of a hidden parameter. A record that several of
  // them hold comes once. Empty: one list.
  std::vector<QueryParams> alternatives{};
  // kList: what the same terms become on a search, which takes over where the list ends. A superset
  // of the list's rows: terms that the search cannot take are left out.
  QueryParams search_params{};
  std::string sort{};         // sortBy; empty: as the server likes
  bool sort_is_ours = false;  // for `stop` alone: SQL does not rely on the order
  std::optional<Stop> stop{};
  int64_t expected_rows = 0;  // how many rows will be read; 0: unknown
  // Another scan of the statement looks rows up in this one: what comes is no row of its own.
  bool is_for_details = false;
  bool reads_all_rows =
      false;  // every row will be read, up to expected_rows: details may be fetched ahead

  bool operator==(const ScanRequest&) const = default;
};

}  // namespace zoho_desk::client
