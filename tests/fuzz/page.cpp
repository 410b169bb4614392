#include "client/page.h"

#include <cmath>
#include <map>
#include <memory>
#include <numeric>

#include "tests/fuzz/targets.h"

namespace zoho_desk::fuzz {
namespace {

using client::Cell;
using client::Page;
using client::Projection;
using resources::Resource;

std::vector<int> ColumnsFor(const Resource& resource, std::string_view which) {
  if (which == "key")
    return {};
  std::vector<int> columns(which == "raw" ? 0 : resource.columns.size());
  std::iota(columns.begin(), columns.end(), 0);
  columns.push_back(client::kRawColumn);
  return columns;
}

const Projection& ProjectionFor(const Resource& resource, std::string_view which) {
  static auto* known = new std::map<std::string, std::unique_ptr<Projection>>;
  auto& projection = (*known)[std::string(resource.name) + " " + std::string(which)];
  if (!projection)
    projection = std::make_unique<Projection>(resource, ColumnsFor(resource, which));
  return *projection;
}

// Reads every byte that SQLite would copy.
void ReadCell(const Cell& cell) {
  if (cell.kind == Cell::Kind::kReal)
    Require(std::isfinite(cell.real), "a REAL is finite");
  if (cell.kind != Cell::Kind::kText && cell.kind != Cell::Kind::kJson)
    return;
  unsigned sum = 0;
  for (const char c : cell.text())
    sum += static_cast<unsigned char>(c);
  Require(sum <= 255U * cell.length, "text can be read");
}

}  // namespace

bool RunPage(std::string_view input) {
  std::string_view first = Cut(input, '\n');
  const Resource* resource = resources::FindResource(Cut(first, ' '));
  const bool record = Cut(first, ' ') == "record";
  const std::string_view which = first == "key" || first == "raw" ? first : "all";
  if (resource == nullptr)
    return false;
  const Projection& projection = ProjectionFor(*resource, which);
  auto decoded = record ? Page::DecodeRecord(std::string(input), projection)
                        : Page::DecodeRows(std::string(input), resource->list.data_key, projection);
  if (!decoded.ok()) {
    Require(decoded.error().code == Code::kBadResponse, "a bad page is a bad response");
    RequireMessage(decoded.error().message);
    return false;
  }
  const Page page = std::move(decoded).value();  // cells survive a move
  Require(!record || page.size() == 1, "a record is one row");
  for (size_t row = 0; row < page.size(); ++row) {
    for (size_t slot = 0; slot < projection.width(); ++slot)
      ReadCell(page.at(row, static_cast<int>(slot)));
    for (const std::string_view key : resource->key) {
      const int slot = projection.SlotOf(resource->FindColumn(key));
      Require(slot < 0 || page.at(row, slot).kind != Cell::Kind::kNull, "a row has its key");
    }
  }
  return true;
}

}  // namespace zoho_desk::fuzz
