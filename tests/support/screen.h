#pragma once

// What a person sees of what programs write to a terminal: text, \n, \r and \b. Any other control
// character shows as '?', so that a test notices it.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace zoho_desk::testing {

class Screen {
 public:
  void Write(std::string_view text) {
    for (const char c : text)
      Put(c);
  }
  // The lines without blanks at their ends; the last one has no line break.
  std::string Text() const {
    std::string text;
    for (const std::string& line : lines_) {
      text += text.empty() && &line == &lines_.front() ? "" : "\n";
      text += line.substr(0, line.find_last_not_of(' ') + 1);
    }
    return text;
  }
  size_t LineCount() const { return lines_.size(); }

 private:
  void Put(char c) {
    std::string& line = lines_.back();
    if (c == '\n') {
      lines_.emplace_back();
      column_ = 0;
    } else if (c == '\r') {
      column_ = 0;
    } else if (c == '\b') {
      column_ -= column_ > 0 ? 1 : 0;
    } else {
      line.resize(std::max(line.size(), column_ + 1), ' ');
      line[column_++] = static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? '?' : c;
    }
  }

  std::vector<std::string> lines_{""};
  size_t column_ = 0;
};

}  // namespace zoho_desk::testing
