#pragma once

// HTTP/2 frames as a test says them, over a RawServer with Tls{.protocol = "h2"}. Requests are not
// decoded: tests tell them apart by their order. Source: RFC 9113, RFC 7541.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/http/raw_server.h"

namespace zoho_desk::http {

enum class FrameType : uint8_t {
  kData = 0,
  kHeaders = 1,
  kResetStream = 3,
  kSettings = 4,
  kPing = 6,
  kGoAway = 7,
  kWindowUpdate = 8,
  kContinuation = 9,
};

// Error codes of RFC 9113, section 7.
inline constexpr uint32_t kNoError = 0;
inline constexpr uint32_t kInternalError = 2;
inline constexpr uint32_t kRefusedStream = 7;

inline constexpr uint8_t kAck = 1;         // SETTINGS, PING
inline constexpr uint8_t kEndStream = 1;   // DATA, HEADERS
inline constexpr uint8_t kEndHeaders = 4;  // HEADERS, CONTINUATION

std::string BigEndian(uint32_t value);
// Literal fields that no table remembers; ":status" and the like are names as any other.
std::string FieldBlock(const std::vector<std::pair<std::string, std::string>>& fields);
std::string FrameBytes(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload);

class H2Connection {
 public:
  // Reads the client's preface and sends SETTINGS; `most_streams` 0 leaves its stream limit out.
  explicit H2Connection(Connection& connection, uint32_t most_streams = 0);

  // The stream of the next request; SETTINGS and PING are acknowledged on the way. nullopt once
  // the client has closed.
  std::optional<uint32_t> NextRequest();

  bool Send(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload = {});
  bool Headers(uint32_t stream, const std::vector<std::pair<std::string, std::string>>& fields = {
                                    {":status", "200"}});
  bool Data(uint32_t stream, std::string_view data, bool ends);
  bool Answer(uint32_t stream, std::string_view body) {
    return Headers(stream) && Data(stream, body, true);
  }
  bool Reset(uint32_t stream, uint32_t error) {
    return Send(FrameType::kResetStream, 0, stream, BigEndian(error));
  }
  bool GoAway(uint32_t last_stream, uint32_t error = kNoError) {
    return Send(FrameType::kGoAway, 0, 0, BigEndian(last_stream) + BigEndian(error));
  }
  void WaitForClose() { connection_.WaitForClose(); }

 private:
  Connection& connection_;
};

}  // namespace zoho_desk::http
