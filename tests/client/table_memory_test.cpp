// Which lookups are answered from a table that was read, when it is read, and that their rows are
// those that asking would have brought.

#include "client/table_memory.h"

#include <gmock/gmock.h>

#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A list of gadgets of which every third has the name "n0", the others "n1" and "n2".
class TableMemoryTest : public ScanFixture {
 protected:
  void ServeRows(int rows) {
    transport_.Serve("/api/v1/gadgets", [rows](const Seen& seen) {
      const int from = std::stoi("0" + seen.Param("from"));
      const int end = std::min(rows, from + std::stoi(seen.Param("limit")));
      std::string body;
      for (int i = from; i < end; ++i)
        body += (body.empty() ? "" : ",") + std::string(R"({"id":")") + FakeId(i) +
                R"(","name":"n)" + std::to_string(i % 3) + R"("})";
      return body.empty() ? Nothing() : Json(R"({"data":[)" + body + "]}");
    });
  }

  // Pages of 100.
  static TableMemory::Lookup LookupOf(const std::string& name) {
    static constexpr resources::Resource kResource = gadgets::kPagesOf(100);
    return {.whole = {.resource = &kResource,
                      .columns = {gadgets::kId, gadgets::kName},
                      .reads_all_rows = true},
            .column = gadgets::kName,
            .value = name};
  }
  static TableMemory::Lookup KeyOf(const std::string& key) {
    TableMemory::Lookup lookup = LookupOf(key);
    lookup.column = gadgets::kId;
    lookup.is_by_key = true;
    return lookup;
  }

  std::unique_ptr<Scan> Open(const TableMemory::Lookup& lookup) { return OpenOneOf({lookup}); }
  std::unique_ptr<Scan> OpenOneOf(const std::vector<TableMemory::Lookup>& lookups) {
    auto scan = memory_.Open(session(), lookups, budget_, cancelled_);
    EXPECT_TRUE(scan.ok());
    return scan.ok() ? std::move(*scan) : nullptr;
  }
  // As many lookups of different names as it takes; how many were left to be asked.
  int LeftToAsk(int lookups) {
    int left = 0;
    for (int i = 0; i < lookups; ++i)
      left += Open(LookupOf("x" + std::to_string(i))) == nullptr ? 1 : 0;
    return left;
  }
  std::vector<std::string> KeysIn(Scan& scan) {
    std::vector<std::string> keys;
    while (*scan.Next(cancelled_))
      keys.push_back(scan.RowKey());
    return keys;
  }

  OpenScans scans_;
  TableMemory memory_{scans_};
};

