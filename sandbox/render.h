#pragma once

// Turns rows into the JSON an endpoint answers with.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/params.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// The kind of answer that a record is rendered for; kDump has every field.
enum class Shape { kList, kGet, kSearch, kDump };

// Which fields of a record go into an answer, keys ready to append.
class Projection {
 public:
  // The fields of `shape`, with those the includes add. `features` is the featureFlags header.
  Projection(const ResourceSpec& resource, Shape shape, std::span<const std::string> includes,
             std::string_view features);

  // What `fields=` leaves of a list row: the named fields, those that are always sent and those the
  // includes add. nullopt if a name is unknown or may not be asked for.
  static std::optional<Projection> OfFields(const ResourceSpec& resource,
                                            std::span<const std::string> names,
                                            std::span<const std::string> includes);

  // Appends one record as a JSON object.
  void Render(const Row& row, std::string& out) const;

 private:
  explicit Projection(const ResourceSpec& resource) : resource_(&resource) {}
  void Add(const FieldSpec& field, FieldFn write);

  struct Column {
    std::string key;  // "name":
    FieldFn write;
  };
  const ResourceSpec* resource_;
  std::vector<Column> columns_;
  std::vector<std::string> custom_;  // cf_* asked for by name; they come inside "cf"
};

}  // namespace zoho_desk::sandbox
