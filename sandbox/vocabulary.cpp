// The words of sample records, chosen by hash for resources/ and model.cpp. All are invented, and
// domains end in .example: nothing here can reach a person or a host.

#include "sandbox/vocabulary.h"

#include <array>

namespace zoho_desk::sandbox {
namespace {

using std::string_view;

template <size_t N>
string_view Choose(const std::array<string_view, N>& words, uint64_t hash) {
  return words[hash % N];
}

constexpr auto kGiven = std::to_array<string_view>(
    {"Amara",   "Björn",  "Chloé", "Dmitri", "Eilidh", "Fumiko", "Giulia",  "Haruto",
     "Ines",    "Jürgen", "Kwame", "Leïla",  "Mateo",  "Nadia",  "Oskar",   "Priya",
     "Quentin", "Rania",  "Søren", "Tomás",  "Uma",    "Viktor", "Wangari", "Xiu",
     "Yusuf",   "Zofia",  "美咲",  "伟",     "נועה",   "أمينة",  "O'Dell",  "Zoë"});

// One to one with kFamilySlugs.
constexpr auto kFamily = std::to_array<string_view>(
    {"Adeyemi",  "Böhm",      "Castellanos", "Dvořák",   "Eriksson",  "Fàbregas",
     "Grünwald", "Hernández", "Ivanova",     "Johansen", "Kowalczyk", "L'Estrange",
     "Müller",   "Nakamura",  "O'Brien",     "Pereira",  "Quispe",    "Rossi",
     "Šimić",    "Tanaka",    "Ueda",        "van Dijk", "Weiß",      "Xu",
     "Yılmaz",   "Zając",     "李",          "佐藤",     "כהן",       "الحداد"});
constexpr auto kFamilySlugs = std::to_array<string_view>(
    {"adeyemi",   "boehm",     "castellanos", "dvorak",   "eriksson",  "fabregas",
     "gruenwald", "hernandez", "ivanova",     "johansen", "kowalczyk", "lestrange",
     "mueller",   "nakamura",  "obrien",      "pereira",  "quispe",    "rossi",
     "simic",     "tanaka",    "ueda",        "vandijk",  "weiss",     "xu",
     "yilmaz",    "zajac",     "li",          "sato",     "cohen",     "alhaddad"});
static_assert(kFamily.size() == kFamilySlugs.size());

constexpr auto kCities =
    std::to_array<string_view>({"Århus", "Bogotá", "Chennai", "Düsseldorf", "Edinburgh", "Fukuoka",
                                "Gdańsk", "Haifa", "İzmir", "Johannesburg", "København", "Lyon",
                                "Montréal", "Nairobi", "Osaka", "Porto", "San José", "上海"});
constexpr auto kCountries =
    std::to_array<string_view>({"Denmark", "Colombia", "India", "Germany", "United Kingdom",
                                "Japan", "Poland", "Israel", "Türkiye", "South Africa", "France",
                                "Canada", "Kenya", "Portugal", "Costa Rica", "Côte d'Ivoire"});
constexpr auto kStreets =
    std::to_array<string_view>({"Harbour Lane", "Rue des Tilleuls", "Mühlenweg", "Old Quarry Road",
                                "Calle Mayor", "桜通り", "Kanalgatan", "Station Approach"});
constexpr auto kIndustries =
    std::to_array<string_view>({"Logistics", "Healthcare", "Food & Beverage", "Education", "Energy",
                                "Retail", "Publishing", "Public Sector"});
constexpr auto kCompanyHeads =
    std::to_array<string_view>({"Bluefinch", "Nordlicht", "Quarterstone", "Café Lumière",
                                "Ironwood", "Tallgrass", "Kestrel & Sons", "Möwe", "Paper \"Kite\"",
                                "Saltmarsh", "Vermilion", "青山", "Driftwood", "Hazel"});
constexpr auto kCompanyTails =
    std::to_array<string_view>({"Freight", "Clinics", "Bakery", "Academy", "Power", "Outfitters",
                                "Press", "Council", "GmbH", "株式会社", "S.A.", "Labs"});
constexpr auto kDomainHeads = std::to_array<string_view>(
    {"bluefinch", "nordlicht", "quarterstone", "lumiere", "ironwood", "tallgrass", "kestrel",
     "moewe", "paperkite", "saltmarsh", "vermilion", "aoyama", "driftwood", "hazel"});
static_assert(kCompanyHeads.size() == kDomainHeads.size());

constexpr auto kNouns = std::to_array<string_view>(
    {"scanner", "label printer", "kiosk", "gateway", "tracker", "docking station", "sensor hub",
     "router", "till", "badge reader", "dashboard", "mobile app"});
constexpr auto kAdjectives = std::to_array<string_view>(
    {"Compact", "Field", "Duo", "Arctic", "Pro", "Mini", "Quiet", "Solar", "Café", "Rugged"});
constexpr auto kProblems = std::to_array<string_view>(
    {"shows a blank screen", "drops its connection", "prints every page twice",
     "rejects valid badges", "is slow after the update", "lost its settings", "keeps beeping",
     "asks for a licence again", "sends duplicate mails", "fails to sync over night",
     "reports the wrong time zone", "cannot be reached from outside"});
constexpr auto kOpenings = std::to_array<string_view>({"Our", "The new", "One", "Second", "Every",
                                                       "Head office:", "Warehouse 4:", "Re: the",
                                                       "URGENT:", "¿Por qué the"});
constexpr auto kAwkwardSubjects = std::to_array<string_view>(
    {"Says \"error 0x80\" and stops", "Path C:\\temp\\out is full", "Tab\there, newline\nthere",
     "Preis für 3 Geräte – bitte prüfen", "プリンターが動きません", "הסורק לא נדלק",
     "الطابعة لا تعمل", "Great service 🎉🙏 but one thing…", "<b>Bold</b> & <i>brave</i>",
     "100% of orders _late_", "O'Neill's invoice; DROP TABLE?",
     "e\xCC\x81galite\xCC\x81 (combining accents)", "family emoji 👩‍👩‍👧 in a name",
     "null", "   padded   "});
constexpr auto kClauses = std::to_array<string_view>(
    {"it worked until Monday", "we restarted it twice", "nobody changed the cabling",
     "the light stays amber", "the log only says \"retry\"", "a colleague in Gdańsk sees the same",
     "we can send photos", "the spare unit is fine", "this blocks the late shift",
     "the manual does not mention it", "please call before noon",
     "the serial number is on the lid"});
constexpr auto kLinks =
    std::to_array<string_view>({" and ", ", but ", "; also ", " because ", " – "});
constexpr auto kAwkwardRemarks = std::to_array<string_view>(
    {"line one\nline two", "quote \" and backslash \\", "très bien, merci 😀", "", "好评！",
     "תודה רבה", "tab\tseparated", "<script>alert('x')</script>"});

}  // namespace

string_view GivenName(uint64_t hash) {
  return Choose(kGiven, hash);
}
string_view FamilyName(uint64_t hash) {
  return Choose(kFamily, hash);
}
string_view FamilySlug(uint64_t hash) {
  return Choose(kFamilySlugs, hash);
}
string_view City(uint64_t hash) {
  return Choose(kCities, hash);
}
string_view Country(uint64_t hash) {
  return Choose(kCountries, hash);
}
string_view StreetName(uint64_t hash) {
  return Choose(kStreets, hash);
}
string_view Industry(uint64_t hash) {
  return Choose(kIndustries, hash);
}
string_view ProductNoun(uint64_t hash) {
  return Choose(kNouns, hash);
}
string_view ProductAdjective(uint64_t hash) {
  return Choose(kAdjectives, hash);
}

void AppendCompany(Writer& w, uint64_t hash, uint32_t number) {
  w.Text(Choose(kCompanyHeads, hash));
  w.Text(" ");
  w.Text(Choose(kCompanyTails, hash >> 16));
  if (number >= kCompanyHeads.size()) {  // keeps names apart once the combinations run out
    w.Text(" ");
    w.TextNumber(number);
  }
}

void AppendDomain(Writer& w, uint64_t hash, uint32_t number) {
  w.Text(Choose(kDomainHeads, hash));
  w.TextNumber(number);
  w.Text(".example");
}

void AppendSubject(Writer& w, uint64_t hash) {
  if (hash % 16 == 3) {
    w.Text(Choose(kAwkwardSubjects, hash >> 8));
    return;
  }
  w.Text(Choose(kOpenings, hash >> 4));
  w.Text(" ");
  w.Text(Choose(kNouns, hash >> 12));
  w.Text(" ");
  w.Text(Choose(kProblems, hash >> 20));
}

void AppendSentence(Writer& w, uint64_t hash) {
  w.Text(Choose(kOpenings, hash));
  w.Text(" ");
  w.Text(Choose(kNouns, hash >> 8));
  w.Text(" ");
  w.Text(Choose(kProblems, hash >> 16));
  w.Text(Choose(kLinks, hash >> 24));
  w.Text(Choose(kClauses, hash >> 32));
  w.Text(".");
}

void AppendProse(Writer& w, uint64_t hash, uint32_t sentences) {
  for (uint32_t i = 0; i < sentences; ++i) {
    if (i > 0)
      w.Text(" ");
    AppendSentence(w, hash ^ (i * 0x9e3779b97f4a7c15U));
  }
}

void AppendHtml(Writer& w, uint64_t hash, uint32_t paragraphs) {
  for (uint32_t i = 0; i < paragraphs; ++i) {
    w.Text("<p class=\"body\">");
    AppendSentence(w, hash ^ (i * 0x9e3779b97f4a7c15U));
    w.Text("<br/>&nbsp;&amp;&nbsp;");
    AppendSentence(w, (hash >> 3) ^ (i * 0xbf58476d1ce4e5b9U));
    w.Text("</p>\n");
  }
}

void AppendRemark(Writer& w, uint64_t hash) {
  if (hash % 8 == 0)
    w.Text(Choose(kAwkwardRemarks, hash >> 8));
  else
    w.Text(Choose(kClauses, hash >> 8));
}

}  // namespace zoho_desk::sandbox
