#include "board/web/api_json.hpp"

#include "board/desk/citizen_status.hpp"
#include "board/desk/receipts.hpp"
#include "board/model/passed_on.hpp"
#include "board/web/document_json.hpp"
#include "text/encoding.hpp"

namespace huiying::web {
namespace {

using model::to_rfc3339;

constexpr std::size_t kExcerptCharacters = 60;

template <class Range, class ToJson>
Json list_of(const Range& range, ToJson make) {
    Json list = Json::array();
    for (const auto& element : range)
        list.push_back(make(element));
    return list;
}

Json next_of(const std::string& next) {
    return next.empty() ? Json(nullptr) : Json(next);
}

std::string_view word_of(desk::TalkLine::From from) {
    switch (from) {
        case desk::TalkLine::From::citizen:
            return "citizen";
        case desk::TalkLine::From::staff:
            return "staff";
        case desk::TalkLine::From::system:
            break;
    }
    return "system";
}

Json to_json(const model::Attachment& file, const std::string& number) {
    return {
        {"name", file.name},
        {"media_type", file.media_type},
        {"bytes", file.bytes},
        {"sha256", file.sha256},
        {"address",
         file.sha256.empty() ? std::string()
                             : "api/v1/tickets/" + number + "/attachments/" + file.sha256},
    };
}

Json to_json(const desk::ReplyNotice& notice) {
    return {
        {"channel", notice.channel},
        {"state", model::to_word(notice.state)},
        {"detail", notice.detail}};
}

Json to_json(const desk::TalkLine& line, const std::string& number) {
    return {
        {"at", to_rfc3339(line.at)},
        {"from", word_of(line.from)},
        {"by", line.by},
        {"text", line.text},
        {"subject", line.subject},
        {"place", line.place},
        {"state", line.state ? std::string(model::to_word(*line.state)) : std::string()},
        {"detail", line.detail},
        {"notice", line.notice ? to_json(*line.notice) : Json(nullptr)},
        {"attachments",
         list_of(line.attachments, [&](const auto& file) { return to_json(file, number); })},
    };
}

Json to_json(const model::RoutingDecision& decision, const desk::TownSnapshot& town) {
    return {
        {"unit", decision.unit},
        {"unit_name", decision.unit.empty() ? std::string() : town.unit_name(decision.unit)},
        {"reasons", decision.reasons},
        {"candidates",
         list_of(
             decision.candidates,
             [&](const auto& candidate) {
                 return Json{
                     {"unit", candidate.unit},
                     {"unit_name", town.unit_name(candidate.unit)},
                     {"score", candidate.score},
                     {"reasons", candidate.reasons}};
             }
         )},
    };
}

Json draft_of(const desk::TicketView& view) {
    return {
        {"text", view.draft.text},
        {"sources",
         list_of(
             view.draft.sources,
             [](const auto& source) {
                 return Json{
                     {"faq", source.faq},
                     {"question", source.question},
                     {"source", source.source},
                     {"review", source.review},
                     {"score", source.score},
                     {"document", source.document},
                     {"article", source.article}};
             }
         )},
        {"saved_by", view.draft_saved_by},
        {"saved_at", time_or_null(view.draft_saved_at)},
        {"files",
         list_of(
             view.draft_files,
             [&](const auto& file) { return to_json(file, view.row.ticket.number); }
         )},
    };
}

Json citizen_file(const model::Attachment& file) {
    return {
        {"name", file.name},
        {"media_type", file.media_type},
        {"bytes", file.bytes},
        {"sha256", file.sha256}};
}

}  // namespace

Json date_or_null(const std::optional<model::Date>& date) {
    return date ? Json(model::to_iso(*date)) : Json(nullptr);
}

Json time_or_null(const std::optional<model::Instant>& instant) {
    return instant ? Json(to_rfc3339(*instant)) : Json(nullptr);
}

Json to_json(const desk::Receipt& receipt) {
    return {
        {"number", receipt.number},
        {"code", receipt.code},
        {"response_due", to_rfc3339(receipt.due.response_due)},
        {"final_due", time_or_null(receipt.due.final_due)},
        {"provisional", receipt.due.provisional},
    };
}

Json to_json(const desk::CitizenView& view) {
    return {
        {"number", view.number},
        {"state", model::to_word(view.state)},
        {"kind", model::to_word(view.kind)},
        {"unit", view.unit},
        {"received_at", to_rfc3339(view.received_at)},
        {"response_due", to_rfc3339(view.due.response_due)},
        {"final_due", time_or_null(view.due.final_due)},
        {"provisional", view.due.provisional},
        {"replies",
         list_of(
             view.replies,
             [](const auto& reply) {
                 return Json{
                     {"at", to_rfc3339(reply.at)},
                     {"by", reply.by},
                     {"text", reply.text},
                     {"files", list_of(reply.files, &citizen_file)}};
             }
         )},
        {"pause",
         view.pause ? Json{{"since", to_rfc3339(view.pause->since)}, {"ground", view.pause->ground}, {"evidence", view.pause->evidence}}
                    : Json()},
        {"commitments",
         list_of(
             view.commitments,
             [](const auto& promise) {
                 return Json{
                     {"text", promise.text},
                     {"due", model::to_iso(promise.due)},
                     {"kept_at", time_or_null(promise.kept_at)},
                     {"summary", promise.summary}};
             }
         )},
        {"evaluation", view.grade ? Json(model::to_word(*view.grade)) : Json()},
        {"may_evaluate", view.may_evaluate},
        {"may_withdraw", view.may_withdraw},
        {"may_withdraw_consent", view.may_withdraw_consent},
        {"is_public", view.is_public},
        {"may_remind", view.may_remind},
        {"may_add", view.if_added.has_value()},
        {"joined",
         list_of(
             view.joined,
             [](const auto& other) {
                 return Json{
                     {"number", other.number},
                     {"state", model::to_word(other.state)},
                     {"received_at", to_rfc3339(other.received_at)}};
             }
         )},
        {"additions",
         list_of(
             view.additions,
             [](const auto& addition) {
                 return Json{{"at", to_rfc3339(addition.at)}, {"text", addition.text}};
             }
         )},
    };
}

Json to_json(const desk::PublishedEntry& entry) {
    return {
        {"id", entry.id},
        {"type", entry.type},
        {"topic", entry.topic},
        {"title", entry.title},
        {"question", entry.question},
        {"answer", entry.answer},
        {"unit", entry.unit},
        {"source", entry.source},
        {"published_at", to_rfc3339(entry.published_at)},
        {"outdated", entry.outdated},
    };
}

Json to_json(const desk::PublishedList& list) {
    return {
        {"items", list_of(list.items, [](const auto& entry) { return to_json(entry); })},
        {"next", next_of(list.next)}};
}

Json to_json(const desk::TicketRow& row, const desk::TownSnapshot& town) {
    const auto& ticket = row.ticket;
    return {
        {"number", ticket.number},
        {"subject", ticket.subject},
        {"excerpt", text::shorten(ticket.text, kExcerptCharacters)},
        {"state", model::to_word(ticket.state)},
        {"kind", model::to_word(ticket.kind)},
        {"channel", ticket.channel},
        {"unit", ticket.unit},
        {"unit_name", ticket.unit.empty() ? std::string() : town.unit_name(ticket.unit)},
        {"sender_name", ticket.sender_name},
        {"received_at", to_rfc3339(ticket.received_at)},
        {"response_due", to_rfc3339(ticket.due.response_due)},
        {"final_due", time_or_null(ticket.due.final_due)},
        {"provisional", ticket.due.provisional},
        {"responded", ticket.responded_at.has_value()},
        {"overdue", row.overdue},
        {"late_on_arrival", model::is_late_on_arrival(ticket, ticket.due.final_due)},
        {"commitment_due", date_or_null(row.commitment_due)},
        {"urgent", row.urgent},
        {"restricted", ticket.restricted},
        {"version", ticket.version},
    };
}

Json to_json(const desk::TicketList& list, const desk::TownSnapshot& town) {
    return {
        {"items", list_of(list.items, [&](const auto& row) { return to_json(row, town); })},
        {"next", next_of(list.next)}};
}

Json to_json(
    const desk::TicketView& view,
    const desk::PublicationView& publication,
    const desk::TownSnapshot& town
) {
    const auto& ticket = view.row.ticket;
    return {
        {"ticket", to_json(view.row, town)},
        {"text", ticket.text},
        {"contact", ticket.contact},
        {"place", ticket.place},
        {"messages",
         list_of(view.talk, [&](const auto& line) { return to_json(line, ticket.number); })},
        {"history",
         list_of(
             view.history,
             [](const auto& entry) {
                 return Json{
                     {"at", to_rfc3339(entry.at)},
                     {"actor", entry.actor},
                     {"event", entry.event},
                     {"detail", entry.detail}};
             }
         )},
        {"routing", to_json(view.routing, town)},
        {"draft", draft_of(view)},
        {"own_copy",
         view.own_copy
             ? Json{{"text", *view.own_copy}, {"saved_at", time_or_null(view.own_copy_at)}}
             : Json()},
        {"publication", to_json(publication)},
        {"proceedings", to_json(view.proceedings)},
        {"allowed_moves", view.allowed_moves},
    };
}

Json to_json(const desk::Moved& moved) {
    return {
        {"number", moved.number},
        {"state", model::to_word(moved.state)},
        {"version", moved.version}};
}

Json to_json(const desk::PublicationView& view) {
    return {
        {"state", view.state},
        {"consent", view.consent},
        {"title", view.text.title},
        {"question", view.text.question},
        {"answer", view.text.answer},
        {"text_hash", view.text_hash},
        {"proposed_by", view.proposed_by},
        {"masked", view.masked},
        {"warnings", view.warnings},
        {"outdated", view.outdated},
        {"reviews",
         list_of(
             view.reviews,
             [](const auto& review) {
                 return Json{
                     {"by", review.by},
                     {"at", to_rfc3339(review.at)},
                     {"passed", review.passed},
                     {"opinion", review.opinion}};
             }
         )},
        {"version", view.version},
    };
}

Json to_json(const model::Staff& staff, const desk::TownSnapshot& town) {
    return {
        {"login", staff.login},
        {"name", staff.name},
        {"unit", staff.unit},
        {"unit_name", staff.unit.empty() ? std::string() : town.unit_name(staff.unit)},
        {"roles",
         list_of(staff.roles, [](model::Role role) { return Json(model::to_word(role)); })},
        {"active", staff.active},
    };
}

Json to_json(const model::Unit& unit) {
    return {
        {"code", unit.code},
        {"name", unit.name},
        {"short_name", unit.short_name},
        {"aliases", unit.aliases},
        {"kind", unit.kind},
        {"duties", unit.duties},
        {"keywords", unit.keywords},
        {"places", unit.places},
        {"contact", unit.contact},
        {"lead", unit.lead},
        {"active", unit.active},
    };
}

Json to_json(const model::FaqEntry& entry) {
    return {
        {"id", entry.id},
        {"topic", entry.topic},
        {"question", entry.question},
        {"variants", entry.variants},
        {"answer", entry.answer},
        {"unit", entry.unit},
        {"source", entry.source},
        {"valid_from", entry.valid_from},
        {"valid_to", entry.valid_to},
        {"review", model::to_word(entry.review)},
        {"auto_answer", entry.auto_answer},
        {"documents", bases_json(entry.documents)},
    };
}

}  // namespace huiying::web
