// The XML of WeChat and its relatives: one root, its direct children with their text. Reads
// nothing else and refuses what could mislead. The only pugixml. Pure, safe from any thread.
// Source: XML 1.0 (5th edition); https://pugixml.org/docs/manual.html (expands no entities of a
// DTD; `text()` would give only the first of several CDATA sections).
#pragma once

#include "bot/channel/fault.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

inline constexpr std::size_t kMaxXmlBytes = std::size_t{64} * 1024;

class FlatXml {
  public:
    /// Reads `bytes` (UTF-8). The text of a child is that of all its text and CDATA sections;
    /// a child's own children are passed over. Errors: too_large (over 64 KiB), bad_encoding,
    /// doctype_forbidden, bad_xml (not well-formed, not exactly one root, deeper than 8),
    /// duplicate_element (two children of one name).
    [[nodiscard]] static Checked<FlatXml> read(std::string_view bytes);

    /// Text of a child, nullptr when there is none of that name.
    const std::string* find(std::string_view name) const;
    /// Text of a child without white space at both ends, "" when absent.
    std::string_view trimmed(std::string_view name) const;

    std::string_view root() const { return root_; }

  private:
    std::string root_;
    std::vector<std::pair<std::string, std::string>> children_;
};

/// Text of the first element at that path below the root, without white space at both ends; "" when
/// there is none. REQUIRES: `FlatXml::read` takes the bytes.
std::string nested_text(std::string_view bytes, std::initializer_list<const char*> path);

/// Text as CDATA, "]]>" spread over two sections. REQUIRES: only characters legal in XML
/// (`printable`).
std::string cdata(std::string_view text);

}  // namespace huiying::channel
