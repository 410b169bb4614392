#pragma once

// What a Zoho Desk resource is to this project: data. One file per resource fills a `Resource`; the
// planner, the client, the catalogue tables and the pages of docs/tables all read it, so adding a
// resource means adding a file and its line in all.inc.
//
// Everything here points at constant data with static storage: cheap to copy, never freed, safe to
// read from any thread.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/table_name.h"

namespace zoho_desk::resources {

// How a JSON value becomes a SQL value. A value that does not fit its type is passed on as it came
// (text stays text), never dropped or rounded. Where no text can be a value, "" is NULL: everywhere
// but in kText and kJson.
enum class ColumnType : uint8_t {
  kId,       // TEXT: the digits, whether JSON had a string or a number
  kText,     // TEXT; what SQLite's text functions would stumble over, NUL and lone surrogates, is
             // U+FFFD
  kTime,     // TEXT: ISO-8601 UTC, YYYY-MM-DDTHH:MM:SS[.fff]Z, as received or converted from times
             // with an offset, without seconds or without a zone (UTC), and from epoch seconds (10
             // digits) and milliseconds (12 to 14), as number or text. A date alone stays a date
  kDate,     // TEXT: YYYY-MM-DD as received; epoch seconds and milliseconds are converted
  kInteger,  // INTEGER: JSON numbers, and text that is one
  kReal,     // REAL: JSON numbers, and text that is one
  kBoolean,  // INTEGER 0/1: true and false, as text in any letter case, "0" and "1"
  kJson,     // TEXT with JSON subtype: objects and arrays as received (but see Column::keys)
};

// A key of the object in a kJson column.
struct ObjectKey {
  std::string_view name;
  std::string_view alias = {};  // what some answers call it
};

// The ways to a resource's rows. Bits, so that a column says by which of them it comes.
enum Route : uint8_t {
  kList = 1,    // pages of the list endpoint
  kSearch = 2,  // pages of the search endpoint
  kGet = 4,     // records by key
};
inline constexpr Route kRoutes[] = {kList, kSearch, kGet};

// "list", "search" or "get".
std::string_view NameOf(Route route);

// How a column is made from the value of another one, which has the same routes: what people ask
// for, where the API has it in a form that SQL cannot add up or compare. NULL where the other is
// NULL or holds no such thing.
struct Derivation {
  enum class Kind : uint8_t {
    kNone,
    kSeconds,     // a duration as Zoho writes it ("20 days 04:40 hrs", "00:05:14"), as seconds
    kMember,      // the member of an object
    kTransition,  // of an array of properties the first whose propertyType is ValueTransition: its
                  // propertyName, or the previousValue or updatedValue of its propertyValue
  };
  Kind kind = Kind::kNone;
  std::string_view column = {};  // the other
  std::string_view member = {};  // kMember, kTransition. An object that has a name is its name
};

struct Column {
  std::string_view name;  // the API's own field name
  ColumnType type = ColumnType::kText;
  uint8_t routes = 0;    // Routes
  std::string_view doc;  // one sentence in our words: meaning, unit, allowed values

  std::string_view list_include =
      {};  // value for the list's include= without which its rows lack this column
  std::string_view get_include = {};  // the same for get-by-id, or a whole "name=value" parameter
  std::string_view alias = {};        // another spelling of the JSON key seen in answers
  std::string_view list_header =
      {};                     // "name: value" request header without which list rows lack it
  bool not_null = false;      // the API guarantees a value
  bool hidden = false;        // HIDDEN although a page carries it; the resource's file says why
  bool from_request = false;  // the parent that was asked for, not a JSON field
  // With from_request: the row's place in the list of its parent, counted from 0. The last of the
  // key where rows have nothing that tells them apart.
  bool is_position = false;
  Derivation derivation{};  // none: a JSON field, or from_request
  // kJson whose object differs with the answer: it is given these keys in this order, null where
  // there is none, so that one expression reads it whatever answered. Empty: as received.
  std::span<const ObjectKey> keys{};
  // Texts that every portal has in it, if not the only ones there can be: for what is said of terms
  // that find nothing, and no more. Empty: unknown.
  std::span<const std::string_view> values{};
  // kTime: Zoho writes it in a change of the record that also sets this column ("modifiedTime"),
  // which is never NULL and never goes back. So its lower bounds hold for that column too. The
  // resource's file says why.
  std::string_view not_after = {};

