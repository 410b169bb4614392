#pragma once

// Reads the profile file named in config.h. It holds secrets, so a file that others may read is
// refused.

#include <map>
#include <optional>
#include <string>

#include "common/status.h"

namespace zoho_desk::auth {

// Lower-case setting name ("client_id") to its value as text. Empty values are left out.
using Profile = std::map<std::string, std::string, std::less<>>;

// The profile `name` of the file at `path`; nullopt if there is no such file or no such profile in
// it. Errors are kInvalidArgument and name the file: looser than 0600, owned by somebody else, not
// a regular file, unreadable, over 1 MiB, not JSON, or not of the shape described in config.h.
// Thread-safe.
Result<std::optional<Profile>> ReadProfile(const std::string& path, const std::string& name);

// The same from the file's text; `path` is for messages.
Result<std::optional<Profile>> ParseProfile(const std::string& text, const std::string& path,
                                            const std::string& name);

}  // namespace zoho_desk::auth
