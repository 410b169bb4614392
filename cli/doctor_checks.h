#pragma once

// The checks of zoho-desk doctor. Each adds what it found to the report; the only errors are
// kCancelled.

#include <string>
#include <vector>

#include "auth/config.h"
#include "cli/scopes.h"
#include "cli/settings.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::cli {

// How bad a finding is. kProblem makes doctor exit with 1.
enum class Verdict {
  kOk,
  kNote,     // worth knowing, nothing to do
  kWarning,  // works, but not all of it
  kProblem,  // must be fixed
};

// A line of the report.
struct Finding {
  std::string check;  // "network", "clock", ...
  Verdict verdict = Verdict::kOk;
  std::string detail;  // what was found, and what to do about it
};

struct Report {
  std::vector<Finding> findings;
  void Add(std::string check, Verdict verdict, std::string detail) {
    findings.push_back({std::move(check), verdict, std::move(detail)});
  }
  bool has_problem() const;
};

// On this machine.
void CheckVersions(Report& report);
Status CheckSqlite(Report& report);
void CheckProfileFile(Report& report, const ProfileChoice& choice);
void CheckTokenCache(Report& report, const std::string& directory);

// Over the network, without credentials: the hosts answer as they should, and agree on the time.
Status CheckHosts(Report& report, const auth::Config& config, http::Transport& transport);

// With credentials. False if the next makes no sense because this failed.
Result<bool> CheckCredentials(Report& report, const auth::Config& config,
                              http::Transport& transport);
Result<bool> CheckOrganization(Report& report, const auth::Config& config,
                               http::Transport& transport);
// What is to be found out about which tables.
struct TableChecks {
  Tables tables;
  bool required = false;  // the person named them
  bool probe = false;
};
Status CheckTables(Report& report, const auth::Config& config, const TableChecks& checks,
                   http::Transport& transport);

}  // namespace zoho_desk::cli
