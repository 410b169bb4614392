#pragma once

// The API as data: what each endpoint accepts, what each record holds. resources/ fills these
// tables as facts/<resource>.json has them; params.*, select.* and api.* act on them and know no
// resource by name.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/json_writer.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

struct FieldForm;

// Writes one field of one record: by code of its own, or by what the facts say of its form.
class FieldFn {
 public:
  using Code = void (*)(const Row& row, Writer& w);

  constexpr FieldFn() = default;
  constexpr FieldFn(std::nullptr_t) {}  // NOLINT(google-explicit-constructor): stands for "none"
  template <std::convertible_to<Code> F>
  constexpr FieldFn(F code) : code_(code) {}  // NOLINT(google-explicit-constructor): a function
  constexpr explicit FieldFn(const FieldForm& form) : form_(&form) {}

  void operator()(const Row& row, Writer& w) const;
  constexpr bool operator==(std::nullptr_t) const { return code_ == nullptr && form_ == nullptr; }

 private:
  Code code_ = nullptr;
  const FieldForm* form_ = nullptr;
};

using TimeFn = int64_t (*)(const Row& row);

// Where a field appears.
enum Where : uint8_t {
  kList = 1,
  kGet = 2,
  kSearch = 4,
  kNamed = 8,       // not in list rows by default, but `fields=` may ask for it
  kNotNamed = 16,   // in list rows by default, yet refused by `fields=`
  kGetAlways = 32,  // `include` guards the list only; a get always has it
  kListGet = kList | kGet,
  kAll = kList | kGet | kSearch,
};

struct FieldSpec {
  std::string_view name;
  int where = 0;
  // The include value (list, get) that adds the field; empty: always there.
  std::string_view include{};
  FieldFn write = nullptr;
  // Set where search rows spell the field differently.
  FieldFn search_write = nullptr;
};

// What text a parameter takes.
enum class Kind : uint8_t {
  kText,
  kInt,
  kId,        // digits
  kBool,      // true | false
  kChoice,    // one of `choices`
  kIsoRange,  // <iso>,<iso>, both in UTC with a literal Z
  kIsoTime,   // one such time
  kMillis,    // epoch milliseconds
  kFrom,
  kLimit,
  kSortOrder,    // asc | desc, by the endpoint's only sort key
  kSort,         // the endpoint's sort keys, '-' for descending
  kInclude,      // comma list of `choices`
  kFields,       // comma list of field names, of `choices` if there are any
  kView,         // id of a saved view
  kSavedFilter,  // id of a saved filter; the sandbox has none
  kFilterJson,   // {"criteria":{"fieldConditions":[{"field","con":"is","data":[]}]}}
  kCustomField,  // <cf api name>:<value>
};

// How a parameter chooses among rows.
enum class Match : uint8_t {
  kNone,          // handled elsewhere, or without effect on which rows match
  kKey,           // the record's own id; answered without a scan
  kEquals,        // equals one of the items, letter case included
  kGlob,          // whole value, '*' stands for anything, case-insensitive; ${empty}, ${notempty}
  kContains,      // part of the value, case-insensitive
  kPrefix,        // start of the value, case-insensitive
  kRange,         // `time` within both bounds, bounds included
  kCreatedRange,  // as kRange on createdTime, answered by binary search
  kModifiedRange,
  kDayWindow,  // `time` in one of Overdue, Today, Tomorrow, CurrentWeek, CurrentMonth
  kTest,       // `test` decides
};

struct ParamSpec;
struct Parsed;

// One parameter of a request, parsed and found valid.
struct Value {
  const ParamSpec* spec = nullptr;
  std::string text;
  std::vector<std::string> items;  // comma lists; otherwise the text alone
  int64_t low = 0;                 // numbers and times; a range's lower bound
  int64_t high = 0;
};

