#include "token_scenario.hpp"

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/transport.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace huiying::vectors {
namespace {

constexpr const char* kSendMarker = "/send?access_token=";

/// Plays the platform. With `held` > 0 the first that many sends are answered only when all of
/// them have come.
class ScriptedPlatform final : public channel::Transport {
  public:
    ScriptedPlatform(const Json& inputs, int held)
        : tokens_(inputs.at("token_responses")),
          errors_(inputs.at("send_error_for_token")),
          held_(held) {}

    channel::TransportAnswer post(const channel::OutgoingRequest& request) override {
        const std::size_t at = request.url.find(kSendMarker);
        std::unique_lock lock(mutex_);
        if (at == std::string::npos)
            return answer_token();
        ++send_calls;
        all_came_.notify_all();
        all_came_.wait_for(lock, std::chrono::seconds(10), [&] { return send_calls >= held_; });
        const std::string token = request.url.substr(at + std::string(kSendMarker).size());
        if (errors_.contains(token))
            return answered(errors_.at(token));
        ++delivered;
        return answered({{"errcode", 0}, {"errmsg", "ok"}});
    }

    int token_fetches = 0;
    int send_calls = 0;
    int delivered = 0;

  private:
    static channel::TransportAnswer answered(const Json& body) {
        return {channel::Reach::answered, 200, body.dump()};
    }

    channel::TransportAnswer answer_token() {
        const auto index = static_cast<std::size_t>(token_fetches++);
        if (index >= tokens_.size())
            return {channel::Reach::answered, 500, "the script has no more tokens"};
        return answered(tokens_.at(index));
    }

    std::mutex mutex_;
    std::condition_variable all_came_;
    Json tokens_;
    Json errors_;
    int held_;
};

/// The class of a send in the words of the file.
std::string outcome_word(model::SendClass result) {
    const bool is_not_delivered =
        result == model::SendClass::retry || result == model::SendClass::permanent;
    return is_not_delivered ? "requeue" : std::string(model::to_word(result));
}

std::unique_ptr<channel::Channel> make_sender(const std::string& platform) {
    model::ChannelAccount account{platform, "vectors", {}, {}, true};
    account.settings = {
        {"mode", "plain"},
        {"app_id", "wx0"},
        {"corp_id", "ww0"},
        {"agent_id", "1"},
        {"api_base", "http://platform"}};
    account.secrets = {{"token", "t"}, {"app_secret", "s"}, {"aes_key", std::string(43, 'a')}};
    auto made = channel::find_channel(platform)->make(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

}  // namespace

std::string run_token_scenario(const Json& inputs, const Json& expected) {
    const auto sends = inputs.at("sends").get<std::size_t>();
    const bool is_concurrent = inputs.value("concurrent", false);
    ScriptedPlatform platform(inputs, is_concurrent ? static_cast<int>(sends) : 0);
    channel::TokenCache tokens;
    const auto sender = make_sender(inputs.value("platform", "wechat_oa"));
    const auto now = model::SystemClock().now();
    std::vector<model::SendOutcome> outcomes(sends);
    const auto send = [&](std::size_t index) {
        model::OutboundMessage message;
        message.recipient = "citizen";
        message.text = "已办结。";
        outcomes[index] = sender->send(message, {platform, tokens, now});
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < sends; ++i) {
        if (is_concurrent)
            threads.emplace_back(send, i);
        else
            send(i);
    }
    threads.clear();
    for (const auto& outcome : outcomes) {
        const auto differs =
            compare("outcome", outcome_word(outcome.result), expected.at("outcome"));
        if (!differs.empty())
            return differs;
    }
    const Json got{
        {"token_fetches", platform.token_fetches},
        {"send_calls", platform.send_calls},
        {"delivered", platform.delivered},
        {"outcome", expected.at("outcome")}};
    return compare("counts", got, expected);
}

}  // namespace huiying::vectors
