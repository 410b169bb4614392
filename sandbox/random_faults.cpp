// RandomFaults: asked by Api after the faults that a test has ordered. A fault is a function of the
// seed and the request's number, so a run can be repeated, and none is a wrong answer that looks
// right.

#include "sandbox/random_faults.h"

#include <iterator>
#include <numeric>

namespace zoho_desk::sandbox {
namespace {

constexpr const char* kHtml = "<html><body><h1>The service is busy</h1></body></html>";
constexpr const char* kHtmlType = "text/html;charset=UTF-8";
constexpr uint64_t kLongestDelayMs = 400;
constexpr int64_t kStallMs = 2'500;    // longer than the time-out of a client in a hurry
constexpr uint64_t kMostKept = 4'000;  // bytes of a body that is cut

// `dice` is a number to draw from.
struct Kind {
  const char* name;
  unsigned weight;
  bool for_tokens;
  Fault (*make)(uint64_t dice);
};

Fault Json(int status, const char* code) {
  return {.status = status,
          .body = std::string(R"({"errorCode":")") + code + R"(","message":"By chance."})"};
}
Fault Page(int status) {
  return {.status = status, .content_type = kHtmlType, .body = kHtml};
}
Fault Busy(uint64_t dice) {
  Fault fault = Json(503, "SERVICE_UNAVAILABLE");
  fault.headers = {{"Retry-After", dice % 4 == 0 ? "1" : "0"}};
  return fault;
}
Fault Redirect(uint64_t /*dice*/) {
  Fault fault = Page(302);
  fault.headers = {{"Location", "https://elsewhere.example/login"}};
  return fault;
}

// What passes is frequent, what ends a query is rare. A 401 costs its login one of few renewals
// before their turn (ten in ten minutes, by the facts about Zoho's accounts server): one fault in
// some two hundred, or a client would soon do nothing but wait for its next token.
constexpr Kind kKinds[] = {
    {"http_500", 16, true, [](uint64_t) { return Json(500, "INTERNAL_SERVER_ERROR"); }},
    {"http_502_html", 16, true, [](uint64_t) { return Page(502); }},
    {"http_503", 16, true, Busy},
    {"http_504_html", 16, true, [](uint64_t) { return Page(504); }},
    {"http_408", 12, false, [](uint64_t) { return Json(408, "REQUEST_TIMEOUT"); }},
    {"http_429", 24, false, [](uint64_t) { return Json(429, "TOO_MANY_REQUESTS"); }},
    {"http_401", 1, false, [](uint64_t) { return Json(401, "INVALID_OAUTH"); }},
    {"cut", 24, true, [](uint64_t) { return Fault{.close = true}; }},
    {"truncated", 24, true,
     [](uint64_t dice) { return Fault{.truncate_at = static_cast<size_t>(dice % kMostKept)}; }},
    {"delayed", 32, true,
     [](uint64_t dice) { return Fault{.delay_ms = static_cast<int64_t>(dice % kLongestDelayMs)}; }},
    {"stalled", 4, true, [](uint64_t) { return Fault{.delay_ms = kStallMs}; }},
    {"bad_gzip", 8, true,
     [](uint64_t) {
       return Fault{.headers = {{"Content-Encoding", "gzip"}}};
     }},
    {"html_200", 4, false, [](uint64_t) { return Page(200); }},
    {"half_json", 4, false,
     [](uint64_t) { return Fault{.status = 200, .body = R"({"data":[{"id":"1","subj)"}; }},
    {"no_data_key", 4, false,
     [](uint64_t) { return Fault{.status = 200, .body = R"({"message":"By chance."})"}; }},
    {"http_404_html", 4, false, [](uint64_t) { return Page(404); }},
    {"redirect", 4, false, Redirect},
};

// Steele's SplitMix64: a good number for every counter.
uint64_t Mixed(uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

const Kind& Pick(uint64_t dice, bool for_token) {
  const auto weight_of = [for_token](const Kind& kind) {
    return for_token && !kind.for_tokens ? 0U : kind.weight;
  };
  const uint64_t total =
      std::accumulate(std::begin(kKinds), std::end(kKinds), uint64_t{0},
                      [&](uint64_t sum, const Kind& kind) { return sum + weight_of(kind); });
  uint64_t left = dice % total;
  const Kind* picked = std::begin(kKinds);
  while (left >= weight_of(*picked))
    left -= weight_of(*picked++);
  return *picked;
}

}  // namespace

RandomFaults::RandomFaults() {
  for (const Kind& kind : kKinds)
    counts_[kind.name] = 0;
}

std::optional<Fault> RandomFaults::Draw(const HttpRequest& request, double rate, uint64_t seed) {
  if (rate <= 0)
    return std::nullopt;
  const uint64_t dice = Mixed(seed ^ Mixed(requests_.fetch_add(1)));
  constexpr double kWhole = 0x1p53;
  if (static_cast<double>(dice >> 11U) / kWhole >= rate)
    return std::nullopt;
  const Kind& kind = Pick(Mixed(dice), request.path.starts_with("/oauth/"));
  {
    const std::lock_guard lock(mutex_);
    ++counts_[kind.name];
  }
  return kind.make(Mixed(dice + 1));
}

std::map<std::string, int64_t> RandomFaults::Counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace zoho_desk::sandbox
