#pragma once

// Changes the profile file named in config.h. Everything that a change does not name stays: other
// profiles, other settings, keys this version does not know, their order.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "auth/profile_file.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::auth {

// The names of the profiles, in the file's order; empty if there is no file. Errors as ReadProfile.
Result<std::vector<std::string>> ProfileNames(const std::string& path);

// Setting name to its new value; nullopt removes the setting.
using ProfileChanges = std::map<std::string, std::optional<std::string>, std::less<>>;

// Changes or adds the profile `name`. Makes the file (mode 0600) and its directory (0700) if need
// be, replaces it at one stroke, and waits for other writers, for ten seconds at most. A file that
// ReadProfile refuses is left alone: errors as there, as MakePrivateDirectory and LockFile
// (private_file.h), and kInternal (names the file) if it cannot be written.
Status ChangeProfile(const std::string& path, const std::string& name,
                     const ProfileChanges& changes, const CancelCheck& cancelled = {});

// False if there is no such profile. Errors as ChangeProfile.
Result<bool> RemoveProfile(const std::string& path, const std::string& name,
                           const CancelCheck& cancelled = {});

// Removes what writers that were killed left beside the file: it holds secrets. Does nothing while
// there is a writer.
void RemoveLeftovers(const std::string& path);

}  // namespace zoho_desk::auth
