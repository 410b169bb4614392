#pragma once

// How many API requests are being served at once.

#include <atomic>
#include <cstdint>

namespace zoho_desk::sandbox {

// What was seen since the start or the last ResetLog.
struct TrafficSummary {
  // API requests under way at the same time, refused ones included: from a request's arrival to the
  // sending of its answer.
  int64_t max_in_flight = 0;
  // Requests whose client had closed the connection before the answer was ready. They count as
  // served.
  int64_t abandoned = 0;
};

// Thread-safe.
class Traffic {
 public:
  // Counts a call as under way for as long as it lives.
  class Call {
   public:
    explicit Call(Traffic& traffic) : traffic_(traffic), in_flight_(++traffic.in_flight_) {
      int64_t most = traffic.max_in_flight_;
      while (most < in_flight_ && !traffic.max_in_flight_.compare_exchange_weak(most, in_flight_)) {
      }
    }
    ~Call() {
      if (has_slot_)
        --traffic_.slots_;
      --traffic_.in_flight_;
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // Calls under way when this one came in, itself included.
    int64_t in_flight() const { return in_flight_; }
    // Takes one of the portal's slots for concurrent calls (-1: there is no limit). False if none
    // is free; a refused call holds none while its answer travels.
    bool TakeSlot(int64_t limit) {
      int64_t taken = traffic_.slots_;
      do {
        if (limit >= 0 && taken >= limit)
          return false;
      } while (!traffic_.slots_.compare_exchange_weak(taken, taken + 1));
      has_slot_ = true;
      return true;
    }

   private:
    Traffic& traffic_;
    int64_t in_flight_;
    bool has_slot_ = false;
  };

  void CountAbandoned() { ++abandoned_; }
  TrafficSummary summary() const { return {max_in_flight_, abandoned_}; }
  void Reset() {
    max_in_flight_ = 0;
    abandoned_ = 0;
  }

 private:
  std::atomic<int64_t> in_flight_{0};
  std::atomic<int64_t> max_in_flight_{0};
  std::atomic<int64_t> slots_{0};
  std::atomic<int64_t> abandoned_{0};
};

}  // namespace zoho_desk::sandbox
