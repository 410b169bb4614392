#include <gtest/gtest.h>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

class Params : public ::testing::Test {
 protected:
  int Status(const std::string& path, const QueryParams& params) {
    return portal_.Get(path, params).status;
  }
  std::string Message(const std::string& path, const QueryParams& params) {
    return portal_.Get(path, params).message();
  }
  std::string FirstId(const std::string& resource) {
    return portal_.server().Dump(resource)[0]["id"];
  }

  Portal portal_;
};

TEST_F(Params, UnknownNamesAreExtra) {
  EXPECT_EQ(Message("tickets", {{"sortOrder", "asc"}}),
            "Extra query parameter 'sortOrder' is present in the input.");
  EXPECT_EQ(Status("tickets", {{"modifiedTimeRange", "x"}}), 422);
  EXPECT_EQ(Status("contacts", {{"email", "a@b.example"}}), 422);
  EXPECT_EQ(Status("organizations", {{"limit", "1"}}), 422);
  // Letter case counts.
  EXPECT_EQ(Status("tickets", {{"Limit", "1"}}), 422);
}

TEST_F(Params, FiltersOfTheOlderDescriptionAreGone) {
  EXPECT_EQ(Status("tickets", {{"dueDate", "overdue"}}), 422);
  EXPECT_EQ(Status("tickets", {{"closedTime", "today"}}), 422);
}

TEST_F(Params, OrganizationIsAHeaderAndNotAParameter) {
  EXPECT_EQ(Message("tickets", {{"orgId", portal_.server().org_id()}}),
            "Extra query parameter 'orgId' is present in the input.");
}

TEST_F(Params, RequiredOnesMustBeThere) {
  EXPECT_EQ(Status("layouts", {}), 422);
  EXPECT_EQ(Status("views", {}), 422);
  EXPECT_EQ(Status("skills", {}), 422);
  EXPECT_EQ(Status("customerHappiness", {}), 422);
  EXPECT_EQ(Status("contacts/count", {}), 422);
  EXPECT_EQ(Status("tasks/count", {{"departmentId", "allDepartment"}}), 422);
}

TEST_F(Params, EnumsAreClosed) {
  EXPECT_EQ(Status("tickets", {{"include", "contacts,cases"}}), 422);
  EXPECT_EQ(Status("tickets", {{"include", "isRead"}}), 422);  // gets only
  EXPECT_EQ(Status("tickets", {{"receivedInDays", "7"}}), 422);
  EXPECT_EQ(Status("views", {{"module", "products"}}), 422);
  EXPECT_EQ(Status("agents", {{"status", "active"}}), 422);
  EXPECT_EQ(Status("agents", {{"isConfirmed", "1"}}), 422);
  EXPECT_EQ(Status("articles", {{"status", "Published,Drafts"}}), 422);
  EXPECT_EQ(Status("agents", {{"rolePermissionType", "${NON_LIGHT}"}}), 200);
}

TEST_F(Params, NumbersAreDigits) {
  EXPECT_EQ(Message("tickets", {{"from", "-1"}}),
            "The value passed for the 'from' query parameter is invalid.");
  EXPECT_EQ(Status("tickets", {{"limit", "ten"}}), 422);
  EXPECT_EQ(Status("tickets", {{"limit", ""}}), 422);
  EXPECT_EQ(Status("tickets", {{"departmentIds", "1,x"}}), 422);
  EXPECT_EQ(Status("tickets/search", {{"ticketNumber", "#101"}}), 422);
}

TEST_F(Params, ListsHaveAMostOfItems) {
  std::string ids = FirstId("departments");
  for (int i = 1; i < 20; ++i)
    ids += "," + std::to_string(i);
  EXPECT_EQ(Status("tickets", {{"departmentIds", ids}}), 200);
  EXPECT_EQ(Status("tickets", {{"departmentIds", ids + ",21"}}), 422);
}

TEST_F(Params, TextsHaveALength) {
  EXPECT_EQ(Status("tickets/search", {{"subject", "ab"}}), 422);
  EXPECT_EQ(Status("contacts/search", {{"lastName", "Xu"}}), 422);
  EXPECT_NE(Status("contacts/search", {{"lastName", "王小明"}}), 422);  // characters, not bytes
  EXPECT_EQ(Status("tickets/search", {{"_all", std::string(101, 'a')}}), 422);
}

