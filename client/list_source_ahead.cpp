// ListSource: what is asked for ahead of its turn, by Scan once a page and by Next before it reads.
// Streams are opened in the order in which they are read; where nobody has told where a list ends,
// Guesses bounds what may be asked for past its end (docs/DECISIONS.md, "Read-ahead").

#include <algorithm>

#include "client/list_source.h"

namespace zoho_desk::client {
namespace {

using resources::kList;
using resources::kSearch;

// How many requests to begin with where it is sure that what comes will be read.
constexpr size_t kFirstIfSure = 4;
constexpr size_t kPagesPerGuess = 4;

// Pages to ask for beside the question how many rows there are: it may say that there are no more.
constexpr size_t kGuessesBesideCount = 2;

}  // namespace

void ListSource::StartAhead(const CancelCheck& cancelled, bool for_join) {
  const auto concurrency = static_cast<size_t>(session_->config().concurrency);
  if (concurrency < 2)
    return;
  // A join waits for the rows, so it asks at once.
  if ((for_join || pages_ >= kPagesBeforeCount) && CanAskForCount())
    count_.Ask(*session_, resource(), request_.search_params, budget_, cancelled);
  const bool knows_end = !streams_.empty() && streams_.front().pager->KnowsItsEnd();
  const bool reads_to_known_end = request_.reads_all_rows && knows_end;
  const size_t first = for_join || reads_to_known_end ? kFirstIfSure : 1;
  most_ = std::min(2 * concurrency, std::max(first, 2 * most_));
  const size_t for_a_join = count_.IsUnderWay() ? kGuessesBesideCount : kFirstIfSure;
  guesses_ =
      std::min(2 * concurrency, std::max(for_join ? for_a_join : 1, pages_ / kPagesPerGuess));
  SendAhead(cancelled);
}

void ListSource::Begin(const CancelCheck& cancelled) {
  if (!planned_)
    PlanParts();
  most_ = std::max<size_t>(1, most_);
  SendAhead(cancelled);
}

// Whether a search can tell how long the list is that is being read, and that is worth a request.
bool ListSource::CanAskForCount() const {
  if (count_.WasAsked() || streams_.empty() || streams_.front().lane->route != kList ||
      streams_.front().pager->KnowsItsEnd() || streams_.front().pager->EndsSoon())
    return false;
  // Where requests are rationed, none is spent on a hint.
  return IsWorthCounting(request_) && !search_is_refused_ && session_->config().max_requests == 0;
}

// How many pages to ask for at once where the end is unknown. Of rationed requests half are kept,
// so that guesses past the end never take those that the query needs.
size_t ListSource::Guesses(const ListPager& pager, int64_t counted) const {
  if (counted > 0)
    return std::max<size_t>(1, pager.PagesUntil(counted));
  const int64_t allowed = session_->config().max_requests;
  const int64_t left = allowed > 0 ? std::max<int64_t>(0, allowed - budget_.used) : INT64_MAX;
  return static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(guesses_), left / 2));
}

// The lists of several parts are all read, unless the query stops before: there is no need to know
// where one ends before the next is begun.
bool ListSource::StartsPartsTogether() const {
  return reads_many_ && request_.expected_rows == 0;
}

void ListSource::SendAhead(const CancelCheck& cancelled) {
  const int64_t counted = count_.Rows(cancelled);
  size_t under_way = 0;
  for (size_t i = 0; under_way < most_; ++i) {
    if (i == streams_.size())
      OpenFollower(cancelled);
    if (i == streams_.size())
      return;
    ListPager& pager = *streams_[i].pager;
    const size_t room = most_ - under_way;
    under_way += pager.StartAhead(
        pager.KnowsItsEnd() ? room : std::min(room, Guesses(pager, counted)), cancelled);
    if (!pager.HasStartedAll() && !StartsPartsTogether())
      return;
  }
}

std::vector<const Page*> ListSource::ArrivedPages(const CancelCheck& cancelled) {
  std::vector<const Page*> pages;
  for (Stream& stream : streams_) {
    if (stream.lane != streams_.front().lane)
      break;
    const auto more = stream.pager->ArrivedPages(cancelled);
    pages.insert(pages.end(), more.begin(), more.end());
    if (!stream.pager->HasStartedAll())
      break;
  }
  return pages;
}

// Nothing is left to start in the streams that are open: the next slice or part follows.
void ListSource::OpenFollower(const CancelCheck& cancelled) {
  if (request_.expected_rows > 0)
    return;
  if (!streams_.empty() && streams_.back().pager->ContinuesBelowDepth()) {
    Stream& last = streams_.back();
    const Page* page = last.lane->route == kSearch ? last.pager->LastPage(cancelled) : nullptr;
    if (page == nullptr)
      return;
    const auto start = SliceAfter(
        last, TimeIn(*page, page->size() - 1, last.lane->projection, slices_->order.column));
    if (start)
      streams_.push_back(OpenSlice(last, start, last.pager->RowsBelowDepth()));
    return;
  }
  if (parts_.empty() || !CheckCredits().ok())
    return;  // its turn will tell why
  streams_.push_back(OpenPart(std::move(parts_.front())));
  parts_.pop_front();
}

}  // namespace zoho_desk::client
