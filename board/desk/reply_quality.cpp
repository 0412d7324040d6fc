#include "board/desk/reply_quality.hpp"

#include "board/desk/document_doubts.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/reply_sample.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/draft/letter_frame.hpp"
#include "board/draft/reply_checks.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/reply_quality_repository.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::desk {
namespace {

using store::Connection;
using store::ReplyQualityRepository;

constexpr double kHundredths = 100;
/// Of a month's replies one in twenty is read, between these bounds.
constexpr int kOneIn = 20;
constexpr int kFewestRead = 10;
constexpr int kMostRead = 100;
constexpr std::size_t kReadBytes = 20'000;

/// All that the citizen wrote, as far as a check reads it.
std::string message_of(Connection& connection, const model::Ticket& ticket) {
    std::string written = ticket.subject;
    for (const auto& message : store::TicketRepository(connection).messages(ticket.id)) {
        if (written.size() > kReadBytes)
            break;
        written += "\n" + message.text;
    }
    return written;
}

std::vector<std::string> expired_behind(
    Connection& connection, model::TicketId ticket, const TownSnapshot& town, model::Instant now
) {
    auto saved = store::TicketRepository(connection).draft(ticket);
    std::vector<std::string> expired;
    if (!saved)
        return expired;
    tell_standing(saved->draft.sources, town, now);
    for (const auto& source : saved->draft.sources)
        if (source.document.empty() && (source.review == "expired" || source.review == "retired")) {
            expired.push_back(source.question);
            expired.push_back(source.source);
        }
    return expired;
}

/// What the entries say that the draft rests on.
std::vector<std::string> said_by_sources(
    Connection& connection, model::TicketId ticket, const TownSnapshot& town
) {
    std::vector<std::string> said;
    const auto saved = store::TicketRepository(connection).draft(ticket);
    if (!saved)
        return said;
    for (const auto& source : saved->draft.sources)
        if (const auto* const entry = town.faq().find(source.faq))
            said.push_back(entry->answer);
    return said;
}

/// As of the lists: the office all units, others their own. Empty: all.
std::string read_by(const model::Staff& staff, const TownSnapshot& town) {
    return filter_of(staff, town.lead_unit(), Queue::all, {}).units.empty() ? std::string()
                                                                            : staff.unit;
}

/// Everything that the citizen wrote, and the entries behind the draft and documents
/// that are out of force.
draft::ReplyToCheck to_check(
    Connection& connection, const WrittenFor& with, const std::string& text
) {
    const auto& ticket = with.ticket;
    return {
        .message = message_of(connection, ticket),
        .reply = text,
        .kind = ticket.kind,
        .expired = expired_behind(connection, ticket.id, with.town, with.now),
        .sources = said_by_sources(connection, ticket.id, with.town),
        .channel = ticket.channel,
        .frame = offered_frames(with),
        .documents = cited_documents(with.town)};
}

std::vector<std::string> words_of(const draft::ReplyToCheck& reply) {
    std::vector<std::string> words;
    for (auto& finding : draft::check_reply(reply))
        words.push_back(std::move(finding.words));
    return words;
}

int evasive_bound() {
    return static_cast<int>(std::lround(draft::kEvasive * kHundredths));
}

std::optional<store::TimeSpan> span_of(const std::string& month) {
    const auto first = model::parse_iso_date(month + "-01");
    if (!first)
        return std::nullopt;
    const auto next = std::chrono::year_month_day{
        (first->year() / first->month() + std::chrono::months{1}) / std::chrono::day{1}};
    return store::TimeSpan{
        model::at_local(*first, std::chrono::seconds(0)),
        model::at_local(next, std::chrono::seconds(0))};
}

int read_of(const std::vector<store::UnitReplies>& units) {
    int replies = 0;
    for (const auto& unit : units)
        replies += unit.replies;
    return std::clamp((replies + kOneIn - 1) / kOneIn, kFewestRead, kMostRead);
}

SampledReply sampled(const store::ReplyQualityRow& row) {
    return {
        row.number,
        row.subject,
        row.round,
        row.at,
        row.unit,
        row.findings,
        row.evasive >= evasive_bound(),
        row.draft_kept,
        row.score,
        row.remark,
        row.scored_by};
}

}  // namespace

