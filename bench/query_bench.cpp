// What a query costs before and beside its pages: planning, request URLs, the request log. Run by
// script/bench. Nothing is sent and SQLite is not asked: times are of the functions named.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "client/request_log.h"
#include "common/url.h"
#include "resources/resource.h"
#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::bench {
namespace {

using Op = vtab::PlannerTerm::Op;

// SELECT ... WHERE status IN (...) AND modifiedTime >= ? AND priority = ? ORDER BY createdTime
// DESC LIMIT ?
void PlanQuery(benchmark::State& state) {
  const resources::Resource& tickets = *resources::FindResource("tickets");
  const vtab::TableLayout layout(tickets);
  const auto column = [&](std::string_view name) {
    return layout.OfColumn(tickets.FindColumn(name));
  };
  const std::vector<vtab::PlannerTerm> terms = {
      {.column = column("status"), .op = Op::kIn, .usable = true},
      {.column = column("modifiedTime"), .op = Op::kGreaterEqual, .usable = true},
      {.column = column("priority"), .op = Op::kEqual, .usable = true},
      {.op = Op::kLimit, .usable = true}};
  const std::vector<vtab::PlannerOrder> order = {
      {.column = column("createdTime"), .descending = true}};
  for (auto step : state) {
    auto plan =
        vtab::Plan(tickets, {.terms = terms, .order_by = order, .columns_used = 0x12345678});
    if (!plan.ok() || !plan->has_value())
      state.SkipWithError("no plan");
    benchmark::DoNotOptimize(plan);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(PlanQuery);

void EncodeQuery(benchmark::State& state) {
  const QueryParams params = {
      {"createdTimeRange", "2026-01-01T00:00:00.000Z,2026-11-02T09:30:00.000Z"},
      {"status", "Open,On Hold,Waiting for parts,Überfällig"},
      {"sortBy", "-createdTime"},
      {"from", "1900"},
      {"limit", "100"}};
  size_t bytes = 0;
  for (auto step : state) {
    std::string text = ToQueryString(params);
    bytes += text.size();
    benchmark::DoNotOptimize(text);
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(EncodeQuery);

// The log is full, so each entry pushes the oldest one out.
void AppendToRequestLog(benchmark::State& state) {
  client::RequestLogEntry entry;
  entry.table = "zoho_desk_tickets";
  entry.path =
      "/api/v1/tickets/search?createdTimeRange=2026-01-01T00:00:00.000Z,"
      "2026-11-02T09:30:00.000Z&sortBy=createdTime&from=1900&limit=100";
  entry.status = 200;
  for (size_t i = 0; i < client::kRequestLogCapacity; ++i)
    client::AppendRequest(entry);
  for (auto step : state) {
    const int64_t id = client::AppendRequest(entry);
    client::SetRequestRows(id, 100);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(AppendToRequestLog);

}  // namespace
}  // namespace zoho_desk::bench
