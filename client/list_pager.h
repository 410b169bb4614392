#pragma once

// Pages through one list endpoint without losing or doubling a row.
//
// The index base differs per endpoint and is uncertain for some. Loss-free under either reading:
// start at the lowest index the API allows, advance by the rows received, drop rows already seen
// (docs/ARCHITECTURE.md, "Paging").

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/page.h"
#include "client/seen_keys.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class ListPager {
 public:
  // `params` are sent besides the resource's fixed ones; `seen` and `budget` outlive the pager.
  // `projection` decides the include= values and headers too. Keeps references to session,
  // projection, seen, budget.
  ListPager(Session& session, const Projection& projection, QueryParams params,
            std::vector<http::Header> headers, SeenKeys& seen, RequestBudget& budget);

  // Fetches the next page that has rows nobody saw before; false at the end of the list. When the
  // API refuses to go deeper although more rows may exist, the error says how many rows came.
  Result<bool> NextPage(const CancelCheck& cancelled);

  // The current page and the indexes of its rows not seen before, in order.
  const Page& page() const { return *page_; }
  const std::vector<size_t>& new_rows() const { return new_rows_; }

 private:
  enum class Refusal { kNone, kSmallerLimit, kNoPaging };

  ApiCall BuildCall() const;
  Result<ApiAnswer> Fetch(const CancelCheck& cancelled);
  Refusal AdaptTo(const Error& error);
  void Advance();
  void KeepNewRows();
  Error CeilingError() const;
  const resources::ListRoute& route() const { return projection_.resource().list; }

  Session& session_;
  const Projection& projection_;
  QueryParams params_;
  std::vector<http::Header> headers_;
  SeenKeys& seen_;
  RequestBudget& budget_;

  std::optional<Page> page_;
  std::vector<size_t> new_rows_;
  int64_t received_ = 0;  // rows of all pages, repeated ones included
  int limit_;             // what we ask for
  bool paginated_;
  bool done_ = false;
  int stale_pages_ = 0;  // pages in a row without a new key
};

}  // namespace zoho_desk::client
