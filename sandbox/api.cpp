// Api: called by the HTTP server for every request, on many threads. Checks come in this order:
// path, token, method, concurrency, organisation, scopes, credits, parameters. A call that is
// refused before its price is charged costs none, and a request keeps the settings that it began
// with. Accounts and portals are in api_accounts.cpp, rows in api_list.cpp.

#include "sandbox/api.h"

#include <algorithm>
#include <thread>

#include "sandbox/control.h"
#include "sandbox/render.h"

namespace zoho_desk::sandbox {
namespace {

using MaybeAnswer = std::optional<HttpResponse>;

constexpr std::string_view kOrganizationScopes =
    "Desk.basic.READ|Desk.organization.READ|Desk.settings.READ";

Organization DefaultOrganization() {
  return {.id = kDefaultOrgId,
          .company_name = "Lantern Works",
          .portal_name = "lanternworks",
          .is_default = true};
}

// The scheme word of the Authorization header and what follows it.
std::pair<std::string, std::string> SplitAuthorization(const HttpRequest& request) {
  const std::string* header = request.Header("authorization");
  if (header == nullptr)
    return {};
  const size_t space = header->find(' ');
  if (space == std::string::npos)
    return {*header, ""};
  return {header->substr(0, space), header->substr(space + 1)};
}

HttpResponse InternalError() {
  return ErrorAnswer(500, "INTERNAL_SERVER_ERROR",
                     "An internal server error occurred while performing this operation.");
}

HttpResponse OrgMismatch() {
  return ErrorAnswer(403, "OAUTH_ORG_MISMATCH",
                     "The OAuthToken is not valid for specified organization");
}

std::optional<uint32_t> FindRow(const World& world, const ResourceSpec& resource,
                                const std::string& key) {
  if (key.empty())  // the first agent asks
    return world.Size(resource.res) > 0 ? std::optional<uint32_t>(0) : std::nullopt;
  if (resource.key == "id")
    return world.RowOf(resource.res, key);
  const FieldSpec* field = FindField(resource, resource.key);
  for (uint32_t row = 0; row < world.End(resource.res); ++row) {
    std::string text;
    Writer w(text, Writer::Form::kPlain);
    field->write({world, resource.res, row}, w);
    if (text == key && world.Exists(resource.res, row))
      return row;
  }
  return std::nullopt;
}

int64_t LargestFrom(const FoundRoute& route, const Settings& settings) {
  if (route.kind == RouteKind::kSearch)
    return settings.search_ceiling;
  const auto own = settings.list_ceilings.find(route.resource->name);
  return own != settings.list_ceilings.end() ? own->second : settings.list_ceiling;
}

}  // namespace

HttpResponse NotFound() {
  return ErrorAnswer(404, "URL_NOT_FOUND", "The URL you requested could not be found.");
}

Api::Api(const Options& options)
    : world_(options.seed, options.now_millis, options.rows, options.times),
      organizations_(options.organizations),
      selector_(world_),
      oauth_(options.seed),
      settings_(std::make_shared<const Settings>(options.settings)),
      credits_left_(options.settings.credits),
      start_(std::chrono::steady_clock::now()) {
  if (organizations_.empty())
    organizations_.push_back(DefaultOrganization());
}

Api::SettingsPtr Api::Current() const {
  const std::lock_guard lock(settings_mutex_);
  return settings_;
}

Settings Api::settings() const {
  return *Current();
}

void Api::Change(const std::function<void(Settings&)>& change) {
  const std::lock_guard lock(settings_mutex_);
  Settings settings = *settings_;
  const int64_t credits_before = settings.credits;
  change(settings);
  if (settings.credits != credits_before)
    credits_left_ = settings.credits;
  settings_ = std::make_shared<const Settings>(std::move(settings));
}

std::string Api::Schedule(const std::vector<DataChange>& changes, bool replace) {
  const std::unique_lock lock(data_mutex_);
  for (const DataChange& change : changes) {
    if (std::string problem = ProblemOf(world_, change); !problem.empty())
      return problem;
  }
  if (replace)
    changes_.Clear();
  for (const DataChange& change : changes) {
    if (change.after > 0)
      changes_.Add(change);
    else
      Apply(world_, change);
  }
  selector_.Forget();
  return {};
}

void Api::AdvanceDataClock(int64_t seconds) {
  const std::unique_lock lock(data_mutex_);
  world_.AdvanceClock(seconds);
}

void Api::MakeChangesDueAfter(const LogEntry& entry) {
  const std::vector<DataChange> due = changes_.Answered(entry.resource, entry.path);
  if (due.empty())
    return;
  const std::unique_lock lock(data_mutex_);
  for (const DataChange& change : due)
    Apply(world_, change);
  selector_.Forget();
}

void Api::ResetLog() {
  log_.Reset();
  traffic_.Reset();
}

void Api::SetObserver(Observer observer) {
  const std::lock_guard lock(observer_mutex_);
  observer_ = std::make_shared<const Observer>(std::move(observer));
}

void Api::Observe(const LogEntry& entry) const {
  std::shared_ptr<const Observer> observer;
  {
    const std::lock_guard lock(observer_mutex_);
    observer = observer_;
  }
  if (observer && *observer)
    (*observer)(entry);
}

HttpResponse Api::Handle(const HttpRequest& request) {
  if (request.path.starts_with("/_sandbox/"))
    return HandleControl(*this, request);  // not logged: it is not traffic of the client under test
  LogEntry entry{.method = request.method, .path = request.path, .query = request.query};
  entry.at_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::steady_clock::now() - start_)
                    .count();
  entry.scheme = SplitAuthorization(request).first;
  entry.org_header = request.Header("orgid") != nullptr;
  const std::string* encodings = request.Header("accept-encoding");
  entry.accepts_gzip = encodings != nullptr && encodings->find("gzip") != std::string::npos;