  // HIDDEN columns are left out of SELECT *: those that only get-by-id carries, and those marked.
  bool IsHidden() const { return hidden || (routes & (kList | kSearch)) == 0; }
  // Whether it is a field of the record.
  bool IsField() const { return !from_request && derivation.kind == Derivation::Kind::kNone; }
};

// A query parameter that every list request carries.
struct FixedParam {
  std::string_view name;
  std::string_view value;
};

// A list endpoint that answers for one parent at a time: a value of a required parameter, be it one
// of a few words or the key of another table's record. A scan reads a list for each. Where the
// list's path has the parameter in braces, it goes there, else into the query.
struct ParentValue {
  std::string_view param;   // what the request says ("tickets")
  std::string_view column;  // what the rows say ("Cases")
};
struct Parent {
  std::string_view param;                 // "module", "ticketId"; empty: the list needs none
  std::string_view column;                // the column that has it: = and IN choose
  std::span<const ParentValue> values{};  // a closed set of values, or
  std::string_view table = {};            // the ids of this resource ("departments"), or
  std::string_view all_value = {};        // one value that covers everything ("allDepartment")
  // Columns of `table`'s list rows that count what there is: where all of them are 0 the list is
  // empty, and is not asked for.
  std::span<const std::string_view> guards{};
};

// How a WHERE term on a column becomes a request parameter. Only filters whose answer is a superset
// of what SQL's comparison keeps are listed: SQLite re-checks the rows.
enum class FilterKind : uint8_t {
  kEqual,       // param=value: for =
  kEqualList,   // param=a,b,c: for = and IN
  kBoolean,     // param=true|false: for = 0 and = 1
  kTimeRange,   // param=<from>,<to> in ISO-8601 UTC: for =, <, <=, >, >=, BETWEEN on a kTime column
  kEpochRange,  // param=<from> and upper_param=<to> in epoch milliseconds: for the same
                // Both need both ends, and name no year before 1900 or after 2099: see `is_stamp`.
  kPrefix,      // param=text* (or param=text, see wildcard): for LIKE 'text%'
};
// A value of a closed set, as SQL shows it and as the parameter spells it.
struct FilterValue {
  std::string_view sql;
  std::string_view param;
};
struct Filter {
  std::string_view column;
  std::string_view param;
  Route route = kList;  // kList or kSearch
  FilterKind kind = FilterKind::kEqual;
  std::span<const FilterValue>
      values{};                       // closed set: other values are not pushed; empty: any value
  int max_items = 1;                  // kEqualList: longest comma list
  int min_length = 1;                 // shortest text the API takes, in characters
  int max_length = 100;               // longest
  std::string_view null_value = {};   // what asks for records without a value ("${empty}"): IS NULL
  std::string_view upper_param = {};  // kEpochRange
  // Time ranges: Zoho writes this time itself, at some moment from 1970 to 2099, so a range that
  // SQL leaves open may be sent with that end. What people enter may lie in any year: there, only
  // ranges with both ends are sent.
  bool is_stamp = false;
  bool star = true;  // kPrefix: a trailing * asks for the prefix; false: it is implied
  // Of the filters of a route with the same non-zero group only one may be sent.
  int exclusive_group = 0;
};

// A sort order whose result equals SQLite's: never NULL, ISO time text or numbers. The route's rows
// need not carry the column: SQLite leaves a sort to the server without reading it.
struct SortKey {
  std::string_view column;
  std::string_view param;  // sortBy value for ascending order; "-" before it is descending
  uint8_t routes = 0;      // kList, kSearch
};

// What a parameter takes. Any other value ends the query with an error that says so, before a
// request.
enum class ParameterKind : uint8_t {
  kText,        // min_length to max_length characters
  kId,          // digits
  kIdList,      // up to max_items ids with commas between them
  kBoolean,     // 1, 0, true or false; sent as true or false
  kChoice,      // one of `values`, in any case
  kChoiceList,  // some of `values` with commas between them
  kTimeRange,   // two times with a comma between them, the earlier first; sent in ISO-8601 UTC
  kFieldTest,   // cf_name:value, at most max_length characters
};
// A HIDDEN column that is a request parameter, not a value: zoho_desk_tickets('1892') or WHERE
// viewId = '1892'.
struct Parameter {
  std::string_view name;   // the column's name
  std::string_view param;  // the request's
  Route route = kList;
  std::string_view doc;
  ParameterKind kind = ParameterKind::kText;
  std::span<const std::string_view> values{};  // kChoice, kChoiceList
  int min_length = 1;                          // in characters
  int max_length = 100;
  int max_items = 1;                  // kIdList
  std::string_view upper_param = {};  // kTimeRange: if set, the second time goes here
  std::string_view earliest = {};     // kTimeRange: the first day the API takes, YYYY-MM-DD
};

struct ListRoute {
  std::string_view path;  // "/api/v1/tickets"
  std::string_view data_key =
      "data";             // key of the array of records; empty: the answer is one record, or none
  bool paginated = true;  // takes from and limit
  bool paging_may_be_refused =
      false;                // older servers answer 422 to from/limit: ask again without them
  int first_index = 0;      // `from` of the first record: 1 only where the API's minimum is 1
  int max_limit = 0;        // largest page; 0 if not paginated
  int min_limit = 1;        // smallest page that every known server takes
  int max_from = -1;        // largest `from` the API documents; -1 if it documents none
  std::string_view scopes;  // comma list, any one of which suffices unless the doc says more
  std::span<const FixedParam> fixed{};
  Parent parent{};

