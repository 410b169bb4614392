// Which scopes a login asks for, held against the sandbox's own table of what endpoints need.

#include "cli/scopes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text.h"
#include "sandbox/routes.h"
#include "sandbox/spec.h"

namespace zoho_desk::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Scopes = std::vector<std::string>;

Tables Named(const std::string& list) {
  auto tables = ParseTables(list);
  EXPECT_TRUE(tables.ok()) << list;
  return tables.ok() ? *tables : Tables();
}

Scopes Minimal(const std::string& list) {
  return ScopesFor(Named(list), ScopeRule::kOneOfEach);
}
Scopes Every(const std::string& list) {
  return ScopesFor(Named(list), ScopeRule::kEvery);
}

TEST(Scopes, AreThoseOfListSearchAndGet) {
  EXPECT_THAT(Every("tickets"),
              ElementsAre("Desk.basic.READ", "Desk.tickets.READ", "Desk.search.READ"));
  EXPECT_THAT(Every("channels"), ElementsAre("Desk.basic.READ"));
  EXPECT_THAT(Every("groups"),
              ElementsAre("Desk.basic.READ", "Desk.contacts.READ", "Desk.settings.READ"));
  EXPECT_THAT(Every("calls"),
              ElementsAre("Desk.basic.READ", "Desk.activities.calls.READ", "Desk.calls.READ",
                          "Desk.activities.READ", "Desk.search.READ"));
}

TEST(Scopes, OfAlternativesOneIsEnoughIfAskedFor) {
  EXPECT_THAT(Minimal("groups"), ElementsAre("Desk.basic.READ", "Desk.contacts.READ"));
  // The search has no alternative, and what it needs serves the list and the get too.
  EXPECT_THAT(Minimal("calls"),
              ElementsAre("Desk.basic.READ", "Desk.calls.READ", "Desk.search.READ"));
  EXPECT_THAT(Minimal("departments"), ElementsAre("Desk.basic.READ"));
  // A scope that another table needs anyway serves here.
  EXPECT_THAT(Minimal("labels,contracts"), ElementsAre("Desk.basic.READ", "Desk.settings.READ"));
  // Desk.search.READ never stands for another.
  EXPECT_THAT(Minimal("customer_feedback"),
              ElementsAre("Desk.basic.READ", "Desk.tickets.READ", "Desk.search.READ"));
}

TEST(Scopes, CoverTheTableOfTheParents) {
  EXPECT_THAT(Minimal("skills"), ElementsAre("Desk.basic.READ", "Desk.settings.READ"));
  const Scopes scopes = Every("skills");
  const resources::Resource& departments = *resources::FindResource("departments");
  EXPECT_TRUE(AccessWith(departments, scopes).list);
}

// Either rule's scopes open every route of every table to the sandbox, which has its facts from
// Zoho's documents.
TEST(Scopes, OfEitherRuleOpenEveryTable) {
  for (const ScopeRule rule : {ScopeRule::kEvery, ScopeRule::kOneOfEach}) {
    for (const resources::Resource* table : Named("all")) {
      const Scopes scopes = ScopesFor({table}, rule);
      const sandbox::ResourceSpec* const spec = sandbox::FindResource(std::string(table->name));
      ASSERT_NE(spec, nullptr) << table->name;
      EXPECT_TRUE(AccessWith(*table, scopes).whole()) << table->name;
      for (const sandbox::Endpoint* endpoint : {&spec->list, &spec->get, &spec->search}) {
        EXPECT_TRUE(endpoint->path.empty() || sandbox::ScopesSuffice(endpoint->scopes, scopes))
            << endpoint->path << " with " << Joined(scopes);
      }
    }
  }
}

TEST(Scopes, TellWhatATokenMayDo) {
  const resources::Resource& tickets = *resources::FindResource("tickets");
  const TableAccess list_only = AccessWith(tickets, Scopes{"Desk.tickets.READ"});
  EXPECT_TRUE(list_only.list);
  EXPECT_TRUE(list_only.get);
  EXPECT_FALSE(list_only.search);
  EXPECT_TRUE(AccessWith(tickets, Scopes{"desk.TICKETS.all", "Desk.search.READ"}).whole());
  EXPECT_FALSE(AccessWith(tickets, Scopes{"Desk.search.READ"}).search);
  EXPECT_FALSE(AccessWith(tickets, Scopes{"Desk.tickets.UPDATE"}).list);
  EXPECT_FALSE(AccessWith(tickets, {}).list);
  const resources::Resource& channels = *resources::FindResource("channels");
  EXPECT_TRUE(AccessWith(channels, Scopes{"Desk.basic.READ"}).whole());  // it has no search
  const resources::Resource& products = *resources::FindResource("products");
  EXPECT_TRUE(AccessWith(products, Scopes{"Desk.settings.READ", "Desk.search.READ"}).whole());
}

TEST(Tables, AreFoundByAnyOfTheirNames) {
  EXPECT_EQ(Named("zoho_desk_tickets, TICKETS ,Zoho_Desk_Contacts").size(), 2U);
  EXPECT_EQ(Named("articleFeedbacks")[0]->name, "article_feedbacks");
  EXPECT_EQ(Named("organizations").size(), 1U);
  // Of the organisations every login may ask.
  EXPECT_EQ(Named("").size(), resources::AllResources().size() - 1);
  EXPECT_EQ(Named("ALL").size(), resources::AllResources().size() - 1);
  const auto unknown = ParseTables("tickets,zoho_desk_nothing");
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().message,
              ::testing::AllOf(HasSubstr("'zoho_desk_nothing'"), HasSubstr("tickets, users")));
}

}  // namespace
}  // namespace zoho_desk::cli