  const std::optional<Fault> fault = TakeFault(request);
  HttpResponse answer;
  if (!fault || (!fault->status && !fault->close))
    answer = Dispatch(request, entry);
  if (fault) {
    if (fault->delay_ms > 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(fault->delay_ms));
    ApplyFault(*fault, answer);
  }
  entry.faulted = fault.has_value();
  entry.status = answer.cut ? 0 : answer.status;
  entry.bytes = answer.body.size();
  if (answer.status >= 400)
    entry.error_code = ErrorCodeOf(answer.body);
  log_.Add(std::move(entry));
  return answer;
}

std::optional<Fault> Api::TakeFault(const HttpRequest& request) {
  if (auto fault = faults_.Take(request))
    return fault;
  const SettingsPtr settings = Current();
  return random_faults_.Draw(request, settings->fault_rate,
                             static_cast<uint64_t>(settings->fault_seed));
}

HttpResponse Api::Dispatch(const HttpRequest& request, LogEntry& entry) {
  if (request.path.starts_with("/oauth/"))
    return Accounts(request, entry);
  if (!request.path.starts_with("/api/v1/"))
    return NotFoundPage();
  const SettingsPtr settings = Current();
  Traffic::Call call(traffic_);
  entry.in_flight = call.in_flight();
  HttpResponse answer = Desk(request, call, entry);
  entry.status = answer.status;
  if (answer.status < 400)
    MakeChangesDueAfter(entry);
  Observe(entry);
  // Waiting inside the call: a slow server has more calls under way.
  if (settings->latency_ms > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(settings->latency_ms));
  return answer;
}

MaybeAnswer Api::Authenticate(const HttpRequest& request) const {
  const auto [scheme, token] = SplitAuthorization(request);
  if ((scheme != "Zoho-oauthtoken" && scheme != "Bearer") || token.empty())
    return ErrorAnswer(401, "UNAUTHORIZED", "You are not authenticated to perform this operation.");
  if (oauth_.Check(token) != TokenState::kValid)
    return ErrorAnswer(401, "INVALID_OAUTH", "The OAuth Token you provided is invalid.");
  return std::nullopt;
}

// The documentation calls the header mandatory but shows no answer to its absence. The sandbox
// gives the one error that exists about organizations: no header names none the token is valid for.
MaybeAnswer Api::CheckOrganization(const HttpRequest& request, const Settings& settings) const {
  const std::string* header = request.Header("orgid");
  if (header == nullptr)
    return settings.require_org_header ? MaybeAnswer(OrgMismatch()) : std::nullopt;
  const bool numeric =
      std::all_of(header->begin(), header->end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!numeric)
    return InternalError();  // seen live on every endpoint
  if (*header != std::to_string(organizations_.front().id))
    return OrgMismatch();
  return std::nullopt;
}

MaybeAnswer Api::Charge(int64_t weight, const Settings& settings) {
  if (settings.credits < 0)
    return std::nullopt;
  int64_t left = credits_left_;
  do {
    if (left < weight) {
      HttpResponse answer = ErrorAnswer(429, "THRESHOLD_EXCEEDED",
                                        "No API credits are left for today in this portal.");
      answer.headers.emplace_back("Retry-After", std::to_string(settings.retry_after_s));
      answer.headers.emplace_back("X-Rate-Limit-Remaining-v3", std::to_string(left));
      return answer;
    }
  } while (!credits_left_.compare_exchange_weak(left, left - weight));
  return std::nullopt;
}

