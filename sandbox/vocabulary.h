#pragma once

// The words sample records are made of, all invented here. Some are awkward on purpose: accents,
// CJK, right-to-left text, emoji, quotes, backslashes, newlines and HTML must survive every layer.

#include <cstdint>
#include <string_view>

#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {

std::string_view GivenName(uint64_t hash);
std::string_view FamilyName(uint64_t hash);
std::string_view City(uint64_t hash);
std::string_view Country(uint64_t hash);
std::string_view StreetName(uint64_t hash);
std::string_view Industry(uint64_t hash);
std::string_view ProductNoun(uint64_t hash);
std::string_view ProductAdjective(uint64_t hash);

// The ASCII form of the same family name, for addresses.
std::string_view FamilySlug(uint64_t hash);

// Parts of a string the caller has begun.
void AppendCompany(Writer& w, uint64_t hash, uint32_t number);
void AppendDomain(Writer& w, uint64_t hash, uint32_t number);
void AppendSubject(Writer& w, uint64_t hash);
void AppendSentence(Writer& w, uint64_t hash);
// `sentences` of them with spaces between.
void AppendProse(Writer& w, uint64_t hash, uint32_t sentences);
// The same as HTML paragraphs.
void AppendHtml(Writer& w, uint64_t hash, uint32_t paragraphs);
// A short remark; about one in eight is awkward to escape.
void AppendRemark(Writer& w, uint64_t hash);

}  // namespace zoho_desk::sandbox
