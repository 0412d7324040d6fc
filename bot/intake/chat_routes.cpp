#include "bot/intake/chat_routes.hpp"

#include "board/desk/receipts.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/channel/webchat.hpp"
#include "bot/intake/chat_protocol.hpp"
#include "chat_files_assets.hpp"
#include "http/router.hpp"
#include "http/web_socket.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace huiying::intake {
namespace {

constexpr std::string_view kPlatform = "webchat";
/// A chat's message is short; the board takes long letters.
constexpr std::size_t kMostCharacters = 2'000;

http::Response refused(int status, std::string_view code, std::string_view title) {
    return http::json(
        status,
        R"({"type":"about:blank","title":")" + std::string(title) + R"(","status":)" +
            std::to_string(status) + R"(,"code":")" + std::string(code) + R"("})",
        "application/problem+json"
    );
}

struct Refusal {
    std::string_view code;
    std::string_view title;
};

/// Characters of UTF-8: all bytes but those that go on with one.
std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
    }));
}

Refusal refusal_of(model::Errc errc, const std::string& field) {
    if (errc == model::Errc::text_too_long && field == "text")
        return {"text_too_long", "一次最多写2000个字，请分几次发送"};
    if (errc == model::Errc::empty_text)
        return {"empty_text", "请先写下内容再发送"};
    return {model::code_of(errc), "内容里有无法识别的字符，请改写后再发送"};
}

}  // namespace

/// What became of the citizens' messages, looked up once.
struct ChatRoutes::Counts {
    explicit Counts(telemetry::Metrics& metrics)
        : accepted(messages(metrics, "accepted")),
          refused(messages(metrics, "refused")),
          unavailable(messages(metrics, "unavailable")) {}

    static telemetry::Counter messages(telemetry::Metrics& metrics, const std::string& outcome) {
        return metrics.counter(
            "huiying_chat_messages_total",
            "Messages in the web chat and what became of them",
            {{"outcome", outcome}}
        );
    }

    telemetry::Counter accepted;
    telemetry::Counter refused;
    telemetry::Counter unavailable;
};

/// One open page of one talk.
class ChatRoutes::Page final : public http::WebSocketUser,
                               public ChatListener,
                               public std::enable_shared_from_this<Page> {
  public:
    Page(ChatRoutes& routes, std::shared_ptr<const channel::Channel> account, std::string address)
        : routes_(routes), account_(std::move(account)), address_(std::move(address)) {}

    void opened(std::shared_ptr<http::WebSocket> socket) override { socket_ = std::move(socket); }

    void received(std::string_view text) override {
        auto frame = read_chat_frame(text);
        if (!frame)
            return socket_->close();
        if (auto* hello = std::get_if<ChatHello>(&*frame))
            return greet(std::move(*hello));
        if (talk_.sender.empty())
            return socket_->close();
        take(std::get<ChatSay>(std::move(*frame)));
    }

    void closed() override {
        if (!talk_.sender.empty())
            routes_.hub_.stop_listening(talk_, *this);
        routes_.hub_.leave(address_);
        socket_.reset();
    }

    void hear(const desk::ChatLine& line) override { say(chat_line(line)); }

  private:
    void say(std::string text) const {
        if (socket_)
            socket_->send(std::move(text));
    }

    /// The page listens before its lines are read: what comes in between is told twice, by the same
    /// key.
    void greet(ChatHello hello) {
        if (!talk_.sender.empty())
            return;
        auto sender = channel::sender_of_chat(hello.token);
        if (sender.empty()) {
            hello = {channel::make_chat_token(), 0};
            sender = channel::sender_of_chat(hello.token);
        }
        talk_ = {std::string(kPlatform), account_->account().name, std::move(sender)};
        routes_.hub_.listen(talk_, *this);
        routes_.uses_.ask_lines(
            talk_,
            hello.after,
            [self = shared_from_this(),
             token = hello.token](std::optional<std::vector<desk::ChatLine>> lines) mutable {
                // Once it is closed, the routes may be gone too.
                if (!self->socket_)
                    return;
                if (!lines)  // the page comes again, and misses nothing
                    return self->socket_->close();
                self->say(chat_welcome(
                    {std::move(token),
                     self->account_->account().setting("title"),
                     self->routes_.uses_.service_name(),
                     std::move(*lines)}
                ));
            }
        );
    }

    void take(ChatSay&& said) {
        if (!says_.take(std::chrono::steady_clock::now()) || !routes_.hub_.may_say(address_))
            return refuse(said.id, {"rate_limited", "您发得太快了，请稍等几秒再发"}, Again::later);
        auto message = message_of(said);
        std::string field;
        const auto checked = desk::check_message(message, field);
        if (characters_of(said.text) > kMostCharacters)
            return refuse(said.id, refusal_of(model::Errc::text_too_long, "text"), Again::never);
        if (checked.has_error())
            return refuse(
                said.id, refusal_of(model::errc_of(checked.error()), field), Again::never
            );
        TurnTaking::take(
            routes_.uses_.turns,
            message,
            {},
            [self = shared_from_this(), id = std::move(said.id), key = message.delivery_key](
                const model::Result<conversation::AtOnce>& answer
            ) { self->answered(id, key, answer); }
        );
    }

    model::InboundMessage message_of(const ChatSay& said) const {
        model::InboundMessage message;
        message.channel = talk_.channel;
        message.account = talk_.account;
        message.sender = talk_.sender;
        message.text = said.text;
        message.received_at = message.arrived_at = routes_.uses_.turns.clock.now();
        message.delivery_key =
            talk_.channel + "|" + talk_.account + "|" + talk_.sender + "|" + said.id;
        return message;
    }

    void answered(
        const std::string& id,
        const std::string& key,
        const model::Result<conversation::AtOnce>& answer
    ) {
        if (!socket_)  // the routes may be gone too
            return;
        if (answer.has_error()) {
            routes_.counts_->unavailable.add();
            return say(
                chat_refused(id, "unavailable", "系统暂时无法受理，正在为您重试", Again::later)
            );
        }
        routes_.counts_->accepted.add();
        say(chat_received(id, answer->number));
        if (answer->passive_text.empty())
            return;
        desk::ChatLine line;
        line.key = desk::answer_key(key);
        line.at = routes_.uses_.turns.clock.now();
        line.said_by = "system";
        line.text = answer->passive_text;
        hear(line);
    }

    void refuse(const std::string& id, const Refusal& refusal, Again again) {
        routes_.counts_->refused.add();
        say(chat_refused(id, refusal.code, refusal.title, again));
    }

    ChatRoutes& routes_;
    const std::shared_ptr<const channel::Channel> account_;
    const std::string address_;
    std::shared_ptr<http::WebSocket> socket_;
    desk::TalkOf talk_;
    Allowance says_{12, 0.5};
};

