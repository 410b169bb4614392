// The pages of /_sandbox, called by Api before anything else looks at a request. A control document
// is read as a whole before any of it is done, so one that is refused changes nothing. What happens
// here is neither logged nor charged.

#include "sandbox/control.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "sandbox/api.h"
#include "sandbox/dump.h"

namespace zoho_desk::sandbox {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kDumpPath = "/_sandbox/dump";

HttpResponse Refused(const std::string& why) {
  return {.status = 400, .body = Json{{"status", "refused"}, {"message", why}}.dump()};
}

struct NumberSetting {
  std::string_view key;
  int64_t Settings::*member;
};
constexpr NumberSetting kNumbers[] = {
    {"latency_ms", &Settings::latency_ms},       {"token_ttl_s", &Settings::token_ttl_s},
    {"concurrency", &Settings::concurrency},     {"credits", &Settings::credits},
    {"retry_after_s", &Settings::retry_after_s}, {"search_ceiling", &Settings::search_ceiling},
    {"list_ceiling", &Settings::list_ceiling},   {"throttle_tokens", &Settings::throttle_tokens},
    {"search_window", &Settings::search_window}, {"search_count_cap", &Settings::search_count_cap},
    {"index_lag_s", &Settings::index_lag_s},     {"fault_seed", &Settings::fault_seed},
};

struct FlagSetting {
  std::string_view key;
  bool Settings::*member;
};
constexpr FlagSetting kFlags[] = {
    {"require_org_header", &Settings::require_org_header},
    {"gzip", &Settings::gzip},
    {"ties_follow_sort", &Settings::ties_follow_sort},
};

// Sets `out` to what a word stands for, if it stands for anything.
template <typename Enum>
bool ReadWord(const Json& value, std::optional<Enum> (*meaning)(std::string_view), Enum& out) {
  const auto found =
      value.is_string() ? meaning(value.get_ref<const std::string&>()) : std::optional<Enum>();
  out = found.value_or(out);
  return found.has_value();
}

template <typename Map>
bool ReadMap(const Json& value, Map& out) {
  if (!value.is_object())
    return false;
  for (const auto& [name, number] : value.items()) {
    if (!number.is_number_integer() || FindResource(name) == nullptr)
      return false;
    out[name] = number.template get<typename Map::mapped_type>();
  }
  return true;
}

bool ReadHabit(const std::string& key, const Json& value, ListHabits& out) {
  if (key == "sort")
    return ReadWord(value, SortHabitOf, out.sort);
  if (value.is_boolean() && (key == "ignores_from" || key == "shuffles")) {
    (key == "shuffles" ? out.shuffles : out.ignores_from) = value.get<bool>();
    return true;
  }
  if (!value.is_number_integer() || (key != "most_rows" && key != "hidden_every"))
    return false;
  (key == "most_rows" ? out.most_rows : out.hidden_every) = value.get<int64_t>();
  return true;
}

bool ReadHabits(const Json& value, Settings& out) {
  if (!value.is_object())
    return false;
  for (const auto& [name, habits] : value.items()) {
    if (FindResource(name.substr(0, name.find('/'))) == nullptr || !habits.is_object())
      return false;
    ListHabits read;
    for (const auto& [key, part] : habits.items()) {
      if (!ReadHabit(key, part, read))
        return false;
    }
    out.habits[name] = read;
  }
  return true;
}

// True if `key` is a setting and `value` fits it.
bool ReadSetting(const std::string& key, const Json& value, Settings& out) {
  for (const NumberSetting& number : kNumbers) {
    if (number.key != key)
      continue;
    if (!value.is_number_integer())
      return false;
    out.*number.member = value.get<int64_t>();
    return true;
  }
  for (const FlagSetting& flag : kFlags) {
    if (flag.key != key)
      continue;
    if (!value.is_boolean())
      return false;
    out.*flag.member = value.get<bool>();
    return true;
  }
  if (key == "fault_rate") {
    out.fault_rate = value.is_number() ? value.get<double>() : -1;
    return out.fault_rate >= 0 && out.fault_rate <= 1;
  }
  if (key == "refusals") {
    if (!value.is_object() ||
        !std::all_of(value.begin(), value.end(), [](const Json& code) { return code.is_string(); }))
      return false;
    out.refusals = value.get<decltype(out.refusals)>();
    return true;
  }
  if (key == "search_count")
    return ReadWord(value, SearchCountOf, out.search_count);
  if (key == "range_bounds")
    return ReadWord(value, RangeBoundsOf, out.range_bounds);
  if (key == "scopes") {
    if (!value.is_array())
      return false;
    out.scopes.clear();
    for (const Json& scope : value) {
      if (!scope.is_string())
        return false;
      out.scopes.push_back(scope.get<std::string>());
    }
    return true;
  }
  if (key == "habits")
    return ReadHabits(value, out);
  if (key == "list_ceilings")
    return ReadMap(value, out.list_ceilings);
  return key == "index_base" && ReadMap(value, out.index_base);
}

std::string BodyText(const Json& body) {
  return body.is_string() ? body.get<std::string>() : body.dump();
}

bool ReadFaultKey(const std::string& key, const Json& value, Fault& out) {
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    if (key == "match")
      out.match = text;
    else if (key == "query")
      out.query = text;
    else if (key == "method")
      out.method = text;
    else if (key == "content_type")
      out.content_type = text;
    else if (key == "body")
      out.body = text;
    else
      return false;
    return true;
  }
  if (value.is_number_integer()) {
    const int64_t number = value.get<int64_t>();
    if (key == "skip")
      out.skip = number;
    else if (key == "times")
      out.times = number;
    else if (key == "delay_ms")
      out.delay_ms = number;
    else if (key == "status" && number >= 100 && number < 600)
      out.status = static_cast<int>(number);
    else if (key == "drip_ms")
      out.drip_ms = number;
    else if (key == "truncate_at" && number >= 0)
      out.truncate_at = static_cast<size_t>(number);
    else
      return false;
    return true;
  }
  if (value.is_boolean()) {
    bool* const flag = key == "close"      ? &out.close
                       : key == "http_1_0" ? &out.http_1_0
                       : key == "stall"    ? &out.stall
                                           : nullptr;
    if (flag != nullptr)
      *flag = value.get<bool>();
    return flag != nullptr;
  }
  if (key == "replace") {
    if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_string())
      return false;
    out.replace = {value[0].get<std::string>(), value[1].get<std::string>()};
    return true;
  }
  if (key == "body") {
    out.body = BodyText(value);
    return true;
  }
  if (key != "headers" || !value.is_object())
    return false;
  for (const auto& [name, text] : value.items())
    out.headers.emplace_back(name, BodyText(text));
  return true;
}

