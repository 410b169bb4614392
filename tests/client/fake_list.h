#pragma once

// A list endpoint for FakeTransport: rows with ids, served by from and limit as Zoho's endpoints
// do.

#include <algorithm>
#include <string>

#include "tests/client/fake_transport.h"

namespace zoho_desk::client {

// One row of the list: id 1001 for the first, 1002 for the second, ...
inline std::string FakeId(int index) {
  return std::to_string(1001 + index);
}

struct FakeList {
  int rows = 0;
  // How `from` is read. kAlias: 0 and 1 both mean the first row.
  enum class Base { kZero, kAlias, kOne } base = Base::kZero;
  int most_per_page = 1000;  // rows beyond it are left out without a word
  enum class End { kNoContent, kEmptyArray, kEmptyBody } end = End::kNoContent;
  bool counts = false;   // every page says how many rows there are, as searches do
  int hidden_every = 0;  // every so many-th place shows nothing; 0: all do
  std::string id_prefix = "";
  std::string extra = "";  // more fields of every row: ,"name":"x"

  Answer operator()(const Seen& seen) const {
    const std::string from_text = seen.Param("from");
    const int from = from_text.empty() ? 0 : std::stoi(from_text);
    const int limit = seen.Param("limit").empty() ? rows : std::stoi(seen.Param("limit"));
    int first = from;
    if (base == Base::kOne || (base == Base::kAlias && from > 0))
      --first;
    const int count = std::min({limit, most_per_page, rows - first});
    if (count <= 0 && end == End::kNoContent)
      return Nothing();
    if (count <= 0 && end == End::kEmptyBody)
      return Json("");
    std::string body;
    for (int i = 0; i < count; ++i) {
      if (hidden_every == 0 || (first + i + 1) % hidden_every != 0)
        body += (body.empty() ? "" : ",") + Row(first + i);
    }
    const std::string count_text = counts ? R"("count":)" + std::to_string(rows) + "," : "";
    return Json("{" + count_text + R"("data":[)" + body + "]}");
  }

  std::string Row(int index) const {
    return R"({"id":")" + id_prefix + FakeId(index) + "\"" + extra + "}";
  }
};

}  // namespace zoho_desk::client
