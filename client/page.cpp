// Decodes an answer into a Page: for ListPager, record.cpp and organizations.cpp, in one pass, with
// a parser that the thread keeps. An answer that is damaged or cut off is an error, never a page of
// fewer rows. Inner loop of every scan: compiled with -O3 (CMakeLists.txt).

#include "client/page.h"

#include <simdjson.h>

#include <cstring>

#include "client/count_answer.h"
#include "client/json_value.h"
#include "client/object_keys.h"
#include "common/foreign_json.h"

namespace zoho_desk::client {

namespace od = simdjson::ondemand;
using resources::ColumnType;

namespace {

// Pages have 500 rows at most and lists without pages a few hundred. A row of ten bytes takes
// up to a thousand bytes of cells, so the limit on the body's size alone bounds nothing.
constexpr size_t kMostRowsPerPage = 20'000;

// Deeper JSON is refused by SQLite's own functions, and overflows the stack of many other readers.
constexpr size_t kMostLevelsOfValue = 1000;

// A parser's buffers, five times the size of the page, are kept for the next page unless it is
// huge.
constexpr size_t kLargestKeptPage = size_t{4} * 1024 * 1024;

// What an allocation, and the pointer to it, take beside the text.
constexpr size_t kBytesPerText = 40;

od::parser& ThreadParser() {
  thread_local od::parser parser;
  return parser;
}

}  // namespace

// Walks one answer. simdjson reports errors as codes, not exceptions.
class PageDecoder {
  using Keys = std::span<const resources::ObjectKey>;

 public:
  PageDecoder(std::string body, const Projection& projection) : projection_(projection) {
    page_.body_ = std::make_unique<std::string>(std::move(body));
    page_.width_ = projection.width();
  }

  Result<Page> Rows(std::string_view data_key) {
    ZD_RETURN_IF_ERROR(Open());
    od::object root;
    if (const auto error = document_.get_object().get(root))
      return NotJson(error, "the answer is not a JSON object");
    bool found = false;
    for (auto field : root) {
      std::string_view key;
      std::string unescaped;
      if (const auto error = KeyOf(field, key, unescaped))
        return NotJson(error);
      if (key == "count") {
        Cell count;
        if (const auto error = DecodeCount(field.value(), count))
          return NotJson(error);
        if (count.kind == Cell::Kind::kInteger && count.integer >= 0 &&
            count.integer <= kMostRecords)
          page_.total_ = count.integer;
        continue;
      }
      if (key != data_key) {
        if (const auto error = Skip(field.value()))
          return NotJson(error);
        continue;
      }
      if (found)
        return Bad("the answer has the key \"" + std::string(data_key) + "\" twice");
      found = true;
      ZD_RETURN_IF_ERROR(DecodeArray(field.value(), data_key));
    }
    ZD_RETURN_IF_ERROR(CheckEnd());
    if (!found)
      return Bad("the answer has no \"" + std::string(data_key) + "\" key");
    return std::move(page_);
  }

  Result<Page> OnlyRow() {
    std::string brackets;
    for (const char c : *page_.body_) {
      if (brackets.size() <= 2 && c != ' ' && c != '\t' && c != '\r' && c != '\n')
        brackets += c;
    }
    return brackets == "[]" || brackets == "{}" ? Result<Page>(std::move(page_)) : Record();
  }

  Result<Page> Record() {
    ZD_RETURN_IF_ERROR(Open());
    od::object record;
    if (const auto error = document_.get_object().get(record))
      return NotJson(error, "the answer is not a JSON object");
    ZD_RETURN_IF_ERROR(DecodeRow(record));
    ZD_RETURN_IF_ERROR(CheckEnd());
    return std::move(page_);
  }

 private:
  static Error Bad(std::string what) { return {Code::kBadResponse, std::move(what)}; }
  Error NotJson(simdjson::error_code error, std::string_view what = "") const {
    if (EndsTooEarly(*page_.body_))
      return {.code = Code::kBadResponse,
              .message = "the answer was cut off: its JSON does not end",
              .signal = Signal::kCutOff};
    std::string text = "the answer is not valid JSON";
    if (error == simdjson::INCORRECT_TYPE && !what.empty())
      text = what;
    if (error == simdjson::DEPTH_ERROR)
      text = "the answer is nested too deeply";
    if (error == simdjson::UTF8_ERROR)
      text = "the answer is not valid UTF-8";
    return Bad(text + " (" + simdjson::error_message(error) + ")");
  }
  // Reads a value through, so that damage in a part nobody asked for is still noticed.
  static simdjson::error_code Skip(simdjson::simdjson_result<od::value> value) {
    od::json_type type{};
    if (const auto error = value.type().get(type))
      return error;
    std::string_view raw;
    if (type == od::json_type::object || type == od::json_type::array)
      return RawNested(value, type, raw);
    if (type == od::json_type::boolean)
      return value.get_bool().error();
    if (type == od::json_type::null)
      return value.is_null().error();
    return simdjson::SUCCESS;
  }

