// The parameters of a callback address, decoded exactly once: a '+' stays a '+', a broken escape
// and a name given twice are refused (two readers that pick different ones are how checks are
// bypassed). Pure.
#pragma once

#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

class QueryString {
  public:
    /// At most 4 KiB and 32 parameters. Errors: bad_query, duplicate_parameter.
    [[nodiscard]] static Checked<QueryString> parse(std::string_view raw);

    /// The value, "" when absent.
    std::string_view get(std::string_view name) const;

    const std::vector<std::pair<std::string, std::string>>& all() const { return parameters_; }

  private:
    std::vector<std::pair<std::string, std::string>> parameters_;
};

/// `text` with everything but letters, digits and "-._~" percent-escaped.
std::string percent_encode(std::string_view text);

}  // namespace huiying::channel
