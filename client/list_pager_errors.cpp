// ListPager: what NextPage makes of a server's refusals, and the errors that it ends with.
// Decisions rest on the Refusal, which is data; an end of the list that is not sure is an error,
// never the end.

#include <algorithm>

#include "client/list_pager.h"
#include "client/page_limit.h"
#include "client/record.h"

namespace zoho_desk::client {

// Adjusts to a server whose bounds differ from the documented ones; true if asking again makes
// sense.
bool ListPager::AdaptTo(const Error& error) {
  const Refusal& refusal = error.refusal;
  if (!paginated_)
    return false;
  if (const std::string endpoint(route().endpoint);
      session_.LearnsLargestPage(endpoint, limit_, error)) {
    largest_limit_ = limit_ = session_.LargestPage(endpoint, limit_);
    return true;
  }
  if (refusal.kind == Refusal::Kind::kRange && refusal.field == "limit" && refusal.least > limit_ &&
      refusal.least <= largest_limit_) {
    limit_ = refusal.least;
    return true;
  }
  // Too little to be believed for more than a page.
  if (const int told = LimitTold(error, limit_); told > 0) {
    limit_ = told;
    return true;
  }
  if (route().paging_may_be_refused && !any_page_ && refusal.kind == Refusal::Kind::kExtraField &&
      (refusal.field == "from" || refusal.field == "limit")) {
    paginated_ = false;
    return true;
  }
  return false;
}

// An order that SQL does not rely on is worth a try without it where the refusal names nothing.
bool ListPager::RefusesOrder(const Error& error) const {
  if (!options_.order || (error.http_status != 422 && error.http_status != 400))
    return false;
  const bool names_nothing = error.refusal.field.empty() && options_.order->ours && !any_page_;
  return IsOrderRefusal(error) || names_nothing;
}

bool ListPager::IsTooDeep(const Error& error) const {
  const Refusal& refusal = error.refusal;
  return any_page_ && (refusal.kind == Refusal::Kind::kTooDeep ||
                       (refusal.kind == Refusal::Kind::kRange && refusal.field == "from"));
}

Error ListPager::TooManyKeysError() const {
  return {Code::kInvalidArgument,
          TableName(projection_.resource()) + ": the keys of the " + std::to_string(delivered_) +
              " rows read so far take " + std::to_string(seen_.bytes() / (size_t{1024} * 1024)) +
              " MiB, and no more are remembered to tell a new row from one that comes again; they "
              "are not the whole result. Narrow the query with WHERE terms that Zoho evaluates "
              "(zoho_desk_columns.pushed)"};
}

Error ListPager::CeilingError() const {
  return {
      .code = Code::kInvalidArgument,
      .message =
          TableName(projection_.resource()) + ": Zoho Desk answers no more than the " +
          std::to_string(delivered_) + " rows read so far from " + route().path +
          " although the portal may hold more; they are not the whole result. Narrow the query "
          "with "
          "WHERE terms that Zoho evaluates (zoho_desk_columns.pushed), read fewer rows with LIMIT, "
          "or look records up by key",
      .http_status = 422,
      .signal = Signal::kCeilingReached,
      .table = TableName(projection_.resource())};
}

// Rows were deleted between two pages, or the server left a page out: the rows before it tell, and
// they were there again.
Error ListPager::EmptyPageError(const Ask& ask) const {
  return {Code::kBadResponse,
          TableName(projection_.resource()) + ": GET " + route().path +
              " answers no rows at from=" + std::to_string(route().first_index + ask.from) +
              ", although the rows before it do not end there; the " + std::to_string(delivered_) +
              " rows read so far may not be the whole result. Try again"};
}

Error ListPager::DoesNotGoOnError(const Ask& ask) const {
  return {.code = Code::kBadResponse,
          .message = TableName(projection_.resource()) + ": GET " + route().path +
                     " from=" + std::to_string(route().first_index + ask.from) +
                     " does not go on where the " + std::to_string(delivered_) +
                     " rows read so far end; the list has changed meanwhile. Try again",
          .table = TableName(projection_.resource())};
}

Error ListPager::OrderIgnoredError() const {
  const std::string sort = options_.order->SortBy();
  const std::string column(
      projection_.resource().columns[static_cast<size_t>(options_.order->column)].name);
  return {.code = Code::kBadResponse,
          .message = TableName(projection_.resource()) + ": GET " + route().path +
                     " does not keep to the order sortBy=" + sort +
                     " that it was asked for. Leave the order to SQLite: ORDER BY +" + column,
          .refusal = {Refusal::Kind::kParameter, std::string(kSortParam)},
          .table = TableName(projection_.resource())};
}

Error ListPager::RepeatedRowsError() const {
  return {.code = Code::kBadResponse,
          .message = TableName(projection_.resource()) +
                     ": the server repeats the same rows at from=" +
                     std::to_string(route().first_index + position_) +
                     "; stopping here would lose the rest. Try again",
          .table = TableName(projection_.resource())};
}

// As far as is known, for a query that may not ask for the rest.
int64_t ListPager::PagesLeft() const {
  int64_t end = total_;
  if (options_.expected_rows > 0)
    end = end > 0 ? std::min(end, options_.expected_rows) : options_.expected_rows;
  const int64_t step = std::max<int64_t>(1, Step(largest_limit_));
  return std::max<int64_t>(1, (end - position_ - overlap() + step - 1) / step);
}

std::string ListPager::KnownSize() const {
  std::string text = std::to_string(delivered_) + " rows have come";
  if (total_ > 0)
    return text + " of the " + std::to_string(total_) + " that Zoho Desk counts";
  if (options_.expected_rows > 0)
    return text + " of the " + std::to_string(options_.expected_rows) + " that LIMIT asks for";
  return text + ", and the API does not tell how many there are";
}

}  // namespace zoho_desk::client
