#pragma once

// How a user shows their label.

#include "sandbox/model.h"

namespace zoho_desk::sandbox {

// {preferences, name, id, logoUrl}, or null.
void WriteLabelRef(const World& world, MaybeRow index, Writer& w);

}  // namespace zoho_desk::sandbox
