#pragma once

// The rows of EXPLAIN QUERY PLAN as a tree: which table is read inside which loop. SQLite calls the
// wording of these rows unstable: what is not understood counts as run once and unknown. Pure.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace zoho_desk::extension {

// A row of EXPLAIN QUERY PLAN.
struct PlanStep {
  int id = 0;
  int parent = 0;      // 0: none
  std::string detail;  // "SCAN t VIRTUAL TABLE INDEX 1000000:list columns=1"
};

// "SCAN TABLE zoho_desk_tickets AS t VIRTUAL TABLE INDEX 7:list ..." taken apart.
struct VirtualScan {
  std::string name;  // alias or table
  int number = 0;    // idxNum
  std::string text;  // idxStr and what follows
};
// False if the step is none.
bool ReadVirtualScan(const PlanStep& step, VirtualScan& scan);

// How often a step runs.
struct StepLoops {
  // The steps whose rows it runs for, outermost first: indexes into the tree. Empty: once.
  std::vector<size_t> outer;
  bool inner = false;              // the last of them is beside the step
  bool per_enclosing_row = false;  // in a correlated subquery or a recursion
  bool recurs = false;             // in a recursion: nobody knows how often
  bool may_not_run = false;        // a part of a compound may be cut short by LIMIT
  bool in_or = false;              // an arm of an OR
  bool sorts = false;              // SQLite sorts the rows
};

// Steps are named by their index in steps().
class PlanTree {
 public:
  explicit PlanTree(std::vector<PlanStep> steps) : steps_(std::move(steps)) {}

  const std::vector<PlanStep>& steps() const { return steps_; }
  StepLoops LoopsOf(size_t step) const;
  // Whether it reads a table once for each side of an OR.
  bool IsOr(size_t step) const;
  // "t" for "SCAN t": what is read by a step that loops; "an OR" and such for others.
  std::string NameOf(size_t step) const;

 private:
  size_t ParentOf(size_t step) const;  // steps().size() for none
  void AddLoops(size_t step, size_t end, StepLoops& loops) const;

  std::vector<PlanStep> steps_;
};

}  // namespace zoho_desk::extension