  bool TakesParentInPath() const { return path.find('{') != std::string_view::npos; }
  // Whether a list is read for each record of another table.
  bool IsOfEachParent() const { return !parent.table.empty() && parent.all_value.empty(); }
};

struct GetRoute {
  std::string_view path = {};  // "/api/v1/tickets/{id}"; empty: no get-by-id
  std::string_view scopes = {};

  // Whether the parent's key comes before the record's own: "/api/v1/tickets/{id}/threads/{id}".
  bool TakesParent() const { return path.find('{') != path.rfind('{'); }
};

// Every search takes createdTimeRange and modifiedTimeRange and sorts by both times: that is how
// scans pass the ceiling of 5,000 rows.
struct SearchRoute {
  std::string_view path = {};    // empty: no search
  std::string_view scopes = {};  // comma list, all of which are needed
  int max_limit = 100;
  int max_from = 999;
  bool by_id = false;         // takes id= as a comma list
  bool rows_unknown = false;  // what its rows carry is undocumented
};

struct CountRoute {
  std::string_view path = {};  // empty: no count
};

// Where people look for a table, in the order of the index in docs/TABLES.md.
enum class Topic : uint8_t {
  kNone,  // not said: a table that no index shows
  kTickets,
  kNumbers,
  kCustomers,
  kAgents,
  kServiceLevels,
  kKnowledge,
  kActivities,
  kSetup,
};
inline constexpr Topic kTopics[] = {Topic::kTickets,    Topic::kNumbers,       Topic::kCustomers,
                                    Topic::kAgents,     Topic::kServiceLevels, Topic::kKnowledge,
                                    Topic::kActivities, Topic::kSetup};

struct Resource {
  std::string_view name;   // "tickets"; the table is zoho_desk_tickets
  std::string_view alias;  // second table name's suffix, or empty
  std::string_view doc;    // one sentence: what a row is
  Topic topic = Topic::kNone;
  std::string_view limits;  // what to know before relying on it, or empty
  std::span<const std::string_view>
      key;  // primary key columns, never NULL; ids are unique in a portal
  // What the last column of the key looks like: "id" digits, "code" letters digits - _, "position"
  // the row's place in a list, which tells nothing of the record.
  std::string_view key_pattern = "id";
  bool needs_org = true;  // requests carry the orgId header
  ListRoute list;
  GetRoute get{};
  SearchRoute search{};
  CountRoute count{};
  std::span<const Filter> filters{};
  std::span<const SortKey> sorts{};
  std::span<const Parameter> parameters{};
  std::span<const Column> columns;  // key first, then page columns, then hidden ones

  // Index of the column, any case; -1 if there is none.
  int FindColumn(std::string_view column) const;
  // Whether rows are told apart by their place in the list alone.
  bool HasPositions() const { return key_pattern == "position"; }
  // Whether a record can be got by its key alone.
  bool HasGetByKey() const { return !get.path.empty() && !get.TakesParent(); }
};

// "zoho_desk_tickets"
inline std::string TableName(const Resource& resource) {
  return zoho_desk::TableName(resource.name);
}

// Every resource, in alphabetical order of name.
std::span<const Resource* const> AllResources();

// By name or alias, any case; nullptr if there is none.
const Resource* FindResource(std::string_view name);

}  // namespace zoho_desk::resources
