#include "board/desk/handover_notice.hpp"

#include "text/masking.hpp"

namespace huiying::desk {
namespace {

std::string day_of(const std::optional<model::Instant>& due) {
    return due ? model::to_iso(model::local_date(*due)) : "待定";
}

std::string line_of(const model::Ticket& ticket, std::size_t number) {
    // The paper is read and filed by people who may not know of it.
    if (ticket.restricted)
        return std::to_string(number) + ". 限制知悉件，由双方当面交接\n";
    return std::to_string(number) + ". " + ticket.number + "　" +
           std::string(model::chinese_name(ticket.state)) + "　答复期限 " +
           day_of(ticket.due.final_due) + "　" + text::mask_personal(ticket.subject).text + "\n";
}

}  // namespace

std::string handover_notice(
    const TownSnapshot& town, const HandedOver& step, const std::string& arranged_by
) {
    std::string notice = town.settings().name + "来信办理工作移交单\n\n";
    notice += "移交人：" + step.from.name + "（" + step.from.login + "）\n";
    notice += "接收人：" + step.to.name + "（" + step.to.login + "）\n";
    notice += "单位：" + town.unit_name(step.from.unit) + "\n";
    const auto time = model::to_rfc3339(step.at);
    notice += "时间：" + time.substr(0, 10) + " " + time.substr(11, 5) + "\n";
    notice += "经办人：" + arranged_by + "\n";
    notice += "原因：" + step.reason + "\n\n";
    notice += "移交在办来信共" + std::to_string(step.tickets.size()) + "件：\n";
    for (std::size_t i = 0; i < step.tickets.size(); ++i)
        notice += line_of(step.tickets[i], i + 1);
    notice += "\n移交人（签名）：　　　　　　接收人（签名）：　　　　　　监交人（签名）：\n";
    return notice;
}

}  // namespace huiying::desk
