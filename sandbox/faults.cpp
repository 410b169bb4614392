// Faults: asked by Api for every request, the pages of /_sandbox aside. Of the rules that match,
// the first whose turn it is is taken; those before it count the request as one that they let
// through.

#include "sandbox/faults.h"

#include <algorithm>

namespace zoho_desk::sandbox {
namespace {

bool Matches(const Fault& fault, const HttpRequest& request) {
  return (fault.method.empty() || fault.method == request.method) &&
         request.path.find(fault.match) != std::string::npos &&
         (fault.query.empty() ||
          PercentDecode(request.query).find(fault.query) != std::string::npos);
}

}  // namespace

void Faults::Add(Fault fault) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(fault));
}

void Faults::Clear() {
  const std::lock_guard lock(mutex_);
  queue_.clear();
}

std::optional<Fault> Faults::Take(const HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  for (Fault& fault : queue_) {
    if (fault.times == 0 || !Matches(fault, request))
      continue;
    if (fault.skip > 0) {
      --fault.skip;
      continue;
    }
    if (fault.times > 0)
      --fault.times;
    Fault taken = fault;
    std::erase_if(queue_, [](const Fault& spent) { return spent.times == 0; });
    return taken;
  }
  return std::nullopt;
}

void ApplyFault(const Fault& fault, HttpResponse& answer) {
  if (fault.status) {
    answer.status = *fault.status;
    answer.headers.clear();
    answer.body.clear();
  }
  if (fault.body)
    answer.body = *fault.body;
  if (!fault.content_type.empty())
    answer.content_type = fault.content_type;
  answer.headers.insert(answer.headers.end(), fault.headers.begin(), fault.headers.end());
  const auto& [from, to] = fault.replace;
  for (size_t at = from.empty() ? std::string::npos : answer.body.find(from);
       at != std::string::npos; at = answer.body.find(from, at + to.size()))
    answer.body.replace(at, from.size(), to);
  answer.http_1_0 = fault.http_1_0;
  answer.drip_ms = fault.drip_ms;
  answer.stall = fault.stall;
  answer.truncate_at = fault.truncate_at;
  answer.cut = fault.close;
}

}  // namespace zoho_desk::sandbox
