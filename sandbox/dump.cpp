#include "sandbox/dump.h"

#include "sandbox/render.h"

namespace zoho_desk::sandbox {
namespace {

constexpr size_t kPiece = 1 << 16;

void RenderRecord(const ResourceSpec& resource, const Projection& all, const Row& row,
                  std::string& out) {
  all.Render(row, out);
  out.pop_back();  // the closing brace; the extra keys go before it
  Writer w(out);
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

void WriteRecords(const World& world, const ResourceSpec& resource, const TextSink& sink) {
  const Projection all(resource, Shape::kDump, {}, {});
  std::string piece = "[";
  for (uint32_t row = 0; row < world.Size(resource.res); ++row) {
    if (row > 0)
      piece += ",\n";
    RenderRecord(resource, all, {world, resource.res, row}, piece);
    if (piece.size() > kPiece) {
      sink(piece);
      piece.clear();
    }
  }
  piece += "]";
  sink(piece);
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
  sink("}}\n");
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