  Status Open() {
    std::string& body = *page_.body_;
    const size_t length = body.size();
    body.reserve(length + simdjson::SIMDJSON_PADDING);
    if (length > kLargestKeptPage)
      own_parser_ = std::make_unique<od::parser>();
    od::parser& parser = own_parser_ ? *own_parser_ : ThreadParser();
    const auto error = parser.iterate(body.data(), length, body.capacity()).get(document_);
    if (error)
      return NotJson(error);
    return Ok();
  }

  Status CheckEnd() {
    const char* rest = nullptr;
    if (document_.current_location().get(rest) != simdjson::OUT_OF_BOUNDS)
      return Bad("the answer has something after its JSON");
    return Ok();
  }

  // Searches say how many records match, as a number or as text. Anything else is no matter.
  simdjson::error_code DecodeCount(simdjson::simdjson_result<od::value> value, Cell& count) {
    od::json_type type{};
    if (const auto error = value.type().get(type))
      return error;
    if (type == od::json_type::number || type == od::json_type::string)
      return DecodeValue(value, ColumnType::kInteger, count);
    return Skip(value);
  }

  Status DecodeArray(simdjson::simdjson_result<od::value> value, std::string_view data_key) {
    od::array rows;
    if (const auto error = value.get_array().get(rows))
      return NotJson(error, "\"" + std::string(data_key) + "\" is not an array");
    for (auto element : rows) {
      od::object row;
      if (const auto error = element.get_object().get(row))
        return NotJson(error, "row " + std::to_string(page_.rows_ + 1) + " of \"" +
                                  std::string(data_key) + "\" is not an object");
      ZD_RETURN_IF_ERROR(DecodeRow(row));
    }
    return Ok();
  }

  Status DecodeRow(od::object& row) {
    if (page_.rows_ >= kMostRowsPerPage)
      return Bad("the answer has more than " + std::to_string(kMostRowsPerPage) + " rows");
    page_.cells_.resize((page_.rows_ + 1) * page_.width_, Cell::Absent());
    Cell* cells = page_.cells_.data() + page_.rows_ * page_.width_;  // of which there may be none
    if (projection_.wants_raw()) {
      std::string_view raw;
      if (const auto error = row.raw_json().get(raw))
        return NotJson(error);
      if (NestsDeeperThan(raw, kMostLevelsOfValue))
        return NotJson(simdjson::DEPTH_ERROR);
      cells[projection_.raw_slot()] = Cell::Text(TrimEnd(raw), Cell::Kind::kJson);
      if (const auto error = row.reset().error())
        return NotJson(error);
    }
    size_t position = 0;
    for (auto field : row) {
      int slot = -1;
      if (const auto error = FindSlot(field, position++, slot))
        return NotJson(error);
      if (slot < 0) {
        if (const auto error = Skip(field.value()))
          return NotJson(error);
        continue;
      }
      // Two values for one column: nobody knows which is right.
      if (!cells[slot].IsAbsent() && !projection_.HasAlias(slot)) {
        return Bad("row " + std::to_string(page_.rows_ + 1) + " has \"" +
                   std::string(projection_.NameOf(slot)) + "\" twice");
      }
      if (const auto error = DecodeValue(field.value(), projection_.TypeOf(slot), cells[slot],
                                         projection_.KeysOf(slot)))
        return NotJson(error);
    }
    ++page_.rows_;
    return CheckKey(cells);
  }

  // Rows of a page have the same keys in the same order: the key that the row before had at this
  // position is compared first, byte for byte in the body.
  simdjson::error_code FindSlot(simdjson::simdjson_result<od::field>& field, size_t position,
                                int& slot) {
    od::raw_json_string raw;
    if (const auto error = field.key().get(raw))
      return error;
    if (position < keys_.size()) {
      const KnownKey& known = keys_[position];
      if (std::strncmp(raw.raw(), known.text.data(), known.text.size()) == 0) {
        slot = known.slot;
        return simdjson::SUCCESS;
      }
    }
    std::string_view key;
    std::string unescaped;
    // A key that is no text is the name of no column.
    if (KeyOf(field, key, unescaped) != simdjson::SUCCESS)
      key = {};
    const bool is_plain = key.data() == raw.raw();
    slot = projection_.SlotOfKey(key);
    if (is_plain && position <= keys_.size()) {
      const KnownKey known{{key.data(), key.size() + 1}, slot};  // with its quote
      if (position == keys_.size())
        keys_.push_back(known);
      else
        keys_[position] = known;
    }
    return simdjson::SUCCESS;
  }

  Status CheckKey(const Cell* cells) const {
    for (const std::string_view key : projection_.resource().key) {
      const int slot = projection_.SlotOf(projection_.resource().FindColumn(key));
      if (slot < 0)
        continue;
      const Cell& cell = cells[slot];
      if (cell.kind == Cell::Kind::kNull || cell.text().empty())
        return Bad("row " + std::to_string(page_.rows_) + " has no \"" + std::string(key) + "\"");
      if ((cell.kind == Cell::Kind::kText || cell.kind == Cell::Kind::kJson) &&
          cell.length > kLongestKey) {
        return Bad("the \"" + std::string(key) + "\" of row " + std::to_string(page_.rows_) +
                   " has " + std::to_string(cell.length) + " bytes, and no key has more than " +
                   std::to_string(kLongestKey));
      }
    }
    return Ok();
  }

