#include "common/status.h"

#include <gtest/gtest.h>

#include <memory>

namespace zoho_desk {
namespace {

Result<int> Half(int number) {
  if (number % 2 != 0)
    return Error{Code::kInvalidArgument, "odd"};
  return number / 2;
}

Result<int> Quarter(int number) {
  ZD_ASSIGN_OR_RETURN(const int half, Half(number));
  ZD_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

Status CheckEven(int number) {
  ZD_RETURN_IF_ERROR(Half(number));
  return Ok();
}

TEST(Status, HoldsAValueOrAnError) {
  EXPECT_TRUE(Half(4).ok());
  EXPECT_EQ(*Half(4), 2);
  EXPECT_FALSE(Half(3).ok());
  EXPECT_EQ(Half(3).error().code, Code::kInvalidArgument);
  EXPECT_EQ(Half(3).error().message, "odd");
}

TEST(Status, AssignOrReturnPassesTheErrorOn) {
  EXPECT_EQ(*Quarter(8), 2);
  EXPECT_EQ(Quarter(6).error().message, "odd");
  EXPECT_EQ(Quarter(5).error().message, "odd");
}

TEST(Status, ReturnIfErrorPassesTheErrorOn) {
  EXPECT_TRUE(CheckEven(2).ok());
  EXPECT_EQ(CheckEven(1).error().message, "odd");
}

TEST(Status, ReturnIfErrorKeepsTheErrorsDetails) {
  const auto fail = []() -> Status {
    ZD_RETURN_IF_ERROR(Status(Error{Code::kServer, "down", 503, "INTERNAL_SERVER_ERROR"}));
    return Ok();
  };
  const Status status = fail();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().http_status, 503);
  EXPECT_EQ(status.error().error_code, "INTERNAL_SERVER_ERROR");
}

TEST(Status, CarriesMoveOnlyValues) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  ASSERT_TRUE(result.ok());
  const std::unique_ptr<int> value = *std::move(result);
  EXPECT_EQ(*value, 7);
}

}  // namespace
}  // namespace zoho_desk
