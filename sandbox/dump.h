#pragma once

// The whole data set as JSON: the right value of every field of every record, whichever route
// carries it. Tests compare what a client shows with this.
//
//   {"now": "...", "org": "...", "seed": N, "resources": {"tickets": [{...}, ...], ...}}
//
// Each record has every field of its resource, those that only `include` adds among them, spelled
// as lists and gets spell them. Further keys may follow:
//   "ticketId" in children of tickets, and so in others: the id of the parent, which rows lack
//   "_fanout"  the value of the list's required parameter under which the record is found
//   "_search"  an object with the fields that search rows spell differently
//
// The records are those that exist now. If any have changed since the start, one more key of the
// document tells which; records that are not listed as created existed throughout:
//
//   "changes": {"clock": "...", "tickets": {"created": [ids], "edited": [ids], "deleted": [ids]}}

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

struct RecordKey {
  uint64_t id = 0;
  int64_t created_millis = 0;
  int64_t modified_millis = 0;
};

// Ascending. A record may be in more than one: created, edited and then deleted.
struct ChangedIds {
  std::vector<uint64_t> created;
  std::vector<uint64_t> edited;
  std::vector<uint64_t> deleted;
};

using TextSink = std::function<void(std::string_view text)>;

// Writes the dump piece by piece, so that a million rows need no memory.
void WriteDump(const World& world, uint64_t org_id, const TextSink& sink);
std::string DumpText(const World& world, uint64_t org_id);
// One resource's records, as a JSON array.
std::string DumpResource(const World& world, const ResourceSpec& resource);
// One record; empty if there is none with this id.
std::string DumpRecord(const World& world, const ResourceSpec& resource, std::string_view id);

// Ids and times by ascending id, and one field's values in the same order: bare text, nullopt for
// null.
std::vector<RecordKey> RecordKeys(const World& world, const ResourceSpec& resource);
std::vector<std::optional<std::string>> FieldValues(const World& world,
                                                    const ResourceSpec& resource,
                                                    const FieldSpec& field);
ChangedIds ChangesOf(const World& world, Res res);

}  // namespace zoho_desk::sandbox
