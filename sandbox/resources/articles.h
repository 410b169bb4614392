#pragma once

// An article's fields, the values its filters look at, and what feedback about it shows.

#include <span>

#include "sandbox/model.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

namespace article {

std::span<const FieldSpec> Fields();

void AllText(const Row& r, Writer& w);  // every column `_all` looks at
void Audience(const Row& r, Writer& w);
void AuthorId(const Row& r, Writer& w);
void CategoryId(const Row& r, Writer& w);
void CategoryName(const Row& r, Writer& w);
void DepartmentId(const Row& r, Writer& w);
void StateField(const Row& r, Writer& w);
void Tags(const Row& r, Writer& w);
uint64_t Dislikes(const Row& r);
uint64_t Feedbacks(const Row& r);
uint64_t Likes(const Row& r);
uint64_t Views(const Row& r);
int64_t Expiry(const Row& r);  // 0: none

// Nested objects of a get.
void Attachments(const Row& r, bool any, Writer& w);
void Metrics(const Row& r, Writer& w);
void Seo(const Row& r, Writer& w);

}  // namespace article

MaybeRow ArticleAuthor(const Row& article);
MaybeRow ArticleRoot(const Row& article);  // a row of Res::kCategories
std::string_view ArticleLocale(const Row& article);
void WriteArticleTitle(const Row& article, Writer& w);
// {photoURL, name, id, status, zuid} of an agent, or null.
void WritePerson(const World& world, MaybeRow index, Writer& w);

}  // namespace zoho_desk::sandbox
