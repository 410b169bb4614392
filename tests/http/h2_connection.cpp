#include "tests/http/h2_connection.h"

#include <algorithm>

namespace zoho_desk::http {
namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr size_t kFrameHead = 9;
constexpr uint16_t kMaxConcurrentStreams = 3;

uint32_t FromBigEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (const char byte : bytes)
    value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::string Literal(std::string_view text) {
  std::string bytes(1, static_cast<char>(std::min<size_t>(text.size(), 127)));
  if (text.size() >= 127) {
    size_t rest = text.size() - 127;
    for (; rest >= 128; rest /= 128)
      bytes += static_cast<char>(rest % 128 + 128);
    bytes += static_cast<char>(rest);
  }
  return bytes.append(text);
}

}  // namespace

std::string BigEndian(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(value >> shift & 0xFF);
  return bytes;
}

std::string FieldBlock(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string block;
  for (const auto& [name, value] : fields)
    block += std::string(1, '\0') + Literal(name) + Literal(value);
  return block;
}

std::string FrameBytes(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload) {
  std::string bytes = BigEndian(static_cast<uint32_t>(payload.size())).substr(1);
  bytes += static_cast<char>(type);
  bytes += static_cast<char>(flags);
  return bytes.append(BigEndian(stream)).append(payload);
}

H2Connection::H2Connection(Connection& connection, uint32_t most_streams)
    : connection_(connection) {
  std::string settings;
  if (most_streams > 0)
    settings = BigEndian(kMaxConcurrentStreams).substr(2) + BigEndian(most_streams);
  if (connection_.ReadBytes(kPreface.size()))
    Send(FrameType::kSettings, 0, 0, settings);
}

std::optional<uint32_t> H2Connection::NextRequest() {
  for (;;) {
    const auto head = connection_.ReadBytes(kFrameHead);
    if (!head)
      return std::nullopt;
    const auto payload = connection_.ReadBytes(FromBigEndian(head->substr(0, 3)));
    if (!payload)
      return std::nullopt;
    const auto type = static_cast<FrameType>((*head)[3]);
    const bool is_answer = ((*head)[4] & kAck) != 0;
    if (type == FrameType::kHeaders)
      return FromBigEndian(head->substr(5));
    if (type == FrameType::kSettings && !is_answer)
      Send(type, kAck, 0);
    if (type == FrameType::kPing && !is_answer)
      Send(type, kAck, 0, *payload);
  }
}

bool H2Connection::Send(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload) {
  return connection_.Write(FrameBytes(type, flags, stream, payload));
}

bool H2Connection::Headers(uint32_t stream,
                           const std::vector<std::pair<std::string, std::string>>& fields) {
  return Send(FrameType::kHeaders, kEndHeaders, stream, FieldBlock(fields));
}

bool H2Connection::Data(uint32_t stream, std::string_view data, bool ends) {
  return Send(FrameType::kData, ends ? kEndStream : 0, stream, data);
}

}  // namespace zoho_desk::http
