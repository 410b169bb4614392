// The field table of articles, and the values their filters look at, for articles.cpp; what
// feedback shows of an article, for article_feedbacks.cpp. Both call the same functions, so they
// agree.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/articles.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace article {
namespace {

constexpr int64_t kDay = 86'400'000;

enum Salt : uint32_t {
  kState = 100,
  kLocale,
  kCategory,
  kCounts,
  kFlags,
  kEditor,
  kExpiry,
  kText,
  kTags,
  kReview,
  kVote,
  kDepartment,
  kTemplate,
};

constexpr auto kStates = std::to_array<std::string_view>(
    {"Published", "Published", "Published", "Draft", "Review", "Expired", "Unpublished"});
constexpr auto kLocales = std::to_array<std::string_view>({"en", "de", "ja", "fr", "he", "pt-br"});
constexpr auto kAudience = std::to_array<std::string_view>({"ALL", "REGISTEREDUSERS", "AGENTS"});
constexpr auto kTagWords =
    std::to_array<std::string_view>({"setup", "réseau", "billing", "faq", "印刷"});
constexpr auto kCategoryNames = std::to_array<std::string_view>(
    {"Getting started", "Repairs", "Rechnungen", "ネットワーク", "Accounts & access", "Returns"});

std::string_view State(const Row& r) {
  return kStates[r.Hash(kState) % kStates.size()];
}
std::string_view Locale(const Row& r) {
  return kLocales[r.Hash(kLocale) % kLocales.size()];
}
bool WasPublished(const Row& r) {
  return State(r) != "Draft" && State(r) != "Review";
}

uint64_t Count(const Row& r, uint32_t place, uint64_t below) {
  return (r.Hash(kCounts) >> place) % below;
}

uint32_t Category(const Row& r) {
  return static_cast<uint32_t>(r.Hash(kCategory) % kCategoryNames.size());
}
void RootId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kCategories, ArticleRoot(r), w);
}

MaybeRow Author(const Row& r) {
  return ArticleAuthor(r);
}
MaybeRow Editor(const Row& r) {
  return r.Pick(Res::kAgents, kEditor);
}
void EditorId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, Editor(r), w);
}

void AuthorObject(const Row& r, Writer& w) {
  WritePerson(r.world, Author(r), w);
}
void EditorObject(const Row& r, Writer& w) {
  WritePerson(r.world, Editor(r), w);
}

void ExpiryDate(const Row& r, Writer& w) {
  const int64_t expiry = Expiry(r);
  if (r.index % 9 == 8)
    w.Omit();  // older portals do not send the key in lists
  else if (expiry == 0)
    w.Null();
  else
    w.Time(expiry);
}

void Summary(const Row& r, Writer& w) {
  w.BeginString();
  AppendProse(w, r.Hash(kText), 2);
  w.EndString();
}

void Answer(const Row& r, Writer& w) {
  w.BeginString();
  AppendHtml(w, r.Hash(kText), r.index % 20 == 7 ? 90 : 2);
  w.EndString();
}

void CategoryObject(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("name");
  CategoryName(r, w);
  w.Key("id");
  CategoryId(r, w);
  w.Key("locale");
  w.String(Locale(r));
  w.EndObject();
}

void TranslationId(const Row& r, Writer& w) {
  w.Digits(r.world.Id(Res::kTranslations, r.index));
}

void TranslationSource(const Row& r, Writer& w) {
  if (Locale(r) == "en")
    return w.Null();
  w.BeginObject();
  w.Key("locale");
  w.String("en");
  w.Key("version");
  w.String("1.0");
  w.EndObject();
}

void Translations(const Row& r, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  w.Key("locale");
  w.String(Locale(r));
  w.Key("translationId");
  TranslationId(r, w);
  w.Key("status");
  w.String(State(r));
  w.Key("latestVersion");
  w.String("2.0");
  w.Key("isTrashed");
  w.Bool(false);
  w.Key("authorId");
  AuthorId(r, w);
  w.EndObject();
  w.EndArray();
}

