// Who the client is, when the request came through reverse proxies. Constant after construction.
#pragma once

#include "http/address_range.hpp"
#include "http/request.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {

class TrustedProxies {
  public:
    /// Throws std::invalid_argument for what is neither an address nor a CIDR range.
    explicit TrustedProxies(const std::vector<std::string>& ranges);

    bool trusts(std::string_view address) const;

    /// The last address of X-Forwarded-For that is not a trusted proxy's; `remote` when it says
    /// nothing usable. REQUIRES: trusts(remote). The view points into `headers` or `remote`.
    std::string_view client_of(std::string_view remote, std::span<const Header> headers) const;

  private:
    std::vector<AddressRange> ranges_;
};

}  // namespace huiying::http
