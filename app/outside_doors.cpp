#include "app/outside_doors.hpp"

#include "app/settings_of.hpp"
#include "app/whole_file.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/staff_identity.hpp"
#include "config/config_error.hpp"
#include "telemetry/log.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

using telemetry::Level;

/// Somebody waits in front of a white page.
constexpr std::chrono::milliseconds kPatience{8'000};
constexpr std::string_view kOidc = "oidc";
constexpr std::string_view kOidcAccount = "main";

http::ClientSettings hasty(http::ClientSettings client) {
    for (auto* limit :
         {&client.connect_timeout,
          &client.read_timeout,
          &client.write_timeout,
          &client.total_timeout})
        *limit = std::min(*limit, kPatience);
    return client;
}

std::string title_of(const model::ChannelAccount& account) {
    const auto* row = channel::find_channel(account.channel);
    return row != nullptr ? std::string(row->title) : account.channel;
}

void log_failure(const web::LoginWay& way, std::string_view why, std::string_view detail) {
    telemetry::log_limited(
        Level::warn, "login.outside_failed", {{"way", way.key()}, {"why", why}, {"detail", detail}}
    );
}

/// nullopt where none is set up.
std::optional<openid::ProviderSettings> provider_of(const config::Settings& settings) {
    openid::ProviderSettings provider{
        settings.text("oidc.issuer"),
        settings.text("oidc.client_id"),
        {},
        settings.text("oidc.scope")};
    if (provider.issuer.empty())
        return std::nullopt;
    if (provider.client_id.empty())
        throw config::ConfigError("oidc.client_id: needed where oidc.issuer is set");
    if (const auto& file = settings.text("oidc.client_secret_file"); !file.empty()) {
        provider.client_secret = whole_file(file);
        const auto end = provider.client_secret.find_last_not_of(" \r\n");
        provider.client_secret.resize(end == std::string::npos ? 0 : end + 1);
        if (provider.client_secret.empty())
            throw config::ConfigError("oidc.client_secret_file: " + file + " is empty");
    }
    return provider;
}

web::OutsideFault fault_of(openid::ProviderFault fault) {
    if (fault == openid::ProviderFault::refused)
        return web::OutsideFault::refused;
    return fault == openid::ProviderFault::untrusted ? web::OutsideFault::untrusted
                                                     : web::OutsideFault::down;
}

std::string claim_in(const openid::Claims& claims, const std::string& name) {
    const auto found = claims.find(name);
    return found == claims.end() ? std::string() : found->second;
}

}  // namespace

OutsideWays::OutsideWays(const config::Settings& settings, Record& record)
    : record_(record),
      title_(settings.text("oidc.title")),
      claim_(settings.text("oidc.claim")),
      may_create_(settings.text("oidc.create_people") == "yes"),
      client_(hasty(client_settings_of(settings))) {
    if (auto provider = provider_of(settings))
        provider_.emplace(std::move(*provider), client_, record.clock);
}

std::vector<web::LoginWay> OutsideWays::possible() const {
    std::vector<web::LoginWay> ways;
    const auto town = record_.town->snapshot();
    for (const auto& account : town->accounts())
        if (channel::tells_staff(account))
            ways.push_back({account.channel, account.name, title_of(account), false});
    if (provider_)
        ways.push_back({std::string(kOidc), std::string(kOidcAccount), title_, true});
    return ways;
}

std::optional<std::string> OutsideWays::address(const web::LoginWay& way, const web::WayOut& out) {
    if (way.platform == kOidc)
        return provider_->address({out.redirect_uri, out.state, out.nonce, out.verifier});
    const auto town = record_.town->snapshot();
    const auto* account = town->account(way.platform, way.account);
    if (account == nullptr)
        return std::nullopt;
    return channel::identity_address(*account, out.redirect_uri, out.state);
}

web::OutsideAnswer OutsideWays::ask(const web::LoginWay& way, const web::WayBack& back) {
    if (way.platform == kOidc)
        return ask_provider(back);
    const auto town = record_.town->snapshot();
    const auto* account = town->account(way.platform, way.account);
    return account == nullptr ? web::OutsideAnswer{} : ask_platform(*account, back);
}

web::OutsideAnswer OutsideWays::ask_provider(const web::WayBack& back) {
    const auto answer =
        provider_->ask(back.code, {back.redirect_uri, {}, back.nonce, back.verifier});
    const web::LoginWay way{std::string(kOidc), std::string(kOidcAccount), title_, true};
    web::OutsideAnswer told;
    if (!answer.claims) {
        told.fault = fault_of(answer.fault);
        log_failure(way, "provider", answer.detail);
        return told;
    }
    const auto login = claim_in(*answer.claims, claim_);
    if (login.empty()) {
        told.fault = web::OutsideFault::untrusted;
        log_failure(way, "claim", claim_);
        return told;
    }
    told.person = desk::OutsidePerson{
        {login}, claim_in(*answer.claims, "name"), claim_in(*answer.claims, "sub")};
    told.may_be_new = may_create_;
    return told;
}

web::OutsideAnswer OutsideWays::ask_platform(
    const model::ChannelAccount& account, const web::WayBack& back
) {
    const auto answer = channel::identity_of(
        account, {back.code, back.redirect_uri}, {transport_, tokens_, record_.clock.now()}
    );
    web::OutsideAnswer told;
    if (answer.person) {
        told.person = desk::OutsidePerson{answer.person->ids, answer.person->name, {}};
        return told;
    }
    const bool is_refused = answer.fault == channel::IdentityFault::refused;
    told.fault = is_refused ? web::OutsideFault::refused : web::OutsideFault::down;
    log_failure(
        {account.channel, account.name, "", false}, is_refused ? "refused" : "down", answer.detail
    );
    return told;
}

}  // namespace huiying::app
