#include "client/scan.h"

#include "client/record.h"

namespace zoho_desk::client {
namespace {

using resources::Resource;

// The columns of a query that answers of that route carry.
std::vector<int> ColumnsOf(const Resource& resource, std::span<const int> columns, uint8_t route) {
  std::vector<int> carried;
  for (const int column : columns) {
    if (column == kRawColumn || (resource.columns[static_cast<size_t>(column)].routes & route) != 0)
      carried.push_back(column);
  }
  return carried;
}

// "name: value" -> {name, value}
http::Header SplitHeader(std::string_view text) {
  const size_t colon = text.find(": ");
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 2))};
}

}  // namespace

Scan::Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget)
    : session_(std::move(session)),
      request_(std::move(request)),
      budget_(budget),
      own_columns_(ColumnsOf(resource(), request_.columns, MainRoute())),
      projection_(resource(), own_columns_),
      completer_(session_, resource(), request_.columns, MainRoute(), budget) {}

Scan::~Scan() = default;

std::string Scan::KeyAt(size_t row) const {
  const int slot = projection_.SlotOf(resource().FindColumn(resource().key.back()));
  return std::string(page_->at(row, slot).text());
}

std::string Scan::RowKey() const {
  return KeyAt(row_);
}

Result<bool> Scan::Next(const CancelCheck& cancelled) {
  if (done_)
    return false;
  auto moved = request_.key ? NextRecord(cancelled) : NextListRow(cancelled);
  if (!moved.ok() || !*moved)
    done_ = true;
  return moved;
}

Result<bool> Scan::NextRecord(const CancelCheck& cancelled) {
  if (record_ || !IsPossibleKey(resource(), *request_.key))
    return false;
  ZD_ASSIGN_OR_RETURN(record_, FetchRecord(*session_, projection_, own_columns_, *request_.key,
                                           budget_, cancelled));
  if (!record_)
    return false;
  page_ = &*record_;
  row_ = 0;
  if (completer_.is_needed())
    completer_.StartPage({RowKey()});
  return true;
}

Status Scan::PlanFanOut(const CancelCheck& cancelled) {
  planned_ = true;
  const resources::FanOut& fan_out = resource().list.fan_out;
  const auto& fixed = request_.fan_out_value;
  if (fan_out.param.empty()) {
    fan_out_.emplace_back();
  } else if (!fan_out.values.empty()) {
    for (const resources::FanOutValue& value : fan_out.values) {
      if (!fixed || *fixed == value.column)
        fan_out_.emplace_back(value.param);
    }
  } else if (fixed) {
    if (IsPossibleKey(*resources::FindResource("departments"), *fixed))
      fan_out_.push_back(*fixed);
  } else if (!fan_out.all_value.empty()) {
    fan_out_.emplace_back(fan_out.all_value);
  } else {
    return PlanParentIds(cancelled);
  }
  return Ok();
}

Status Scan::PlanParentIds(const CancelCheck& cancelled) {
  const Resource* parent = resources::FindResource(resource().list.fan_out.from_resource);
  Scan parents(session_, {.resource = parent, .columns = {}, .key = {}, .fan_out_value = {}},
               budget_);
  for (;;) {
    ZD_ASSIGN_OR_RETURN(const bool more, parents.Next(cancelled));
    if (!more)
      return Ok();
    fan_out_.push_back(parents.RowKey());
  }
}

std::unique_ptr<ListPager> Scan::NextPager() {
  const resources::FanOut& fan_out = resource().list.fan_out;
  const std::string value = fan_out_.front();
  fan_out_.pop_front();
  QueryParams params;
  if (!fan_out.param.empty()) {
    params.emplace_back(fan_out.param, value);
    fan_out_column_ = value;
    for (const resources::FanOutValue& known : fan_out.values) {
      if (known.param == value)
        fan_out_column_ = known.column;
    }
  }
  std::string include;
  std::vector<http::Header> headers;
  for (const int column : own_columns_) {
    if (column == kRawColumn)
      continue;
    const resources::Column& spec = resource().columns[static_cast<size_t>(column)];
    if (!spec.list_include.empty())
      AppendUnique(include, spec.list_include);
    if (!spec.list_header.empty())
      headers.push_back(SplitHeader(spec.list_header));
  }
  if (!include.empty())
    params.emplace_back("include", include);
  // A composite key is unique within its fan-out value, a single id in the whole table.
  if (!seen_ || resource().key.size() > 1)
    seen_.emplace();
  return std::make_unique<ListPager>(*session_, projection_, std::move(params), std::move(headers),
                                     *seen_, budget_);
}

void Scan::StandOn(size_t index) {
  page_ = &pager_->page();
  row_ = pager_->new_rows()[index];
  if (!completer_.is_needed())
    return;
  if (index == 0) {
    std::vector<std::string> keys;
    for (const size_t row : pager_->new_rows())
      keys.push_back(KeyAt(row));
    completer_.StartPage(std::move(keys));
  }
  completer_.StartRow(index);
}

Result<bool> Scan::NextListRow(const CancelCheck& cancelled) {
  if (!planned_)
    ZD_RETURN_IF_ERROR(PlanFanOut(cancelled));
  for (;;) {
    if (pager_ && next_row_ < pager_->new_rows().size()) {
      StandOn(next_row_++);
      return true;
    }
    if (!pager_) {
      if (fan_out_.empty())
        return false;
      pager_ = NextPager();
    }
    next_row_ = 0;
    ZD_ASSIGN_OR_RETURN(const bool more, pager_->NextPage(cancelled));
    if (!more)
      pager_.reset();
  }
}

bool Scan::Carries(int column) const {
  return column == kRawColumn ||
         (resource().columns[static_cast<size_t>(column)].routes & MainRoute()) != 0;
}

Result<Cell> Scan::Column(int column, const CancelCheck& cancelled) {
  if (column != kRawColumn && resource().columns[static_cast<size_t>(column)].from_request)
    return Cell::Text(fan_out_column_);
  if (!Carries(column))
    return completer_.Column(column, cancelled);
  const int slot = projection_.SlotOf(column);
  const Cell cell = slot < 0 ? Cell::Null() : page_->at(row_, slot);
  if (cell.kind == Cell::Kind::kNull && FillsFromRequest(column))
    return Cell::Text(fan_out_column_);
  return cell;
}

// Rows need not repeat the value that was asked for: then the request says it.
bool Scan::FillsFromRequest(int column) const {
  const resources::FanOut& fan_out = resource().list.fan_out;
  return !request_.key && column != kRawColumn && !fan_out.param.empty() &&
         fan_out_column_ != fan_out.all_value &&
         resource().columns[static_cast<size_t>(column)].name == fan_out.column;
}

}  // namespace zoho_desk::client
