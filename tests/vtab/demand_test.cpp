// What `_profile` and the hidden parameters leave to the planner.

#include "vtab/demand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/vtab/planner_terms.h"

namespace zoho_desk::vtab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Resource& Tickets() {
  return *FindResource("tickets");
}

TEST(ProfileTerm, IsTheFirstUsableComparison) {
  const TableLayout layout(Tickets());
  const auto term_of = [&](const std::vector<PlannerTerm>& terms) {
    return ProfileTerm(layout, {.terms = terms});
  };
  const PlannerTerm equal = Equal(Tickets(), "_profile");
  EXPECT_EQ(term_of({}), -1);
  EXPECT_EQ(term_of({Equal(Tickets(), "status"), equal, equal}), 1);
  EXPECT_EQ(term_of({Unusable(equal), Term(Tickets(), "_profile", Op::kIn)}), 1);
  EXPECT_EQ(term_of({Unusable(equal)}), -1);
  EXPECT_EQ(term_of({Term(Tickets(), "_profile", Op::kOther)}), -1);
}

TEST(ProfileDemand, WaitsForAValueThatComesLater) {
  const TableLayout layout(Tickets());
  const std::vector<PlannerTerm> later = {Unusable(Equal(Tickets(), "_profile"))};
  EXPECT_TRUE(DemandOf(Tickets(), layout, {.terms = later}).unusable);
  // `_profile = 'acme' AND _profile = other.column`: SQLite checks the second.
  const std::vector<PlannerTerm> both = {later[0], Equal(Tickets(), "_profile")};
  EXPECT_FALSE(DemandOf(Tickets(), layout, {.terms = both}).unusable);
}

TEST(ProfileDemand, RefusesOtherComparisonsUnlessOnePicksTheProfile) {
  for (const Op op : {Op::kOther, Op::kGreater, Op::kLessEqual, Op::kLike, Op::kIsNull}) {
    std::vector<PlannerTerm> terms = {Term(Tickets(), "_profile", op)};
    const auto refused = Plan(Tickets(), {.terms = terms});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::kInvalidArgument);
    EXPECT_THAT(refused.error().message, HasSubstr("give it as _profile = '...'"));
    terms.push_back(Equal(Tickets(), "_profile"));
    EXPECT_TRUE(Plan(Tickets(), {.terms = terms}).ok());
  }
}

TEST(ProfilePlan, PutsTheProfileFirst) {
  const PlannerTerm profile = Equal(Tickets(), "_profile");
  const auto list = PlanFor(Tickets(), {Equal(Tickets(), "status"), profile});
  EXPECT_EQ(list.text, "list _profile=? status=? all-rows columns=15");
  EXPECT_THAT(list.arguments, ElementsAre(1, 0));
  const auto get = PlanFor(Tickets(), {Equal(Tickets(), "id"), profile});
  EXPECT_EQ(get.text, "get _profile=? id=? all-rows columns=15");
  EXPECT_THAT(get.arguments, ElementsAre(1, 0));
  EXPECT_TRUE(get.at_most_one);
  const auto names = PlanFor(Tickets(), {Term(Tickets(), "_profile", Op::kIn)});
  EXPECT_EQ(names.text, "list _profile=? all-rows columns=15");
}

// It changes whose rows come, not which.
TEST(ProfilePlan, CostsTheSameWithAProfile) {
  for (const Resource* resource : resources::AllResources()) {
    const uint64_t used = 1;
    const auto without = PlanFor(*resource, {}, {}, used);
    const auto with = PlanFor(*resource, {Equal(*resource, "_profile")}, {}, used);
    EXPECT_EQ(with.plan.route, without.plan.route) << resource->name;
    EXPECT_EQ(with.cost, without.cost) << resource->name;
    EXPECT_EQ(with.rows, without.rows) << resource->name;
  }
}

// As for the parts of an OR: a plan that picks the profile must win.
TEST(ProfilePlan, IsDearWhereTheProfileIsReadButNotPicked) {
  const uint64_t used = Used(Tickets(), {"id", "_profile"});
  const PlannerTerm profile = Equal(Tickets(), "_profile");
  EXPECT_GT(PlanFor(Tickets(), {}, {}, used).cost,
            100 * PlanFor(Tickets(), {profile}, {}, used).cost);
  EXPECT_EQ(PlanFor(Tickets(), {}, {}, Used(Tickets(), {"id", "_source"})).cost,
            PlanFor(Tickets(), {}, {}, Used(Tickets(), {"id"})).cost);
}

}  // namespace
}  // namespace zoho_desk::vtab
