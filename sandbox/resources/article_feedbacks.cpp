// Feedback about articles, as facts/article_feedbacks.json describes it. Without timeRange
// only the last seven days are listed, counted from the data set's present.

#include <array>

#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/articles.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

enum Salt : uint32_t { kText = 100, kState, kSender, kTicket, kArticle, kResolver };

MaybeRow ContactOf(const Row& r) {
  return r.OneIn(8, kSender) ? MaybeRow() : r.Pick(Res::kContacts, kSender);
}
MaybeRow TicketOf(const Row& r) {
  return r.OneIn(3, kTicket) ? r.Pick(Res::kTickets, kTicket) : MaybeRow();
}
MaybeRow ArticleOf(const Row& r) {
  return r.Pick(Res::kArticles, kArticle);
}
bool Resolved(const Row& r) {
  return r.OneIn(2, kState);
}

void Content(const Row& r, Writer& w) {
  if (r.OneIn(9, kText))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kText) >> 3);
  w.EndString();
}

void Article(const Row& r, Writer& w) {
  const MaybeRow index = ArticleOf(r);
  if (!index)
    return w.Null();
  const Row article = At(r.world, Res::kArticles, *index);
  w.BeginObject();
  w.Key("webUrl");
  WriteWebUrl(w, "articles", article.id());
  w.Key("author");
  WritePerson(r.world, ArticleAuthor(article), w);
  w.Key("id");
  w.Digits(article.id());
  w.Key("title");
  WriteArticleTitle(article, w);
  w.Key("locale");
  w.String(ArticleLocale(article));
  w.Key("articleNumber");
  w.Digits(5001 + article.index);
  w.EndObject();
}

void Ticket(const Row& r, Writer& w) {
  const MaybeRow index = TicketOf(r);
  if (!index)
    return w.Null();
  w.BeginObject();
  w.Key("ticketNumber");
  w.Digits(TicketNumber(*index));
  w.Key("webUrl");
  WriteWebUrl(w, "tickets", r.world.Id(Res::kTickets, *index));
  w.Key("id");
  w.Digits(r.world.Id(Res::kTickets, *index));
  w.Key("deletedTime");
  w.Null();
  w.Key("deletedBy");
  w.Null();
  w.EndObject();
}

void Contact(const Row& r, Writer& w) {
  const MaybeRow index = ContactOf(r);
  if (!index)
    return w.Null();
  const Row contact = At(r.world, Res::kContacts, *index);
  w.BeginObject();
  w.Key("id");
  w.Digits(contact.id());
  w.Key("name");
  WriteContactName(contact, w);
  w.Key("photoURL");
  w.Null();
  w.Key("webUrl");
  WriteWebUrl(w, "contacts", contact.id());
  w.Key("type");
  w.String("END_USER");
  w.EndObject();
}

void Resolution(const Row& r, Writer& w) {
  if (!Resolved(r))
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kMisc, r.index));
  w.Key("feedbackId");
  w.Digits(r.id());
  w.Key("createdTime");
  w.Time(r.modified());
  w.Key("modifiedTime");
  w.Time(r.modified());
  w.Key("resolution");
  w.BeginString();
  AppendSentence(w, r.Hash(kResolver));
  w.EndString();
  w.Key("contentType");
  w.String("text/plain");
  w.Key("creatorId");
  WriteAgentId(r, kResolver, w);
  w.EndObject();
}

void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, r.Pick(Res::kDepartments, kResolver), w);
}

void RootId(const Row& r, Writer& w) {
  const MaybeRow article = ArticleOf(r);
  if (article)
    WriteId(r.world, Res::kCategories, ArticleRoot(At(r.world, Res::kArticles, *article)), w);
  else
    w.Null();
}

void LocaleField(const Row& r, Writer& w) {
  const MaybeRow article = ArticleOf(r);
  if (article)
    w.String(ArticleLocale(At(r.world, Res::kArticles, *article)));
  else
    w.Null();
}

bool InRange(const Row& r, const Value& value, const Parsed&) {
  struct Named {
    std::string_view name;
    int64_t days;
  };
  constexpr auto kNamed = std::to_array<Named>({{"LAST_24_HRS", 1},
                                                {"LAST_7_DAYS", 7},
                                                {"weekly", 7},
                                                {"WEEKLY", 7},
                                                {"LAST_30_DAYS", 30},
                                                {"monthly", 30},
                                                {"MONTHLY", 30},
                                                {"LAST_365_DAYS", 365},
                                                {"yearly", 365},
                                                {"YEARLY", 365}});
  for (const Named& named : kNamed) {
    if (named.name == value.text)
      return r.created() >= r.world.now() - named.days * kDay;
  }
  return r.created() >= value.low && r.created() <= value.high;
}

const auto kFields = std::to_array<FieldSpec>({
    {"id", kListGet, {}, FieldId},
    {"content", kListGet, {}, Content},
    {"status",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(Resolved(r) ? "RESOLVED" : "UNRESOLVED"); }},
    {"createdTime", kListGet, {}, FieldCreated},
    {"contactId",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kContacts, ContactOf(r), w); }},
    {"ticketId",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kTickets, TicketOf(r), w); }},
    {"article", kListGet, {}, Article},
    {"ticket", kListGet, "ticket", Ticket},
    {"contact", kListGet, "contact", Contact},
    {"resolution", kListGet, "resolution", Resolution},
});

constexpr auto kArticleFeedbacksRules = std::to_array<Rule>({
    {.param = "locale", .filter = Equals(LocaleField), .min = 2, .max = 7},
    {.param = "rootCategoryIds", .filter = Equals(RootId)},
    {.param = "departmentIds", .filter = Equals(DepartmentId)},
    {.param = "timeRange", .filter = Test(InRange)},
});

}  // namespace

const Behaviour kArticleFeedbacks{
    .fields = kFields,
    .rules = kArticleFeedbacksRules,
};

}  // namespace zoho_desk::sandbox
