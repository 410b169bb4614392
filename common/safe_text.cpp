// Cleans every text from outside on its way to a person: messages (vtab/guard, cli/console),
// warnings (log.h), the request log. Secrets go first, before anything is cut or replaced, or a
// part of one would be left. The list of them is the process's, and a forked child inherits it
// whole.

#include "common/safe_text.h"

#include <pthread.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <vector>

#include "common/mutex.h"
#include "common/no_destructor.h"
#include "common/text.h"
#include "common/url.h"

namespace zoho_desk {
namespace {

constexpr size_t kShortestSecret = 8;
constexpr size_t kMostSecrets = 256;
constexpr std::string_view kMask = "***";
constexpr std::string_view kTokenStart = "1000.";
constexpr size_t kShortestTokenRest = 16;

struct Secrets {
  Mutex mutex;
  std::deque<std::string> texts ZD_GUARDED_BY(mutex);  // newest last
};

Secrets& TheSecrets() {
  static NoDestructor<Secrets> secrets;
  return *secrets;
}

// A forked child must know its parent's secrets, so nobody may be changing the list meanwhile.
[[maybe_unused]] const int kRegistered =
    pthread_atfork([]() ZD_UNCHECKED { TheSecrets().mutex.Lock(); },
                   []() ZD_UNCHECKED { TheSecrets().mutex.Unlock(); },
                   []() ZD_UNCHECKED { TheSecrets().mutex.Unlock(); });

void ReplaceAll(std::string& text, std::string_view what) {
  for (size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + kMask.size()))
    text.replace(at, what.size(), kMask);
}

// Tokens this process never had, and the rest of one that was cut.
void MaskTokenLookalikes(std::string& text) {
  constexpr std::string_view kTokenText = "0123456789abcdefABCDEF.";
  for (size_t at = text.find(kTokenStart); at != std::string::npos;
       at = text.find(kTokenStart, at + 1)) {
    const size_t rest = at + kTokenStart.size();
    const size_t run = std::min(text.find_first_not_of(kTokenText, rest), text.size());
    // No token ends in a dot: those of a sentence, or of a cut, are not its own.
    const size_t last = text.find_last_not_of('.', run - 1);
    const size_t end = std::max(rest, last + 1);
    if (end - rest >= kShortestTokenRest)
      text.replace(at, end - at, kMask);
  }
}

// Bytes of the UTF-8 character that starts at `pos`; 0 if none does.
size_t CharacterSize(std::string_view text, size_t pos) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(pos);
  const size_t size = lead < 0x80                    ? 1
                      : lead >= 0xc2 && lead <= 0xdf ? 2
                      : lead >= 0xe0 && lead <= 0xef ? 3
                      : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                     : 0;
  if (size == 0 || pos + size > text.size())
    return 0;
  for (size_t i = pos + 1; i < pos + size; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U)
      return 0;
  }
  if (size < 3)
    return size;
  // Overlong forms, surrogates and code points beyond the last.
  const unsigned char second = byte(pos + 1);
  const bool odd = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
                   (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
  return odd ? 0 : size;
}

// The code point of a valid character of at most three bytes; larger ones steer nothing here.
unsigned CodePoint(std::string_view character) {
  const auto bits = [&](size_t i) { return static_cast<unsigned char>(character[i]) & 0x3fU; };
  const auto lead = static_cast<unsigned char>(character.front());
  switch (character.size()) {
    case 1:
      return lead;
    case 2:
      return (lead & 0x1fU) << 6U | bits(1);
    case 3:
      return (lead & 0x0fU) << 12U | bits(1) << 6U | bits(2);
    default:
      return 0x10ffff;
  }
}

// What moves the cursor or forges text on a terminal: C0, DEL, C1, which some terminals obey as
// well, line and paragraph separators, and what turns the direction of writing around.
bool IsSteering(unsigned code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
         (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

// Calls `take(character, is_valid)` for each character; a byte that belongs to none comes alone.
template <typename Take>
void ForEachCharacter(std::string_view text, const Take& take) {
  for (size_t pos = 0; pos < text.size();) {
    const size_t size = CharacterSize(text, pos);
    const std::string_view character = text.substr(pos, std::max<size_t>(size, 1));
    pos += character.size();
    if (!take(character, size > 0))
      return;
  }
}

// The forms in which an answer may repeat a secret that a form carried: as it is, and encoded with
// digits of either case.
std::vector<std::string> FormsOf(std::string_view secret) {
  std::vector<std::string> forms{std::string(secret)};
  std::string upper = PercentEncode(secret);
  std::string lower = upper;
  for (size_t at = lower.find('%'); at != std::string::npos; at = lower.find('%', at + 1))
    lower.replace(at, 3, LowerAscii(lower.substr(at, 3)));
  if (upper != secret) {
    forms.push_back(std::move(upper));
    forms.push_back(std::move(lower));
  }
  return forms;
}

}  // namespace

void RememberSecret(std::string_view secret) {
  if (secret.size() < kShortestSecret)
    return;
  Secrets& secrets = TheSecrets();
  const MutexLock lock(secrets.mutex);
  for (std::string& form : FormsOf(secret)) {
    const auto known = std::find(secrets.texts.begin(), secrets.texts.end(), form);
    if (known != secrets.texts.end())
      secrets.texts.erase(known);  // becomes the newest
    secrets.texts.push_back(std::move(form));
  }
  while (secrets.texts.size() > kMostSecrets)
    secrets.texts.pop_front();
}

std::string WithoutSecrets(std::string text) {
  {
    Secrets& secrets = TheSecrets();
    const MutexLock lock(secrets.mutex);
    for (const std::string& secret : secrets.texts)
      ReplaceAll(text, secret);
  }
  MaskTokenLookalikes(text);
  return text;
}

std::string OneLine(std::string text, size_t max_bytes) {
  // First of all: a cut or a replaced byte would leave part of a secret.
  text = WithoutSecrets(std::move(text));
  std::string out;
  ForEachCharacter(text, [&](std::string_view character, bool valid) {
    if (!valid)
      character = "?";
    else if (IsSteering(CodePoint(character)))
      character = " ";
    const bool fits = out.size() + character.size() <= max_bytes;
    out += fits ? character : "...";
    return fits;
  });
  return out;
}

std::string QuotedName(std::string text) {
  return OneLine(std::move(text), 80);
}

std::string QuotedText(std::string text) {
  return OneLine(std::move(text), 300);
}

std::string PrintableJson(std::string json) {
  json = WithoutSecrets(std::move(json));
  std::string out;
  ForEachCharacter(json, [&](std::string_view character, bool valid) {
    const unsigned code = valid ? CodePoint(character) : 0xfffd;
    if (character == "\n" || (valid && !IsSteering(code))) {
      out += character;
    } else {
      std::array<char, 8> escape{};
      static_cast<void>(std::snprintf(escape.data(), escape.size(), "\\u%04x", code));
      out += escape.data();
    }
    return true;
  });
  return out;
}

}  // namespace zoho_desk
