// zoho-desk: login and maintenance for the zoho_desk extension. Declares the commands and runs one;
// each is in the file of its name. What arguments show to be wrong is found before anything is
// asked, sent or changed.
//
// Exit status: 0 done, 1 it failed or found a problem, 2 wrong arguments, 128 + number after a
// signal.

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <functional>

#include "auth/config.h"
#include "auth/data_center.h"
#include "auth/profile_store.h"
#include "cli/console.h"
#include "cli/doctor.h"
#include "cli/interrupt.h"
#include "cli/login.h"
#include "cli/logout.h"
#include "cli/profiles.h"
#include "cli/scopes.h"
#include "cli/settings.h"
#include "cli/status.h"
#include "common/log.h"

namespace zoho_desk::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongArguments = 2;

// What CLI11 reads the command line into, of all commands.
struct Arguments {
  LoginOptions login;
  bool no_browser = false;
  std::string status_profile;
  std::string logout_profile;
  bool local = false;
  std::string removed;
  bool json = false;
  DoctorOptions doctor;
};

// A command's name, and what it does: the exit status, or an error.
struct Command {
  CLI::App* app;
  std::function<Result<int>(Console&)> run;
};

CLI::Validator TableList() {
  return {[](std::string& list) {
            const auto tables = ParseTables(list);
            return tables.ok() ? std::string() : tables.error().message;
          },
          "", "tables"};
}

CLI::Validator ProfileName() {
  return {[](std::string& name) {
            return IsProfileName(name) ? std::string()
                                       : "a profile's name has up to 64 letters, digits and . _ - "
                                         "(not first)";
          },
          "", "profile name"};
}

CLI::Validator DataCenterCode() {
  return {[](std::string& code) {
            return auth::FindDataCenter(code) != nullptr
                       ? std::string()
                       : "the data centres are " + auth::DataCenterCodes();
          },
          "", "data centre"};
}

CLI::Validator Digits() {
  return {[](std::string& id) {
            return !id.empty() && id.find_first_not_of("0123456789") == std::string::npos
                       ? std::string()
                       : std::string("an organisation's id is a number");
          },
          "", "organisation"};
}

CLI::Validator PortNumber() {
  return {[](std::string& port) {
            const auto problem = CLI::Range(0, 65535)(port);
            return problem.empty() ? problem : std::string("a port is a number from 0 to 65535");
          },
          "", "port"};
}

CLI::Option* AddProfile(CLI::App& app, std::string& profile, const char* what) {
  return app.add_option("--profile", profile, what)->type_name("NAME");
}

Result<int> Done(const Status& status) {
  if (!status.ok())
    return status.error();
  return 0;
}

Command AddLogin(CLI::App& app, Arguments& args) {
  CLI::App* login = app.add_subcommand("login", "Log in to Zoho Desk, step by step");
  LoginOptions& options = args.login;
  AddProfile(*login, options.profile, "Profile to store the login in (default)")
      ->check(ProfileName());
  login->add_option("--dc", options.data_center, "Data centre: " + auth::DataCenterCodes())
      ->type_name("DC")
      ->check(DataCenterCode());
  login
      ->add_option("--tables", options.tables,
                   "Tables that will be queried, separated by commas (all); the login asks for "
                   "their scopes only")
      ->type_name("T1,T2")
      ->check(TableList());
  login->add_flag("--minimal-scopes", options.minimal_scopes,
                  "Where Zoho's documents list several scopes for a request, ask for one of them");
  login->add_option("--scopes", options.scopes, "Ask for exactly these scopes")->type_name("S1,S2");
  auto* self_client = login->add_flag(
      "--self-client", [&](int64_t) { options.way = LoginWay::kSelfClient; },
      "Log in with a code from the API console");
  auto* browser = login->add_flag(
      "--browser", [&](int64_t) { options.way = LoginWay::kBrowser; },
      "Log in by giving consent in the browser");
  auto* refresh_token = login->add_flag(
      "--refresh-token", [&](int64_t) { options.way = LoginWay::kRefreshToken; },
      "Log in with a refresh token you have already; it is asked for");
  self_client->excludes(browser)->excludes(refresh_token);
  browser->excludes(refresh_token);
  login->add_flag("--no-browser", args.no_browser,
                  "With --browser: print the address instead of opening it");
  login
      ->add_option("--port", options.port,
                   "With --browser: port of localhost that the redirect comes to (8765)")
      ->type_name("PORT")
      ->check(PortNumber());
  login->add_option("--client-id", options.client_id, "The client's id, instead of typing it")
      ->type_name("ID");
  login->add_option("--org-id", options.org_id, "Organisation to query, if there are several")
      ->type_name("ID")
      ->check(Digits());
  login->footer(
      "Secrets are typed without echo. Without a terminal they are read from standard input, a "
      "line\n"
      "each, in the order of the questions, or from ZOHO_DESK_CLIENT_ID, ZOHO_DESK_CLIENT_SECRET,\n"
      "ZOHO_DESK_CODE and ZOHO_DESK_REFRESH_TOKEN.\n\n"
      "Examples:\n"
      "  zoho-desk login\n"
      "  zoho-desk login --dc eu --tables tickets,contacts\n"
      "  zoho-desk login --profile work --browser");
  return {login, [&args](Console& console) {
            args.login.open_browser = !args.no_browser;
            return Done(Login(args.login, console, auth::ProcessEnvironment()));
          }};
}

