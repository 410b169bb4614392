// ListHabits: applied by Api to the lists and searches that Settings::habits names. A habit changes
// what an endpoint heeds and which rows it shows, never what a record holds.

#include "sandbox/list_habits.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zoho_desk::sandbox {
namespace {

using Sort = ListHabits::Sort;

bool Has(const NameValues& query, std::string_view name) {
  return std::any_of(query.begin(), query.end(),
                     [&](const auto& pair) { return pair.first == name; });
}

}  // namespace

std::optional<HttpResponse> ListHabits::Refuse(const NameValues& query) const {
  if (!Has(query, "sortBy"))
    return std::nullopt;
  switch (sort) {
    case Sort::kInvalid:
      return Unprocessable("The value passed for the 'sortBy' query parameter is invalid.");
    case Sort::kExtra:
      return Unprocessable("Extra query parameter 'sortBy' is present in the input.");
    case Sort::kBadRequest:
      return ErrorAnswer(400, "BAD_REQUEST", "The request is malformed.");
    case Sort::kTaken:
    case Sort::kIgnored:
      break;
  }
  return std::nullopt;
}

NameValues ListHabits::Heeded(const NameValues& query) const {
  NameValues heeded = query;
  std::erase_if(heeded, [&](const auto& pair) {
    return (sort == Sort::kIgnored && pair.first == "sortBy") ||
           (ignores_from && pair.first == "from");
  });
  return heeded;
}

void ListHabits::Arrange(std::vector<uint32_t>& rows, uint64_t offset, uint64_t turn) const {
  if (hidden_every > 0) {
    uint64_t place = offset;
    std::erase_if(rows,
                  [&](uint32_t) { return ++place % static_cast<uint64_t>(hidden_every) == 0; });
  }
  if (shuffles && !rows.empty())
    std::rotate(rows.begin(), rows.begin() + static_cast<ptrdiff_t>(turn % rows.size()),
                rows.end());
}

std::optional<Sort> SortHabitOf(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, Sort>, 5> kWords = {
      {{"taken", Sort::kTaken},
       {"invalid", Sort::kInvalid},
       {"extra", Sort::kExtra},
       {"bad-request", Sort::kBadRequest},
       {"ignored", Sort::kIgnored}}};
  for (const auto& [word, habit] : kWords) {
    if (word == text)
      return habit;
  }
  return std::nullopt;
}

}  // namespace zoho_desk::sandbox
