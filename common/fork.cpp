// The count behind ForkCount(), by which http/, client/ and vtab/ tell what is theirs from what a
// parent process left (fork.h). It goes up in the child alone, before fork() returns there; the
// handler needs no lock and no memory, either of which a thread that the child does not have may
// hold.

#include "common/fork.h"

#include <pthread.h>

namespace zoho_desk::internal {

constinit std::atomic<uint64_t> g_forks{0};

namespace {

// Registered when the code is loaded: a lazy registration could itself be cut in two by a fork.
[[maybe_unused]] const int kRegistered = pthread_atfork(
    nullptr, nullptr, [] { g_forks.store(g_forks.load() + 1, std::memory_order_relaxed); });

}  // namespace
}  // namespace zoho_desk::internal