void AddProfiles(CLI::App& app, Arguments& args, std::vector<Command>& commands) {
  CLI::App* profiles = app.add_subcommand("profiles", "List the stored logins, or remove one");
  profiles->add_flag("--json", args.json, "Print JSON");
  CLI::App* remove = profiles->add_subcommand("remove", "Take a profile out of the profile file");
  remove->add_option("NAME", args.removed, "The profile")->required();
  remove->footer("Example:\n  zoho-desk profiles remove work");
  profiles->footer(
      "Examples:\n"
      "  zoho-desk profiles\n"
      "  zoho-desk profiles remove work");
  commands.push_back({remove, [&args](Console& console) {
                        return Done(
                            RemoveProfile(args.removed, console, auth::ProcessEnvironment()));
                      }});
  commands.push_back({profiles, [&args](Console& console) {
                        return Done(ListProfiles(args.json, console, auth::ProcessEnvironment()));
                      }});
}

Command AddStatus(CLI::App& app, Arguments& args) {
  CLI::App* status =
      app.add_subcommand("status", "Show whose login is in use, its scopes and the credits left");
  AddProfile(*status, args.status_profile, "Profile to look at (ZOHO_DESK_PROFILE, or default)");
  status->add_flag("--json", args.json, "Print JSON");
  status->footer(
      "Examples:\n"
      "  zoho-desk status\n"
      "  zoho-desk status --profile work --json");
  return {status, [&args](Console& console) {
            return Done(
                ShowStatus(args.status_profile, args.json, console, auth::ProcessEnvironment()));
          }};
}

Command AddLogout(CLI::App& app, Arguments& args) {
  CLI::App* logout =
      app.add_subcommand("logout", "Revoke a login at Zoho and remove its secrets here");
  AddProfile(*logout, args.logout_profile, "Profile to log out (ZOHO_DESK_PROFILE, or default)");
  logout->add_flag("--local", args.local, "Remove the secrets here without revoking anything");
  logout->footer(
      "Examples:\n"
      "  zoho-desk logout\n"
      "  zoho-desk logout --profile work");
  return {
      logout, [&args](Console& console) {
        return Done(Logout(args.logout_profile, !args.local, console, auth::ProcessEnvironment()));
      }};
}

Command AddDoctor(CLI::App& app, Arguments& args) {
  CLI::App* doctor =
      app.add_subcommand("doctor", "Check everything a query needs and say what to fix");
  DoctorOptions& options = args.doctor;
  AddProfile(*doctor, options.profile, "Profile to check (ZOHO_DESK_PROFILE, or default)");
  doctor
      ->add_option("--tables", options.tables, "Tables that must be readable, separated by commas")
      ->type_name("T1,T2")
      ->check(TableList());
  doctor->add_flag("--probe", options.probe,
                   "Read a record of each table, for 3 credits each, instead of comparing scopes");
  doctor->add_flag("--json", options.json, "Print JSON");
  doctor->footer(
      "Ends with status 1 if there is a problem.\n\n"
      "Examples:\n"
      "  zoho-desk doctor\n"
      "  zoho-desk doctor --tables tickets,contacts --probe");
  return {doctor, [&args](Console& console) -> Result<int> {
            ZD_ASSIGN_OR_RETURN(const bool healthy,
                                Doctor(args.doctor, console, auth::ProcessEnvironment()));
            return healthy ? 0 : kFailed;
          }};
}

// The first word that should be a command and is none; empty if there is no such word.
std::string UnknownCommand(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-')
    return {};
  const std::string word = argv[1];
  const auto commands =
      app.get_subcommands([&](const CLI::App* command) { return command->check_name(word); });
  return commands.empty() ? word : std::string();
}

// A core file would hold the secrets that this program handles.
void WriteNoCoreFile() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

// What the layers below have to remark: a token cache that cannot be used, for instance.
void Remark(std::string_view message) {
  Console().Complain("Note: " + std::string(message));
}

int Run(const Command& command) {
  Console console;
  SetLogSink(Remark);
  auth::RemoveLeftovers(auth::ProfilePath(auth::ProcessEnvironment()));
  const Result<int> result = command.run(console);
  if (result.ok())
    return *result;
  const std::string name = "zoho-desk " + command.app->get_name();
  if (InterruptSignal() != 0) {
    console.Complain(name + ": interrupted");
    return 128 + InterruptSignal();
  }
  // Messages quote servers and files.
  console.Complain(name + ": " + result.error().message);
  return kFailed;
}

}  // namespace
}  // namespace zoho_desk::cli

int main(int argc, char** argv) {
  namespace cli = zoho_desk::cli;
  cli::WriteNoCoreFile();
  cli::CatchInterrupts();
  cli::Arguments args;
  CLI::App app("Login and maintenance for zoho_desk, the SQLite extension for Zoho Desk.",
               "zoho-desk");
  app.set_version_flag("--version", "zoho-desk " ZOHO_DESK_VERSION);
  app.require_subcommand(1);
  app.footer(
      "'zoho-desk COMMAND --help' tells more, 'man zoho-desk' all. Start with:\n"
      "  zoho-desk login");
  std::vector<cli::Command> commands;
  commands.push_back(cli::AddLogin(app, args));
  cli::AddProfiles(app, args, commands);
  commands.push_back(cli::AddStatus(app, args));
  commands.push_back(cli::AddLogout(app, args));
  commands.push_back(cli::AddDoctor(app, args));
  if (const std::string unknown = cli::UnknownCommand(app, argc, argv); !unknown.empty()) {
    cli::Console().Complain("zoho-desk: there is no command '" + unknown +
                            "'; 'zoho-desk --help' lists them");
    return cli::kWrongArguments;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : cli::kWrongArguments;
  }
  for (const cli::Command& command : commands) {
    if (command.app->parsed())
      return cli::Run(command);
  }
  return cli::kWrongArguments;
}
