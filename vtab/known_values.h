#pragma once

// What to say of a term that no known value of its column satisfies: status = 'open', where Zoho
// has 'Open'. Pure; advice, on which no result rests.

#include <string>

#include "resources/resource.h"
#include "vtab/offered_scan.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

// "status = 'open': letter case counts, and Zoho has 'Open'" for = and IN, or what values there
// are. Empty if one of them is known or if nothing is known of the column.
std::string HintFor(const resources::Resource& resource, const resources::Column& column,
                    const BoundTerm& values);

// Adds one to others, behind "; ". An empty one adds nothing.
void AddHint(const std::string& hint, std::string& hints);

// Of all terms whose values are literals.
std::string HintsFor(const OfferedScan& scan);

}  // namespace zoho_desk::vtab
