// Lists of more than a few pages: a search is asked once how long they are.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::SizeIs;

sandbox::Options Sized(uint64_t tickets) {
  sandbox::Options options;
  EXPECT_TRUE(options.SetRows("tickets", tickets));
  return options;
}

class LongList : public OwnDesk {
 protected:
  LongList() : OwnDesk(Sized(1000)) {}

  // Of the requests since the last call, those that ask a search for a count.
  std::vector<std::string> Questions() {
    std::vector<std::string> questions;
    requests_ = desk_.TakeRequests();
    for (const std::string& request : requests_) {
      if (request.ends_with("&from=0&limit=1"))
        questions.push_back(request);
    }
    return questions;
  }

  std::vector<std::string> requests_;
};

TEST_F(LongList, CostsWhatThePlanSays) {
  for (const char* sql : {"SELECT id FROM zoho_desk_tickets",
                          "SELECT id FROM zoho_desk_tickets WHERE length(subject) > 3"}) {
    const QueryResult plan =
        Query("SELECT total_requests FROM zoho_desk_plan('" + std::string(sql) + "', 'count')");
    desk_.TakeRequests();
    EXPECT_TRUE(Query(sql).ok());
    EXPECT_THAT(Questions(), SizeIs(1)) << sql;
    EXPECT_EQ(plan.rows.at(0).at(0), SqlValue(static_cast<int64_t>(requests_.size()))) << sql;
  }
  ExpectEveryTicket(Query("SELECT id FROM zoho_desk_tickets"));
}

// LIMIT does not reach the tables of a join: whoever reads a few rows must not pay for many.
TEST_F(LongList, IsNotReadAheadForAFewRowsOfAJoin) {
  const std::string join =
      "SELECT t.id, c.lastName FROM zoho_desk_tickets t JOIN zoho_desk_contacts c "
      "ON c.id = t.contactId ";
  EXPECT_EQ(Query(join + "LIMIT 5").rows.size(), 5U);
  EXPECT_THAT(Questions(), SizeIs(0));
  EXPECT_THAT(requests_, SizeIs(2));
  EXPECT_GT(Query(join).rows.size(), 500U);
  EXPECT_THAT(Questions(), SizeIs(1));
}

TEST_F(LongList, IsReadWithoutTheScopeForSearches) {
  auto scopes = sandbox::AllScopes();
  std::erase(scopes, "Desk.search.READ");
  server().Change([&](sandbox::Settings& settings) { settings.scopes = scopes; });
  ExpectEveryTicket(Query("SELECT id FROM zoho_desk_tickets"));
  EXPECT_THAT(Questions(), SizeIs(1));
}

}  // namespace
}  // namespace zoho_desk::testing
