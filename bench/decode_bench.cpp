// Decoding a page of 100 tickets into cells, against what nobody can do without: simdjson's walk
// over the same bytes, and SQLite's insertion of the same rows. nlohmann's DOM parse stands for an
// ordinary JSON library. Run by script/bench. MB/s are of the page's JSON; a page that is not
// decoded whole fails the benchmark.

#include <benchmark/benchmark.h>
#include <simdjson.h>
#include <sqlite3.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench/ticket_page.h"
#include "client/page.h"
#include "resources/resource.h"

namespace zoho_desk::bench {
namespace {

using client::Cell;
using client::Page;
using client::Projection;

void CountBytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(TicketPage().size()));
  state.SetItemsProcessed(state.iterations() * kTicketsPerPage);
}

Result<Page> Decode(std::string body, const Projection& projection) {
  return Page::DecodeRows(std::move(body), "data", projection);
}

void DecodePage(benchmark::State& state, const std::vector<int>& columns) {
  const Projection projection(*resources::FindResource("tickets"), columns);
  for (auto step : state) {
    state.PauseTiming();  // an answer's body is moved into its page, not copied
    std::string body;
    body.reserve(TicketPage().size() + simdjson::SIMDJSON_PADDING);
    body = TicketPage();
    state.ResumeTiming();
    auto page = Decode(std::move(body), projection);
    if (!page.ok() || page->size() != kTicketsPerPage)
      state.SkipWithError("the page was not decoded");
    benchmark::DoNotOptimize(page);
  }
  CountBytes(state);
}

void DecodeAllColumns(benchmark::State& state) {
  DecodePage(state, AllColumns());
}
BENCHMARK(DecodeAllColumns)->Unit(benchmark::kMicrosecond);

void DecodeThreeColumns(benchmark::State& state) {
  DecodePage(state, ThreeColumns());
}
BENCHMARK(DecodeThreeColumns)->Unit(benchmark::kMicrosecond);

// Every field of every row is found and skipped; nothing is kept.
void FloorSimdjsonWalk(benchmark::State& state) {
  const simdjson::padded_string body(TicketPage());
  simdjson::ondemand::parser parser;
  for (auto step : state) {
    size_t fields = 0;
    simdjson::ondemand::document document;
    simdjson::error_code error = parser.iterate(body).get(document);
    simdjson::ondemand::array rows;
    if (!error)
      error = document["data"].get_array().get(rows);
    if (error) {
      state.SkipWithError(simdjson::error_message(error));
      break;
    }
    for (auto row : rows) {
      for (auto field : row.get_object())
        fields += field.error() == simdjson::SUCCESS ? 1U : 0U;
    }
    benchmark::DoNotOptimize(fields);
  }
  CountBytes(state);
}
BENCHMARK(FloorSimdjsonWalk)->Unit(benchmark::kMicrosecond);

void OtherNlohmannParse(benchmark::State& state) {
  for (auto step : state) {
    auto document = nlohmann::json::parse(TicketPage(), nullptr, false);
    benchmark::DoNotOptimize(document);
  }
  CountBytes(state);
}
BENCHMARK(OtherNlohmannParse)->Unit(benchmark::kMicrosecond);

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

void Bind(sqlite3_stmt* statement, int parameter, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      sqlite3_bind_null(statement, parameter);
      break;
    case Cell::Kind::kInteger:
      sqlite3_bind_int64(statement, parameter, cell.integer);
      break;
    case Cell::Kind::kReal:
      sqlite3_bind_double(statement, parameter, cell.real);
      break;
    case Cell::Kind::kText:
    case Cell::Kind::kJson:
      sqlite3_bind_text64(statement, parameter, cell.data, cell.length, SQLITE_STATIC, SQLITE_UTF8);
      break;
  }
}

// The rows of the page, decoded beforehand, into a table in memory: one transaction a page.
void FloorSqliteInsert(benchmark::State& state) {
  const auto columns = AllColumns();
  const Projection projection(*resources::FindResource("tickets"), columns);
  const auto page = Decode(TicketPage(), projection);
  std::string names;
  std::string marks;
  for (size_t slot = 0; slot < projection.width(); ++slot) {
    names += (slot > 0 ? ", c" : "c") + std::to_string(slot);
    marks += slot > 0 ? ", ?" : "?";
  }
  sqlite3* opened = nullptr;
  sqlite3_open(":memory:", &opened);
  const std::unique_ptr<sqlite3, CloseDatabase> database(opened);
  const auto run = [&](const std::string& sql) {
    return sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  sqlite3_stmt* prepared = nullptr;
  if (!page.ok() || !run("CREATE TABLE t(" + names + ")") ||
      sqlite3_prepare_v2(opened, ("INSERT INTO t VALUES(" + marks + ")").c_str(), -1, &prepared,
                         nullptr) != SQLITE_OK) {
    state.SkipWithError("no table to insert into");
    return;
  }
  const std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement(prepared);
  for (auto step : state) {
    run("BEGIN");
    for (size_t row = 0; row < page->size(); ++row) {
      for (int slot = 0; slot < static_cast<int>(projection.width()); ++slot)
        Bind(prepared, slot + 1, page->at(row, slot));
      sqlite3_step(prepared);
      sqlite3_reset(prepared);
    }
    run("COMMIT");
    state.PauseTiming();
    run("DELETE FROM t");
    state.ResumeTiming();
  }
  CountBytes(state);
}
BENCHMARK(FloorSqliteInsert)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace zoho_desk::bench
