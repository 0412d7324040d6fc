#include "bot/channel/puller.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/wecom_kf.hpp"
#include "channel_case.hpp"

#include <memory>
#include <set>

namespace huiying::vectors {
namespace {

/// Plays sync_msg by script.
class ScriptedSync final : public channel::Transport {
  public:
    explicit ScriptedSync(Json responses) : responses_(std::move(responses)) {}

    channel::TransportAnswer post(const channel::OutgoingRequest& request) override {
        const bool is_sync = request.url.find("/kf/sync_msg?") != std::string::npos;
        if (!is_sync)
            return answered({{"errcode", 0}, {"access_token", "t"}, {"expires_in", 7200}});
        auto asked = Json::parse(request.body);
        asked.erase("limit");
        requests.push_back(asked);
        const auto index = requests.size() - 1;
        return answered(index < responses_.size() ? responses_.at(index) : Json{{"errcode", -1}});
    }

    Json requests = Json::array();

  private:
    static channel::TransportAnswer answered(const Json& body) {
        return {channel::Reach::answered, 200, body.dump()};
    }

    Json responses_;
};

std::unique_ptr<channel::Channel> channel_of(const Json& inputs) {
    model::ChannelAccount row{"wecom_kf", "vectors", {}, {}, true};
    row.settings["corp_id"] = "ww0";
    row.settings["open_kfid"] = inputs.at("open_kfid").get<std::string>();
    row.secrets = {{"token", "t"}, {"app_secret", "s"}, {"aes_key", std::string(43, 'a')}};
    return opened_by(channel::wecom_kf_row(), row);
}

std::string run_kf(const Json& inputs, const Json& expected) {
    const auto opened = channel_of(inputs);
    const auto* const puller = dynamic_cast<const channel::Puller*>(opened.get());
    if (puller == nullptr)
        return "the channel cannot pull";
    ScriptedSync platform(inputs.at("responses"));
    channel::TokenCache tokens;
    // The record's unique delivery key: what it has it does not take again.
    std::set<std::string> seen;
    for (const auto& id : inputs.value("already_seen", Json::array()))
        seen.insert(id.get<std::string>());
    Json got{{"enqueued", Json::array()}, {"stored_cursor", inputs.at("stored_cursor")}};
    const channel::SendContext context{platform, tokens, model::SystemClock().now()};
    const auto outcome = puller->pull(
        {context,
         inputs.at("event_token").get<std::string>(),
         inputs.at("stored_cursor").get<std::string>(),
         [&](const channel::Pulled& pulled) {
             if (seen.insert(pulled.id).second)
                 got["enqueued"].push_back(pulled.id);
             return true;
         },
         [&](const std::string& cursor) {
             got["stored_cursor"] = cursor;
             return true;
         }}
    );
    if (outcome.end != channel::PullEnd::all)
        return "not pulled to the end: " + outcome.detail;
    got["requests"] = platform.requests;
    return compare("pulled", got, expected);
}

}  // namespace

Run find_kf_run(std::string_view op) {
    if (op == "kf")
        return run_kf;
    return op == "crypt_decrypt" ? find_wechat_run(op) : nullptr;
}

}  // namespace huiying::vectors
