#include "common/private_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zoho_desk {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(PrivateLibrary, FindsFunctions) {
  const auto library = PrivateLibrary::Open("libm.so.6");
  ASSERT_TRUE(library.ok()) << library.error().message;
  const auto function = library->Function("sqrt");
  ASSERT_TRUE(function.ok()) << function.error().message;
  EXPECT_EQ(reinterpret_cast<double (*)(double)>(*function)(9.0), 3.0);
}

TEST(PrivateLibrary, NamesTheFileThatIsMissingAndItsPackage) {
  for (const auto& [file, package] :
       {std::pair{"libcurl.so.4096", "apt-get install libcurl4096)"},
        std::pair{"libnowhere.so.9", "apt-get install libnowhere9)"}}) {
    const auto library = PrivateLibrary::Open(file);
    ASSERT_FALSE(library.ok());
    EXPECT_THAT(library.error().message, AllOf(HasSubstr(file), HasSubstr(package)));
  }
}

TEST(PrivateLibrary, NamesTheFunctionThatIsMissing) {
  const auto library = PrivateLibrary::Open("libm.so.6");
  ASSERT_TRUE(library.ok()) << library.error().message;
  const auto function = library->Function("cube_of_nothing");
  ASSERT_FALSE(function.ok());
  EXPECT_THAT(function.error().message,
              AllOf(HasSubstr("libm.so.6"), HasSubstr("cube_of_nothing")));
}

TEST(PrivateLibrary, CopiesATableOnlyIfItFits) {
  const auto library = PrivateLibrary::Open("libm.so.6");
  ASSERT_TRUE(library.ok()) << library.error().message;
  // libm's one variable, an int: the sign of the last gamma function.
  const auto variable = library->Function("signgam");
  ASSERT_TRUE(variable.ok()) << variable.error().message;
  *static_cast<int*>(*variable) = -1;

  int copy = 7;
  EXPECT_FALSE(library->CopyTable("signgam", &copy, sizeof copy - 1).ok());
  EXPECT_EQ(copy, 7);
  EXPECT_TRUE(library->CopyTable("signgam", &copy, sizeof copy).ok());
  EXPECT_EQ(copy, -1);
}

}  // namespace
}  // namespace zoho_desk
