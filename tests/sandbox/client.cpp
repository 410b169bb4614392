#include "tests/sandbox/client.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <algorithm>

namespace zoho_desk::sandbox {

Answer Send(int port, const std::string& method, const std::string& target, const Headers& headers,
            const std::string& body) {
  httplib::Client client("127.0.0.1", port);
  client.set_decompress(true);
  httplib::Request request;
  request.method = method;
  request.path = target;
  request.body = body;
  for (const auto& [name, value] : headers)
    request.headers.emplace(name, value);
  const httplib::Result result = client.send(request);
  Answer answer;
  if (!result)
    return answer;
  answer.status = result->status;
  answer.body = result->body;
  for (const auto& [name, value] : result->headers) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers[lower] = value;
  }
  return answer;
}

Portal::Portal(const Options& options) : server_(options) {
  EXPECT_TRUE(server_.Start());
  Renew();
  server_.ResetLog();
}

void Portal::Renew() {
  token_ = TokenCall(RefreshForm()).json().value("access_token", "");
}

QueryParams Portal::RefreshForm() {
  const Credentials& own = server_.credentials();
  return {{"grant_type", "refresh_token"},
          {"refresh_token", own.refresh_token},
          {"client_id", own.client_id},
          {"client_secret", own.client_secret}};
}

Answer Portal::TokenCall(const QueryParams& form) {
  return Post("/oauth/v2/token", ToFormBody(form),
              {{"Content-Type", "application/x-www-form-urlencoded"}});
}

Answer Portal::Post(const std::string& target, const std::string& body, const Headers& headers) {
  return Send(server_.port(), "POST", target, headers, body);
}

Answer Portal::GetRaw(const std::string& target, const Headers& headers) {
  return Send(server_.port(), "GET", target, headers);
}

Answer Portal::Get(const std::string& path, const QueryParams& params, const Headers& extra) {
  Headers headers{{"Authorization", "Zoho-oauthtoken " + token_}, {"orgId", server_.org_id()}};
  for (const auto& [name, value] : extra)
    headers[name] = value;
  const std::string query = ToQueryString(params);
  return GetRaw("/api/v1/" + path + (query.empty() ? "" : "?" + query), headers);
}

Json Portal::Rows(const std::string& path, const QueryParams& params) {
  const Answer answer = Get(path, params);
  if (answer.status == 204)
    return Json::array();
  EXPECT_EQ(answer.status, 200) << path << " " << answer.body.substr(0, 300);
  const Json body = answer.json();
  for (const auto& [name, value] : body.items()) {
    if (value.is_array())
      return value;  // "data" for most, "teams"
  }
  return Json::array();
}

std::vector<std::string> Column(const Json& rows, std::string_view key) {
  std::vector<std::string> values;
  for (const Json& row : rows) {
    const Json& value = row.at(std::string(key));
    values.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  }
  return values;
}

}  // namespace zoho_desk::sandbox
