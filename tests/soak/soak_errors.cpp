#include "tests/soak/soak_errors.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace zoho_desk::testing {
namespace {

struct Explanation {
  std::string_view text;  // part of the message
  std::string_view kind;
  std::vector<std::string_view> faults;  // one of them must have been injected
};

const std::vector<Explanation>& Explanations() {
  static const std::vector<Explanation> explanations{
      {"HTTP 302", "HTTP 302", {"redirect"}},
      {"HTTP 401", "HTTP 401", {"http_401"}},
      {"refuses to renew the access token for now", "token calls used up", {"http_401"}},
      {"HTTP 404", "HTTP 404, not JSON", {"http_404_html"}},
      {"HTTP 408", "HTTP 408", {"http_408"}},
      {"HTTP 429", "HTTP 429", {"http_429"}},
      {"HTTP 500", "HTTP 500", {"http_500"}},
      {"HTTP 502", "HTTP 502", {"http_502_html", "cut"}},  // HTTP/2's front says so for a cut
      {"HTTP 503", "HTTP 503", {"http_503"}},
      {"HTTP 504", "HTTP 504", {"http_504_html"}},
      {"expected JSON", "HTML with status 200", {"html_200"}},
      {"JSON", "broken JSON with status 200", {"half_json"}},
      {" has no \"", "JSON without data", {"no_data_key"}},
      {"does not say how many", "JSON without data", {"no_data_key"}},
      {"ended before the answer was complete", "connection cut", {"cut", "truncated"}},
      {"sent nothing of an answer for", "time-out", {"stalled"}},
      {"could not be decompressed", "bad compression", {"bad_gzip"}},
      {"failed (HTTP 5", "token endpoint failed", {"http_500", "http_502_html", "http_503"}},
  };
  return explanations;
}

}  // namespace

std::string KindOfError(const std::string& message, const std::map<std::string, int64_t>& faults) {
  for (const Explanation& explanation : Explanations()) {
    const bool injected = std::any_of(explanation.faults.begin(), explanation.faults.end(),
                                      [&](std::string_view fault) {
                                        const auto counted = faults.find(std::string(fault));
                                        return counted != faults.end() && counted->second > 0;
                                      });
    if (injected && message.find(explanation.text) != std::string::npos)
      return std::string(explanation.kind);
  }
  return {};
}

}  // namespace zoho_desk::testing
