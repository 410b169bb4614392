#pragma once

// What the feedback about an article shows of it.

#include "sandbox/model.h"

namespace zoho_desk::sandbox {

MaybeRow ArticleAuthor(const Row& article);
MaybeRow ArticleRoot(const Row& article);  // a row of Res::kCategories
std::string_view ArticleLocale(const Row& article);
void WriteArticleTitle(const Row& article, Writer& w);
// {photoURL, name, id, status, zuid} of an agent, or null.
void WritePerson(const World& world, MaybeRow agent, Writer& w);

}  // namespace zoho_desk::sandbox
