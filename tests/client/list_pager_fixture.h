#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/list_pager.h"
#include "tests/client/fake_list.h"
#include "tests/client/gadgets.h"
#include "tests/client/session_fixture.h"

namespace zoho_desk::client {

class ListPagerTest : public SessionFixture {
 protected:
  // Walks the whole list and collects the ids it delivers; stops at an error.
  std::vector<std::string> Walk(const resources::Resource& resource) {
    return Walk(resource, {.route = ListPages(resource)});
  }
  std::vector<std::string> Walk(const resources::Resource& resource, ListPager::Options options,
                                std::vector<int> columns = {}) {
    const Projection projection(resource, columns);
    SeenKeys seen;
    ListPager pager(*session(), projection, std::move(options), seen, budget_);
    std::vector<std::string> ids;
    error_.reset();
    for (int pages = 0;; ++pages) {
      if (pages > 100) {
        ADD_FAILURE() << "this does not end";
        break;
      }
      const auto more = pager.NextPage(cancelled_);
      if (!more.ok())
        error_ = more.error();
      if (!more.ok() || !*more)
        break;
      EXPECT_FALSE(pager.new_rows().empty());
      for (const size_t row : pager.new_rows())
        ids.emplace_back(pager.page().at(row, 0).text());
    }
    return ids;
  }

  // "" without an error.
  std::string error() const { return error_ ? error_->message : ""; }

  static std::vector<std::string> Ids(int count) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i)
      ids.push_back(FakeId(i));
    return ids;
  }

  std::vector<std::string> Froms() const {
    std::vector<std::string> froms;
    for (const Seen& seen : transport_.requests())
      froms.push_back(seen.Param("from"));
    return froms;
  }

  std::optional<Error> error_;
};

}  // namespace zoho_desk::client
