// What holds for every resource, whichever it is: the rules the planner and the cursor build on.

#include "resources/resource.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.h"
#include "resources/describe.h"

namespace zoho_desk::resources {
namespace {

bool IsKey(const Resource& resource, std::string_view name) {
  return std::find(resource.key.begin(), resource.key.end(), name) != resource.key.end();
}

const Column* Find(const Resource& resource, std::string_view name) {
  const int index = resource.FindColumn(name);
  return index < 0 ? nullptr : &resource.columns[static_cast<size_t>(index)];
}

void ExpectProse(std::string_view text) {
  ASSERT_FALSE(text.empty());
  EXPECT_TRUE(text.ends_with('.')) << text;
  EXPECT_FALSE(text.ends_with("..")) << text;
  EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
  EXPECT_EQ(text.find('|'), std::string_view::npos) << text;
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }))
      << text;
}

void ExpectScopes(std::string_view scopes) {
  static const std::regex pattern(
      R"(Desk\.[a-z]+(\.[a-z]+)?\.READ(,Desk\.[a-z]+(\.[a-z]+)?\.READ)*)");
  EXPECT_TRUE(std::regex_match(std::string(scopes), pattern)) << scopes;
}

class EveryResource : public testing::Test {
 protected:
  template <typename Check>
  void ForEach(Check check) {
    for (const Resource* resource : AllResources()) {
      SCOPED_TRACE(std::string(resource->name));
      check(*resource);
    }
  }
};

TEST_F(EveryResource, HasNamesThatAreUniqueInAnyCase) {
  std::set<std::string> names;
  ForEach([&](const Resource& resource) {
    EXPECT_TRUE(std::regex_match(std::string(resource.name), std::regex("[a-z]+(_[a-z]+)*")));
    EXPECT_TRUE(names.insert(LowerAscii(std::string(resource.name))).second);
    if (!resource.alias.empty()) {
      EXPECT_TRUE(names.insert(LowerAscii(std::string(resource.alias))).second);
    }
    std::set<std::string> columns;
    for (const Column& column : resource.columns) {
      EXPECT_TRUE(std::regex_match(std::string(column.name), std::regex("[A-Za-z][A-Za-z0-9]*")))
          << column.name;
      EXPECT_TRUE(columns.insert(LowerAscii(std::string(column.name))).second) << column.name;
    }
  });
}

TEST_F(EveryResource, HasATopic) {
  ForEach([](const Resource& resource) {
    EXPECT_FALSE(NameOf(resource.topic).empty()) << "no index shows " << TableName(resource);
  });
}

// The index has a heading for each.
TEST(Topics, HaveTablesAndNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Topic topic : kTopics) {
    EXPECT_TRUE(names.insert(NameOf(topic)).second) << NameOf(topic);
    EXPECT_TRUE(std::any_of(AllResources().begin(), AllResources().end(),
                            [&](const Resource* resource) { return resource->topic == topic; }))
        << NameOf(topic);
  }
  EXPECT_FALSE(names.contains(""));
}

TEST_F(EveryResource, StartsWithItsKey) {
  ForEach([](const Resource& resource) {
    ASSERT_FALSE(resource.key.empty());
    for (size_t i = 0; i < resource.key.size(); ++i) {
      const Column& column = resource.columns[i];
      EXPECT_EQ(column.name, resource.key[i]);
      EXPECT_TRUE(column.not_null);
      EXPECT_FALSE(column.IsHidden());
      EXPECT_NE(column.routes & kList, 0);
      EXPECT_TRUE(resource.get.path.empty() || (column.routes & kGet) != 0);
      EXPECT_TRUE(column.list_include.empty());
    }
    EXPECT_TRUE(resource.key_pattern == "id" || resource.key_pattern == "code" ||
                resource.key_pattern == "position");
    EXPECT_EQ(resource.columns[resource.key.size() - 1].type == ColumnType::kId,
              resource.key_pattern == "id");
  });
}

TEST_F(EveryResource, PromisesAValueOnlyWhereTheApiDoes) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      const bool stamped = resource.name == "tickets" &&
                           (column.name == "createdTime" || column.name == "modifiedTime");
      const bool promised = IsKey(resource, column.name) || column.from_request || stamped;
      EXPECT_EQ(column.not_null, promised) << column.name;
    }
  });
}

