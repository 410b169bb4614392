#include "tests/fuzz/targets.h"

#include <array>
#include <charconv>

#include "common/safe_text.h"

namespace zoho_desk::fuzz {
namespace {

constexpr size_t kLongestMessage = 4096;

constexpr std::array<Target, 11> kTargets{{{"config", RunConfig, 60'000},
                                           {"count", RunCount, 60'000},
                                           {"error_body", RunErrorBody, 60'000},
                                           {"fronted_page", RunFrontedPage, 300},
                                           {"organizations", RunOrganizations, 60'000},
                                           {"page", RunPage, 60'000},
                                           {"plan_text", RunPlanText, 100'000},
                                           {"redirect", RunRedirect, 60'000},
                                           {"sql_arguments", RunSqlArguments, 60'000},
                                           {"time_text", RunTimeText, 5'000},
                                           {"token_answer", RunTokenAnswer, 60'000}}};

}  // namespace

std::span<const Target> AllTargets() {
  return kTargets;
}

std::string_view Cut(std::string_view& rest, char separator) {
  const size_t end = rest.find(separator);
  const std::string_view text = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return text;
}

int Number(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

void RequireMessage(const std::string& message) {
  Require(!message.empty(), "an error says something");
  Require(message.size() <= kLongestMessage, "a message is short");
  Require(OneLine(message, kLongestMessage) == message, "a message can be shown: " + message);
}

}  // namespace zoho_desk::fuzz