struct Filter {
  Match match = Match::kNone;
  FieldFn value = nullptr;
  TimeFn time = nullptr;
  // `all` gives a test the other parameters of the request.
  bool (*test)(const Row& row, const Value& value, const Parsed& all) = nullptr;
};

inline constexpr int64_t kUnset = -1;

struct ParamSpec {
  std::string_view name;
  Kind kind = Kind::kText;
  Filter filter{};
  bool required = false;
  bool list = false;     // a comma list of values of this kind
  int64_t min = kUnset;  // of a number; of a text's length in characters
  int64_t max = kUnset;
  int max_items = 0;            // of a list; 0: no limit known
  std::string_view choices{};   // "a|b|c"
  std::string_view fallback{};  // used when the parameter is absent; not checked against the rest
};

enum class SortType : uint8_t { kText, kNumber, kCreated, kModified };

struct SortKey {
  std::string_view name;
  SortType type = SortType::kText;
  FieldFn value = nullptr;
  // Documented, but refused by live servers: not in sortable_reported of the facts.
  bool refused = false;
};

enum class CountStyle : uint8_t { kNumber, kString };

struct Endpoint {
  // "{id}" stands for a key, the last one in a get for the record's own; empty: there is none.
  std::string_view path{};
  // "A|B&C": (A or B) and C.
  std::string_view scopes{};
  std::span<const ParamSpec> params{};
  std::span<const SortKey> sort_keys{};
  // `from` of the first row. Under 1, from=0 gives it too unless the parameter's minimum is 1.
  int base = 0;
  int default_limit = 10;    // 0: everything
  bool empty_is_204 = true;  // otherwise 200 with []
  std::string_view data_key = "data";
  bool single_object = false;  // the answer is one record, or says in one of several ways: none
  CountStyle count_style = CountStyle::kString;
  int weight = 0;  // credits; 0: by offset (lists, searches), 1 (get)
};

// Parameters that exclude one another: at most one of "a|b|c" may be sent.
using Exclusive = std::string_view;

struct ResourceSpec {
  Res res{};
  std::string_view name;  // as the table is called: zoho_desk_<name>
  // Which records of the kind are rows; null: all. Then they are the rows of another table too,
  // which speaks for them where changes are told.
  bool (*only)(const Row& row) = nullptr;
  std::span<const FieldSpec> fields;
  Endpoint list;
  Endpoint get{};
  Endpoint search{};
  Endpoint count{};
  std::string_view key = "id";
  // `fields=` cannot drop these.
  std::string_view always_fields = "id";
  Exclusive exclusive{};
  // The value of the list's required parameter that this row belongs to; null: no fan-out.
  FieldFn fanout = nullptr;
  // Of a child table (kinds.h): the field of its rows, in the dump only, that has the parent's id.
  std::string_view parent_field{};
  // Its rows have no id: the dump says their place in the list of the parent, as "position".
  bool has_positions = false;
  bool newest_first = false;  // where the request asks for no order
  // What a `viewId` of this module stands for is looked up by this name; empty: no views.
  std::string_view view_module{};
  // Writes one custom field; false: there is none of this name. Null: no custom fields.
  bool (*custom_field)(const Row& row, std::string_view api_name, Writer& w) = nullptr;
};

// Joins two tables at compile time.
template <typename T, size_t A, size_t B>
constexpr std::array<T, A + B> Concat(const std::array<T, A>& a, const std::array<T, B>& b) {
  std::array<T, A + B> all{};
  for (size_t i = 0; i < A; ++i)
    all[i] = a[i];
  for (size_t i = 0; i < B; ++i)
    all[A + i] = b[i];
  return all;
}

// The parts of "a|b|c", in order.
std::vector<std::string_view> SplitChoices(std::string_view choices);

// Every resource, by name.
std::span<const ResourceSpec* const> AllResources();
const ResourceSpec* FindResource(std::string_view name);
const FieldSpec* FindField(const ResourceSpec& resource, std::string_view name);

}  // namespace zoho_desk::sandbox
