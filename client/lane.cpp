// Lanes: made by Scan, asked by ListSource and RecordSource for the lane of each page. All pages of
// a lane share one projection, so a column has the same slot in all of them, and what a lane says
// its answers carry is what AskForColumns makes a list request include.

#include "client/lane.h"

#include "client/record.h"

namespace zoho_desk::client {
namespace {

std::vector<int> ColumnsOf(const resources::Resource& resource, std::span<const int> columns,
                           resources::Route route) {
  std::vector<int> carried;
  for (const int column : columns) {
    if (CarriesColumn(resource, column, route))
      carried.push_back(column);
  }
  return carried;
}

// "name: value" -> {name, value}
http::Header SplitHeader(std::string_view text) {
  const size_t colon = text.find(": ");
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 2))};
}

}  // namespace

Lane::Lane(const std::shared_ptr<Session>& session, const resources::Resource& resource,
           std::span<const int> columns, resources::Route its_route, RequestBudget& budget,
           std::shared_ptr<ListWalk>& walk)
    : route(its_route),
      own_columns(ColumnsOf(resource, columns, its_route)),
      fills_gaps(its_route == resources::kSearch && resource.search.rows_unknown),
      projection(resource, own_columns),
      completer(session, resource, columns, its_route, budget, walk) {}

void Lane::AskForColumns(QueryParams& params, std::vector<http::Header>& headers) const {
  if (route != resources::kList)
    return;
  std::string include;
  for (const int column : own_columns) {
    if (column == kRawColumn)
      continue;
    const resources::Column& spec = projection.resource().columns[static_cast<size_t>(column)];
    if (!spec.list_include.empty())
      AppendUnique(include, spec.list_include);
    if (!spec.list_header.empty())
      headers.push_back(SplitHeader(spec.list_header));
  }
  if (!include.empty())
    params.emplace_back("include", include);
}

Lane& Lanes::For(resources::Route route) {
  auto& lane = lanes_[route];
  if (!lane)
    lane = std::make_unique<Lane>(session_, resource_, columns_, route, budget_, walk_);
  return *lane;
}

}  // namespace zoho_desk::client
