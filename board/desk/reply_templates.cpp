#include "board/desk/reply_templates.hpp"

#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/draft/draft_maker.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/reply_template_repository.hpp"
#include "templates/filled_text.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::ReplyTemplate;
using model::TemplateStanding;
using Values = std::map<std::string, std::string>;

constexpr std::size_t kTitleCharacters = 40;
constexpr std::size_t kWordingCharacters = 5000;
constexpr std::string_view kUnreadable = "花括号没有配成对：变量要写成 {{称呼}} 的样子";

std::string day_words(model::Instant at) {
    const auto day = model::local_date(at);
    return std::to_string(static_cast<int>(day.year())) + "年" +
           std::to_string(static_cast<unsigned>(day.month())) + "月" +
           std::to_string(static_cast<unsigned>(day.day())) + "日";
}

std::string unit_words(const TownSnapshot& town, const std::string& code) {
    const auto* unit = town.unit(code);
    return unit ? unit->name : "";
}

Values values_of(const model::Ticket& ticket, const TownSnapshot& town, model::Instant now) {
    Values values{
        {"称呼", draft::greeting(ticket.sender_name)},
        {"编号", ticket.number},
        {"标题", ticket.subject},
        {"收到日期", day_words(ticket.received_at)},
        {"答复期限", ticket.due.final_due ? day_words(*ticket.due.final_due) : ""},
        {"今天", day_words(now)},
        {"承办单位", unit_words(town, ticket.unit)},
        {"地点", ticket.place}};
    // What a copy of a shipped wording names besides.
    const auto known = fields_of(ticket, town, now);
    for (const auto& field : draft::reply_fields())
        if (const auto found = known.find(field.key); found != known.end())
            values.emplace(field.chinese, found->second);
    return values;
}

/// A ticket that nobody wrote, for looking at a template.
model::Ticket made_up(const TownSnapshot& town, model::Instant now) {
    model::Ticket ticket;
    ticket.number = "7K3M-9Q2X-RT4B";
    ticket.subject = "小区门口的路灯不亮";
    ticket.sender_name = "王女士";
    ticket.place = "曙光路 12 号";
    ticket.unit = town.lead_unit();
    ticket.received_at = now;
    ticket.due.final_due = now + std::chrono::hours{24 * 7};
    return ticket;
}

FilledTemplate filled(const ReplyTemplate& entry, const Values& values) {
    auto text = templates::fill_text(entry.wording, values);
    return {entry.id, entry.title, std::move(text.text), std::move(text.open), ""};
}

/// What a person may want to write now: the reply first, nothing that went out by itself.
std::vector<draft::ReplyStage> offered_stages(const model::Ticket& ticket) {
    using draft::ReplyStage;
    const auto reply = ticket.round > 1 ? ReplyStage::rework_reply : ReplyStage::final_reply;
    std::vector<ReplyStage> stages{reply, ReplyStage::first_response, ReplyStage::supplement};
    const auto kind = kind_of(ticket);
    for (const auto stage : draft::all_reply_stages()) {
        const bool is_there = std::find(stages.begin(), stages.end(), stage) != stages.end() ||
                              stage == ReplyStage::receipt || stage == ReplyStage::final_reply ||
                              stage == ReplyStage::rework_reply;
        if (!is_there && draft::exists(kind, stage))
            stages.push_back(stage);
    }
    return stages;
}

std::string title_of(draft::ReplyStage stage) {
    return std::string(draft::chinese_name(stage));
}

ShippedTemplate looked_at(const templates::Renderer& renderer, const draft::ReplyForm& form) {
    return {
        std::string(draft::to_word(form.stage)),
        title_of(form.stage),
        draft::write_reply(renderer, form, draft::sample_fields(form.stage)),
        draft::as_town_wording(renderer, form)};
}

template <class Enum>
std::vector<ShippedList::Named> named_words(std::span<const Enum> all) {
    std::vector<ShippedList::Named> named;
    named.reserve(all.size());
    for (const auto one : all)
        named.push_back({std::string(draft::to_word(one)), std::string(draft::chinese_name(one))});
    return named;
}

void add_shipped(
    std::vector<FilledTemplate>& all,
    const templates::Renderer& renderer,
    const model::Ticket& ticket,
    const TownSnapshot& town,
    model::Instant now
) {
    const auto known = fields_of(ticket, town, now);
    const auto kind = kind_of(ticket);
    for (const auto stage : offered_stages(ticket)) {
        auto made = opened(renderer, {kind, stage, length_of(ticket.channel)}, known);
        all.push_back(
            {0,
             title_of(stage),
             std::move(made.text),
             std::move(made.open),
             std::string(draft::to_word(stage))}
        );
    }
}

