#pragma once

// Where pages come from: the list or the search endpoint of a resource, in the terms the pager
// needs.

#include <span>
#include <string>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::client {

// "/api/v1/tickets/{ticketId}/comments" with that value in the place of its braces, if it has any.
std::string PathOf(std::string_view path, std::string_view value);

// Texts are those of the resource, which is constant data.
struct PageRoute {
  std::string path;
  std::string_view
      endpoint;  // the path with its placeholders: what is learned holds for all of them
  std::string_view data_key;  // empty: the answer is the only row, if there is one
  std::string_view scopes;    // comma list, for the error that names them
  bool paginated = true;
  bool paging_may_be_refused = false;  // with 422, by older servers: asked again without it
  int first_index = 0;                 // `from` of the first row
  int min_limit = 1;                   // rows
  int max_limit = 0;                   // rows
  int max_from = -1;                   // -1: unknown, the server tells
  bool counts_matches = false;         // a count in the answer is that of all rows, not of the page
  std::span<const resources::FixedParam> fixed{};
};

// `parent` is what the request says of it.
inline PageRoute ListPages(const resources::Resource& resource, std::string_view parent = {}) {
  const resources::ListRoute& list = resource.list;
  return {.path = PathOf(list.path, parent),
          .endpoint = list.path,
          .data_key = list.data_key,
          .scopes = list.scopes,
          .paginated = list.paginated,
          .paging_may_be_refused = list.paging_may_be_refused,
          .first_index = list.first_index,
          .min_limit = list.min_limit,
          .max_limit = list.max_limit,
          .max_from = list.max_from,
          .fixed = list.fixed};
}

// The ceiling of searches is reported as 999 and as 4999: the server's own answer decides.
inline PageRoute SearchPages(const resources::Resource& resource) {
  return {.path = std::string(resource.search.path),
          .endpoint = resource.search.path,
          .data_key = "data",
          .scopes = resource.search.scopes,
          .max_limit = resource.search.max_limit,
          .counts_matches = true};
}

}  // namespace zoho_desk::client
