#include "bot/intake/chat_routes.hpp"

#include "bot/channel/open_channels.hpp"
#include "bot/channel/webchat.hpp"
#include "bot/intake/chat_protocol.hpp"
#include "bot/intake/chat_refusals.hpp"
#include "bot/intake/chat_widget.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"
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
/// How a photo reads where there is nothing but words, as on other platforms.
constexpr std::string_view kPhotoWords = "[图片]";

PhotoRoom::Time steady_now() {
    return std::chrono::steady_clock::now();
}

http::Response refused(int status, std::string_view code, std::string_view title) {
    return http::json(
        status,
        R"({"type":"about:blank","title":")" + std::string(title) + R"(","status":)" +
            std::to_string(status) + R"(,"code":")" + std::string(code) + R"("})",
        "application/problem+json"
    );
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
        : routes_(routes),
          account_(std::move(account)),
          address_(std::move(address)),
          photos_(routes.photo_room_, address_, [this] { end(); }) {}

    void opened(std::shared_ptr<http::WebSocket> socket) override { socket_ = std::move(socket); }

    void received(std::string_view text) override {
        auto frame = read_chat_frame(text);
        if (!frame)
            return socket_->close();
        if (auto* hello = std::get_if<ChatHello>(&*frame))
            return greet(std::move(*hello));
        if (talk_.sender.empty())
            return socket_->close();
        if (auto* photo = std::get_if<ChatPhoto>(&*frame))
            return take(std::move(*photo));
        take(std::get<ChatSay>(std::move(*frame)));
    }

    void received_bytes(std::string_view bytes) override {
        const auto got = photos_.take(bytes, steady_now());
        if (got == PagePhotos::Got::unasked)
            return socket_->close();
        if (got == PagePhotos::Got::whole)
            keep_photo();
    }

    void closed() override {
        if (!talk_.sender.empty())
            routes_.hub_.stop_listening(talk_, *this);
        routes_.hub_.leave(address_);
        photos_.leave();
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
        // Who comes back has heard something already; what that allows is bounded by address.
        has_ticket_ = hello.after > 0;
        routes_.uses_.ask_lines(
            talk_,
            hello.after,
            [self = shared_from_this(),
             token = hello.token](std::optional<std::vector<desk::ChatLine>> lines) mutable {
                // Once it is closed, the routes may be gone too.
                if (!self->socket_)
                    return;
                if (lines)
                    self->know_tickets(*lines);
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

    void know_tickets(const std::vector<desk::ChatLine>& lines) {
        has_ticket_ = has_ticket_ || std::any_of(lines.begin(), lines.end(), [](const auto& line) {
                          return !line.number.empty();
                      });
    }

    void take(ChatSay&& said) {
        if (!may_say())
            return refuse(said.id, too_fast());
        if (routes_.uses_.quota.over(address_) &&
            !(has_ticket_ && routes_.hub_.may_go_on(address_)))
            return refuse(said.id, too_many());
        auto photos = photos_.named(said.photos);
        if (!photos)
            return refuse(said.id, photo_missing());
        auto message = message_of(said, std::move(*photos));
        if (const auto refusal = refusal_of(message))
            return refuse(said.id, *refusal);
        TurnTaking::take(
            routes_.uses_.turns,
            message,
            {},
            [self = shared_from_this(), said = std::move(said), key = message.delivery_key](
                const model::Result<conversation::AtOnce>& answer
            ) { self->answered(said, key, answer); }
        );
    }

    bool may_say() { return says_.take(steady_now()) && routes_.hub_.may_say(address_); }

    void take(ChatPhoto&& photo) {
        if (photos_.is_kept(photo.id))
            return say(chat_photo_kept(photo.id));
        if (!may_say())
            return refuse(photo.id, too_fast());
        const auto id = photo.id;
        const auto bytes = photo.bytes;
        const auto announced = photos_.announce(std::move(photo), steady_now());
        if (const auto refusal = refusal_of(announced))
            return refuse(id, *refusal);
        if (announced == PagePhotos::Announced::out_of_turn)
            return socket_->close();
        if (!routes_.hub_.may_send(address_, bytes)) {
            photos_.settle(std::nullopt);
            return refuse(id, too_many_photos());
        }
        say(chat_photo_wanted(id));
    }

    void keep_photo() {
        auto [photo, bytes] = photos_.whole();
        routes_.uses_.keep_photo(
            std::move(photo.name),
            std::move(bytes),
            [self = shared_from_this(), id = photo.id](const model::Result<model::Attachment>& kept
            ) { self->photo_kept(id, kept); }
        );
    }

    void photo_kept(const std::string& id, const model::Result<model::Attachment>& kept) {
        if (!socket_)  // the routes may be gone too
            return;
        photos_.settle(kept ? std::optional(*kept) : std::nullopt);
        if (kept.has_error())
            return refuse(id, refusal_of_photo(model::errc_of(kept.error())));
        say(chat_photo_kept(id));
    }

    void end() const {
        if (socket_)
            socket_->close();
    }

    model::InboundMessage message_of(const ChatSay& said, std::vector<model::Attachment>&& photos)
        const {
        model::InboundMessage message;
        message.channel = talk_.channel;
        message.account = talk_.account;
        message.sender = talk_.sender;
        const bool is_wordless = said.text.empty() && !photos.empty();
        message.text = is_wordless ? kPhotoWords : said.text;
        message.attachments = std::move(photos);
        message.received_at = message.arrived_at = routes_.uses_.turns.clock.now();
        message.delivery_key =
            talk_.channel + "|" + talk_.account + "|" + talk_.sender + "|" + said.id;
        return message;
    }

    void answered(
        const ChatSay& said,
        const std::string& key,
        const model::Result<conversation::AtOnce>& answer
    ) {
        if (!socket_)  // the routes may be gone too
            return;
        if (answer.has_error()) {
            routes_.counts_->unavailable.add();
            const auto refusal = unavailable();
            return say(chat_refused(said.id, refusal.code, refusal.title, refusal.again));
        }
        routes_.counts_->accepted.add();
        photos_.forget(said.photos);
        count_ticket(answer->number);
        say(chat_received(said.id, answer->number));
        if (answer->passive_text.empty())
            return;
        desk::ChatLine line;
        line.key = desk::answer_key(key);
        line.at = routes_.uses_.turns.clock.now();
        line.said_by = "system";
        line.text = answer->passive_text;
        hear(line);
    }

    /// Only what makes a ticket counts, and who has one may go on with it for a while.
    void count_ticket(const std::string& number) {
        if (number.empty())
            return;
        has_ticket_ = true;
        routes_.uses_.quota.take(address_, number);
    }

    void refuse(const std::string& id, const ChatRefusal& refusal) {
        routes_.counts_->refused.add();
        say(chat_refused(id, refusal.code, refusal.title, refusal.again));
    }

    ChatRoutes& routes_;
    const std::shared_ptr<const channel::Channel> account_;
    const std::string address_;
    std::shared_ptr<http::WebSocket> socket_;
    desk::TalkOf talk_;
    Allowance says_{12, 0.5};
    bool has_ticket_ = false;
    PagePhotos photos_;
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
             response.static_body = chat_widget();
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
    std::string address = http::client_network(request.peer);
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
