#pragma once

// The whole data set as JSON: the right value of every field of every record, whichever route
// carries it. Tests compare what a client shows with this.
//
//   {"now": "...", "org": "...", "seed": N, "resources": {"tickets": [{...}, ...], ...}}
//
// Each record has every field of its resource, those that only `include` adds among them, spelled
// as lists and gets spell them. Two further keys may follow:
//   "_fanout"  the value of the list's required parameter under which the record is found
//   "_search"  an object with the fields that search rows spell differently

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

using TextSink = std::function<void(std::string_view text)>;

// Writes the dump piece by piece, so that a million rows need no memory.
void WriteDump(const World& world, uint64_t org_id, const TextSink& sink);
std::string DumpText(const World& world, uint64_t org_id);
// One resource's records, as a JSON array.
std::string DumpResource(const World& world, const ResourceSpec& resource);

}  // namespace zoho_desk::sandbox
