#include "tests/extension/scale_desk.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace zoho_desk::testing {
namespace {

using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

// More than any query here needs; one that asks without end runs out of them.
constexpr int64_t kCreditsPerQuery = 10'000;

std::string TextOf(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : ToString(value);
}

// "3 missing (4711, ...)"; nothing if there are none.
void Tell(const char* what, const Ids& ids, std::string& out) {
  if (!ids.empty())
    out += (out.empty() ? "" : ", ") + std::to_string(ids.size()) + " " + what + " (" +
           ids.front() + (ids.size() > 1 ? ", ..., " + ids.back() : "") + ")";
}

}  // namespace

sandbox::Options WithRows(const std::string& resource, uint32_t rows,
                          const sandbox::TimeShape& shape) {
  sandbox::Options options;
  EXPECT_TRUE(options.SetRows(resource, rows));
  EXPECT_TRUE(options.SetTimes(resource, shape));
  return options;
}

namespace {

sandbox::Options WithoutLimits(sandbox::Options options) {
  options.settings.throttle_tokens = -1;
  options.settings.credits = kCreditsPerQuery;
  return options;
}

}  // namespace

ScaleDesk::ScaleDesk(sandbox::Options options)
    : server_(std::make_unique<sandbox::Server>(WithoutLimits(std::move(options)))) {
  if (!server_->Start())
    throw std::runtime_error("the sandbox did not start");
  front_ = std::make_unique<Front>(server_->port());
  const sandbox::Credentials& credentials = server_->credentials();
  std::map<std::string, std::string> variables{
      {"ZOHO_DESK_CLIENT_ID", credentials.client_id},
      {"ZOHO_DESK_CLIENT_SECRET", credentials.client_secret},
      {"ZOHO_DESK_REFRESH_TOKEN", credentials.refresh_token},
      {"ZOHO_DESK_ORG_ID", server_->org_id()},
      {"ZOHO_DESK_API_BASE", front_->base_url()},
      {"ZOHO_DESK_ACCOUNTS_BASE", front_->base_url()},
      {"XDG_CONFIG_HOME", (home_.path() / "config").string()},
      {"XDG_CACHE_HOME", (home_.path() / "cache").string()}};
  for (const char* unset : {"ACCESS_TOKEN", "DC", "PROFILE", "RETRIES", "MAX_REQUESTS",
                            "CONCURRENCY", "CACHE_TTL", "PROGRESS", "TIMEOUT"})
    variables[std::string("ZOHO_DESK_") + unset] = "";
  scope_ = std::make_unique<ScopedEnvironment>(variables);
}

Ids ScaleDesk::AllIds(const std::string& resource) const {
  Ids ids;
  for (const sandbox::RecordKey& key : server_->Records(resource))
    ids.push_back(std::to_string(key.id));
  return ids;
}

Ids ScaleDesk::IdsWhere(const std::string& resource, const std::string& field,
                        const std::string& value) const {
  const Ids all = AllIds(resource);
  const auto values = server_->Values(resource, field);
  Ids ids;
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] == value)
      ids.push_back(all[i]);
  }
  return ids;
}

Ids ScaleDesk::InBoth(const Ids& a, const Ids& b) {
  const std::set<std::string> known(b.begin(), b.end());
  Ids both;
  std::copy_if(a.begin(), a.end(), std::back_inserter(both),
               [&](const std::string& id) { return known.contains(id); });
  return both;
}

QueryResult ScaleDesk::Query(const std::string& sql) {
  server_->ResetLog();
  server_->SetCreditsLeft(kCreditsPerQuery);
  return Database::WithExtension().Query(sql);
}

Price ScaleDesk::TakePrice() {
  Price price;
  for (const sandbox::LogEntry& entry : server_->Log()) {
    if (!entry.path.starts_with("/api/"))
      continue;
    ++price.requests;
    price.credits += entry.weight;
    price.dearest = std::max(price.dearest, entry.weight);
    price.refused += entry.status >= 400 ? 1 : 0;
  }
  server_->ResetLog();
  return price;
}

Ids FirstColumn(const QueryResult& result) {
  Ids ids;
  for (const SqlRow& row : result.rows)
    ids.push_back(TextOf(row.at(0)));
  return ids;
}

AssertionResult HasEachOnce(const QueryResult& result, const Ids& expected) {
  return HasEachOnce(result, expected, {});
}

AssertionResult HasEachOnce(const QueryResult& result, const Ids& expected, const Ids& allowed) {
  std::string problems;
  if (!result.ok())
    problems =
        "the query failed after " + std::to_string(result.rows.size()) + " rows: " + result.error;
  std::map<std::string, int> seen;
  for (const std::string& id : FirstColumn(result))
    ++seen[id];
  Ids missing;
  Ids doubled;
  Ids strange;
  std::set<std::string> known(allowed.begin(), allowed.end());
  for (const std::string& id : expected) {
    known.insert(id);
    if (!seen.contains(id))
      missing.push_back(id);
  }
  for (const auto& [id, times] : seen) {
    if (!known.contains(id))
      strange.push_back(id);
    else if (times > 1)
      doubled.push_back(id);
  }
  Tell("missing", missing, problems);
  Tell("doubled", doubled, problems);
  Tell("unexpected", strange, problems);
  return problems.empty() ? AssertionSuccess()
                          : AssertionFailure()
                                << problems << "; " << expected.size() << " were expected, "
                                << result.rows.size() << " came";
}

AssertionResult IsOrdered(const QueryResult& result, size_t column, bool descending) {
  for (size_t i = 1; i < result.rows.size(); ++i) {
    const std::string before = TextOf(result.rows[i - 1].at(column));
    const std::string after = TextOf(result.rows[i].at(column));
    if (descending ? before < after : after < before)
      return AssertionFailure() << "row " << i << ": " << after << " comes after " << before;
  }
  return AssertionSuccess();
}

AssertionResult IsFlat(const Price& price, size_t rows, int64_t extra) {
  const auto limit = static_cast<int64_t>(rows * 31 / 1000) + extra;
  if (price.dearest > 3)
    return AssertionFailure() << "a call cost " << price.dearest << " credits";
  if (price.credits > limit)
    return AssertionFailure() << price.credits << " credits in " << price.requests
                              << " requests for " << rows << " rows; at most " << limit
                              << " are a flat price";
  return AssertionSuccess();
}

}  // namespace zoho_desk::testing
