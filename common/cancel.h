#pragma once

// How a waiting layer learns that the user interrupted the query. vtab/ supplies the function (it
// asks SQLite); everything below polls it at most every 50 ms while it waits.

#include <functional>

namespace zoho_desk {

// True once the query should end. Called on the thread that runs the query. Empty means never.
using CancelCheck = std::function<bool()>;

inline bool IsCancelled(const CancelCheck& check) {
  return check && check();
}

}  // namespace zoho_desk