  simdjson::error_code DecodeValue(simdjson::simdjson_result<od::value> value, ColumnType type,
                                   Cell& cell, Keys keys = {}) {
    od::json_type json_type{};
    if (const auto error = value.type().get(json_type))
      return error;
    switch (json_type) {
      case od::json_type::null:
        cell = Cell::Null();
        return value.is_null().error();
      case od::json_type::boolean: {
        bool truth = false;
        const auto error = value.get_bool().get(truth);
        cell = FromJsonBoolean(truth, type);
        return error;
      }
      case od::json_type::number:
        return DecodeNumber(value, type, cell);
      case od::json_type::string:
        return DecodeString(value, type, cell);
      case od::json_type::object:
      case od::json_type::array:
        return DecodeNested(value, json_type, cell, keys);
      default:  // newer simdjson has a type for what is no JSON value
        return simdjson::TAPE_ERROR;
    }
  }

  simdjson::error_code DecodeNumber(simdjson::simdjson_result<od::value> value, ColumnType type,
                                    Cell& cell) {
    std::string_view token;
    if (const auto error = value.raw_json_token().get(token))
      return error;
    token = TrimEnd(token);
    if (!IsJsonNumber(token))
      return simdjson::NUMBER_ERROR;
    std::string made;
    const Cell decoded = FromJsonNumber(token, type, made);
    cell = made.empty() ? decoded : Cell::Text(Keep(made), decoded.kind);
    // raw_json_token leaves the value unread; get_double moves past it. Its own range errors do not
    // matter: the token is kept as text where no number type holds it.
    (void)value.get_double().error();
    return simdjson::SUCCESS;
  }

  simdjson::error_code DecodeString(simdjson::simdjson_result<od::value> value, ColumnType type,
                                    Cell& cell) {
    std::string_view token;
    if (const auto error = value.raw_json_token().get(token))
      return error;
    token = TrimEnd(token);
    if (const auto error = value.get_raw_json_string().error())
      return error;
    // Without escapes the string stands in the body as it is.
    std::string_view text = token.substr(1, token.size() - 2);
    if (std::memchr(token.data(), '\\', token.size()) != nullptr) {
      const auto unescaped = Unescape(text);
      if (!unescaped)
        return simdjson::STRING_ERROR;
      text = Keep(*unescaped);
    }
    if (type == ColumnType::kJson) {
      cell = Cell::Text(token, Cell::Kind::kJson);
      return simdjson::SUCCESS;
    }
    std::string made;
    const Cell decoded = FromJsonString(text, type, made);
    cell = made.empty() ? decoded : Cell::Text(Keep(made), decoded.kind);
    return simdjson::SUCCESS;
  }

  simdjson::error_code DecodeNested(simdjson::simdjson_result<od::value> value,
                                    od::json_type json_type, Cell& cell, Keys keys) {
    std::string_view raw;
    od::object object;
    const bool has_keys = json_type == od::json_type::object && !keys.empty();
    if (has_keys) {
      if (const auto error = value.get_object().get(object))
        return error;
      if (const auto error = object.raw_json().get(raw))
        return error;
    } else if (const auto error = RawNested(value, json_type, raw)) {
      return error;
    }
    if (NestsDeeperThan(raw, kMostLevelsOfValue))
      return simdjson::DEPTH_ERROR;
    cell = Cell::Text(TrimEnd(raw), Cell::Kind::kJson);
    if (!has_keys)
      return simdjson::SUCCESS;
    if (const auto error = object.reset().error())
      return error;
    std::string made;
    const auto error = WithKeys(object, keys, made);
    cell = Cell::Text(Keep(made), Cell::Kind::kJson);
    return error;
  }

  // Text that is not in the body, kept for the life of the page.
  std::string_view Keep(std::string_view text) {
    auto& copy = page_.unescaped_.emplace_back(new char[text.size() + 1]);
    page_.made_bytes_ += text.size() + kBytesPerText;
    // cppcheck-suppress invalidLifetime ; the text is still there while it is copied
    std::memcpy(copy.get(), text.data(), text.size());
    return {copy.get(), text.size()};
  }

  struct KnownKey {
    std::string_view text;  // with its closing quote
    int slot;
  };

  const Projection& projection_;
  Page page_;
  std::vector<KnownKey> keys_;              // of the row before, in order; point into the body
  std::unique_ptr<od::parser> own_parser_;  // for a huge page
  od::document document_;
};

Result<Page> Page::DecodeRows(std::string body, std::string_view data_key,
                              const Projection& projection) {
  PageDecoder decoder(std::move(body), projection);
  return data_key.empty() ? decoder.OnlyRow() : decoder.Rows(data_key);
}

Result<Page> Page::DecodeRecord(std::string body, const Projection& projection) {
  return PageDecoder(std::move(body), projection).Record();
}

}  // namespace zoho_desk::client
