#include "board/desk/sms_word.hpp"

#include "board/desk/stated_mobile.hpp"

#include <algorithm>
#include <string_view>

namespace huiying::desk {
namespace {

constexpr std::string_view kChannel = "sms";

}  // namespace

std::optional<store::OutboxRow> sms_word(
    const TownSnapshot& town, const model::Ticket& ticket, const store::OutboxRow& reply
) {
    const auto& accounts = town.accounts();
    const auto account = std::find_if(accounts.begin(), accounts.end(), [](const auto& candidate) {
        return candidate.channel == kChannel && candidate.active;
    });
    const auto mobile = mobile_in(ticket.contact);
    if (account == accounts.end() || mobile.empty())
        return std::nullopt;
    auto row = reply;
    row.message.channel = kChannel;
    row.message.account = account->name;
    row.message.recipient = mobile;
    row.message.idempotency_key += "_sms";
    row.message.text =
        "短信告知：来信（编号" + ticket.number + "）已有答复，请凭编号和查询码查看。";
    row.message.state = model::OutboundState::waiting;
    return row;
}

}  // namespace huiying::desk
