// zoho-desk doctor, called by main: runs the checks from near to far, this machine, the hosts, the
// login, the tables, and prints what they found. What was found before a check that makes the next
// ones useless is reported all the same.

#include "cli/doctor.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/doctor_checks.h"
#include "cli/interrupt.h"
#include "http/curl_transport.h"

namespace zoho_desk::cli {
namespace {

const char* Word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk:
      return "ok";
    case Verdict::kNote:
      return "note";
    case Verdict::kWarning:
      return "warning";
    case Verdict::kProblem:
      return "problem";
  }
  return "";
}

Status CheckLogin(Report& report, const auth::Config& config, const TableChecks& tables) {
  http::Transport& transport = http::CurlTransport();
  ZD_ASSIGN_OR_RETURN(bool sound, CheckCredentials(report, config, transport));
  if (sound) {
    ZD_ASSIGN_OR_RETURN(sound, CheckOrganization(report, config, transport));
  }
  return sound ? CheckTables(report, config, tables, transport) : Ok();
}

Result<Report> Examine(const DoctorOptions& options, const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const ProfileChoice choice, ChooseProfile(environment, options.profile));
  TableChecks tables{.required = !options.tables.empty(), .probe = options.probe};
  ZD_ASSIGN_OR_RETURN(tables.tables, ParseTables(options.tables));
  Report report;
  CheckVersions(report);
  ZD_RETURN_IF_ERROR(CheckSqlite(report));
  CheckProfileFile(report, choice);
  const auto settings = LoadSettings(environment, choice);
  if (!settings.ok()) {
    // A profile that cannot be read has been reported.
    if (!report.has_problem() || report.findings.back().verdict != Verdict::kProblem)
      report.Add("settings", Verdict::kProblem, settings.error().message);
    return report;
  }
  CheckTokenCache(report, settings->cache_dir);
  ZD_RETURN_IF_ERROR(CheckHosts(report, *settings, http::CurlTransport()));
  const auto config = LoadProfile(environment, choice);
  if (config.ok())
    ZD_RETURN_IF_ERROR(CheckLogin(report, *config, tables));
  else
    report.Add("credentials", Verdict::kProblem, config.error().message);
  return report;
}

void SayReport(const Report& report, const Console& console) {
  constexpr size_t kWordWidth = 9;
  constexpr size_t kCheckWidth = 14;
  const auto padded = [](std::string text, size_t width) {
    text.resize(std::max(text.size() + 1, width), ' ');
    return text;
  };
  for (const Finding& finding : report.findings) {
    console.Say(padded(Word(finding.verdict), kWordWidth) + padded(finding.check, kCheckWidth) +
                finding.detail);
  }
  const auto problems =
      std::count_if(report.findings.begin(), report.findings.end(),
                    [](const Finding& finding) { return finding.verdict == Verdict::kProblem; });
  console.Say("");
  console.Say(problems == 0 ? "No problems found."
                            : std::to_string(problems) +
                                  (problems == 1 ? " problem" : " problems") + " found.");
}

void SayJson(const Report& report, const Console& console) {
  auto findings = nlohmann::ordered_json::array();
  for (const Finding& finding : report.findings) {
    findings.push_back(
        {{"check", finding.check}, {"verdict", Word(finding.verdict)}, {"detail", finding.detail}});
  }
  const nlohmann::ordered_json json{{"healthy", !report.has_problem()}, {"findings", findings}};
  console.SayJson(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

Result<bool> Doctor(const DoctorOptions& options, const Console& console,
                    const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const Report report, Examine(options, environment));
  if (options.json)
    SayJson(report, console);
  else
    SayReport(report, console);
  return !report.has_problem();
}

}  // namespace zoho_desk::cli
