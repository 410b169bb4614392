// Reads a profile; called by setting_sources for every query's settings, by profile_store before a
// change, and by zoho-desk. A file that others may read, or that does not look as it should, is an
// error and never an absent profile, whose place another login would take.

#include "auth/profile_file.h"

#include <fcntl.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "auth/private_file.h"
#include "common/foreign_json.h"

namespace zoho_desk::auth {
namespace {

constexpr size_t kMaxFileBytes = size_t{1024} * 1024;

Error FileError(const std::string& path, const std::string& problem) {
  return {Code::kInvalidArgument, "profile file " + path + ": " + problem};
}

Error NotASetting(const std::string& path, const std::string& profile, const std::string& key) {
  return FileError(path, "'" + key + "' of profile '" + profile + "' is not a text or a number");
}

// The text of the file; nullopt if there is none.
Result<std::optional<std::string>> ReadPrivate(const std::string& path) {
  // O_NONBLOCK: opening a pipe must not hang the query.
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR)
      return std::optional<std::string>();
    return FileError(path, "cannot be opened: " + std::generic_category().message(error));
  }
  switch (CheckPrivacy(file.get())) {
    case Privacy::kNotRegular:
      return FileError(path, "is not a regular file");
    case Privacy::kForeign:
      return FileError(path, "is refused because it belongs to another user; it must be yours");
    case Privacy::kLoose:
      return FileError(path,
                       "is refused because others may read or write it; run: chmod 600 " + path);
    case Privacy::kPrivate:
      break;
  }
  auto text = ReadAll(file.get(), kMaxFileBytes);
  if (!text)
    return FileError(path, "cannot be read, or is larger than 1 MiB");
  return std::optional<std::string>(std::move(*text));
}

// A setting's value as text: strings as they are, and numbers and booleans as the environment would
// write them. nullopt for anything else.
std::optional<std::string> ToText(const nlohmann::json& value) {
  if (value.is_string())
    return value.get_ref<const std::string&>();
  if (value.is_number_integer())
    return value.dump();
  if (value.is_boolean())
    return value.get<bool>() ? "1" : "0";
  if (value.is_null())
    return "";
  return std::nullopt;
}

}  // namespace

Result<std::optional<Profile>> ReadProfile(const std::string& path, const std::string& name) {
  ZD_ASSIGN_OR_RETURN(const auto text, ReadPrivate(path));
  if (!text)
    return std::optional<Profile>();
  return ParseProfile(*text, path, name);
}

Result<std::optional<Profile>> ParseProfile(const std::string& text, const std::string& path,
                                            const std::string& name) {
  const auto json = ParseForeignJson(text);
  if (json.is_discarded())
    return FileError(path, "is not valid JSON, or nested deeper than any profile is");
  const auto profiles = json.is_object() ? json.find("profiles") : json.end();
  if (profiles == json.end() || !profiles->is_object())
    return FileError(path, R"(must look like {"profiles": {"default": {"client_id": "..."}}})");
  const auto found = profiles->find(name);
  if (found == profiles->end())
    return std::optional<Profile>();
  if (!found->is_object())
    return FileError(path, "the profile '" + name + "' is not an object");
  Profile profile;
  for (const auto& [key, value] : found->items()) {
    auto setting = ToText(value);
    if (!setting)
      return NotASetting(path, name, key);
    if (!setting->empty())
      profile.emplace(key, std::move(*setting));
  }
  return std::optional<Profile>(std::move(profile));
}

}  // namespace zoho_desk::auth
