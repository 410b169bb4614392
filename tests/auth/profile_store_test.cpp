#include "auth/profile_store.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <thread>

#include "auth/private_file.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

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
  EXPECT_THAT(FilesBeside(), UnorderedElementsAre("config.json", "config.json.lock"));
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
  EXPECT_THAT(FilesBeside(), UnorderedElementsAre("config.json", "config.json.lock"));
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

// Whoever could enter the directory before it was closed may hold a lock on it for ever.
TEST_F(ProfileStoreTest, ALockOnTheDirectoryHoldsNobodyUp) {
  const std::string directory = dir_.path() + "/new/zoho_desk";
  fs::create_directories(directory);
  const FileDescriptor others(open(directory.c_str(), O_RDONLY | O_DIRECTORY));
  ASSERT_EQ(flock(others.get(), LOCK_EX), 0);
  EXPECT_TRUE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
}

TEST_F(ProfileStoreTest, WaitingForAnotherWriterCanBeInterrupted) {
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
  const auto writer = LockFile(path_ + ".lock", {}, 0);
  ASSERT_TRUE(writer.ok());
  int asked = 0;
  const auto changed =
      ChangeProfile(path_, "default", {{"dc", "us"}}, [&] { return ++asked == 3; });
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.error().code, Code::kCancelled);
  EXPECT_EQ(Read("default").at("dc"), "eu");
}

TEST_F(ProfileStoreTest, ALockThatIsNotReleasedNamesItsFileAndItsHolder) {
  const std::string path = dir_.path() + "/lock";
  const auto first = LockFile(path, {}, 0);
  ASSERT_TRUE(first.ok());
  const auto second = LockFile(path, {}, 0);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::kTimeout);
  EXPECT_THAT(second.error().message,
              HasSubstr(path + " is locked, held by process " + std::to_string(getpid()) + " ("));
  EXPECT_EQ(ModeOf(path), 0600U);
}

TEST_F(ProfileStoreTest, RemovesWhatAKilledWriterLeft) {
  ASSERT_TRUE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
  WriteFile(path_ + ".Ab12Cd.tmp", "secrets");
  WriteFile(path_ + ".backup", "the user's own");
  {
    const auto writer = LockFile(path_ + ".lock", {}, 0);
    RemoveLeftovers(path_);
    EXPECT_TRUE(fs::exists(path_ + ".Ab12Cd.tmp")) << "it may be that writer's";
  }
  RemoveLeftovers(path_);
  EXPECT_THAT(FilesBeside(),
              UnorderedElementsAre("config.json", "config.json.lock", "config.json.backup"));
}

TEST_F(ProfileStoreTest, WritesIntoNoFolderOfAnotherUser) {
  const std::string foreign = ForeignFolder(dir_.path() + "/theirs");
  const auto direct = ChangeProfile(foreign + "/config.json", "default", {{"dc", "eu"}});
  ASSERT_FALSE(direct.ok());
  EXPECT_THAT(direct.error().message, HasSubstr(foreign + " belongs to another user"));
  EXPECT_FALSE(fs::exists(foreign + "/config.json"));
  // By a link to the folder, and to a file in it.
  const std::string ours = fs::path(path_).parent_path();
  fs::create_directories(fs::path(ours).parent_path());
  fs::create_symlink(foreign, ours);
  EXPECT_FALSE(ChangeProfile(path_, "default", {{"dc", "eu"}}).ok());
  EXPECT_FALSE(fs::exists(foreign + "/config.json"));
}

}  // namespace
}  // namespace zoho_desk::auth
