// Plans and the arguments that come with them.

#include "vtab/plan.h"

#include <charconv>
#include <memory>

#include "client/record.h"
#include "common/url.h"
#include "tests/fuzz/targets.h"
#include "vtab/arguments.h"
#include "vtab/binding.h"

namespace zoho_desk::fuzz {
namespace {

using resources::Resource;
using vtab::BoundTerm;
using vtab::BoundValue;

BoundValue ValueFrom(std::string_view text) {
  const char kind = text.empty() ? 'n' : text.front();
  const std::string_view rest = text.empty() ? text : text.substr(1);
  switch (kind) {
    case 't':
      return std::string(rest);
    case 'i': {
      int64_t value = 0;
      std::from_chars(rest.data(), rest.data() + rest.size(), value);
      return value;
    }
    case 'r': {
      double value = 0;
      std::from_chars(rest.data(), rest.data() + rest.size(), value);
      return value;
    }
    case 'b':
      return vtab::BlobValue{};
    default:
      return vtab::NullValue{};
  }
}

std::vector<BoundTerm> ArgumentsFrom(std::string_view lines) {
  std::vector<BoundTerm> arguments;
  while (!lines.empty()) {
    std::string_view line = Cut(lines, '\n');
    BoundTerm& term = arguments.emplace_back();
    do
      term.push_back(ValueFrom(Cut(line, '\t')));
    while (!line.empty());
  }
  return arguments;
}

// What enters a URL is encoded, whatever the values are.
void RequireSafe(const client::ScanRequest& request) {
  constexpr std::string_view kQueryText =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%,:&=";
  std::vector<QueryParams> all = request.alternatives;
  all.push_back(request.params);
  for (const QueryParams& params : all)
    Require(ToQueryString(params).find_first_not_of(kQueryText) == std::string::npos,
            "a query string is encoded");
  for (const std::string& key : request.keys) {
    Require(client::IsPossibleKey(*request.resource, key), "a key is possible");
    Require(PercentEncode(key) == key, "a key needs no encoding, so it is no path");
  }
}

bool CheckBinding(const vtab::ScanPlan& plan, const Resource& resource,
                  const std::vector<BoundTerm>& arguments) {
  const auto binding = vtab::Bind(plan, resource, arguments);
  if (!binding.ok()) {
    RequireMessage(binding.error().message);
    return false;
  }
  if (!binding->no_rows)
    RequireSafe(binding->request);
  return true;
}

struct Database {
  Database() { sqlite3_open(":memory:", &db); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(db); }
  sqlite3* db = nullptr;
};

struct Call {
  const vtab::ScanPlan* plan;
  std::vector<BoundTerm> arguments{};
};

// A SQL function in the place of xFilter: SQLite hands it its arguments as it would there.
void OnCall(sqlite3_context* context, int argc, sqlite3_value** argv) noexcept {
  auto* call = static_cast<Call*>(sqlite3_user_data(context));
  call->arguments = vtab::ReadArguments(*call->plan, argc, argv);
}

void BindValue(sqlite3_stmt* statement, int index, const BoundValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value))
    sqlite3_bind_int64(statement, index, *integer);
  else if (const auto* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, index, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), nullptr);
  else if (std::holds_alternative<vtab::BlobValue>(value))
    sqlite3_bind_blob(statement, index, "\x00\xff", 2, nullptr);
}

void PassThroughSqlite(const vtab::ScanPlan& plan, const Resource& resource,
                       const std::vector<BoundTerm>& arguments) {
  constexpr size_t kMostArguments = 100;  // of a function in SQLite
  if (arguments.size() > kMostArguments)
    return;
  static auto* database = new Database;
  Call call{.plan = &plan};
  sqlite3_create_function(database->db, "call", -1, SQLITE_UTF8, &call, OnCall, nullptr, nullptr);
  std::string sql = "SELECT call(";
  for (size_t i = 0; i < arguments.size(); ++i)
    sql += i == 0 ? "?" : ",?";
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database->db, (sql + ")").c_str(), -1, &statement, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(statement, sqlite3_finalize);
  for (size_t i = 0; i < arguments.size(); ++i)
    BindValue(statement, static_cast<int>(i) + 1, arguments[i].front());
  sqlite3_step(statement);
  const std::string signature = vtab::Signature("", call.arguments);
  Require(signature.size() >= call.arguments.size(), "a signature tells arguments apart");
  CheckBinding(plan, resource, call.arguments);
}

}  // namespace

bool RunPlanText(std::string_view input) {
  const Resource* resource = resources::FindResource(Cut(input, '\n'));
  if (resource == nullptr)
    return false;
  const auto plan = vtab::PlanFromText(input, *resource);
  if (!plan)
    return false;
  const auto again = vtab::PlanFromText(vtab::ToText(*plan, *resource, {}), *resource);
  Require(again && *again == *plan, "a plan survives its text");
  for (const int column : vtab::ColumnsUsed(plan->columns_used, *resource))
    Require(column == -1 || static_cast<size_t>(column) < resource->columns.size(),
            "a column exists");
  return true;
}

bool RunSqlArguments(std::string_view input) {
  const Resource* resource = resources::FindResource(Cut(input, '\n'));
  if (resource == nullptr)
    return false;
  const auto plan = vtab::PlanFromText(Cut(input, '\n'), *resource);
  if (!plan)
    return false;
  const std::vector<BoundTerm> arguments = ArgumentsFrom(input);
  PassThroughSqlite(*plan, *resource, arguments);
  return CheckBinding(*plan, *resource, arguments);
}

}  // namespace zoho_desk::fuzz
