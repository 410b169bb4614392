#pragma once

// What has happened to the records of one resource since the sandbox started. The records
// themselves are generated (world.h), so only those that differ from the generator cost memory, and
// a page of a million rows with a few changes costs what it cost before.
//
// Rows keep their numbers for ever: a deleted row leaves a hole, a created one comes after all
// others. The "live rank" of a row is its place among those that still exist.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zoho_desk::sandbox {

// An edited record: its new modifiedTime, the randomness that replaced its own (World::Hash), and
// fields that hold what no generator would make.
struct RowEdit {
  int64_t modified = 0;
  std::vector<std::pair<uint32_t, uint64_t>> hashes{};     // salt, hash
  std::map<std::string, std::string, std::less<>> json{};  // field, its value as JSON text
};

// As thread-safe as a container: reads may run together, a change needs the object alone.
class RowChanges {
 public:
  bool none() const { return created_.empty() && deleted_.empty() && edits_.empty(); }

  // Created rows follow the generated ones.
  void Create(int64_t time) { created_.push_back(time); }
  const std::vector<int64_t>& created() const { return created_; }  // their createdTimes

  void Delete(uint32_t row);  // no-op if it was deleted before
  bool Deleted(uint32_t row) const;
  const std::vector<uint32_t>& deleted() const { return deleted_; }  // ascending

  // Replaces the hash of one salt, if given, and sets the modifiedTime.
  void Edit(uint32_t row, int64_t time, std::optional<std::pair<uint32_t, uint64_t>> hash);
  // Sets the value of a field as JSON text, and the modifiedTime.
  void SetJson(uint32_t row, int64_t time, const std::string& field, const std::string& json);
  // Puts back what FindEdit told before; nullopt: as generated.
  void SetEdit(uint32_t row, std::optional<RowEdit> edit);
  const RowEdit* FindEdit(uint32_t row) const;  // nullptr: as generated
  const std::map<uint32_t, RowEdit>& edits() const { return edits_; }

  // Rows before `row` that exist. Works for a deleted row too.
  uint32_t Rank(uint32_t row) const;
  // The existing row with this rank; the row count if there is none.
  uint32_t RowAt(uint32_t rank) const;

 private:
  std::vector<int64_t> created_;
  std::vector<uint32_t> deleted_;
  std::map<uint32_t, RowEdit> edits_;
};

}  // namespace zoho_desk::sandbox
