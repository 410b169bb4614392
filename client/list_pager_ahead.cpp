// ListPager: the pages that are asked for ahead of their turn. ListSource says how many may be
// under way; asks_ holds them without gaps, and NextPage takes them in that order. A failure ahead
// is no error yet: that page is asked for again when its turn comes.

#include <algorithm>
#include <utility>

#include "client/list_pager.h"

namespace zoho_desk::client {

bool ListPager::ContinuesBelowDepth() const {
  return !done_ && options_.depth > 0 && total_ > options_.depth;
}

int64_t ListPager::RowsBelowDepth() const {
  const int64_t end = asks_.empty() ? position_ : asks_.back().from + asks_.back().limit;
  return std::max<int64_t>(1, total_ - end + overlap());
}

int64_t ListPager::RowsAfterPage() const {
  if (done_ || total_ <= 0)
    return done_ ? 0 : -1;
  return std::max<int64_t>(0, total_ - position_ - overlap());
}

bool ListPager::TakesMoreAsks(int64_t from) const {
  if (!paginated_ || done_ || IsPastDepth(from, largest_limit_) || (ends_soon_ && !asks_.empty()))
    return false;
  if (total_ > 0 && from + overlap() >= total_ && from > 0)
    return false;
  return options_.expected_rows == 0 || from + overlap() < options_.expected_rows;
}

// With a known end every page down to it is planned, else as many as may be sent.
void ListPager::PlanAsks(size_t most) {
  if (!any_page_ && total_ == 0) {  // nothing tells what follows its first page
    if (asks_.empty() && most > 0)
      asks_.push_back({.from = position_, .limit = limit_, .overlaps = overlaps_});
    return;
  }
  const bool end_is_near = total_ > 0 && options_.depth > 0;
  for (;;) {
    Ask next{.from = position_, .limit = limit_, .overlaps = overlaps_};
    if (!asks_.empty()) {
      const Ask& last = asks_.back();
      next.from = FromAfter(last);
      next.limit = largest_limit_;
      next.overlaps = next.from < last.from + last.limit;
    }
    if ((asks_.size() >= most && !end_is_near) || !TakesMoreAsks(next.from))
      return;
    asks_.push_back(std::move(next));
  }
}

size_t ListPager::StartAhead(size_t most, const CancelCheck& cancelled) {
  PlanAsks(most);
  size_t started = 0;
  for (const Ask& ask : asks_)
    started += ask.call || ask.page ? 1U : 0U;
  // Where the list goes on below the depth, its last page tells where: it goes out early.
  const bool continues = !asks_.empty() && ContinuesBelowDepth();
  const auto start = [&](Ask& ask) {
    if (started >= most || ask.call || ask.page)
      return;
    Send(ask);
    if (ask.call->Start(cancelled).ok())
      ++started;
    else
      ask.call.reset();  // its turn will tell why
  };
  if (!asks_.empty())
    start(asks_.front());
  if (continues)
    start(asks_.back());
  for (Ask& ask : asks_)
    start(ask);
  return started;
}

size_t ListPager::PagesUntil(int64_t total) const {
  const int64_t step = std::max<int64_t>(1, Step(largest_limit_));
  const int64_t rows = done_ ? 0 : std::max<int64_t>(0, total - position_ - overlap());
  return static_cast<size_t>((rows + step - 1) / step);
}

bool ListPager::HasStartedAll() const {
  if (done_)
    return true;
  if (asks_.empty())
    return any_page_ && !TakesMoreAsks(position_);
  return std::all_of(asks_.begin(), asks_.end(),
                     [](const Ask& ask) { return ask.call || ask.page; }) &&
         !TakesMoreAsks(FromAfter(asks_.back()));
}

// The page if it has come; an error is left to its turn, when it is asked for again.
const Page* ListPager::Peek(Ask& ask, const CancelCheck& cancelled) const {
  if (!ask.page && ask.call && PeekedBytes() < kMostKeptBytes && ask.call->Poll()) {
    auto page = Receive(ask, cancelled);
    if (page.ok())
      ask.page = std::move(page).value();
  }
  return ask.page && ask.page->size() > 0 ? &*ask.page : nullptr;
}

const Page* ListPager::LastPage(const CancelCheck& cancelled) {
  if (asks_.empty() || TakesMoreAsks(FromAfter(asks_.back())))
    return nullptr;
  return Peek(asks_.back(), cancelled);
}

std::vector<const Page*> ListPager::ArrivedPages(const CancelCheck& cancelled) {
  std::vector<const Page*> pages;
  for (Ask& ask : asks_) {
    const Page* page = Peek(ask, cancelled);
    if (page == nullptr)
      break;
    pages.push_back(page);
  }
  return pages;
}

}  // namespace zoho_desk::client
