#pragma once

// Runs a function on a thread with a small stack, as hosts give theirs: what recurses with a
// server's answer crashes there first.

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstddef>
#include <functional>

namespace zoho_desk {

// The sanitizers' frames are several times as large.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr size_t kSmallStack = size_t{1024} * 1024;
#else
inline constexpr size_t kSmallStack = size_t{128} * 1024;
#endif

inline void OnSmallStack(const std::function<void()>& run, size_t bytes = kSmallStack) {
  pthread_attr_t attributes{};
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, bytes), 0);
  pthread_t thread{};
  const auto start = [](void* function) -> void* {
    (*static_cast<const std::function<void()>*>(function))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, start, const_cast<std::function<void()>*>(&run)),
            0);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

}  // namespace zoho_desk
