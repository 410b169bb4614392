#include "auth/profile_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ProfileFileTest : public ::testing::Test {
 protected:
  // The error of reading a file with that text.
  std::string ErrorOf(const std::string& text, mode_t mode = 0600) {
    WriteFile(path_, text, mode);
    const auto profile = ReadProfile(path_, "default");
    EXPECT_FALSE(profile.ok()) << text;
    if (profile.ok())
      return {};
    EXPECT_EQ(profile.error().code, Code::kInvalidArgument);
    return profile.error().message;
  }

  TempDir dir_;
  std::string path_ = dir_.path() + "/config.json";
};

constexpr const char* kGood =
    R"({"profiles": {"default": {"client_id": "id", "concurrency": 8, "progress": true,
                                 "org_id": 15, "dc": "", "api_base": null},
                     "other": {"dc": "eu"}}})";

TEST_F(ProfileFileTest, ReadsAProfile) {
  WriteFile(path_, kGood);
  const auto profile = ReadProfile(path_, "default");
  ASSERT_TRUE(profile.ok()) << profile.error().message;
  ASSERT_TRUE(*profile);
  EXPECT_EQ(
      **profile,
      (Profile{{"client_id", "id"}, {"concurrency", "8"}, {"progress", "1"}, {"org_id", "15"}}));
}

TEST_F(ProfileFileTest, AMissingFileOrProfileIsNoError) {
  ASSERT_TRUE(ReadProfile(path_, "default").ok());
  EXPECT_FALSE(*ReadProfile(path_, "default"));
  EXPECT_FALSE(*ReadProfile(path_ + "/below/a/missing/file", "default"));
  WriteFile(path_, kGood);
  EXPECT_FALSE(*ReadProfile(path_, "third"));
}

TEST_F(ProfileFileTest, RefusesDeepNesting) {
  const std::string deep = std::string(76'000, '[') + std::string(76'000, ']');
  EXPECT_THAT(ErrorOf(R"({"profiles":{"default":{"dc":"eu"},"x":)" + deep + "}}"),
              HasSubstr("nested deeper than any profile"));
}

TEST_F(ProfileFileTest, AcceptsTighterModes) {
  WriteFile(path_, kGood, 0400);
  EXPECT_TRUE(ReadProfile(path_, "default").ok());
}

TEST_F(ProfileFileTest, RefusesLooserModes) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0644U, 0666U})
    EXPECT_THAT(ErrorOf(kGood, mode), HasSubstr("chmod 600 " + path_)) << std::oct << mode;
}

TEST_F(ProfileFileTest, RefusesWhatIsNoFile) {
  std::filesystem::create_directory(path_);
  const auto directory = ReadProfile(path_, "default");
  ASSERT_FALSE(directory.ok());
  EXPECT_THAT(directory.error().message, HasSubstr("regular file"));
  std::filesystem::remove(path_);
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  const auto pipe = ReadProfile(path_, "default");  // and does not hang
  ASSERT_FALSE(pipe.ok());
  EXPECT_THAT(pipe.error().message, HasSubstr("regular file"));
}

// People link their configuration to a repository of dot files; what counts is the file itself.
TEST_F(ProfileFileTest, FollowsALinkToAPrivateFileOnly) {
  const std::string target = dir_.path() + "/target.json";
  WriteFile(target, kGood);
  std::filesystem::create_symlink(target, path_);
  EXPECT_TRUE(ReadProfile(path_, "default").ok());
  chmod(target.c_str(), 0644);
  EXPECT_FALSE(ReadProfile(path_, "default").ok());
}

TEST_F(ProfileFileTest, RefusesOtherShapes) {
  EXPECT_THAT(ErrorOf("not json s3cret"), AllOf(HasSubstr("valid JSON"), HasSubstr(path_)));
  EXPECT_THAT(ErrorOf(""), HasSubstr("valid JSON"));
  for (const char* text : {"[]", "3", "{}", R"({"profiles": []})", R"({"client_id": "s3cret"})"})
    EXPECT_THAT(ErrorOf(text), AllOf(HasSubstr("must look like"), Not(HasSubstr("s3cret"))));
  EXPECT_THAT(ErrorOf(R"({"profiles": {"default": "s3cret"}})"), HasSubstr("not an object"));
  EXPECT_THAT(ErrorOf(R"({"profiles": {"default": {"client_id": ["s3cret"]}}})"),
              AllOf(HasSubstr("client_id"), Not(HasSubstr("s3cret"))));
}

TEST_F(ProfileFileTest, RefusesHugeFiles) {
  EXPECT_THAT(ErrorOf(std::string(2 * 1024 * 1024, ' ')), HasSubstr("1 MiB"));
}

}  // namespace
}  // namespace zoho_desk::auth
