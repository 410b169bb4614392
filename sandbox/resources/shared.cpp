// What several resource tables need to test and show, for the files of this folder. Patterns match
// the plain form of a field, as request filters do.

#include "sandbox/filter.h"
#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {

bool PlainMatches(const Row& r, FieldFn field, std::string_view pattern) {
  std::string text;
  Writer w(text, Writer::Form::kPlain);
  field(r, w);
  return !w.plain_null() && GlobMatches(pattern, text);
}

bool GlobText(std::string_view pattern, std::string_view text) {
  return GlobMatches(pattern, text);
}

const std::string* OtherParam(const Parsed& all, std::string_view name) {
  for (const Value& value : all.values) {
    if (value.spec->name == name)
      return &value.text;
  }
  return nullptr;
}

void WriteActor(const Row& r, uint32_t salt, std::string_view photo_key, Writer& w) {
  const MaybeRow index = r.Pick(Res::kAgents, salt);
  if (!index)
    return w.Null();
  const Row agent = At(r.world, Res::kAgents, *index);
  w.BeginObject();
  w.Key(photo_key);
  WriteAgentPhoto(agent, w);
  w.Key("name");
  WriteAgentName(agent, w);
  w.Key("id");
  w.Digits(agent.id());
  w.EndObject();
}

void WriteAgentId(const Row& r, uint32_t salt, Writer& w) {
  WriteId(r.world, Res::kAgents, r.Pick(Res::kAgents, salt), w);
}

}  // namespace zoho_desk::sandbox