ChatRoutes::ChatRoutes(ChatUses uses)
    : uses_(std::move(uses)),
      hub_(uses_.limits),
      counts_(std::make_unique<Counts>(uses_.metrics)) {}

ChatRoutes::~ChatRoutes() = default;

void ChatRoutes::add_to(http::Router& router) {
    router.add(
        {http::Method::get,
         "/chat/widget.js",
         "page_chat_widget",
         http::AsyncHandler([](const http::Request&, http::Responder respond) {
             http::Response response = http::empty(200)
                                           .with("Content-Type", "text/javascript; charset=utf-8")
                                           .with("Cache-Control", "public, max-age=300")
                                           .with("Cross-Origin-Resource-Policy", "cross-origin");
             response.static_body = *chat_files::packed("widget.js");
             respond(std::move(response));
         })}
    );
    router.add(
        {http::Method::get,
         "/chat/{account}/socket",
         "page_chat_socket",
         http::AsyncHandler([this](const http::Request& request, http::Responder respond) {
             respond(open(request));
         })}
    );
}

http::Response ChatRoutes::open(const http::Request& request) {
    auto account = uses_.channels.find(kPlatform, request.param("account"));
    if (!account)
        return refused(404, "not_found", "没有这个网页咨询");
    if (!http::asks_for_web_socket(request))
        return refused(426, "upgrade_required", "这个地址只供网页咨询窗口连接")
            .with("Upgrade", "websocket");
    auto host = request.header("x-forwarded-host");
    if (host.empty())
        host = request.header("host");
    if (!channel::is_allowed_origin(account->account(), request.header("origin"), host))
        return refused(403, "origin_not_allowed", "这个网页没有获准使用网页咨询");
    std::string address(request.peer);
    if (!hub_.admit(address))
        return refused(503, "overloaded", "同时咨询的人太多，请稍后再试").with("Retry-After", "10");
    return http::web_socket(std::make_shared<Page>(*this, std::move(account), std::move(address)));
}

void ChatRoutes::tell(const std::vector<desk::ChatLine>& lines) {
    hub_.tell(lines);
}

std::size_t ChatRoutes::open_pages() const {
    return hub_.size();
}

}  // namespace huiying::intake
