#include "bot/channel/open311.hpp"

#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/delivery_key.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::string_view kPlatform = "open311";
constexpr std::size_t kBodyLimitBytes = std::size_t{64} * 1024;

constexpr std::string_view kWrongDoor = "path";

std::string field(const Open311Request& request, const char* name) {
    const auto found = request.fields.find(name);
    return found == request.fields.end() ? std::string() : found->second;
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values)
        text += (text.empty() ? "" : "、") + value;
    return text;
}

class Open311 final : public Channel, public Open311Account {
  public:
    Open311(model::ChannelAccount account, std::vector<Open311Service> services)
        : Channel(std::move(account)),
          services_(std::move(services)),
          api_keys_({this->account().secret("api_key")}) {
        if (const auto old = this->account().secret("previous_api_key"); !old.empty())
            api_keys_.push_back(old);
    }

    const std::vector<Open311Service>& services() const override { return services_; }

    const std::vector<std::string>& api_keys() const override { return api_keys_; }

    /// Requests come by the routes of their own, which know what was posted before.
    Received receive(const http::Request&, model::Instant) const override {
        return Refused{model::Errc::bad_request, std::string(kWrongDoor)};
    }

    Received reread(std::string_view, model::Instant) const override {
        return Refused{model::Errc::unparsable, "body"};
    }

    Answer accepted(const Message&, const Receipt& receipt) const override {
        return open311_receipt(Open311Format::json, receipt);
    }

    bool can_send() const override { return false; }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext&)
        const override {
        return {model::SendClass::permanent, "read by number", message.parts_done};
    }

    Message message_of(const Open311Request& request, const std::string& key, model::Instant now)
        const override;

  private:
    const Open311Service& service_of(const Open311Request& request) const;
    std::string text_of(const Open311Request& request) const;

    std::vector<Open311Service> services_;
    std::vector<std::string> api_keys_;
};

const Open311Service& Open311::service_of(const Open311Request& request) const {
    return *std::find_if(services_.begin(), services_.end(), [&](const auto& service) {
        return service.code == request.service_code;
    });
}

std::string place_of(const Open311Request& request) {
    const auto words = field(request, "address_string");
    const auto id = field(request, "address_id");
    return words.empty() && !id.empty() ? "地址编号 " + id : words;
}

/// What was written, and what was picked besides.
std::string Open311::text_of(const Open311Request& request) const {
    const auto& service = service_of(request);
    std::string text = field(request, "description");
    if (text::trim(text).empty())
        text = service.name.empty() ? service.code : service.name;
    for (const auto& attribute : service.attributes) {
        const auto values = request.attributes.find(attribute.code);
        if (values == request.attributes.end())
            continue;
        const auto& title = attribute.description.empty() ? attribute.code : attribute.description;
        text += "\n" + title + "：" + joined(values->second);
    }
    if (!field(request, "lat").empty())
        text += "\n位置：纬度 " + field(request, "lat") + "，经度 " + field(request, "long");
    return text;
}

Message Open311::message_of(
    const Open311Request& request, const std::string& key, model::Instant now
) const {
    const auto& service = service_of(request);
    Message message;
    auto& inbound = message.inbound;
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.delivery_key = make_delivery_key(
        {kPlatform, account().name, key.empty() ? generate_callback_token() : "key " + key}
    );
    inbound.text = text_of(request);
    inbound.subject = std::string(text::truncate(service.name, 100));
    inbound.kind = model::parse_kind(service.kind).value_or(model::Kind::help);
    inbound.unit_hint = service.unit;
    inbound.way_back = service.code;  // what its poster lists it by
    inbound.sender_name = field(request, "last_name") + field(request, "first_name");
    inbound.contact = field(request, "phone");
    if (inbound.contact.empty())
        inbound.contact = field(request, "email");
    inbound.place = place_of(request);
    inbound.received_at = now;
    inbound.arrived_at = now;
    const auto url = field(request, "media_url");
    if (url.starts_with("https://") || url.starts_with("http://"))
        inbound.attachments.push_back({.name = {}, .media_type = {}, .sha256 = {}, .url = url});
    message.passive = Passive::no;
    return message;
}

Answer refuse(const Refused& refused) {
    const bool is_key = refused.reason == model::Errc::bad_signature ||
                        refused.reason == model::Errc::unknown_account;
    return open311_problem(
        Open311Format::json,
        {is_key ? 403 : 400,
         is_key ? "api_key" : refused.word,
         is_key                       ? "api_key 缺少或不对"
         : refused.word == kWrongDoor ? "请提交到 /open311/账号名/v2/requests.json（或 .xml）"
                                      : "请求不符合格式"}
    );
}

Made make(const model::ChannelAccount& account) {
    auto services = read_open311_services(account.setting("services"));
    if (!services)
        return AccountProblem{
            "services",
            "事项须为 JSON 数组，如 "
            "[{\"service_code\":\"021\",\"service_name\":\"垃圾\",\"unit\":\"chengjian\",\"kind\":"
            "\"help\"}]"};
    return std::make_unique<Open311>(account, std::move(*services));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{
        "api_key",
        Place::secret,
        Need::required,
        "",
        generate_callback_token,
        "接口密钥（api_key）"},
    AccountField{
        "previous_api_key", Place::secret, Need::optional, "", nullptr, "更换前的接口密钥"},
    AccountField{"services", Place::setting, Need::optional, "", nullptr, "事项（JSON）"},
};

model::SendClass classify(int, std::string_view) {
    return model::SendClass::permanent;
}

}  // namespace

const ChannelRow& open311_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "Open311",
        .passive = Passive::no,
        .idempotent_send = IdempotentSend::no,
        .limits = {.body_bytes = kBodyLimitBytes, .part_bytes = 0, .max_parts = 1},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify,
    };
    return kRow;
}

}  // namespace huiying::channel