bool ReadFaults(const Json& value, std::vector<Fault>& out) {
  if (!value.is_array())
    return false;
  for (const Json& item : value) {
    if (!item.is_object())
      return false;
    Fault& fault = out.emplace_back();
    for (const auto& [key, part] : item.items()) {
      if (!ReadFaultKey(key, part, fault))
        return false;
    }
  }
  return true;
}

// What a control document asks for besides settings.
struct Actions {
  bool expire_tokens = false;
  bool reset_throttle = false;
  bool clear_faults = false;
  bool new_code = false;
  bool clear_changes = false;
  int64_t advance_clock_s = 0;
  int64_t advance_data_clock_s = 0;
  std::vector<Fault> faults;
  std::vector<DataChange> changes;
};

bool ReadAction(const std::string& key, const Json& value, Actions& out) {
  if (key == "inject")
    return ReadFaults(value, out.faults);
  if (key == "changes") {
    auto changes = ParseChanges(value.dump());
    auto* list = std::get_if<std::vector<DataChange>>(&changes);
    if (list != nullptr)
      out.changes = std::move(*list);
    return list != nullptr;
  }
  if (value.is_number_integer() && (key == "advance_clock_s" || key == "advance_data_clock_s")) {
    (key == "advance_clock_s" ? out.advance_clock_s : out.advance_data_clock_s) =
        value.get<int64_t>();
    return true;
  }
  if (!value.is_boolean())
    return false;
  const bool on = value.get<bool>();
  if (key == "expire_tokens")
    out.expire_tokens = on;
  else if (key == "reset_throttle")
    out.reset_throttle = on;
  else if (key == "clear_faults")
    out.clear_faults = on;
  else if (key == "new_code")
    out.new_code = on;
  else if (key == "clear_changes")
    out.clear_changes = on;
  else
    return false;
  return true;
}