TEST_F(EveryResource, PutsHiddenColumnsLast) {
  ForEach([](const Resource& resource) {
    EXPECT_TRUE(std::is_partitioned(resource.columns.begin(), resource.columns.end(),
                                    [](const Column& column) { return !column.IsHidden(); }));
    // A cursor is told exactly which of the first 63 columns a query reads.
    const auto visible = std::count_if(resource.columns.begin(), resource.columns.end(),
                                       [](const Column& column) { return !column.IsHidden(); });
    EXPECT_LE(visible, 63);
  });
}

TEST_F(EveryResource, HidesWhatOnlyGetByIdCarries) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      EXPECT_NE(column.routes, 0) << column.name;
      if ((column.routes & (kList | kSearch)) == 0) {
        EXPECT_TRUE(column.IsHidden()) << column.name;
        EXPECT_FALSE(column.hidden) << column.name << " is hidden anyway";
      }
    }
  });
}

TEST_F(EveryResource, NamesOnlyRoutesItHas) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      EXPECT_TRUE((column.routes & kGet) == 0 || !resource.get.path.empty()) << column.name;
      EXPECT_TRUE((column.routes & kSearch) == 0 || !resource.search.path.empty()) << column.name;
      EXPECT_TRUE(column.list_include.empty() || (column.routes & kList) != 0) << column.name;
      EXPECT_TRUE(column.list_header.empty() || (column.routes & kList) != 0) << column.name;
      EXPECT_TRUE(column.get_include.empty() || (column.routes & kGet) != 0) << column.name;
    }
  });
}

TEST_F(EveryResource, SpellsAliasesHeadersAndIncludesAsTheClientReadsThem) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      if (!column.alias.empty()) {
        EXPECT_NE(column.alias, column.name);
        for (const Column& other : resource.columns) {
          EXPECT_NE(column.alias, other.name);
        }
      }
      EXPECT_TRUE(
          std::regex_match(std::string(column.get_include), std::regex("([A-Za-z]+(=true)?)?")))
          << column.get_include;
      if (!column.list_header.empty()) {
        EXPECT_TRUE(
            std::regex_match(std::string(column.list_header), std::regex("[A-Za-z-]+: [A-Za-z]+")));
      }
    }
  });
}

TEST_F(EveryResource, HasWellFormedRoutes) {
  const std::regex flat("/api/v1/[A-Za-z]+(/[A-Za-z]+)?");
  const std::regex of_parent(R"(/api/v1/[A-Za-z]+/\{([A-Za-z]+)\}/[A-Za-z]+)");
  const std::regex by_key(R"(/api/v1/[A-Za-z]+/(\{[A-Za-z]+\}/[A-Za-z]+/)?\{id\})");
  ForEach([&](const Resource& resource) {
    const std::string path(resource.list.path);
    std::smatch match;
    if (std::regex_match(path, match, of_parent))
      EXPECT_EQ(match[1].str(), resource.list.parent.param);
    else
      EXPECT_TRUE(std::regex_match(path, flat)) << path;
    EXPECT_TRUE(!resource.list.data_key.empty() || !resource.list.paginated);
    ExpectScopes(resource.list.scopes);
    if (!resource.get.path.empty()) {
      EXPECT_TRUE(std::regex_match(std::string(resource.get.path), by_key)) << resource.get.path;
      EXPECT_TRUE(resource.get.path.starts_with(resource.list.path)) << resource.get.path;
      ExpectScopes(resource.get.scopes);
    }
    if (!resource.search.path.empty()) {
      EXPECT_EQ(resource.search.path, std::string(resource.list.path) + "/search");
      ExpectScopes(resource.search.scopes);
      EXPECT_NE(resource.search.scopes.find("Desk.search.READ"), std::string_view::npos);
      EXPECT_EQ(resource.search.max_limit, 100);
      EXPECT_TRUE(resource.search.max_from == 999 || resource.search.max_from == 4999);
    }
    if (!resource.count.path.empty()) {
      EXPECT_TRUE(std::regex_match(std::string(resource.count.path), flat)) << resource.count.path;
    }
  });
}

