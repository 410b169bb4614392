#pragma once

// Text that came from a server, made fit to be shown: it may echo the request's token, steer the
// terminal, or be endless.

#include <cstddef>
#include <string>
#include <string_view>

namespace zoho_desk {

// From now on WithoutSecrets leaves this text out. For tokens and client secrets, as soon as they
// are known; text under 8 bytes is ignored, because hiding it would garble messages. Its
// percent-encoded form, which a server may echo out of a form, counts as well. The newest 256 forms
// are kept. Thread-safe.
void RememberSecret(std::string_view secret);

// Every remembered secret, and whatever looks like a token of Zoho's ("1000." and at least 16
// hexadecimal digits or dots), replaced by "***". Thread-safe.
std::string WithoutSecrets(std::string text);

// Without secrets, as one line of valid UTF-8 without what steers a terminal (control characters,
// line separators, changes of the writing direction), of at most `max_bytes` and "..." if it was
// cut. Hosts decode messages, and Python raises when it cannot.
std::string OneLine(std::string text, size_t max_bytes);

// The longest message that a host or the log is given, in bytes.
inline constexpr size_t kLongestMessage = size_t{16} * 1024;

// What a server, file or user wrote, within a message: OneLine, and short. QuotedName for a name,
// code, key or header, at most 80 bytes; QuotedText for sentences, at most 300.
std::string QuotedName(std::string text);
std::string QuotedText(std::string text);

// JSON fit for a terminal: what OneLine replaces, line breaks aside, is escaped, so that programs
// read the same values. `json` is whole JSON text.
std::string PrintableJson(std::string json);

}  // namespace zoho_desk
