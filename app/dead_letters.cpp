#include "app/dead_letters.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "bot/channel/open_channels.hpp"
#include "queue/entry_bytes.hpp"

#include <algorithm>
#include <array>

namespace huiying::app {
namespace {

using Reread = std::variant<RereadLetter, web::Problem>;

bool is_entry(const desk::DeadLetterView& letter) {
    static constexpr std::array kReasons{
        desk::kUndecodable, desk::kNumberTaken, desk::kUnknownTicket, desk::kNotStorable};
    return std::find(kReasons.begin(), kReasons.end(), letter.reason) != kReasons.end();
}

queue::Content content_of(const desk::DeadLetterView& letter) {
    if (is_entry(letter))
        return queue::decode_entry_bytes(letter.bytes);
    return queue::RawDelivery{letter.channel, letter.account, letter.bytes, letter.reason, {}};
}

web::Problem unparsable(const std::string& detail) {
    return {.code = model::Errc::unparsable, .detail = detail};
}

Reread read_by_channel(
    const queue::RawDelivery& delivery,
    const desk::Town& town,
    const channel::OpenChannels& channels,
    model::Instant now
) {
    const auto channel = channels.find(delivery.channel, delivery.account);
    if (!channel)
        return web::Problem{
            .code = model::Errc::move_not_allowed,
            .detail = "账号“" + delivery.account + "”已停用或不存在，启用后再重放"};
    auto received = channel->reread(delivery.bytes, now);
    auto* message = std::get_if<channel::Message>(&received);
    if (!message)
        return unparsable("渠道仍读不懂这件来件，可待升级后再重放，或由人处理后放弃");
    (void)desk::make_numbers(town, message->inbound);
    return RereadLetter{std::move(message->inbound), ""};
}

RereadLetter with_own_number(
    model::InboundMessage message, const desk::DeadLetterView& letter, const desk::Town& town
) {
    message.replaced_number = message.number;
    message.continues = false;
    message.proved_by_code = false;
    message.number = model::make_ticket_number(
        town.secret(), message.delivery_key + "|replay|" + std::to_string(letter.id)
    );
    const std::string note = "原编号" + message.replaced_number + "是另一件的，本件改用编号" +
                             message.number + "单独立件，请设法告知来信人";
    return {std::move(message), note};
}

}  // namespace

Reread reread(
    const desk::DeadLetterView& letter,
    const desk::Town& town,
    const channel::OpenChannels& channels,
    model::Instant now
) {
    auto content = content_of(letter);
    if (const auto* unreadable = std::get_if<queue::Undecodable>(&content))
        return unparsable(
            "仍解不开这条记录（" + unreadable->reason + "），可待升级后再重放，或由人处理后放弃"
        );
    if (const auto* raw = std::get_if<queue::RawDelivery>(&content))
        return read_by_channel(*raw, town, channels, now);
    auto& message = std::get<model::InboundMessage>(content);
    if (letter.reason == desk::kNumberTaken || letter.reason == desk::kUnknownTicket)
        return with_own_number(std::move(message), letter, town);
    if (message.number.empty())
        (void)desk::make_numbers(town, message);
    return RereadLetter{std::move(message), ""};
}

}  // namespace huiying::app
