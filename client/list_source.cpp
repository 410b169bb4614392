// ListSource: driven by Scan. Decides which lists and searches are paged, in which order, and what
// follows where one of them ends early (the picture is in list_source.h); every row once, or an
// error (docs/DECISIONS.md, "Past the ceiling").

#include "client/list_source.h"

#include <algorithm>

#include "client/record.h"
#include "client/scan.h"
#include "common/log.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using resources::kList;
using resources::kSearch;

// Requests that reach below this row cost 10 credits and more instead of 3 (facts/platform.md,
// "Limits").
constexpr int64_t kCheapDepth = 2000;

// Bounds may be exclusive, and servers may compare whole seconds.
constexpr int64_t kSliceOverlapMs = 1000;

}  // namespace

ListSource::ListSource(std::shared_ptr<Session> session, const ScanRequest& request, Lanes& lanes,
                       RequestBudget& budget, ShortPages* short_pages)
    : session_(std::move(session)),
      request_(request),
      lanes_(lanes),
      budget_(budget),
      route_(request.route),
      asked_(OrderOf(request)),
      slices_(SlicesFor(request)),
      short_pages_(short_pages),
      seen_(std::make_shared<SeenKeys>()),
      forgets_(request.alternatives.empty()),
      depth_(kCheapDepth) {}

ListSource::~ListSource() = default;

std::optional<ServerOrder> ListSource::OrderFor(resources::Route route) const {
  if ((unordered_ & route) != 0)
    return std::nullopt;
  if (asked_)
    return asked_;
  return slices_ && (route == kSearch || slices_->list_can_sort) ? std::optional(slices_->order)
                                                                 : std::nullopt;
}

// Whether a search in order of time can take over. A list that is split by alternatives has no
// counterpart among the searches, and one that is read for what only its rows carry would have to
// be read on all the same.
bool ListSource::CanSlice() const {
  const bool needs_list =
      !Searches() && std::any_of(request_.columns.begin(), request_.columns.end(), [&](int column) {
        return OnlyListsCarry(resource(), column) &&
               (request_.is_for_details || !CarriesColumn(resource(), column, kSearch));
      });
  return slices_ && OrderFor(kSearch) && !search_is_refused_ && !needs_list &&
         (Searches() || request_.alternatives.empty());
}

void ListSource::AddAlternative(const Part& part, QueryParams& params) const {
  if (request_.alternatives.empty() || route_ != request_.route)
    return;
  const QueryParams& own = request_.alternatives[part.alternative];
  params.insert(params.end(), own.begin(), own.end());
}

ListSource::Stream ListSource::OpenSlice(const Stream& before, std::optional<int64_t> start_ms,
                                         int64_t rows_left) {
  Stream stream;
  stream.part = before.part;
  stream.lane = &lanes_.For(kSearch);
  stream.seen = before.seen;
  stream.is_slice = true;
  stream.start_ms = start_ms;
  QueryParams params = Searches() ? request_.params : request_.search_params;
  AddAlternative(before.part, params);
  if (start_ms)
    params = InSlice(*slices_, std::move(params), *start_ms);
  else if (params.empty())
    params.emplace_back("createdTimeRange", kAllTimes);
  ListPager::Options options{
      .route = SearchPages(resource()),
      .params = std::move(params),
      .order = slices_->order,
      .stop = request_.stop,
      .expected_rows = request_.expected_rows > 0 && !is_superset_
                           ? std::max<int64_t>(1, request_.expected_rows - delivered_)
                           : 0,
      .depth = depth_,
      .total = rows_left};
  stream.pager = std::make_unique<ListPager>(*session_, stream.lane->projection, std::move(options),
                                             *stream.seen, budget_);
  return stream;
}

// Where the next slice begins if this one ends after that time; nullopt if it would be no other
// slice.
std::optional<int64_t> ListSource::SliceAfter(const Stream& stream,
                                              std::optional<int64_t> reached_ms) const {
  if (!reached_ms)
    return std::nullopt;
  const bool descending = slices_->order.descending;
  const int64_t start = descending ? *reached_ms + kSliceOverlapMs : *reached_ms - kSliceOverlapMs;
  const bool moves =
      !stream.start_ms || (descending ? start < *stream.start_ms : start > *stream.start_ms);
  return moves ? std::optional<int64_t>(start) : std::nullopt;
}

