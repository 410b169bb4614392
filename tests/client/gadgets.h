#pragma once

// Resources made for the tests: every kind of column and route in a few columns, so that a test
// does not depend on what a real resource happens to declare.

#include "resources/resource.h"

namespace zoho_desk::client::gadgets {

using resources::Column;
using resources::ColumnType;
using resources::kGet;
using resources::kList;
using resources::kSearch;

// Positions in kColumns.
enum : int {
  kId,
  kName,
  kSize,
  kWeight,
  kSold,
  kMade,
  kBorn,
  kParts,
  kNote,
  kSecret,
  kTag,
  kRank,
  kOwner
};

inline constexpr uint8_t kEvery = kList | kSearch | kGet;
inline constexpr Column kColumns[] = {
    {"id", ColumnType::kId, kEvery, ""},
    {.name = "name", .type = ColumnType::kText, .routes = kEvery, .doc = "", .alias = "label"},
    {"size", ColumnType::kInteger, kEvery, ""},
    {"weight", ColumnType::kReal, kEvery, ""},
    {"sold", ColumnType::kBoolean, kEvery, ""},
    {"made", ColumnType::kTime, kEvery, ""},
    {"born", ColumnType::kDate, kEvery, ""},
    {"parts", ColumnType::kJson, kEvery, ""},
    {"note", ColumnType::kText, kSearch | kGet, ""},
    {"secret", ColumnType::kText, kGet, ""},
    {"tag", ColumnType::kText, kList, ""},
    {"rank", ColumnType::kInteger, kSearch, ""},
    {.name = "owner",
     .type = ColumnType::kJson,
     .routes = kList | kGet,
     .doc = "",
     .list_include = "owners",
     .get_include = "ownerDetails"},
};
inline constexpr std::string_view kKey[] = {"id"};

// As most resources: counted from 0, pages of 100.
inline constexpr resources::Resource kGadgets = {
    .name = "gadgets",
    .key = kKey,
    .list = {.path = "/api/v1/gadgets", .max_limit = 100, .scopes = "Desk.gadgets.READ"},
    .get = {.path = "/api/v1/gadgets/{id}", .scopes = "Desk.gadgets.READ"},
    .search = {.path = "/api/v1/gadgets/search",
               .scopes = "Desk.gadgets.READ,Desk.search.READ",
               .max_limit = 100,
               .by_id = true},
    .columns = kColumns,
};

// The list only.
inline constexpr resources::Resource kListOnly = {
    .name = "gadgets",
    .key = kKey,
    .list = {.path = "/api/v1/gadgets", .max_limit = 100, .scopes = "Desk.gadgets.READ"},
    .columns = kColumns,
};

// Small pages, so that tests of paging stay small.
inline constexpr resources::Resource kPagesOf(int max_limit, int first_index = 0) {
  return {
      .name = "gadgets",
      .key = kKey,
      .list = {.path = "/api/v1/gadgets",
               .first_index = first_index,
               .max_limit = max_limit,
               .scopes = "Desk.gadgets.READ"},
      .columns = kColumns,
  };
}

}  // namespace zoho_desk::client::gadgets
