#include "common/safe_text.h"

#include <pthread.h>

#include <algorithm>
#include <deque>
#include <mutex>

#include "common/no_destructor.h"

namespace zoho_desk {
namespace {

constexpr size_t kShortestSecret = 8;
constexpr size_t kMostSecrets = 256;
constexpr std::string_view kMask = "***";
constexpr std::string_view kTokenStart = "1000.";
constexpr size_t kShortestTokenRest = 16;

struct Secrets {
  std::mutex mutex;
  std::deque<std::string> texts;  // newest last
};

Secrets& TheSecrets() {
  static NoDestructor<Secrets> secrets;
  return *secrets;
}

// A forked child must know its parent's secrets, so nobody may be changing the list meanwhile.
[[maybe_unused]] const int kRegistered =
    pthread_atfork([] { TheSecrets().mutex.lock(); }, [] { TheSecrets().mutex.unlock(); },
                   [] { TheSecrets().mutex.unlock(); });

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
    const size_t end = std::min(text.find_first_not_of(kTokenText, rest), text.size());
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

// C0, DEL, and C1, which some terminals obey as well.
bool IsControl(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character.front());
  if (character.size() == 1)
    return byte < 0x20 || byte == 0x7f;
  return byte == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
}

}  // namespace

void RememberSecret(std::string_view secret) {
  if (secret.size() < kShortestSecret)
    return;
  Secrets& secrets = TheSecrets();
  const std::scoped_lock lock(secrets.mutex);
  const auto known = std::find(secrets.texts.begin(), secrets.texts.end(), secret);
  if (known != secrets.texts.end())
    secrets.texts.erase(known);  // becomes the newest
  secrets.texts.emplace_back(secret);
  if (secrets.texts.size() > kMostSecrets)
    secrets.texts.pop_front();
}

std::string WithoutSecrets(std::string text) {
  {
    Secrets& secrets = TheSecrets();
    const std::scoped_lock lock(secrets.mutex);
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
  for (size_t pos = 0; pos < text.size();) {
    const size_t size = CharacterSize(text, pos);
    std::string_view character = std::string_view(text).substr(pos, std::max<size_t>(size, 1));
    pos += character.size();
    if (size == 0)
      character = "?";
    else if (IsControl(character))
      character = " ";
    if (out.size() + character.size() > max_bytes)
      return out + "...";
    out += character;
  }
  return out;
}

}  // namespace zoho_desk