// The time of the last row; nullopt where no order makes it tell what is left. A list in order of
// time whose rows do not tell it: the record does.
Result<std::optional<int64_t>> ListSource::ReachedBy(const Stream& stream,
                                                     const CancelCheck& cancelled) {
  const auto& order = stream.pager->order();
  const auto reached = stream.pager->reached_ms();
  if (!order || reached || stream.lane->route != kList || !resource().HasGetByKey())
    return reached;
  const std::vector<int> columns{order->column};
  const Projection projection(resource(), columns);
  RecordRequest request(*session_, projection, columns, stream.pager->last_key(), budget_);
  ZD_ASSIGN_OR_RETURN(const auto record, request.Wait(cancelled));
  if (!record)
    return std::optional<int64_t>();
  return TimeIn(*record, 0, projection, order->column);
}

// The stream being read goes no deeper: a slice takes over.
Status ListSource::ContinueInSlice(Error ceiling, const CancelCheck& cancelled) {
  Stream& stream = streams_.front();
  const auto server_depth = stream.pager->server_depth();
  if (!CanSlice()) {
    if (!Searches() || stream.lane->route != kSearch)
      return ceiling;
    const std::string why = ceiling.message;
    ZD_RETURN_IF_ERROR(FallBackToList(std::move(ceiling)));
    LogWarning(why + "; reading the list instead, which costs more requests");
    return Ok();
  }
  const bool was_list = stream.lane->route == kList;
  if (server_depth && !was_list)
    depth_ = std::min(depth_, *server_depth);
  ZD_ASSIGN_OR_RETURN(const auto reached_ms, ReachedBy(stream, cancelled));
  const auto start = SliceAfter(stream, reached_ms);
  if (!start && !was_list) {
    if (server_depth)
      return TooManyAtOnce(stream);
    stream.pager->GoDeeper();
    return Ok();
  }
  const bool is_ready = start && streams_.size() > 1 && streams_[1].start_ms &&
                        (slices_->order.descending ? *streams_[1].start_ms >= *start
                                                   : *streams_[1].start_ms <= *start);
  if (!is_ready) {
    Stream next = OpenSlice(stream, start, 0);
    while (streams_.size() > 1 && streams_[1].is_slice)
      streams_.erase(streams_.begin() + 1);
    streams_.insert(streams_.begin() + 1, std::move(next));
  }
  if (was_list && !request_.params.empty())
    is_superset_ = true;
  // Without a place to begin at, the search repeats the list's rows anywhere.
  if (!start)
    forgets_ = false;
  if (slices_->order.stable && forgets_)
    stream.seen->Rotate();
  streams_[1].pager->SetLastTime(stream.pager->last_time());
  if (was_list)
    paused_list_ = std::move(stream);
  else
    paused_list_.reset();
  streams_.pop_front();
  return Ok();
}

Error ListSource::TooManyAtOnce(const Stream& stream) const {
  const std::string time(resource().columns[static_cast<size_t>(slices_->order.column)].name);
  return {.code = Code::kInvalidArgument,
          .message =
              TableName(resource()) + ": more records share the " + time + " " +
              FormatUtcMillis(stream.pager->reached_ms().value_or(0)) + " than the " +
              std::to_string(*stream.pager->server_depth()) +
              " that one search of Zoho Desk answers; the " + std::to_string(delivered_) +
              " rows read so far are not the whole result. Narrow the query with WHERE terms that "
              "Zoho evaluates (zoho_desk_columns.pushed), such as departmentId or status",
          .http_status = 422,
          .signal = Signal::kCeilingReached,
          .table = TableName(resource())};
}

