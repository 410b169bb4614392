// Nested objects that only a get of an article has, for articles_fields.cpp. Their counts are those
// of the flat fields.

#include "sandbox/model.h"
#include "sandbox/resources/articles.h"

namespace zoho_desk::sandbox {
namespace article {

void Metrics(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("likeCount");
  w.Digits(Likes(r));
  w.Key("dislikeCount");
  w.Digits(Dislikes(r));
  w.Key("viewCount");
  w.Digits(Views(r));
  w.Key("feedbackCount");
  w.Digits(Feedbacks(r));
  w.Key("lastActivityTime");
  w.Time(r.modified());
  w.EndObject();
}

void Seo(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("keywords");
  w.String("help");
  w.Key("isEnabled");
  w.Bool(true);
  w.Key("description");
  w.Null();
  w.Key("title");
  WriteArticleTitle(r, w);
  w.EndObject();
}

void Attachments(const Row& r, bool any, Writer& w) {
  w.BeginArray();
  if (any) {
    w.BeginObject();
    w.Key("resourceId");
    w.Digits(r.world.Id(Res::kMisc, r.index));
    w.Key("extension");
    w.String("pdf");
    w.Key("size");
    w.String("48213");
    w.Key("name");
    w.String("Anleitung \"kurz\".pdf");
    w.Key("createdTime");
    w.Time(r.created());
    w.EndObject();
  }
  w.EndArray();
}

}  // namespace article

void WritePerson(const World& world, MaybeRow index, Writer& w) {
  if (!index)
    return w.Null();
  const Row agent = At(world, Res::kAgents, *index);
  w.BeginObject();
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  w.Key("name");
  WriteAgentName(agent, w);
  w.Key("id");
  w.Digits(agent.id());
  w.Key("status");
  w.String("ACTIVE");
  w.Key("zuid");
  w.Digits(700'000'000 + agent.index);
  w.EndObject();
}

}  // namespace zoho_desk::sandbox
