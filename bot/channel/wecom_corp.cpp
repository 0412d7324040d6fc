#include "bot/channel/wecom_corp.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/query_string.hpp"

namespace huiying::channel {
namespace {

constexpr std::string_view kApiBase = "https://qyapi.weixin.qq.com";

}  // namespace

WecomCorp::WecomCorp(
    std::string_view platform, const model::ChannelAccount& account, const AnswerReader& reader
)
    : platform_(platform),
      reader_(reader),
      corp_id_(account.setting("corp_id")),
      app_secret_(account.secret("app_secret")),
      api_base_(api_base_of(account, kApiBase)),
      token_key_(platform_ + "|" + corp_id_ + "|" + sha256_hex(app_secret_ + "|" + api_base_)) {}

Token WecomCorp::fetch_token(Transport& transport) const {
    OutgoingRequest request;
    request.method = OutgoingMethod::get;
    request.url = api_base_ + "/cgi-bin/gettoken?corpid=" + percent_encode(corp_id_) +
                  "&corpsecret=" + percent_encode(app_secret_);
    return token_of(transport.post(request), {"access_token", "expires_in"}, reader_);
}

std::string WecomCorp::address(std::string_view path, const std::string& token) const {
    return api_base_ + "/cgi-bin/" + std::string(path) + "?access_token=" + percent_encode(token);
}

Media WecomCorp::fetch_media(const std::string& address, const MediaUses& uses) const {
    const auto id = media_id_of(address, platform_ + "-media:");
    if (id.empty())
        return uses.downloads.get({address, {}, HostNamedBy::message});
    const auto fetch = [&](Renew) { return fetch_token(uses.context.transport); };
    const auto download = [&](const std::string& token) {
        return Download{
            this->address("media/get", token) + "&media_id=" + percent_encode(id),
            {},
            HostNamedBy::account};
    };
    return fetch_with_token({token_key_, fetch, download, reader_.classify}, uses);
}

}  // namespace huiying::channel