TEST_F(EveryResource, PagesConsistently) {
  ForEach([](const Resource& resource) {
    const ListRoute& list = resource.list;
    EXPECT_EQ(list.paginated, list.max_limit > 0);
    EXPECT_TRUE(list.first_index == 0 || (list.first_index == 1 && list.paginated));
    EXPECT_TRUE(list.paginated || !list.paging_may_be_refused);
    EXPECT_TRUE(list.max_from == -1 || list.max_from >= list.max_limit);
  });
}

TEST_F(EveryResource, FansOutOverValuesThatItsRowsRepeat) {
  ForEach([](const Resource& resource) {
    const Parent& parent = resource.list.parent;
    for (const Column& column : resource.columns) {
      EXPECT_TRUE(!column.from_request || column.is_position || column.name == parent.column)
          << column.name;
    }
    if (parent.param.empty()) {
      EXPECT_TRUE(parent.column.empty() && parent.values.empty() && parent.table.empty() &&
                  parent.all_value.empty());
      return;
    }
    const Column* column = Find(resource, parent.column);
    ASSERT_NE(column, nullptr);
    EXPECT_NE(column->routes & kList, 0);
    const int ways = (parent.values.empty() ? 0 : 1) + (parent.table.empty() ? 0 : 1) +
                     (parent.all_value.empty() ? 0 : 1);
    EXPECT_EQ(ways, 1);
    if (!parent.table.empty()) {
      const Resource* table = FindResource(parent.table);
      ASSERT_NE(table, nullptr);
      for (const std::string_view guard : parent.guards) {
        const Column* count = Find(*table, guard);
        ASSERT_NE(count, nullptr) << guard;
        EXPECT_EQ(count->type, ColumnType::kInteger) << guard;
        EXPECT_NE(count->routes & kList, 0) << guard;
      }
    }
    std::set<std::string_view> params;
    std::set<std::string_view> columns;
    for (const ParentValue& value : parent.values) {
      EXPECT_TRUE(params.insert(value.param).second) << value.param;
      EXPECT_TRUE(columns.insert(value.column).second) << value.column;
      // What only the request tells, the row says in the same words.
      EXPECT_TRUE(!column->from_request || value.param == value.column) << value.param;
    }
  });
}

TEST_F(EveryResource, DerivesColumnsFromThoseOfTheSameRoutes) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      if (column.IsField() || column.from_request)
        continue;
      const Column* whole = Find(resource, column.derivation.column);
      ASSERT_NE(whole, nullptr) << column.name;
      EXPECT_TRUE(whole->IsField()) << column.name;
      EXPECT_EQ(column.routes, whole->routes) << column.name;
      EXPECT_EQ(column.hidden, whole->hidden) << column.name;
      EXPECT_EQ(column.type == ColumnType::kInteger,
                column.derivation.kind == Derivation::Kind::kSeconds)
          << column.name;
      EXPECT_EQ(whole->type == ColumnType::kText,
                column.derivation.kind == Derivation::Kind::kSeconds)
          << column.name;
    }
  });
}

TEST_F(EveryResource, HasPositionsWhereItsKeySaysSo) {
  ForEach([](const Resource& resource) {
    for (const Column& column : resource.columns) {
      EXPECT_EQ(column.is_position, resource.HasPositions() && column.name == resource.key.back());
      EXPECT_TRUE(!column.is_position || column.from_request) << column.name;
    }
  });
}

TEST_F(EveryResource, IsDescribedInSentences) {
  ForEach([](const Resource& resource) {
    ExpectProse(resource.doc);
    if (!resource.limits.empty()) {
      ExpectProse(resource.limits);
    }
    for (const Column& column : resource.columns) {
      ExpectProse(column.doc);
    }
  });
}

TEST_F(EveryResource, PointsJoinsAtTablesThatExist) {
  const std::regex table("zoho_desk_([a-z_]+[a-z])");
  const auto check = [&](std::string_view prose) {
    const std::string text(prose);
    for (std::sregex_iterator it(text.begin(), text.end(), table), end; it != end; ++it) {
      EXPECT_NE(FindResource((*it)[1].str()), nullptr) << text;
    }
  };
  ForEach([&](const Resource& resource) {
    check(resource.limits);
    for (const Column& column : resource.columns) {
      check(column.doc);
    }
  });
}

}  // namespace
}  // namespace zoho_desk::resources
