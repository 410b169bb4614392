#include "tests/client/fake_transport.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>

namespace zoho_desk::client {
namespace {

std::string PercentDecode(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned int byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(&text[i + 1], &text[i + 1] + 2, byte, 16).ec == std::errc{}) {
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

Seen See(const http::Request& request) {
  Seen seen{.method = request.method, .headers = request.headers, .body = request.body};
  const size_t slash = request.url.find('/', request.url.find("://") + 3);
  seen.host = request.url.substr(0, slash);
  seen.target = request.url.substr(slash);
  const size_t question = seen.target.find('?');
  seen.path = seen.target.substr(0, question);
  std::string_view rest = seen.target;
  rest = question == std::string::npos ? std::string_view{} : rest.substr(question + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest = pair.size() < rest.size() ? rest.substr(pair.size() + 1) : std::string_view{};
    const size_t equals = pair.find('=');
    const std::string name = PercentDecode(pair.substr(0, equals));
    EXPECT_FALSE(seen.query.contains(name)) << name << " is sent twice: " << seen.target;
    seen.query[name] = PercentDecode(pair.substr(equals + 1));
  }
  return seen;
}

class FakeTransfer : public http::Transfer {
 public:
  explicit FakeTransfer(Answer answer) : answer_(std::move(answer)) {}

  bool Poll() override { return true; }
  Result<http::Response> Wait(const CancelCheck& /*cancelled*/) override {
    if (answer_.error)
      return *answer_.error;
    return http::Response{.status = answer_.status,
                          .content_type = answer_.content_type,
                          .headers = answer_.headers,
                          .body = answer_.body,
                          .elapsed_ms = 5};
  }

 private:
  Answer answer_;
};

}  // namespace

std::string Seen::Param(const std::string& name) const {
  const auto it = query.find(name);
  return it == query.end() ? "" : it->second;
}

std::string Seen::Header(std::string_view name) const {
  std::string values;
  for (const http::Header& header : headers) {
    if (header.name == name)
      values += (values.empty() ? "" : "|") + header.value;
  }
  return values;
}

Answer Refusal(int status, const std::string& code, const std::string& message) {
  return {.status = status,
          .body = R"({"errorCode":")" + code + R"(","message":")" + message + R"("})"};
}

void FakeTransport::Serve(const std::string& path, Handler handler) {
  handlers_[path] = std::move(handler);
}

void FakeTransport::Script(const std::string& path, std::deque<Answer> answers) {
  Serve(path, [answers = std::move(answers)](const Seen& seen) mutable {
    if (answers.empty()) {
      ADD_FAILURE() << "one request too many: " << seen.target;
      return Broken(Code::kInternal);
    }
    Answer answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  });
}

std::unique_ptr<http::Transfer> FakeTransport::Start(http::Request request) {
  const Seen& seen = requests_.emplace_back(See(request));
  timeouts_.push_back(request.total_timeout_ms);
  const auto handler = handlers_.find(seen.path);
  if (handler == handlers_.end()) {
    ADD_FAILURE() << "unexpected request: " << seen.target;
    return std::make_unique<FakeTransfer>(Broken(Code::kInternal));
  }
  return std::make_unique<FakeTransfer>(handler->second(seen));
}

std::vector<std::string> FakeTransport::Targets() const {
  std::vector<std::string> targets;
  for (const Seen& seen : requests_)
    targets.push_back(seen.target);
  return targets;
}

int FakeTransport::CountOf(std::string_view path) const {
  return static_cast<int>(std::count_if(requests_.begin(), requests_.end(),
                                        [&](const Seen& seen) { return seen.path == path; }));
}

}  // namespace zoho_desk::client