HttpResponse Control(Api& api, const std::string& body) {
  const Json document = Json::parse(body, nullptr, false);
  if (!document.is_object())
    return Refused("the body is not a JSON object");
  Settings checked = api.settings();
  Actions actions;
  for (const auto& [key, value] : document.items()) {
    if (!ReadSetting(key, value, checked) && !ReadAction(key, value, actions))
      return Refused("unknown key or wrong value: " + key);
  }
  if (const std::string problem = api.Schedule(actions.changes, actions.clear_changes);
      !problem.empty())
    return Refused(problem);
  api.AdvanceDataClock(actions.advance_data_clock_s);
  api.Change([&](Settings& settings) {
    for (const auto& [key, value] : document.items())
      ReadSetting(key, value, settings);
  });
  if (document.contains("credits"))
    api.SetCredits(checked.credits);
  if (actions.expire_tokens)
    api.oauth().ExpireAll();
  if (actions.reset_throttle)
    api.oauth().ResetThrottle();
  if (actions.clear_faults)
    api.faults().Clear();
  api.oauth().AdvanceClock(actions.advance_clock_s);
  for (Fault& fault : actions.faults)
    api.faults().Add(std::move(fault));
  Json answer{{"status", "ok"}};
  if (actions.new_code)
    answer["code"] = api.oauth().IssueCode();
  return {.body = answer.dump()};
}

HttpResponse Status(Api& api) {
  const Settings settings = api.settings();
  const TrafficSummary traffic = api.traffic().summary();
  Json answer{{"credits_left", api.credits_left()},
              {"max_in_flight", traffic.max_in_flight},
              {"abandoned", traffic.abandoned},
              {"search_count", ToText(settings.search_count)},
              {"range_bounds", ToText(settings.range_bounds)},
              {"fault_rate", settings.fault_rate},
              {"fault_draws", api.random_faults().requests()},
              {"faults", api.random_faults().Counts()},
              {"scopes", settings.scopes},
              {"list_ceilings", settings.list_ceilings},
              {"index_base", settings.index_base}};
  for (const FlagSetting& flag : kFlags)
    answer[std::string(flag.key)] = settings.*flag.member;
  for (const NumberSetting& number : kNumbers)
    answer[std::string(number.key)] = settings.*number.member;
  return {.body = answer.dump()};
}

// Everything, /<resource> or /<resource>/<id>.
HttpResponse Dump(const Api& api, std::string_view path) {
  const auto lock = api.LockData();
  if (path.empty())
    return {.body = DumpText(api.world(), api.organizations().front().id)};
  const size_t slash = path.find('/', 1);
  const ResourceSpec* resource =
      path[0] == '/' ? FindResource(path.substr(1, slash == std::string::npos ? slash : slash - 1))
                     : nullptr;
  if (resource == nullptr)
    return NotFoundPage();
  std::string body = slash == std::string::npos
                         ? DumpResource(api.world(), *resource)
                         : DumpRecord(api.world(), *resource, path.substr(slash + 1));
  return body.empty() ? NotFoundPage() : HttpResponse{.body = std::move(body)};
}

}  // namespace

std::string ErrorCodeOf(const std::string& body) {
  const Json document = Json::parse(body, nullptr, false);
  if (!document.is_object())
    return {};
  for (const char* key : {"errorCode", "error"}) {
    const auto it = document.find(key);
    if (it != document.end() && it->is_string())
      return it->get<std::string>();
  }
  return {};
}

HttpResponse HandleControl(Api& api, const HttpRequest& request) {
  const std::string& path = request.path;
  if (request.method == "POST") {
    if (path == "/_sandbox/control")
      return Control(api, request.body);
    if (path == "/_sandbox/log/reset") {
      api.ResetLog();
      return {.body = R"({"status":"ok"})"};
    }
    return NotFoundPage();
  }
  if (path == "/_sandbox/log")
    return {.body = LogToJson(api.log().Entries())};
  if (path == "/_sandbox/status")
    return Status(api);
  if (path.starts_with(kDumpPath))
    return Dump(api, std::string_view(path).substr(kDumpPath.size()));
  return NotFoundPage();
}

}  // namespace zoho_desk::sandbox
