// Api: the answers of lists and searches, under the lock on the data set. A page shows one moment
// of it; what the next page shows may differ, as with Zoho. Settings and habits say how an endpoint
// departs from what is documented.

#include <algorithm>
#include <array>

#include "sandbox/api.h"
#include "sandbox/relation_salts.h"
#include "sandbox/render.h"

namespace zoho_desk::sandbox {
namespace {

HttpResponse UnknownField() {
  return ErrorAnswer(500, "INTERNAL_SERVER_ERROR",
                     "An internal server error occurred while performing this operation.");
}

// Rows to skip for a `from`, by the index base of the list.
uint64_t Offset(const FoundRoute& route, const Parsed& parsed, const Settings& settings) {
  int base = route.endpoint->base;
  if (route.kind == RouteKind::kList) {
    const auto override = settings.index_base.find(route.resource->name);
    if (override != settings.index_base.end())
      base = override->second;
  }
  const int64_t from = parsed.from.value_or(base);
  return static_cast<uint64_t>(std::max<int64_t>(0, from - base));  // 0 under base 1: an alias of 1
}

std::string FeatureFlags(const HttpRequest& request) {
  const std::string* flags = request.Header("featureflags");
  return flags == nullptr ? std::string() : *flags;
}

// The `count` member of a search's answer, with its comma.
std::string CountMember(uint64_t total, const Settings& settings) {
  if (settings.search_count == SearchCount::kNone)
    return {};
  if (settings.search_count_cap >= 0)
    total = std::min(total, static_cast<uint64_t>(settings.search_count_cap));
  const std::string quote = settings.search_count == SearchCount::kString ? "\"" : "";
  return ",\"count\":" + quote + std::to_string(total) + quote;
}

// The answer of an endpoint that has one record or none, which it says in the ways that
// facts/ticket_metrics.json has for `list.empty`: `any` chooses.
HttpResponse OneObject(const std::vector<uint32_t>& rows, const Projection& projection,
                       const Row& any) {
  constexpr auto kNone = std::to_array<std::string_view>({"", "[]", "{}"});
  HttpResponse answer;
  if (!rows.empty())
    projection.Render({any.world, any.res, rows.front()}, answer.body);
  else
    answer.body = kNone[any.Hash(kSaltRelation) % kNone.size()];
  if (answer.body.empty())
    return {.status = 204, .content_type = ""};
  return answer;
}

}  // namespace

const ListHabits* Api::HabitsOf(const Route& route, const Settings& settings) {
  if (route.kind != RouteKind::kList && route.kind != RouteKind::kSearch)
    return nullptr;
  const auto found = settings.habits.find(std::string(route.resource->name) +
                                          (route.kind == RouteKind::kSearch ? "/search" : ""));
  return found != settings.habits.end() ? &found->second : nullptr;
}

HttpResponse Api::AnswerList(const Route& route, std::optional<uint32_t> parent,
                             const Parsed& parsed, const HttpRequest& request,
                             const Settings& settings, LogEntry& entry) {
  const ResourceSpec& resource = *route.resource;
  const bool search = route.kind == RouteKind::kSearch;
  const uint64_t offset = Offset(route, parsed, settings);
  int64_t limit = parsed.limit.value_or(route.endpoint->default_limit);
  if (limit == 0)
    limit = kMaxRows;
  const ListHabits* habits = HabitsOf(route, settings);
  if (habits != nullptr && habits->most_rows > 0)
    limit = std::min(limit, habits->most_rows);
  if (search && static_cast<int64_t>(offset) + limit > settings.search_window)
    return Unprocessable("Max search result iterable is " + std::to_string(settings.search_window));

  std::optional<Projection> projection;
  if (parsed.fields) {
    projection = Projection::OfFields(resource, *parsed.fields, parsed.includes);
    if (!projection)
      return UnknownField();  // seen live for a name it does not know
  } else {
    projection.emplace(resource, search ? Shape::kSearch : Shape::kList, parsed.includes,
                       FeatureFlags(request));
  }
  SelectRules rules{.newest_first = search || resource.newest_first,
                    .ties_follow_sort = settings.ties_follow_sort,
                    .parent = parent};
  if (search && settings.index_lag_s > 0)
    rules.newest_created = world_.clock() - settings.index_lag_s * 1000;
  Page page = selector_.Select(resource, parsed, rules, offset, static_cast<uint64_t>(limit));
  if (habits != nullptr)
    habits->Arrange(page.rows, offset, ++turns_);
  entry.rows = page.rows.size();
  if (route.endpoint->single_object)
    return OneObject(page.rows, *projection, {world_, resource.res, *parent * World::kMaxChildren});
  if (page.rows.empty() && route.endpoint->empty_is_204)
    return {.status = 204, .content_type = ""};

  HttpResponse answer;
  answer.body.reserve(256 + page.rows.size() * 1'024);
  answer.body = "{\"" + std::string(route.endpoint->data_key) + "\":[";
  for (const uint32_t row : page.rows) {
    if (answer.body.back() != '[')
      answer.body += ',';
    projection->Render({world_, resource.res, row}, answer.body);
  }
  answer.body += ']';
  if (search)
    answer.body += CountMember(page.total, settings);
  else if (std::find(parsed.includes.begin(), parsed.includes.end(), "count") !=
           parsed.includes.end())
    answer.body += R"(,"count":")" + std::to_string(page.total) + "\"";
  answer.body += '}';
  return answer;
}

}  // namespace zoho_desk::sandbox
