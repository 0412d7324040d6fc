// Logins by platforms and by a provider: their accounts and clients meet board/web. Used by
// login_doors. Thread rule: as of the use cases.
#pragma once

#include "app/record.hpp"
#include "board/web/api_outside_logins.hpp"
#include "bot/channel/http_transport.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/openid/provider.hpp"
#include "config/settings.hpp"
#include "http/client.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::app {

class OutsideWays {
  public:
    /// Throws config::ConfigError where the provider's settings do not go together.
    OutsideWays(const config::Settings& settings, Record& record);

    [[nodiscard]] std::vector<web::LoginWay> possible() const;
    [[nodiscard]] std::optional<std::string> address(
        const web::LoginWay& way, const web::WayOut& out
    );
    [[nodiscard]] web::OutsideAnswer ask(const web::LoginWay& way, const web::WayBack& back);

  private:
    web::OutsideAnswer ask_platform(const model::ChannelAccount& account, const web::WayBack& back);
    web::OutsideAnswer ask_provider(const web::WayBack& back);

    Record& record_;
    const std::string title_;  ///< of the provider
    const std::string claim_;  ///< that names the person
    const bool may_create_;
    http::Client client_;
    channel::HttpTransport transport_{client_, client_};
    channel::TokenCache tokens_;
    std::optional<openid::Provider> provider_;
};

}  // namespace huiying::app