TEST_F(Params, TimesNeedALiteralZ) {
  const std::string from = "2026-01-01T00:00:00.000Z";
  EXPECT_EQ(Status("tickets/search", {{"createdTimeRange", from + ",2026-02-01T00:00:00.000Z"}}),
            200);
  EXPECT_EQ(
      Status("tickets/search", {{"createdTimeRange", from + ",2026-02-01T00:00:00.000+00:00"}}),
      422);
  EXPECT_EQ(Status("tickets/search", {{"createdTimeRange", from + ",2026-02-01"}}), 422);
  EXPECT_EQ(Status("tickets/search", {{"createdTimeRange", from}}), 422);
  EXPECT_EQ(Status("tickets/search", {{"createdTimeRange", from + ",2026-02-31T00:00:00.000Z"}}),
            422);
  EXPECT_EQ(Status("customerHappiness",
                   {{"department", "allDepartment"}, {"startTime", "2026-01-01T00:00:00.000Z"}}),
            422);
}

TEST_F(Params, SortKeysThatTheLiveServerRefusesAreRefused) {
  EXPECT_EQ(Status("contacts", {{"sortBy", "-lastName"}}), 200);
  EXPECT_EQ(Status("contacts", {{"sortBy", "firstName"}}), 422);
  EXPECT_EQ(Status("contacts", {{"sortBy", "-modifiedTime"}}), 422);
  EXPECT_EQ(Status("accounts", {{"sortBy", "website"}}), 422);
  EXPECT_EQ(Status("tickets", {{"sortBy", "-modifiedTime"}}), 422);
  EXPECT_EQ(Status("tickets", {{"sortBy", "subject"}}), 422);
  EXPECT_EQ(Status("departments", {{"sortBy", "name"}}), 422);
}

TEST_F(Params, UnknownViewIsInvalidData) {
  const Answer answer = portal_.Get("tickets", {{"viewId", "123456789"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.error(), "INVALID_DATA");
  EXPECT_EQ(answer.json()["errors"][0]["fieldName"], "/viewId");
  EXPECT_EQ(Status("contacts", {{"filterId", "5"}}), 422);
  // A view of another module is as good as none.
  EXPECT_EQ(Status("contacts", {{"viewId", FirstId("views")}}), 422);
  EXPECT_EQ(Status("tickets", {{"viewId", FirstId("views")}}), 200);
}

TEST_F(Params, OnlyOneIdFilterForRatings) {
  const QueryParams params{{"department", "allDepartment"},
                           {"contactId", FirstId("contacts")},
                           {"ticketId", FirstId("tickets")}};
  EXPECT_EQ(Status("customerHappiness", params), 422);
  EXPECT_NE(Status("customerHappiness", {params[0], params[1]}), 422);
}

TEST_F(Params, FilterDocumentsAreChecked) {
  const auto document = [](const std::string& field) {
    return R"({"criteria":{"fieldConditions":[{"field":")" + field +
           R"(","con":"is","data":["Open"]}]}})";
  };
  EXPECT_EQ(Status("tickets", {{"filters", document("status")}}), 200);
  EXPECT_EQ(Status("tickets", {{"filters", document("nope")}}), 422);
  EXPECT_EQ(Status("tickets", {{"filters", "{}"}}), 422);
  EXPECT_EQ(Status("tickets", {{"filters", "not json"}}), 422);
}

TEST_F(Params, ARepeatedKeyIsACommaList) {
  const Json depts = portal_.server().Dump("departments");
  const std::string a = depts[0]["id"];
  const std::string b = depts[1]["id"];
  EXPECT_EQ(portal_.Rows("tickets", {{"departmentIds", a}, {"departmentIds", b}}),
            portal_.Rows("tickets", {{"departmentIds", a + "," + b}}));
}

TEST_F(Params, CustomFieldConditionsNameAKnownField) {
  EXPECT_EQ(Status("tickets/search", {{"customField1", "cf_region:North"}}), 200);
  EXPECT_EQ(Status("tickets/search", {{"customField1", "cf_unknown:North"}}), 422);
  EXPECT_EQ(Status("tickets/search", {{"customField1", "cf_region"}}), 422);
}

}  // namespace
}  // namespace zoho_desk::sandbox
