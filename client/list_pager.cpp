#include "client/list_pager.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "client/record.h"
#include "client/request_log.h"

namespace zoho_desk::client {
namespace {

// Page sizes that servers are known to fall back to without saying so. A first page of exactly that
// many rows may have been cut, so one more page is asked for before the list counts as complete.
constexpr std::array<int64_t, 4> kSuspiciousPageSizes = {10, 25, 50, 99};

// One page may repeat wholly (limit 1 on an endpoint counted from 1); more means `from` is ignored.
constexpr int kMostStalePages = 2;

// "...field 'limit' exceeds the range of '1-99'." -> 99, if the text is about that field.
std::optional<int> UpperBoundFor(std::string_view field, const std::string& message) {
  const size_t at = message.find("'" + std::string(field) + "'");
  const size_t range = at == std::string::npos ? at : message.find("range of '", at);
  const size_t dash = range == std::string::npos ? range : message.find('-', range);
  if (dash == std::string::npos)
    return std::nullopt;
  int bound = 0;
  const auto [end, error] =
      std::from_chars(message.data() + dash + 1, message.data() + message.size(), bound);
  return error == std::errc{} ? std::optional<int>(bound) : std::nullopt;
}

bool IsExtraParameter(const std::string& message, std::string_view name) {
  return message.find("Extra query parameter '" + std::string(name) + "'") != std::string::npos;
}

}  // namespace

ListPager::ListPager(Session& session, const Projection& projection, Options options,
                     SeenKeys& seen, RequestBudget& budget)
    : session_(session),
      projection_(projection),
      options_(std::move(options)),
      seen_(seen),
      budget_(budget),
      largest_limit_(route().max_limit),
      limit_(largest_limit_),
      paginated_(route().paginated) {
  if (options_.expected_rows > 0 && options_.expected_rows < largest_limit_)
    limit_ = std::max(route().min_limit, static_cast<int>(options_.expected_rows));
}

ApiCall ListPager::BuildCall() const {
  ApiCall call{.table = TableName(projection_.resource()),
               .path = std::string(route().path),
               .headers = options_.headers,
               .scopes = std::string(route().scopes),
               .needs_org = projection_.resource().needs_org};
  const QueryParams& params = options_.params;
  for (const resources::FixedParam& fixed : route().fixed) {
    const bool replaced = std::any_of(params.begin(), params.end(),
                                      [&](const auto& own) { return own.first == fixed.name; });
    if (!replaced)
      call.query.emplace_back(fixed.name, fixed.value);
  }
  call.query.insert(call.query.end(), params.begin(), params.end());
  if (paginated_) {
    call.query.emplace_back("from", std::to_string(route().first_index + received_));
    call.query.emplace_back("limit", std::to_string(limit_));
  }
  return call;
}

// Adjusts to a server whose bounds differ from the documented ones; true if asking again makes
// sense.
bool ListPager::AdaptTo(const Error& error) {
  if (error.http_status != 422 || !paginated_)
    return false;
  if (const auto bound = UpperBoundFor("limit", error.message);
      bound && *bound > 0 && *bound < limit_) {
    largest_limit_ = limit_ = *bound;
    return true;
  }
  if (route().paging_may_be_refused && received_ == 0 &&
      (IsExtraParameter(error.message, "from") || IsExtraParameter(error.message, "limit"))) {
    paginated_ = false;
    return true;
  }
  return false;
}

bool ListPager::IsTooDeep(const Error& error) const {
  return error.http_status == 422 && received_ > 0 &&
         (UpperBoundFor("from", error.message).has_value() ||
          error.message.find("Max search result iterable") != std::string::npos);
}

Error ListPager::CeilingError() const {
  return {
      Code::kInvalidArgument,
      TableName(projection_.resource()) + ": Zoho Desk answers no more than the " +
          std::to_string(received_) + " rows read so far from " + std::string(route().path) +
          " although the portal may hold more; they are not the whole result. Narrow the query "
          "with "
          "WHERE terms that Zoho evaluates (zoho_desk_columns.pushed), read fewer rows with LIMIT, "
          "or look records up by key",
      422, std::string(kCeilingReached)};
}

Result<ApiAnswer> ListPager::Fetch(const CancelCheck& cancelled) {
  for (;;) {
    auto answer = session_.Get(BuildCall(), budget_, cancelled);
    if (answer.ok())
      return answer;
    if (AdaptTo(answer.error()))
      continue;
    if (IsTooDeep(answer.error()))
      return CeilingError();
    return answer;
  }
}

Result<bool> ListPager::NextPage(const CancelCheck& cancelled) {
  while (!done_) {
    const bool is_past_documented_end =
        paginated_ && route().max_from >= 0 && route().first_index + received_ > route().max_from;
    if (is_past_documented_end)
      return CeilingError();
    ZD_ASSIGN_OR_RETURN(ApiAnswer answer, Fetch(cancelled));
    if (answer.status == 204 || answer.body.empty()) {
      SetRequestRows(answer.log_id, 0);
      done_ = true;
      break;
    }
    auto page = Page::DecodeRows(std::move(answer.body), route().data_key, projection_);
    if (!page.ok()) {
      Error error = std::move(page).error();
      error.message = TableName(projection_.resource()) + ": GET " + std::string(route().path) +
                      ": " + error.message +
                      "; nothing of it was used. Try again, and check what stands between you and "
                      "Zoho (proxy, ZOHO_DESK_API_BASE) if it stays";
      SetRequestError(answer.log_id, error.message);
      return error;
    }
    page_ = std::move(page).value();
    SetRequestRows(answer.log_id, static_cast<int64_t>(page_->size()));
    Advance();
    if (stale_pages_ >= kMostStalePages) {
      return Error{Code::kBadResponse, TableName(projection_.resource()) +
                                           ": the server repeats the same rows at from=" +
                                           std::to_string(route().first_index + received_) +
                                           "; stopping here would lose the rest. Try again"};
    }
    if (!new_rows_.empty())
      return true;
  }
  return false;
}

void ListPager::Advance() {
  const auto rows = static_cast<int64_t>(page_->size());
  const bool first_page = received_ == 0;
  const int asked = limit_;
  received_ += rows;
  KeepNewRows();
  limit_ = largest_limit_;  // only the first page is small
  if (!paginated_ || rows == 0) {
    done_ = true;
    return;
  }
  if (rows >= asked)
    return;
  const bool maybe_cut =
      first_page && std::find(kSuspiciousPageSizes.begin(), kSuspiciousPageSizes.end(), rows) !=
                        kSuspiciousPageSizes.end();
  if (maybe_cut)
    largest_limit_ = limit_ = static_cast<int>(rows);
  else
    done_ = true;
}

bool ListPager::IsBeyondStop(size_t row) const {
  if (!options_.stop)
    return false;
  const ScanRequest::Stop& stop = *options_.stop;
  const int slot = projection_.SlotOf(stop.column);
  const Cell& cell = page_->at(row, slot);
  if (cell.kind != Cell::Kind::kText)
    return false;
  return stop.descending ? cell.text() < stop.bound : cell.text() > stop.bound;
}

std::string ListPager::KeyOf(size_t row) const {
  // Rows of a composite key differ in the fan-out value, for which the caller keeps one SeenKeys
  // each.
  std::string joined;
  const resources::Resource& resource = projection_.resource();
  for (const std::string_view key : resource.key) {
    const int slot = projection_.SlotOf(resource.FindColumn(key));
    if (slot >= 0)
      joined.append(joined.empty() ? "" : "/").append(page_->at(row, slot).text());
  }
  return joined;
}

void ListPager::KeepNewRows() {
  new_rows_.clear();
  for (size_t row = 0; row < page_->size(); ++row) {
    if (IsBeyondStop(row)) {
      done_ = true;
      break;
    }
    if (seen_.Insert(KeyOf(row)))
      new_rows_.push_back(row);
  }
  // A server that ignores `from` sends the same page again and again. Rows seen in another list do
  // not count.
  std::string first_key = page_->size() > 0 ? KeyOf(0) : std::string();
  const bool repeats = new_rows_.empty() && !first_key.empty() && first_key == first_key_ && !done_;
  stale_pages_ = repeats ? stale_pages_ + 1 : 0;
  first_key_ = std::move(first_key);
}

}  // namespace zoho_desk::client
