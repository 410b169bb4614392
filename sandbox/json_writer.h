#pragma once

// Writes JSON text straight into a string. Pages are rendered from compact data, so no document
// tree is ever built on the hot path. The same field code also serves filters and sort keys: in
// plain form a value is written bare (no quotes, no escapes, list items parted by kItemSeparator,
// null as nothing).

#include <cstdint>
#include <string>
#include <string_view>

namespace zoho_desk::sandbox {

// Not thread-safe.
class Writer {
 public:
  enum class Form { kJson, kPlain };
  static constexpr char kItemSeparator = '\x1f';

  // Appends to `out`, which must outlive the writer.
  explicit Writer(std::string& out, Form form = Form::kJson) : out_(out), form_(form) {}

  void BeginObject();
  void EndObject();
  void BeginArray();
  void EndArray();
  // The next value belongs to this key. `name` needs no escaping.
  void Key(std::string_view name);

  void Null();
  void Bool(bool value);
  void Int(int64_t value);
  void String(std::string_view text);
  // A decimal number as a string, the way Zoho sends ids and counts.
  void Digits(uint64_t value);
  // Epoch milliseconds as "YYYY-MM-DDTHH:MM:SS.mmmZ", and as "YYYY-MM-DD".
  void Time(int64_t epoch_millis);
  void Date(int64_t epoch_millis);

  // A string made of several parts.
  void BeginString();
  void Text(std::string_view part);
  void TextNumber(uint64_t value);
  void EndString();

  // The record has no such key at all (which is not the same as null).
  void Omit() { omitted_ = true; }
  // Whether Omit was called since the last TakeOmitted.
  bool TakeOmitted();

  // True when the last value written in plain form was null or missing.
  bool plain_null() const { return plain_null_; }

 private:
  void Separate();
  bool plain() const { return form_ == Form::kPlain; }

  std::string& out_;
  Form form_;
  bool omitted_ = false;
  bool plain_null_ = true;
};

// Midnight UTC on the first day of the month that contains this instant.
int64_t StartOfMonth(int64_t epoch_millis);

}  // namespace zoho_desk::sandbox