void QuickEdit(const Row& r, Writer& w) {
  if (!r.OneIn(5, kEditor))
    return w.Null();
  w.BeginObject();
  w.Key("modifierId");
  EditorId(r, w);
  w.Key("modifiedBy");
  EditorObject(r, w);
  w.EndObject();
}

// Sent by newer portals only.
void SecondaryTitles(const Row& r, Writer& w) {
  if (!r.OneIn(4, kVote))
    return w.Omit();
  w.BeginArray();
  w.String("Also: \"Häufige Frage\"");
  w.EndArray();
}

void Permalink(const Row& r, Writer& w) {
  w.BeginString();
  w.Text("help-");
  w.TextNumber(r.index + 1);
  w.EndString();
}

const auto kIdentityFields = std::to_array<FieldSpec>({
    {"id", kAll, {}, FieldId},
    {"title", kAll, {}, WriteArticleTitle},
    {"articleNumber",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 6 == 5)
         w.Omit();
       else
         w.Digits(5001 + r.index);
     }},
    {"permalink", kAll, {}, Permalink},
    {"summary", kAll, {}, Summary},
    {"status", kAll, {}, StateField},
    {"latestVersionStatus", kAll, {}, StateField},
    {"latestVersion", kAll, {}, [](const Row&, Writer& w) { w.String("2.0"); }},
    {"latestPublishedVersion",
     kAll,
     {},
     [](const Row& r, Writer& w) { WriteOrNull(w, WasPublished(r) ? "2.0" : ""); }},
    {"permission", kAll, {}, Audience},
    {"locale", kAll, {}, [](const Row& r, Writer& w) { w.String(Locale(r)); }},
    {"sourceLocale", kAll, {}, [](const Row&, Writer& w) { w.String("en"); }},
    {"translationId", kAll, {}, TranslationId},
    {"translationState",
     kAll,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(4, kLocale) ? "OUTDATED" : "UP-TO-DATE"); }},
    {"translationSource", kAll, {}, TranslationSource},
    {"availableLocaleTranslations", kAll, {}, Translations},
    {"departmentId", kAll, {}, DepartmentId},
    {"categoryId", kAll, {}, CategoryId},
    {"rootCategoryId", kAll, {}, RootId},
    {"category", kAll, {}, CategoryObject},
    {"createdTime", kAll, {}, FieldCreated},
    {"modifiedTime", kAll, {}, FieldModified},
    {"expiryDate", kAll, {}, ExpiryDate},
    {"authorId", kAll, {}, AuthorId},
    {"ownerId", kAll, {}, AuthorId},
    {"creatorId", kAll, {}, AuthorId},
    {"modifierId", kAll, {}, EditorId},
    {"latestVersionModifierId", kAll, {}, EditorId},
    {"author", kAll, {}, AuthorObject},
    {"owner", kAll, {}, AuthorObject},
    {"createdBy", kAll, {}, AuthorObject},
    {"modifiedBy", kAll, {}, EditorObject},
    {"latestVersionModifiedBy", kAll, {}, EditorObject},
});

