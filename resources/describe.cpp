// Words about resources: for the catalogue (extension/catalog_tables), tools/tables_doc, messages
// about parameters (vtab/parameter_value) and reasons (vtab/term_reason). Made from the data alone,
// so that they name what planner and client act on.

#include "resources/describe.h"

#include "common/text.h"

namespace zoho_desk::resources {
namespace {

// "a, b or c"
std::string Alternatives(std::span<const std::string_view> values) {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0)
      text += i + 1 == values.size() ? " or " : ", ";
    text += values[i];
  }
  return text;
}

}  // namespace

std::string_view NameOf(Topic topic) {
  switch (topic) {
    case Topic::kNone:
      return "";
    case Topic::kTickets:
      return "Tickets and their story";
    case Topic::kNumbers:
      return "Numbers in one call";
    case Topic::kCustomers:
      return "Customers";
    case Topic::kAgents:
      return "Agents and teams";
    case Topic::kServiceLevels:
      return "Products and service levels";
    case Topic::kKnowledge:
      return "Knowledge base and community";
    case Topic::kActivities:
      return "Activities";
    case Topic::kSetup:
      return "Metadata and setup";
  }
  return "";
}

std::string RoutesOf(const Column& column) {
  std::string text;
  for (const Route route : kRoutes) {
    if ((column.routes & route) != 0)
      AppendToList(text, NameOf(route));
  }
  if (column.derivation.kind != Derivation::Kind::kNone)
    return text + " (from " + std::string(column.derivation.column) + ")";
  return column.from_request ? "request" : text;
}

std::string OperatorsOf(const Filter& filter) {
  std::string text;
  switch (filter.kind) {
    case FilterKind::kEqualList:
      text = "= IN";
      break;
    case FilterKind::kTimeRange:
    case FilterKind::kEpochRange:
      text = filter.is_stamp ? "= < <= > >=" : "= BETWEEN";
      break;
    case FilterKind::kPrefix:
      text = "LIKE 'x%'";
      break;
    case FilterKind::kEqual:
    case FilterKind::kBoolean:
      text = "=";
      break;
  }
  return filter.null_value.empty() ? text : text + " IS NULL";
}

std::string PushedOperators(const Resource& resource, const Column& column) {
  std::string text;
  for (const Route route : {kList, kSearch}) {
    std::string operators;
    if (route == kList && column.name == resource.list.parent.column)
      AppendToList(operators, "= IN");
    for (const Filter& filter : resource.filters) {
      if (filter.route == route && filter.column == column.name)
        AppendToList(operators, OperatorsOf(filter));
      if (filter.route == route && !column.not_after.empty() && filter.column == column.not_after &&
          filter.is_stamp)
        AppendToList(operators, "> >= as those of " + std::string(column.not_after));
    }
    for (const SortKey& key : resource.sorts) {
      if ((key.routes & route) != 0 && key.column == column.name)
        AppendToList(operators, "ORDER BY");
    }
    if (!operators.empty())
      AppendToList(text, std::string(NameOf(route)) + ": " + operators, "; ");
  }
  const bool is_key = resource.key.size() == 1 && column.name == resource.key.front();
  if (is_key && resource.HasGetByKey())
    AppendToList(text, "get: = IN", "; ");
  return text;
}

std::string DocOf(const Column& column) {
  std::string text(column.doc);
  for (const ObjectKey& key : column.keys)
    text.append(&key == &column.keys.front() ? " Keys, whichever request it comes from: " : ", ")
        .append(key.name);
  return column.keys.empty() ? text : text + ".";
}

std::string AcceptedValues(const Parameter& parameter) {
  const std::string most = std::to_string(parameter.max_length);
  switch (parameter.kind) {
    case ParameterKind::kText:
      return std::to_string(parameter.min_length) + " to " + most + " characters";
    case ParameterKind::kId:
      return "an id (digits)";
    case ParameterKind::kIdList:
      return "up to " + std::to_string(parameter.max_items) +
             " ids (digits) with commas between them";
    case ParameterKind::kBoolean:
      return "true or false (or 1 or 0)";
    case ParameterKind::kChoice:
      return Alternatives(parameter.values);
    case ParameterKind::kChoiceList:
      return Alternatives(parameter.values) + ", or several with commas between them";
    case ParameterKind::kTimeRange:
      return "two times with a comma between them, the earlier first, such as "
             "'2026-01-01,2026-02-01T12:00:00Z'" +
             (parameter.earliest.empty() ? "" : ", none before " + std::string(parameter.earliest));
    case ParameterKind::kFieldTest:
      return "the API name of a custom field, a colon and a value, such as 'cf_city:Berlin', in at "
             "most " +
             most + " characters";
  }
  return "";
}

}  // namespace zoho_desk::resources
