#include "board/desk/stage_words.hpp"

#include "board/draft/draft_maker.hpp"
#include "templates/renderer.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using namespace std::string_view_literals;

using draft::ReplyFields;
using draft::ReplyForm;
using draft::ReplyLength;
using draft::ReplyStage;

constexpr auto kTalks = std::to_array<std::string_view>(
    {"wechat_oa", "wecom", "wecom_kf", "wecom_aibot", "dingtalk", "feishu", "webchat"}
);

/// Left out where nobody knows them; everything else stands open.
constexpr auto kOptional = std::to_array(
    {"contact"sv, "organ_contact"sv, "subject"sv, "code"sv, "evidence"sv, "final_due"sv}
);

/// The town's own where the process has them; the packed ones where a move is made without (the
/// clock's).
const templates::Renderer& wordings_of(const WrittenFor& with) {
    if (with.renderer)
        return *with.renderer;
    static const templates::Renderer kPacked;
    return kPacked;
}

std::string written(const WrittenFor& with, const ReplyForm& form, const ReplyFields& more) {
    auto fields = more;
    fields.merge(fields_of(with.ticket, with.town, with.now));
    return draft::write_reply(wordings_of(with), form, fields);
}

std::string written(
    const WrittenFor& with, ReplyStage stage, ReplyLength length, const ReplyFields& more
) {
    return written(with, ReplyForm{kind_of(with.ticket), stage, length}, more);
}

/// Of the ticket's round and channel.
ReplyForm reply_form(const model::Ticket& ticket, draft::ReplyKind kind) {
    const auto stage = ticket.round > 1 ? ReplyStage::rework_reply : ReplyStage::final_reply;
    return {kind, stage, length_of(ticket.channel)};
}

WrittenFor with(const MoveContext& context) {
    return {context.record.ticket, context.town, context.now, context.renderer};
}

bool is_left_out(std::string_view key, ReplyStage stage) {
    if (key == "earlier")
        return stage != ReplyStage::refused_duplicate && stage != ReplyStage::asked_before;
    return std::find(kOptional.begin(), kOptional.end(), key) != kOptional.end();
}

}  // namespace

draft::ReplyKind kind_of(const model::Ticket& ticket) {
    return ticket.restricted ? draft::ReplyKind::report : draft::reply_kind_of(ticket.kind);
}

ReplyLength length_of(std::string_view channel) {
    return std::find(kTalks.begin(), kTalks.end(), channel) == kTalks.end() ? ReplyLength::letter
                                                                            : ReplyLength::chat;
}

ReplyFields fields_of(const model::Ticket& ticket, const TownSnapshot& town, model::Instant now) {
    const auto& settings = town.settings();
    ReplyFields fields{
        {"greeting", draft::greeting(ticket.restricted ? std::string() : ticket.sender_name)},
        {"number", ticket.number},
        {"subject", ticket.restricted ? std::string() : ticket.subject},
        {"unit", town.unit_name(ticket.unit)},
        {"office", settings.office_name},
        {"service_name", settings.service_name},
        {"review_organ", settings.district + "人民政府"},
        {"date", draft::chinese_date(now)},
        {"received", draft::chinese_date(ticket.received_at)},
        {"response_due", model::to_chinese(ticket.due.response_due, now)},
        {"provisional", ticket.due.provisional ? "1" : ""}};
    if (ticket.due.final_due)
        fields["final_due"] = model::to_chinese(*ticket.due.final_due, now);
    const auto* const unit = town.unit(ticket.unit);
    if (unit && unit->contact.find("【待填") == std::string::npos)
        fields["contact"] = unit->contact;
    return fields;
}

std::string stage_words(const WrittenFor& with, ReplyStage stage, const ReplyFields& more) {
    return written(with, stage, ReplyLength::chat, more);
}

std::string stage_words(const MoveContext& context, ReplyStage stage, const ReplyFields& more) {
    return written(with(context), stage, ReplyLength::chat, more);
}

std::string stage_letter(const MoveContext& context, ReplyStage stage, const ReplyFields& more) {
    return written(with(context), stage, length_of(context.record.ticket.channel), more);
}

std::string reply_letter(const WrittenFor& with, const ReplyFields& more) {
    return written(with, reply_form(with.ticket, kind_of(with.ticket)), more);
}

std::string letter_frame(const WrittenFor& with) {
    return reply_letter(with, {});
}

std::string offered_frames(const WrittenFor& with) {
    return letter_frame(with) + "\n" +
           written(with, reply_form(with.ticket, draft::ReplyKind::petition), {});
}

OpenedWording opened(
    const templates::Renderer& renderer, const ReplyForm& form, ReplyFields known
) {
    for (const auto& field : draft::reply_fields()) {
        auto& value = known[std::string(field.key)];
        if (value.empty() && !is_left_out(field.key, form.stage))
            value = draft::open_mark(field);
    }
    OpenedWording wording{draft::write_reply(renderer, form, known), {}};
    for (const auto& field : draft::reply_fields())
        if (wording.text.find(draft::open_mark(field)) != std::string::npos)
            wording.open.emplace_back(field.chinese);
    return wording;
}

}  // namespace huiying::desk