model::Result<void> checked(const ReplyTemplate& entry, const TownSnapshot& town) {
    if (text::trim(entry.title).empty())
        return model::in_field(model::Errc::empty_text, "title", "请写标题");
    if (text::code_point_count(entry.title) > kTitleCharacters)
        return model::in_field(model::Errc::text_too_long, "title", "标题请不要超过 40 个字");
    if (text::trim(entry.wording).empty())
        return model::in_field(model::Errc::empty_text, "wording", "请写模板的正文");
    if (text::code_point_count(entry.wording) > kWordingCharacters)
        return model::in_field(model::Errc::text_too_long, "wording", "正文请不要超过 5000 个字");
    if (!entry.unit.empty() && !town.unit(entry.unit))
        return model::in_field(model::Errc::bad_request, "unit", "没有这个单位");
    try {
        (void)templates::fill_text(entry.wording, {});
    } catch (const templates::TemplateError&) {
        return model::in_field(model::Errc::bad_request, "wording", kUnreadable);
    }
    return {};
}

/// The ticket as far as this person sees its writer.
std::optional<model::Ticket> seen_ticket(
    store::Connection& connection,
    const model::Staff& staff,
    const std::string& number,
    const TownSnapshot& town
) {
    auto record = store::TicketRepository(connection).find(number);
    if (!record || !is_visible(connection, *record, town, staff))
        return std::nullopt;
    if (record->ticket.restricted)
        record->ticket.sender_name = text::mask_name(record->ticket.sender_name);
    return record->ticket;
}

}  // namespace

std::vector<ReplyTemplate> ReplyTemplates::all() const {
    return uses_.database.read([](store::Connection& connection) {
        return store::ReplyTemplateRepository(connection).all();
    });
}

model::Result<ReplyTemplate> ReplyTemplates::keep(const model::Staff& staff, ReplyTemplate entry) {
    if (const auto faults = checked(entry, *uses_.town.snapshot()); faults.has_error())
        return faults.error();
    entry.changed_at = uses_.clock.now();
    entry.changed_by = staff.login;
    return uses_.database.write([&](store::Connection& connection) -> model::Result<ReplyTemplate> {
        store::ReplyTemplateRepository entries(connection);
        if (entry.id == 0)
            entry.id = entries.add(entry);
        else if (!entries.change(entry))
            return model::Errc::not_found;
        store::PeopleRepository(connection)
            .add_audit(
                entry.changed_at,
                staff.login,
                "put_template",
                std::to_string(entry.id),
                entry.standing == model::TemplateStanding::retired ? "retired" : ""
            );
        return entry;
    });
}

model::Result<std::vector<FilledTemplate>> ReplyTemplates::filled_for(
    const model::Staff& staff, const std::string& number
) const {
    using All = std::vector<FilledTemplate>;
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](store::Connection& connection) -> model::Result<All> {
        const auto ticket = seen_ticket(connection, staff, number, *town);
        if (!ticket)
            return model::Errc::not_found;
        const auto values = values_of(*ticket, *town, uses_.clock.now());
        All all;
        for (const auto& entry : store::ReplyTemplateRepository(connection).all())
            if (entry.standing == TemplateStanding::in_use &&
                (entry.unit.empty() || entry.unit == ticket->unit))
                all.push_back(filled(entry, values));
        if (uses_.renderer)
            add_shipped(all, *uses_.renderer, *ticket, *town, uses_.clock.now());
        return all;
    });
}

model::Result<ShippedList> ReplyTemplates::shipped(
    const std::string& kind, const std::string& length
) const {
    const auto of_kind = kind.empty() ? draft::ReplyKind::question : draft::parse_reply_kind(kind);
    if (!of_kind)
        return model::in_field(model::Errc::bad_request, "kind", "没有这种来信");
    const auto at_length =
        length.empty() ? draft::ReplyLength::letter : draft::parse_reply_length(length);
    if (!at_length)
        return model::in_field(model::Errc::bad_request, "length", "只有 letter、chat、sms");
    ShippedList list;
    list.kinds = named_words(draft::all_reply_kinds());
    list.lengths = named_words(draft::all_reply_lengths());
    if (!uses_.renderer)
        return list;
    for (const auto stage : draft::all_reply_stages())
        if (draft::exists(*of_kind, stage))
            list.items.push_back(looked_at(*uses_.renderer, {*of_kind, stage, *at_length}));
    return list;
}

model::Result<FilledTemplate> ReplyTemplates::preview(
    const model::Staff& staff, const std::string& wording, const std::string& number
) const {
    const auto town = uses_.town.snapshot();
    const auto now = uses_.clock.now();
    const auto ticket = number.empty() ? std::optional(made_up(*town, now))
                                       : uses_.database.read([&](store::Connection& connection) {
                                             return seen_ticket(connection, staff, number, *town);
                                         });
    if (!ticket)
        return model::in_field(model::Errc::not_found, "number", "没有这个编号的来信");
    try {
        return filled({.wording = wording}, values_of(*ticket, *town, now));
    } catch (const templates::TemplateError&) {
        return model::in_field(model::Errc::bad_request, "wording", kUnreadable);
    }
}

}  // namespace huiying::desk
