#include "vtab/table_layout.h"

#include <algorithm>

#include "client/page.h"

namespace zoho_desk::vtab {

TableLayout::TableLayout(const resources::Resource& resource)
    : resource_(&resource),
      visible_(static_cast<size_t>(
          std::count_if(resource.columns.begin(), resource.columns.end(),
                        [](const resources::Column& column) { return !column.IsHidden(); }))),
      parameters_(resource.parameters.size()),
      columns_(resource.columns.size()) {}

TableColumn TableLayout::at(int table_column) const {
  const auto index = static_cast<size_t>(table_column);
  if (index < visible_)
    return {TableColumn::Kind::kColumn, table_column};
  if (index < visible_ + parameters_)
    return {TableColumn::Kind::kParameter, static_cast<int>(index - visible_)};
  if (index < columns_ + parameters_)
    return {TableColumn::Kind::kColumn, static_cast<int>(index - parameters_)};
  return {TableColumn::Kind::kRaw, client::kRawColumn};
}

int TableLayout::OfColumn(int index) const {
  return static_cast<size_t>(index) < visible_ ? index : index + static_cast<int>(parameters_);
}

int TableLayout::OfParameter(int index) const {
  return index + static_cast<int>(visible_);
}

std::string_view TableLayout::NameOf(int table_column) const {
  const TableColumn column = at(table_column);
  switch (column.kind) {
    case TableColumn::Kind::kColumn:
      return resource_->columns[static_cast<size_t>(column.index)].name;
    case TableColumn::Kind::kParameter:
      return resource_->parameters[static_cast<size_t>(column.index)].name;
    case TableColumn::Kind::kRaw:
      break;
  }
  return kRawColumnName;
}

}  // namespace zoho_desk::vtab
