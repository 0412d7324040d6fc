#include "board/desk/sms_word.hpp"

#include <algorithm>
#include <string_view>

namespace huiying::desk {
namespace {

constexpr std::string_view kChannel = "sms";
constexpr std::size_t kMobileDigits = 11;
constexpr std::string_view kCountry = "86";

}  // namespace

std::string mobile_in(const std::string& contact) {
    std::string digits;
    for (const char c : contact) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '-' && c != '+')
            return {};
    }
    if (digits.size() == kMobileDigits + kCountry.size() && digits.starts_with(kCountry))
        digits.erase(0, kCountry.size());
    const bool is_mobile = digits.size() == kMobileDigits && digits[0] == '1' && digits[1] >= '3';
    return is_mobile ? digits : std::string();
}

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