HttpResponse Api::Desk(const HttpRequest& request, Traffic::Call& call, LogEntry& entry) {
  const SettingsPtr settings = Current();
  const bool list_of_organizations = request.path == kOrganizationsPath;
  const bool organizations =
      list_of_organizations || request.path.starts_with(std::string(kOrganizationsPath) + "/");
  const std::optional<FoundRoute> route = FindRoute(request.path);
  if (!route && !organizations)
    return NotFoundPage();
  entry.resource = organizations ? "organizations" : route->resource->name;
  entry.route = !organizations ? RouteName(route->kind) : list_of_organizations ? "list" : "get";
  if (MaybeAnswer refusal = Authenticate(request))
    return *std::move(refusal);
  if (request.method != "GET")
    return ErrorAnswer(405, "METHOD_NOT_ALLOWED", "This resource can only be read here.");
  if (!call.TakeSlot(settings->concurrency))
    return ErrorAnswer(
        429, "TOO_MANY_REQUESTS",
        "The maximum number of Concurrent API Calls that can be made has been exceeded.");
  if (!organizations) {
    if (MaybeAnswer refusal = CheckOrganization(request, *settings))
      return *std::move(refusal);
  }
  const std::string_view needed = organizations ? kOrganizationScopes : route->endpoint->scopes;
  if (!ScopesSuffice(needed, settings->scopes) ||
      !oauth_.Allows(SplitAuthorization(request).second, needed))
    return ErrorAnswer(403, "SCOPE_MISMATCH",
                       "The OAuth Token does not contain the scope to perform this operation.");
  for (const std::string_view refused :
       {std::string_view(request.path), std::string_view(entry.resource)}) {
    if (const auto code = settings->refusals.find(refused); code != settings->refusals.end())
      return ErrorAnswer(403, code->second, "This user or this edition may not have it.");
  }
  const NameValues query = ParseQuery(request.query);
  const int64_t weight = organizations ? 1 : CallWeight(*route, query);
  if (MaybeAnswer refusal = Charge(weight, *settings))
    return *std::move(refusal);
  entry.weight = weight;
  HttpResponse answer = organizations ? Organizations(request, query, entry)
                                      : Answer(request, *route, *settings, query, entry);
  answer.headers.emplace_back("X-Rate-Limit-Request-Weight-v3", std::to_string(weight));
  if (settings->credits >= 0)
    answer.headers.emplace_back("X-Rate-Limit-Remaining-v3", std::to_string(credits_left_));
  return answer;
}

HttpResponse Api::Answer(const HttpRequest& request, const Route& route, const Settings& settings,
                         const NameValues& query, LogEntry& entry) {
  const auto lock = LockData();
  const ListHabits* habits = HabitsOf(route, settings);
  if (habits != nullptr) {
    if (MaybeAnswer refusal = habits->Refuse(query))
      return *std::move(refusal);
  }
  auto result = ParseParams({.world = world_,
                             .resource = *route.resource,
                             .endpoint = *route.endpoint,
                             .max_from = LargestFrom(route, settings),
                             .bounds = settings.range_bounds},
                            habits != nullptr ? habits->Heeded(query) : query);
  if (auto* refusal = std::get_if<HttpResponse>(&result))
    return std::move(*refusal);
  const Parsed& parsed = std::get<Parsed>(result);
  const std::optional<Res> parents = KindOf(route.resource->res).parent;
  const auto parent = parents ? world_.RowOf(*parents, route.parent_key) : std::nullopt;
  if (parents && !parent)
    return NotFound();
  if (route.kind == RouteKind::kGet)
    return AnswerGet(route, parent, parsed, entry);
  if (route.kind != RouteKind::kCount)
    return AnswerList(route, parent, parsed, request, settings, entry);
  const uint64_t total = selector_.Select(*route.resource, parsed, {}, 0, 0).total;
  const bool quoted = route.endpoint->count_style == CountStyle::kString;
  const std::string quote = quoted ? "\"" : "";
  return {.body = "{\"count\":" + quote + std::to_string(total) + quote + "}"};
}

HttpResponse Api::AnswerGet(const Route& route, std::optional<uint32_t> parent,
                            const Parsed& parsed, LogEntry& entry) const {
  const auto row = FindRow(world_, *route.resource, route.key);
  if (!row || (parent && *row / World::kMaxChildren != *parent))
    return NotFound();
  HttpResponse answer;
  Projection(*route.resource, Shape::kGet, parsed.includes, {})
      .Render({world_, route.resource->res, *row}, answer.body);
  entry.rows = 1;
  return answer;
}

}  // namespace zoho_desk::sandbox
