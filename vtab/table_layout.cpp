// TableLayout: asked by the declaration, planner, plan text, binding and xColumn, so that a
// column's number means the same to all of them. Every table column is exactly one of the kinds.

#include "vtab/table_layout.h"

#include <algorithm>

#include "client/page.h"

namespace zoho_desk::vtab {
namespace {

constexpr size_t kTrackedColumns = 63;  // those that SQLite's colUsed tells one by one

}  // namespace

TableLayout::TableLayout(const resources::Resource& resource)
    : resource_(&resource),
      visible_(static_cast<size_t>(
          std::count_if(resource.columns.begin(), resource.columns.end(),
                        [](const resources::Column& column) { return !column.IsHidden(); }))),
      parameters_(resource.parameters.size()),
      columns_(resource.columns.size()),
      profile_(std::max(visible_, std::min(visible_ + parameters_, kTrackedColumns - 2))) {}

TableColumn TableLayout::at(int table_column) const {
  const auto index = static_cast<size_t>(table_column);
  if (index < visible_)
    return {TableColumn::Kind::kColumn, table_column};
  if (index == profile_)
    return {TableColumn::Kind::kProfile, -1};
  if (index == profile_ + 1)
    return {TableColumn::Kind::kSource, -1};
  const size_t own = index < profile_ ? index : index - 2;
  if (own < visible_ + parameters_)
    return {TableColumn::Kind::kParameter, static_cast<int>(own - visible_)};
  if (own < columns_ + parameters_)
    return {TableColumn::Kind::kColumn, static_cast<int>(own - parameters_)};
  return {TableColumn::Kind::kRaw, client::kRawColumn};
}

int TableLayout::OfColumn(int index) const {
  return static_cast<size_t>(index) < visible_ ? index : index + static_cast<int>(parameters_) + 2;
}

int TableLayout::OfParameter(int index) const {
  const size_t column = static_cast<size_t>(index) + visible_;
  return static_cast<int>(column < profile_ ? column : column + 2);
}

std::string_view TableLayout::NameOf(int table_column) const {
  const TableColumn column = at(table_column);
  switch (column.kind) {
    case TableColumn::Kind::kColumn:
      return resource_->columns[static_cast<size_t>(column.index)].name;
    case TableColumn::Kind::kParameter:
      return resource_->parameters[static_cast<size_t>(column.index)].name;
    case TableColumn::Kind::kProfile:
      return kProfileColumnName;
    case TableColumn::Kind::kSource:
      return kSourceColumnName;
    case TableColumn::Kind::kRaw:
      break;
  }
  return kRawColumnName;
}

}  // namespace zoho_desk::vtab