const auto kOtherFields = std::to_array<FieldSpec>({
    {"likeCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Likes(r)); }},
    {"dislikeCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Dislikes(r)); }},
    {"viewCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Views(r)); }},
    {"feedbackCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Feedbacks(r)); }},
    {"commentCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Count(r, 44, 9)); }},
    {"usageCount", kAll, {}, [](const Row& r, Writer& w) { w.Digits(Count(r, 48, 40)); }},
    {"attachmentCount",
     kAll,
     {},
     [](const Row& r, Writer& w) { w.Digits(r.OneIn(4, kTemplate) ? 1 : 0); }},
    {"templateUsageCount", kAll, {}, [](const Row&, Writer& w) { w.Digits(0); }},
    {"templateUsedUsersCount", kAll, {}, [](const Row&, Writer& w) { w.Digits(0); }},
    {"templateLastUpdatedTime", kAll, {}, FieldNull},
    {"position", kAll, {}, [](const Row& r, Writer& w) { w.Digits(r.index + 1); }},
    {"isTrashed", kAll, {}, FieldFalse},
    {"isTemplate", kAll, {}, FieldFalse},
    {"isLocked", kAll, {}, [](const Row& r, Writer& w) { w.Bool(r.OneIn(12, kFlags)); }},
    {"webUrl", kAll, {}, [](const Row& r, Writer& w) { WriteWebUrl(w, "articles", r.id()); }},
    {"portalUrl",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       w.BeginString();
       w.Text("https://help.sandbox.example/kb/help-");
       w.TextNumber(r.index + 1);
       w.EndString();
     }},
    {"secondaryTitles", kAll, {}, SecondaryTitles},
    {"answer", kGet, {}, Answer},
    {"tags", kGet, {}, Tags},
    {"attachments",
     kGet,
     {},
     [](const Row& r, Writer& w) { Attachments(r, r.OneIn(4, kTemplate), w); }},
    {"metrics", kGet, {}, Metrics},
    {"seo", kGet, {}, Seo},
    {"currentVersion", kGet, {}, [](const Row&, Writer& w) { w.String("2.0"); }},
    {"reviewedBy",
     kGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kReview))
         w.Null();
       else
         WritePerson(r.world, r.Pick(Res::kAgents, kReview), w);
     }},
    {"reviewedTime",
     kGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kReview))
         w.Null();
       else
         w.Time(r.modified());
     }},
    {"isFollowing", kGet, {}, FieldFalse},
    {"myVote",
     kGet,
     {},
     [](const Row& r, Writer& w) { WriteOrNull(w, r.OneIn(4, kVote) ? "LIKE" : ""); }},
    {"followersCount", kGet, {}, [](const Row& r, Writer& w) { w.Digits(Count(r, 52, 7)); }},
    {"quickEdit", kGet, {}, QuickEdit},
});

const auto kFields = Concat(kIdentityFields, kOtherFields);

}  // namespace

std::span<const FieldSpec> Fields() {
  return kFields;
}

// Every second category row is the root of the one before it.
void CategoryId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kCategories, 2 * Category(r), w);
}

void CategoryName(const Row& r, Writer& w) {
  w.String(kCategoryNames[Category(r)]);
}

void AuthorId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, Author(r), w);
}

void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, r.Pick(Res::kDepartments, kDepartment), w);
}

void StateField(const Row& r, Writer& w) {
  w.String(State(r));
}

void Audience(const Row& r, Writer& w) {
  w.String(kAudience[r.Hash(kFlags) % kAudience.size()]);
}

int64_t Expiry(const Row& r) {
  if (const auto given = r.GivenTime("expiryDate"))
    return *given;
  return r.OneIn(3, kExpiry)
             ? r.created() + (200 + static_cast<int64_t>(r.Hash(kExpiry) % 500)) * kDay
             : 0;
}

void Tags(const Row& r, Writer& w) {
  w.BeginArray();
  for (size_t i = 0; i < kTagWords.size(); ++i) {
    if ((r.Hash(kTags) >> i) % 3 == 0)
      w.String(kTagWords[i]);
  }
  w.EndArray();
}

void AllText(const Row& r, Writer& w) {
  WriteArticleTitle(r, w);
  Summary(r, w);
  CategoryName(r, w);
}

uint64_t Likes(const Row& r) {
  return Count(r, 4, 90);
}

uint64_t Dislikes(const Row& r) {
  return Count(r, 12, 30);
}

uint64_t Views(const Row& r) {
  return Count(r, 20, 12'000);
}

uint64_t Feedbacks(const Row& r) {
  return Count(r, 36, 20);
}

}  // namespace article

MaybeRow ArticleAuthor(const Row& article) {
  return article.Pick(Res::kAgents, article::kFlags);
}
MaybeRow ArticleRoot(const Row& article) {
  return 2 * article::Category(article) + 1;
}
std::string_view ArticleLocale(const Row& article) {
  return article::Locale(article);
}

void WriteArticleTitle(const Row& article, Writer& w) {
  w.BeginString();
  w.Text(article.OneIn(8, article::kText) ? "Qué hacer: " : "What to do: ");
  AppendSubject(w, article.Hash(article::kText) >> 3);
  w.EndString();
}

}  // namespace zoho_desk::sandbox
