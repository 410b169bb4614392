#pragma once

// What the answers of one kind (list, search, get-by-id) carry of the columns a scan reads, and who
// fetches the rest.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "client/projection.h"
#include "client/record_memory.h"
#include "client/row_completer.h"
#include "client/session.h"
#include "common/url.h"
#include "http/transport.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Whether answers of that route carry the column. What search rows of some resources look like is
// undocumented: they are taken to be like the list's, and a field that is absent is fetched.
inline bool CarriesColumn(const resources::Resource& resource, int column, resources::Route route) {
  if (column == kRawColumn)
    return true;
  const uint8_t routes = resource.columns[static_cast<size_t>(column)].routes;
  if (route == resources::kSearch && resource.search.rows_unknown)
    return (routes & (resources::kSearch | resources::kList)) != 0;
  return (routes & route) != 0;
}

// Whether a search by id, a get-by-id or a walk through the list can fill the column in where a
// scan's own rows lack it.
inline bool Fills(const resources::Resource& resource, const resources::Column& column,
                  resources::Route way) {
  const bool is_there = way == resources::kSearch ? resource.search.by_id
                        : way == resources::kGet  ? !resource.get.path.empty()
                                                  : true;
  return is_there && (column.routes & way) != 0;
}

// The cheapest of these ways.
inline resources::Route FilledBy(const resources::Resource& resource,
                                 const resources::Column& column) {
  return Fills(resource, column, resources::kSearch) ? resources::kSearch
         : Fills(resource, column, resources::kGet)  ? resources::kGet
                                                     : resources::kList;
}

// Whether only list rows carry the column: no search, and no get-by-id, can fill it in.
inline bool OnlyListsCarry(const resources::Resource& resource, int column) {
  if (column == kRawColumn)
    return false;
  const resources::Column& spec = resource.columns[static_cast<size_t>(column)];
  return spec.IsField() && !Fills(resource, spec, resources::kGet) &&
         (spec.routes & resources::kSearch) == 0;
}

// The projection of one endpoint's answers, with what fills in the columns they lack.
struct Lane {
  Lane(const std::shared_ptr<Session>& session, const resources::Resource& resource,
       std::span<const int> columns, resources::Route its_route, RequestBudget& budget,
       std::shared_ptr<ListWalk>& walk);

  // Adds what a list request must say for its rows to carry own_columns; nothing for other routes.
  void AskForColumns(QueryParams& params, std::vector<http::Header>& headers) const;

  resources::Route route;
  std::vector<int> own_columns;  // of the scan's columns, those the answers carry
  bool fills_gaps;               // absent fields are fetched
  Projection projection;
  RowCompleter completer;
};

// The lanes of one scan, made when first needed. Not thread-safe.
class Lanes {
 public:
  // `columns`, `budget` and `memory`, which may be null, outlive this.
  Lanes(std::shared_ptr<Session> session, const resources::Resource& resource,
        const std::vector<int>& columns, RequestBudget& budget, RecordMemory* memory)
      : session_(std::move(session)),
        resource_(resource),
        columns_(columns),
        budget_(budget),
        walk_(memory != nullptr ? memory->list_walk : own_walk_) {}

  Lane& For(resources::Route route);

 private:
  std::shared_ptr<Session> session_;
  const resources::Resource& resource_;
  const std::vector<int>& columns_;
  RequestBudget& budget_;
  std::shared_ptr<ListWalk> own_walk_;
  std::shared_ptr<ListWalk>& walk_;
  std::map<resources::Route, std::unique_ptr<Lane>> lanes_;
};

}  // namespace zoho_desk::client