TEST_F(TableMemoryTest, ReadsNothingForAFewLookups) {
  ServeRows(5);
  EXPECT_EQ(LeftToAsk(2), 2);
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(TableMemoryTest, ReadsAShortTableForManyLookups) {
  ServeRows(7);
  EXPECT_LE(LeftToAsk(100), 5);
  EXPECT_LE(transport_.requests().size(), 2U);
  auto scan = Open(LookupOf("n1"));
  ASSERT_NE(scan, nullptr);
  EXPECT_THAT(KeysIn(*scan), ElementsAre("1002", "1005"));
  EXPECT_LE(transport_.requests().size(), 2U);
}

TEST_F(TableMemoryTest, ServesSeveralCursorsAtOnce) {
  ServeRows(7);
  LeftToAsk(10);
  auto left = Open(LookupOf("n0"));
  auto right = Open(LookupOf("n0"));
  ASSERT_TRUE(left != nullptr && right != nullptr);
  ASSERT_TRUE(*left->Next(cancelled_));
  ASSERT_TRUE(*left->Next(cancelled_));
  ASSERT_TRUE(*right->Next(cancelled_));
  EXPECT_EQ(left->RowKey(), "1004");
  EXPECT_EQ(right->RowKey(), "1001");
  EXPECT_TRUE(left->Rewind());
  EXPECT_THAT(KeysIn(*left), ElementsAre("1001", "1004", "1007"));
}

// As much is read as was asked, and what was read is not read again.
TEST_F(TableMemoryTest, SpendsOnALongTableNoMoreThanItsLookupsCost) {
  ServeRows(4000);
  for (int lookups = 1; lookups <= 30; ++lookups) {
    EXPECT_EQ(Open(LookupOf("x" + std::to_string(lookups))), nullptr);
    EXPECT_LE(transport_.requests().size(), static_cast<size_t>(lookups) + 1);
  }
  const int left = 30 + LeftToAsk(500);
  EXPECT_LT(left, 230);
  EXPECT_LE(transport_.requests().size(), 50U);  // some past the end, as nobody tells where it is
  auto scan = Open(LookupOf("n2"));
  ASSERT_NE(scan, nullptr);
  EXPECT_EQ(KeysIn(*scan).size(), 1333U);
}

TEST_F(TableMemoryTest, CountsAValueThatComesAgainOnce) {
  ServeRows(5);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(Open(LookupOf(i % 2 == 0 ? "n0" : "n1")), nullptr);
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(TableMemoryTest, LeavesAKeyThatTheTableLacksToBeAskedFor) {
  ServeRows(7);
  for (int i = 0; i < 30; ++i)
    Open(KeyOf("x" + std::to_string(i)));
  EXPECT_EQ(Open(KeyOf("5")), nullptr);
  auto scan = Open(KeyOf(FakeId(4)));
  ASSERT_NE(scan, nullptr);
  EXPECT_THAT(KeysIn(*scan), ElementsAre(FakeId(4)));
}

TEST_F(TableMemoryTest, DoesNotReadWhatItsOwnRowsDoNotTell) {
  ServeRows(7);
  TableMemory::Lookup lookup = LookupOf("");
  lookup.whole.columns.push_back(gadgets::kSecret);
  for (int i = 0; i < 50; ++i) {
    lookup.value = std::to_string(i);
    EXPECT_EQ(Open(lookup), nullptr);
  }
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(TableMemoryTest, LeavesARefusedTableToItsLookups) {
  transport_.Serve("/api/v1/gadgets", [](const Seen&) { return Refusal(403, "FORBIDDEN"); });
  EXPECT_EQ(LeftToAsk(50), 50);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(TableMemoryTest, EndsWithTheInterruptThatComesWhileItReads) {
  transport_.Serve("/api/v1/gadgets", [](const Seen&) { return Broken(Code::kCancelled); });
  LeftToAsk(2);
  const auto scan = memory_.Open(session(), {LookupOf("x")}, budget_, cancelled_);
  ASSERT_FALSE(scan.ok());
  EXPECT_EQ(scan.error().code, Code::kCancelled);
}

// `id = ? AND name = 'n1'`: without the id it is one table, without the name another each time.
TEST_F(TableMemoryTest, FindsTheTermThatChanges) {
  ServeRows(7);
  std::unique_ptr<Scan> scan;
  for (int i = 0; i < 20; ++i) {
    TableMemory::Lookup by_name = LookupOf("n1");
    by_name.whole.params = {{"id", FakeId(i)}};
    TableMemory::Lookup by_id = LookupOf(FakeId(i % 7));
    by_id.column = gadgets::kId;
    by_id.whole.params = {{"name", "n1"}};
    TableMemory::Lookup by_both = by_id;
    by_both.whole.params = {};
    by_both.is_combined = true;
    scan = OpenOneOf({by_name, by_id, by_both});
  }
  EXPECT_NE(scan, nullptr);
  for (const Seen& request : transport_.requests())
    EXPECT_EQ(request.Param("name"), "n1") << request.target;
}

TEST_F(TableMemoryTest, KeepsLoginsApart) {
  ServeRows(7);
  LeftToAsk(20);
  Use(TokenConfig());
  EXPECT_EQ(Open(LookupOf("n1")), nullptr);
}

}  // namespace
}  // namespace zoho_desk::client
