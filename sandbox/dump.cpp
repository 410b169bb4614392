// The dump: for Server, control.cpp and --dump. It writes records from the field tables that the
// endpoints render from, so both spell a field alike; where searches spell it otherwise, `_search`
// says how.

#include "sandbox/dump.h"

#include <algorithm>

#include "sandbox/render.h"

namespace zoho_desk::sandbox {
namespace {

constexpr size_t kPiece = 1 << 16;

bool IsRow(const ResourceSpec& resource, const Row& row) {
  return resource.only == nullptr || resource.only(row);
}

// Among the rows of the parent.
uint64_t PlaceOf(const ResourceSpec& resource, const Row& row) {
  uint64_t before = 0;
  uint64_t after = 0;
  for (const uint32_t other : row.world.Children(row.res, row.Parent().index)) {
    if (IsRow(resource, {row.world, row.res, other}))
      ++(other < row.index ? before : after);
  }
  return resource.newest_first ? after - 1 : before;
}

void RenderRecord(const ResourceSpec& resource, const Projection& all, const Row& row,
                  std::string& out) {
  all.Render(row, out);
  out.pop_back();  // the closing brace; the extra keys go before it
  Writer w(out);
  if (KindOf(resource.res).parent) {
    w.Key(resource.parent_field);
    w.Digits(row.Parent().id());
  }
  if (resource.has_positions) {
    w.Key("position");
    w.Int(static_cast<int64_t>(PlaceOf(resource, row)));
  }
  if (resource.fanout != nullptr) {
    w.Key("_fanout");
    resource.fanout(row, w);
  }
  bool differs = false;
  for (const FieldSpec& field : resource.fields) {
    if (field.search_write == nullptr)
      continue;
    if (!differs) {
      w.Key("_search");
      w.BeginObject();
    }
    differs = true;
    w.Key(field.name);
    field.search_write(row, w);
  }
  if (differs)
    w.EndObject();
  out += '}';
}

// Calls `fn` with each row of the table.
void ForEachRow(const World& world, const ResourceSpec& resource,
                const std::function<void(const Row& row)>& fn) {
  world.ForEach(resource.res, [&](uint32_t index) {
    const Row row{world, resource.res, index};
    if (IsRow(resource, row))
      fn(row);
  });
}

void WriteRecords(const World& world, const ResourceSpec& resource, const TextSink& sink) {
  const Projection all(resource, Shape::kDump, {}, {});
  std::string piece = "[";
  bool first = true;
  ForEachRow(world, resource, [&](const Row& row) {
    if (!first)
      piece += ",\n";
    first = false;
    RenderRecord(resource, all, row, piece);
    if (piece.size() > kPiece) {
      sink(piece);
      piece.clear();
    }
  });
  piece += "]";
  sink(piece);
}

void WriteIdList(const std::vector<uint64_t>& ids, Writer& w) {
  w.BeginArray();
  for (const uint64_t id : ids)
    w.Digits(id);
  w.EndArray();
}

void WriteChanges(const World& world, Writer& w) {
  w.BeginObject();
  w.Key("clock");
  w.Time(world.clock());
  for (const ResourceSpec* resource : AllResources()) {
    if (resource->only != nullptr || world.Changes(resource->res).none())
      continue;
    const ChangedIds changed = ChangesOf(world, resource->res);
    w.Key(resource->name);
    w.BeginObject();
    w.Key("created");
    WriteIdList(changed.created, w);
    w.Key("edited");
    WriteIdList(changed.edited, w);
    w.Key("deleted");
    WriteIdList(changed.deleted, w);
    w.EndObject();
  }
  w.EndObject();
}

}  // namespace

void WriteDump(const World& world, uint64_t org_id, const TextSink& sink) {
  std::string head;
  Writer w(head);
  w.BeginObject();
  w.Key("now");
  w.Time(world.now());
  w.Key("org");
  w.Digits(org_id);
  w.Key("seed");
  w.Int(static_cast<int64_t>(world.seed()));
  w.Key("resources");
  w.BeginObject();
  for (const ResourceSpec* resource : AllResources()) {
    w.Key(resource->name);
    sink(head);
    WriteRecords(world, *resource, sink);
    head = "\n";  // not an opening brace: the next key gets its comma
  }
  head = "}";
  if (std::any_of(AllResources().begin(), AllResources().end(), [&](const ResourceSpec* resource) {
        return !world.Changes(resource->res).none();
      })) {
    w.Key("changes");
    WriteChanges(world, w);
  }
  sink(head + "}\n");
}

std::string DumpRecord(const World& world, const ResourceSpec& resource, std::string_view id) {
  std::string text;
  if (const auto row = world.RowOf(resource.res, id))
    RenderRecord(resource, Projection(resource, Shape::kDump, {}, {}), {world, resource.res, *row},
                 text);
  return text;
}

std::vector<RecordKey> RecordKeys(const World& world, const ResourceSpec& resource) {
  std::vector<RecordKey> keys;
  ForEachRow(world, resource, [&](const Row& row) {
    keys.push_back({row.id(), row.created(), row.modified()});
  });
  return keys;
}

std::vector<std::optional<std::string>> FieldValues(const World& world,
                                                    const ResourceSpec& resource,
                                                    const FieldSpec& field) {
  std::vector<std::optional<std::string>> values;
  ForEachRow(world, resource, [&](const Row& row) {
    std::string text;
    Writer w(text, Writer::Form::kPlain);
    field.write(row, w);
    values.push_back(w.plain_null() ? std::nullopt : std::optional(std::move(text)));
  });
  return values;
}

ChangedIds ChangesOf(const World& world, Res res) {
  const RowChanges& changes = world.Changes(res);
  ChangedIds changed;
  for (uint32_t row = world.Size(res); row < world.End(res); ++row)
    changed.created.push_back(world.Id(res, row));
  for (const auto& [row, edit] : changes.edits())
    changed.edited.push_back(world.Id(res, row));
  for (const uint32_t row : changes.deleted())
    changed.deleted.push_back(world.Id(res, row));
  return changed;
}

std::string DumpText(const World& world, uint64_t org_id) {
  std::string text;
  WriteDump(world, org_id, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string DumpResource(const World& world, const ResourceSpec& resource) {
  std::string text;
  WriteRecords(world, resource, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace zoho_desk::sandbox