// The token may not search, or the search goes no deeper: the list returns a superset of the
// search's rows, and rows that the search has delivered are dropped as seen.
Status ListSource::FallBackToList(Error refusal) {
  const bool can_sort =
      !asked_ || asked_->ours ||
      std::any_of(resource().sorts.begin(), resource().sorts.end(),
                  [&](const resources::SortKey& key) {
                    return key.param == asked_->param && (key.routes & kList) != 0;
                  });
  if (request_.has_parameters || !can_sort)
    return refusal;
  route_ = resources::kList;
  search_is_refused_ = true;
  if (!request_.params.empty() || !request_.alternatives.empty())
    is_superset_ = true;
  streams_.clear();
  parts_.clear();
  parts_.push_back({});
  return Ok();
}

// The search that was to take over cannot: the list is read on below the depth.
Status ListSource::GoOnInList(const Error& refusal) {
  LogWarning(refusal.message + "; reading on in the list, where deep pages cost more credits");
  search_is_refused_ = true;
  std::erase_if(streams_, [](const Stream& stream) { return stream.is_slice; });
  streams_.push_front(std::move(*paused_list_));
  paused_list_.reset();
  streams_.front().pager->GoAsDeepAsPossible();
  return Ok();
}

// The server takes no such order, or does not keep to it: nothing may rest on it any more. What is
// being read begins anew, and rows that come again are dropped.
Status ListSource::GoOnWithoutOrder(Error refusal) {
  const Stream& stream = streams_.front();
  if (!stream.pager->order()->ours || (stream.is_slice && !paused_list_))
    return refusal;
  if (stream.is_slice)
    return GoOnInList(refusal);
  LogWarning(refusal.message + "; reading on without an order");
  unordered_ |= stream.lane->route;
  if (request_.stop)
    is_superset_ = true;
  for (; !streams_.empty(); streams_.pop_back()) {
    if (!streams_.back().is_slice)
      parts_.push_front(std::move(streams_.back().part));
  }
  return Ok();
}

Status ListSource::OnError(Error error, const CancelCheck& cancelled) {
  if (error.signal == Signal::kCeilingReached)
    return ContinueInSlice(std::move(error), cancelled);
  if (IsOrderRefusal(error) && streams_.front().pager->order())
    return GoOnWithoutOrder(std::move(error));
  if (streams_.front().lane->route != kSearch ||
      !session_->NotesRefusedSearch(resource().search.path, error))
    return error;
  if (paused_list_)
    return GoOnInList(error);
  ZD_RETURN_IF_ERROR(FallBackToList(error));
  LogWarning(error.message + "; reading the list instead, which costs more requests");
  return Ok();
}

Result<std::optional<ListSource::Batch>> ListSource::Next(const CancelCheck& cancelled) {
  if (!planned_)
    PlanParts();
  ZD_RETURN_IF_ERROR(FillParts(cancelled));
  if (most_ > 0)
    SendAhead(cancelled);
  for (;;) {
    if (streams_.empty()) {
      ZD_RETURN_IF_ERROR(FillParts(cancelled));
      if (parts_.empty())
        return std::optional<Batch>();
      ZD_RETURN_IF_ERROR(CheckCredits());
      streams_.push_back(OpenPart(std::move(parts_.front())));
      parts_.pop_front();
    }
    Stream& stream = streams_.front();
    auto more = stream.pager->NextPage(cancelled);
    if (!more.ok()) {
      ZD_RETURN_IF_ERROR(OnError(std::move(more).error(), cancelled));
      continue;
    }
    if (!*more) {
      streams_.pop_front();
      if (streams_.empty() || !streams_.front().is_slice) {
        pages_ = 0;
        guesses_ = 1;
      }
      continue;
    }
    Page& page = stream.pager->page();
    ++pages_;
    delivered_ += static_cast<int64_t>(stream.pager->new_rows().size());
    const int64_t rest = HasMoreParts() ? -1 : stream.pager->RowsAfterPage();
    const int64_t counted = count_.Rows(cancelled);
    expected_rows_ = rest >= 0 ? delivered_ + rest : counted > delivered_ ? counted : 0;
    const int64_t position = stream.pager->PositionOfPage();
    return std::optional<Batch>(Batch{stream.lane, std::move(page),
                                      std::move(stream.pager->new_rows()), stream.parent, position,
                                      stream.part.alternative});
  }
}

}  // namespace zoho_desk::client
