#pragma once

// Pages through one list or search endpoint without losing or doubling a row.
//
// The index base differs per endpoint and is uncertain for some. Loss-free under either reading:
// start at the lowest index the API allows, advance by the rows received, drop rows already seen
// (docs/ARCHITECTURE.md, "Paging").

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"
#include "client/page_route.h"
#include "client/scan_request.h"
#include "client/seen_keys.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// error_code of the error with which a pager reports that the API goes no deeper.
inline constexpr std::string_view kCeilingReached = "CEILING_REACHED";

class ListPager {
 public:
  struct Options {
    PageRoute route;
    QueryParams params{};  // sent besides the route's fixed ones
    std::vector<http::Header> headers{};
    int64_t expected_rows = 0;                // size of the first page; 0: as large as it may be
    std::optional<ScanRequest::Stop> stop{};  // where a walk in server order ends
  };

  // Keeps references to session, projection, seen and budget, which outlive the pager.
  ListPager(Session& session, const Projection& projection, Options options, SeenKeys& seen,
            RequestBudget& budget);

  // Fetches the next page that has rows nobody saw before; false at the end of the list. When the
  // API refuses to go deeper although more rows may exist, the error says how many rows came.
  Result<bool> NextPage(const CancelCheck& cancelled);

  // The current page and the indexes of its rows not seen before, in order. May be moved from.
  Page& page() { return *page_; }
  std::vector<size_t>& new_rows() { return new_rows_; }

 private:
  ApiCall BuildCall() const;
  Result<ApiAnswer> Fetch(const CancelCheck& cancelled);
  bool AdaptTo(const Error& error);
  bool IsTooDeep(const Error& error) const;
  void Advance();
  void KeepNewRows();
  bool IsBeyondStop(size_t row) const;
  std::string KeyOf(size_t row) const;
  Error CeilingError() const;
  const PageRoute& route() const { return options_.route; }

  Session& session_;
  const Projection& projection_;
  Options options_;
  SeenKeys& seen_;
  RequestBudget& budget_;

  std::optional<Page> page_;
  std::vector<size_t> new_rows_;
  int64_t received_ = 0;  // rows of all pages, repeated ones included
  int largest_limit_;     // what the server takes
  int limit_;             // what the next page asks for
  bool paginated_;
  bool done_ = false;
  int stale_pages_ = 0;    // pages in a row that begin like the one before and have no new key
  std::string first_key_;  // of the page before
};

}  // namespace zoho_desk::client
