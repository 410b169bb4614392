// Knowledge base articles, as facts/articles.json describes them. The list is 1-based and
// refuses from=0; the search is 0-based.

#include "sandbox/resources/articles.h"

#include <array>

#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

using namespace article;  // NOLINT(google-build-using-namespace): the values its filters look at

constexpr auto kArticlesRules = std::to_array<Rule>({
    {.param = "permission", .filter = Equals(Audience)},
    {.param = "expiryTimeRange", .filter = TimeRange(Expiry)},
    {.param = "categoryName", .filter = Glob(CategoryName)},
    {.param = "tag", .filter = Glob(Tags)},
    {.param = "departmentId", .filter = Equals(DepartmentId)},
    {.param = "_all", .filter = Contains(AllText)},
});

}  // namespace

const Behaviour kArticles{
    .fields = Fields(),
    .rules = kArticlesRules,
};

}  // namespace zoho_desk::sandbox