void note_quality(MoveContext& context, const std::string& text) {
    const auto& ticket = context.record.ticket;
    const auto reply =
        to_check(context.connection, {ticket, context.town, context.now, context.renderer}, text);
    ReplyQualityRepository repository(context.connection);
    store::ReplyQualityRow row;
    row.ticket = ticket.id;
    row.round = ticket.round;
    row.at = context.now;
    row.unit = ticket.unit;
    const auto answer = draft::answer_in(text, reply.frame);
    row.evasive =
        static_cast<int>(std::lround(draft::evasiveness(reply.message, answer) * kHundredths));
    row.findings = words_of(reply);
    const auto drafted = repository.machine_draft(ticket.id);
    if (!drafted.empty())
        row.draft_kept = kept_of(drafted, text);
    repository.add(row);
}

model::Result<std::vector<std::string>> ReplySample::findings(
    const model::Staff& staff, const std::string& number, const std::string& text
) const {
    if (const auto checked = check_length(text); checked.has_error())
        return checked.error();
    const auto town = uses_.town.snapshot();
    const auto now = uses_.clock.now();
    return uses_.database.read(
        [&](Connection& connection) -> model::Result<std::vector<std::string>> {
            const auto record = store::TicketRepository(connection).find(number);
            if (!record || !is_visible(connection, *record, *town, staff))
                return model::Errc::not_found;
            return words_of(to_check(connection, {record->ticket, *town, now, uses_.renderer}, text)
            );
        }
    );
}

model::Result<QualityMonth> ReplySample::month(const model::Staff& staff, const std::string& month)
    const {
    const auto town = uses_.town.snapshot();
    const auto own = read_by(staff, *town);
    const auto asked =
        month.empty() ? model::to_iso(model::local_date(uses_.clock.now())).substr(0, 7) : month;
    const auto span = span_of(asked);
    if (!span)
        return model::in_field(model::Errc::bad_request, "month", "月份须写成 2026-11 这样");
    return uses_.database.read([&](Connection& connection) {
        ReplyQualityRepository repository(connection);
        const auto units = repository.by_unit(*span, own, evasive_bound());
        QualityMonth quality;
        quality.month = asked;
        quality.may_score = own.empty();
        for (const auto& unit : units)
            quality.units.push_back(
                {unit.unit,
                 town->unit_name(unit.unit),
                 unit.replies,
                 unit.evasive,
                 unit.found,
                 unit.drafted,
                 unit.kept,
                 unit.scored,
                 unit.score}
            );
        for (const auto& row : repository.sample(*span, own, read_of(units)))
            quality.sample.push_back(sampled(row));
        return model::Result<QualityMonth>(std::move(quality));
    });
}

model::Result<void> ReplySample::score(const model::Staff& staff, const ScoreGiven& given) {
    const auto town = uses_.town.snapshot();
    if (!read_by(staff, *town).empty())
        return model::Errc::forbidden;
    if (given.score < 0 || given.score > kBestScore)
        return model::in_field(model::Errc::bad_request, "score", "须在 1 到 5 之间");
    if (is_too_long(given.remark))
        return model::in_field(model::Errc::text_too_long, "remark");
    const auto now = uses_.clock.now();
    const bool scored = uses_.database.write([&](Connection& connection) {
        const auto record = store::TicketRepository(connection).find(given.number);
        if (!record || record->ticket.restricted || !is_visible(connection, *record, *town, staff))
            return false;
        store::ReplyQualityRow row;
        if (given.score > 0)
            row.score = given.score;
        row.remark = given.remark;
        row.scored_by = staff.login;
        row.scored_at = now;
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, "score_reply", given.number, std::to_string(given.score));
        return ReplyQualityRepository(connection).score(record->ticket.id, given.round, row);
    });
    return scored ? model::Result<void>{} : model::Errc::not_found;
}

}  // namespace huiying::desk
