#pragma once

// The scans a SQLite connection has open. In a join the outer scan's rows hold the keys that the
// inner table will be asked for one by one; asking the outer scan for the keys that follow lets the
// inner fetch them together.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/cancel.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class Scan;
class Session;

// One per connection; like the connection, used on one thread at a time.
class OpenScans {
 public:
  void Add(Scan& scan) { scans_.push_back(&scan); }
  void Remove(Scan& scan) { std::erase(scans_, &scan); }
  bool HasScans() const { return !scans_.empty(); }

  // If the current row of some scan holds that id: different ids that the same column of its next
  // rows holds, as far as they have come, at most `most`. Makes that scan read ahead. Rows that
  // tell of no rows of `child`, if it is given, are left out.
  std::vector<std::string> KeysAfter(std::string_view key, size_t most,
                                     const CancelCheck& cancelled,
                                     const resources::Resource* child = nullptr) const;

  // Whether the current row of some scan of that session is the parent of that key, and its counts
  // say that `child` has no rows of it (resources::Parent::guards).
  bool TellOfNone(const Session& session, const resources::Resource& child,
                  std::string_view key) const;

 private:
  std::vector<Scan*> scans_;
};

}  // namespace zoho_desk::client
