#pragma once

// Changes of the data set while the sandbox runs: records created, edited and deleted at once, or
// once a client has got so many answers, which is how a test changes the data in the middle of a
// scan.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sandbox/spec.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

// Records by id, or by row: the place among the records of the start by ascending id; created
// records follow in the order of their creation, and deleted ones keep their number. Those that do
// not exist when the change happens are passed over.
struct RecordSet {
  std::vector<uint64_t> ids{};
  std::vector<uint32_t> rows{};

  // Rows first, first + 1, ..., first + count - 1.
  static RecordSet Range(uint32_t first, uint32_t count);
};

struct DataChange {
  std::string resource;  // the table whose records change

  // When: after that many answers with records to requests of `watch` (empty: of `resource`) whose
  // path contains `match`, counted from the moment the change is scheduled; 0: at once.
  int64_t after = 0;
  std::string watch{};
  std::string match{};
  // How often, each time after `after` further answers; -1: for ever. 1 if `after` is 0.
  int64_t times = 1;

  // What. The clock moves on first, so that a change has a time of its own; created records get it
  // as createdTime, edited ones as modifiedTime.
  int64_t advance_s = 1;
  uint32_t create = 0;
  RecordSet remove{};
  RecordSet edit{};
  // The field an edit changes, with all that depends on the same choice (a ticket's status and
  // statusType); empty: none, only the modifiedTime. The value must be one the generator can give
  // this record, which is left alone otherwise; without one the field takes another than it has.
  std::string field{};
  std::optional<std::string> value{};
  // Instead of `value`: the field's value as JSON text, sent as it stands by every route, be it one
  // that Zoho is not known to send. Searches by a range of times know a time in it.
  std::optional<std::string> json{};
};

// Empty, or why the change cannot be made.
std::string ProblemOf(const World& world, const DataChange& change);

// Makes the change now. The world must be the caller's alone.
void Apply(World& world, const DataChange& change);

// Changes waiting for their moment. Thread-safe.
class ChangeQueue {
 public:
  void Add(DataChange change);
  void Clear();
  // Counts an answered request, and returns the changes that are due after it.
  std::vector<DataChange> Answered(std::string_view resource, std::string_view path);

 private:
  struct Waiting {
    DataChange change;
    int64_t seen = 0;
  };
  std::mutex mutex_;
  std::vector<Waiting> queue_;
};

// The `changes` array of a control document (control.h): the changes, or what is wrong with it.
std::variant<std::vector<DataChange>, std::string> ParseChanges(std::string_view json);

}  // namespace zoho_desk::sandbox
