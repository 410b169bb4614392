#include "auth/profile_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ProfileStoreTest : public ::testing::Test {
 protected:
  Profile Read(const std::string& name) {
    const auto profile = ReadProfile(path_, name);
    EXPECT_TRUE(profile.ok());
    return profile.ok() && *profile ? **profile : Profile();
  }
  std::vector<std::string> FilesBeside() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(path_).parent_path()))
      names.push_back(entry.path().filename());
    return names;
  }

  TempDir dir_;
  const std::string path_ = dir_.path() + "/new/zoho_desk/config.json";
};

TEST_F(ProfileStoreTest, MakesTheFileForItsOwnerAlone) {
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"client_id", "id"}, {"dc", "eu"}}).ok());
  EXPECT_EQ(Read("default"), (Profile{{"client_id", "id"}, {"dc", "eu"}}));
  EXPECT_EQ(ModeOf(path_), 0600U);
  EXPECT_EQ(ModeOf(dir_.path() + "/new/zoho_desk"), 0700U);
  EXPECT_EQ(ModeOf(dir_.path() + "/new"), 0700U);
  EXPECT_THAT(FilesBeside(), ElementsAre("config.json"));
}

TEST_F(ProfileStoreTest, ClosesADirectoryThatOthersCanEnter) {
  fs::create_directories(fs::path(path_).parent_path());
  ASSERT_EQ(chmod((dir_.path() + "/new/zoho_desk").c_str(), 0755), 0);
  ASSERT_EQ(chmod((dir_.path() + "/new").c_str(), 0755), 0);
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
  EXPECT_EQ(ModeOf(dir_.path() + "/new/zoho_desk"), 0700U);
  EXPECT_EQ(ModeOf(dir_.path() + "/new"), 0755U);  // not this program's
}

TEST_F(ProfileStoreTest, KeepsEverythingItWasNotToldToChange) {
  fs::create_directories(fs::path(path_).parent_path());
  WriteFile(path_, R"({"z_note": {"b": 1, "a": [12345678901234567890, 1.5, null]},
      "profiles": {"work": {"dc": "eu", "concurrency": 8, "future": true},
                   "default": {"org_id": 15, "access_token": "old"},
                   "other": {"future": {"x": []}}}})");
  ASSERT_TRUE(
      ChangeProfile(path_, "work", {{"dc", "in"}, {"client_id", "id"}, {"api_base", std::nullopt}})
          .ok());
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"access_token", std::nullopt}}).ok());
  EXPECT_EQ(ReadFile(path_), R"({
  "z_note": {
    "b": 1,
    "a": [
      12345678901234567890,
      1.5,
      null
    ]
  },
  "profiles": {
    "work": {
      "dc": "in",
      "concurrency": 8,
      "future": true,
      "client_id": "id"
    },
    "default": {
      "org_id": 15
    },
    "other": {
      "future": {
        "x": []
      }
    }
  }
}
)");
}

TEST_F(ProfileStoreTest, ListsProfilesInTheFilesOrder) {
  EXPECT_THAT(*ProfileNames(path_), IsEmpty());
  for (const char* name : {"work", "default", "a.b-c_d"})
    ASSERT_TRUE(ChangeProfile(path_, name, {{"dc", "eu"}}).ok());
  EXPECT_THAT(*ProfileNames(path_), ElementsAre("work", "default", "a.b-c_d"));
}

TEST_F(ProfileStoreTest, RemovesAProfileAndNothingElse) {
  EXPECT_FALSE(*RemoveProfile(path_, "default"));
  EXPECT_FALSE(fs::exists(path_));
  ASSERT_TRUE(ChangeProfile(path_, "work", {{"dc", "eu"}}).ok());
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"dc", "in"}}).ok());
  EXPECT_FALSE(*RemoveProfile(path_, "other"));
  EXPECT_TRUE(*RemoveProfile(path_, "default"));
  EXPECT_THAT(*ProfileNames(path_), ElementsAre("work"));
  EXPECT_EQ(ModeOf(path_), 0600U);
}

TEST_F(ProfileStoreTest, WritesThroughALink) {
  const std::string target = dir_.path() + "/dotfiles.json";
  WriteFile(target, R"({"profiles": {}})");
  fs::create_directories(fs::path(path_).parent_path());
  fs::create_symlink(target, path_);
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_THAT(ReadFile(target), HasSubstr("\"eu\""));
}

TEST_F(ProfileStoreTest, LeavesAFileAloneThatReadersRefuse) {
  fs::create_directories(fs::path(path_).parent_path());
  struct Case {
    const char* text;
    mode_t mode;
  };
  for (const auto& [text, mode] : {Case{R"({"profiles": {}})", 0644}, Case{"not json", 0600},
                                   Case{R"({"profiles": []})", 0600}, Case{"[]", 0600},
                                   Case{R"({"profiles": {"default": 3}})", 0600}}) {
    WriteFile(path_, text, mode);
    const auto changed = ChangeProfile(path_, "default", {{"dc", "eu"}});
    ASSERT_FALSE(changed.ok()) << text;
    EXPECT_EQ(changed.error().code, Code::kInvalidArgument);
    EXPECT_THAT(changed.error().message, HasSubstr(path_));
    EXPECT_FALSE(RemoveProfile(path_, "default").ok());
    EXPECT_EQ(ReadFile(path_), text);
    EXPECT_EQ(ModeOf(path_), mode);
  }
  EXPECT_THAT(FilesBeside(), ElementsAre("config.json"));
}

TEST_F(ProfileStoreTest, SaysWhyItCannotWrite) {
  WriteFile(dir_.path() + "/new", "a file where a directory should be");
  const auto changed = ChangeProfile(path_, "default", {{"dc", "eu"}});
  ASSERT_FALSE(changed.ok());
  EXPECT_THAT(changed.error().message, HasSubstr(path_));
}

// Each writer reads what the one before has written.
TEST_F(ProfileStoreTest, LosesNoChangeOfAnotherWriter) {
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 8; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < 10; ++i) {
        const std::string name = std::to_string(writer) + "-" + std::to_string(i);
        EXPECT_TRUE(ChangeProfile(path_, name, {{"dc", "eu"}}).ok());
      }
    });
  }
  for (std::thread& writer : writers)
    writer.join();
  EXPECT_EQ(ProfileNames(path_)->size(), 80U);
}

}  // namespace
}  // namespace zoho_desk::auth
