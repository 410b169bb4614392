// The scripts of sql_examples/ that need the sqlite3 shell: what they print and which files they
// write, with the module loaded and over plain tables of the same data.

#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/example_script.h"
#include "tests/extension/loadable.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;

// The dump in a database file, as tables that no longer need a sandbox.
void WritePlainTables(const fs::path& file, const Json& dump) {
  const Database plain = Database::Plain();
  CreatePlainTables(plain, dump);
  plain.Run("VACUUM INTO '" + file.string() + "'");
}

// Runs the script in that directory, which must exist.
CommandResult RunInShell(const ExampleScript& script, const fs::path& directory,
                         const std::string& database, bool load) {
  std::vector<std::string> command{"env", "-C", directory, "sqlite3", "-batch", "-bail"};
  if (load)
    command.insert(command.end(), {"-cmd", ".load '" + ModulePath() + "'"});
  command.insert(command.end(),
                 {database, ".read '" + (ExampleFolder() / (script.name + ".sql")).string() + "'"});
  return RunCommand(command, {{"ZOHO_DESK_CONCURRENCY", "1"}});
}

// By name, what is in them.
std::map<std::string, std::string> Files(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    std::ifstream file(entry.path());
    files[entry.path().filename()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

class EachShellExample : public ::testing::TestWithParam<ExampleScript> {
 protected:
  EachShellExample() {
    fs::create_directory(with_module_);
    fs::create_directory(plain_);
    WritePlainTables(PlainFile(), desk_.dump());
  }

  fs::path PlainFile() const { return home_.path() / "plain.db"; }

  Desk desk_;
  TemporaryDirectory home_;
  fs::path with_module_ = home_.path() / "module";
  fs::path plain_ = home_.path() / "plain";
};

TEST_P(EachShellExample, PrintsAndWritesWhatPlainTablesGive) {
  const CommandResult expected = RunInShell(GetParam(), plain_, PlainFile(), /*load=*/false);
  const CommandResult actual = RunInShell(GetParam(), with_module_, ":memory:", /*load=*/true);
  ASSERT_EQ(expected.exit_code, 0) << expected.Text();
  ASSERT_EQ(actual.exit_code, 0) << actual.Text();
  EXPECT_NE(expected.out, "");
  EXPECT_EQ(actual.out, expected.out);
  EXPECT_EQ(actual.err, expected.err);
  EXPECT_EQ(Files(with_module_), Files(plain_));
}

TEST_P(EachShellExample, CostsWhatItSays) {
  desk_.server().ResetLog();
  RunInShell(GetParam(), with_module_, ":memory:", /*load=*/true);
  int64_t credits = 0;
  int64_t requests = 0;
  for (const sandbox::LogEntry& entry : desk_.server().Log()) {
    requests += entry.route != "token" ? 1 : 0;
    credits += entry.route != "token" ? entry.weight : 0;
  }
  EXPECT_EQ(requests, GetParam().StatedCost().requests);
  EXPECT_EQ(credits, GetParam().StatedCost().credits);
}

INSTANTIATE_TEST_SUITE_P(Scripts, EachShellExample,
                         ::testing::ValuesIn(ExamplesFor(/*shell=*/true)),
                         [](const auto& suite) { return suite.param.name; });

// The export holds every ticket of its period, readable by others.
TEST(ShellExamples, ExportFilesThatOtherProgramsRead) {
  Desk desk;
  const TemporaryDirectory home;
  const CommandResult result =
      RunInShell(ExampleNamed("export_csv_json"), home.path(), ":memory:", /*load=*/true);
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  const auto files = Files(home.path());
  ASSERT_TRUE(files.contains("tickets.json"));
  ASSERT_TRUE(files.contains("tickets.csv"));
  const Json rows = Json::parse(files.at("tickets.json"));
  ASSERT_FALSE(rows.empty());
  const CommandResult csv =
      RunCommand({"/usr/bin/python3", "-c",
                  "import csv, json, sys\n"
                  "print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))",
                  (home.path() / "tickets.csv").string()});
  ASSERT_EQ(csv.exit_code, 0) << csv.Text();
  const Json lines = Json::parse(csv.out);
  ASSERT_EQ(lines.size(), rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(lines[i]["subject"], rows[i]["subject"]);
    EXPECT_EQ(lines[i]["ticketNumber"], rows[i]["ticketNumber"].dump());
  }
}

}  // namespace
}  // namespace zoho_desk::testing
