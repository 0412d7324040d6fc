// A ticket's proceedings as JSON.
#include "board/web/api_json.hpp"

namespace huiying::web {
namespace {

using model::to_rfc3339;

Json to_json(const desk::ReturnView& view) {
    return {
        {"unit", view.unit},
        {"asked_by", view.asked_by},
        {"at", to_rfc3339(view.at)},
        {"ground", view.ground},
        {"basis", view.basis},
        {"ruling", view.ruling ? Json(model::to_word(*view.ruling)) : Json()},
        {"right_unit", view.right_unit},
        {"ruled_by", view.ruled_by},
        {"ruled_at", time_or_null(view.ruled_at)},
        {"reason", view.reason},
    };
}

Json to_json(const desk::ExtensionView& view) {
    return {
        {"asked_by", view.asked_by},
        {"at", to_rfc3339(view.at)},
        {"workdays", view.workdays},
        {"reason", view.reason},
        {"decision", view.decision},
        {"decided_by", view.decided_by},
        {"decided_at", time_or_null(view.decided_at)},
        {"opinion", view.opinion},
        {"old_due", time_or_null(view.old_due)},
        {"new_due", time_or_null(view.new_due)},
    };
}

Json to_json(const desk::ContactView& view) {
    return {
        {"at", to_rfc3339(view.at)},
        {"by", view.by},
        {"way", model::to_word(view.way)},
        {"number", view.number},
        {"summary", view.summary},
        {"reached", view.reached},
    };
}

Json to_json(const desk::EvaluationView& view) {
    return {
        {"at", to_rfc3339(view.at)},
        {"by", view.by},
        {"round", view.round},
        {"grade", model::to_word(view.grade)},
        {"reason", view.reason},
        {"summary", view.summary},
    };
}

Json to_json(const desk::PauseView& view) {
    return {
        {"by", view.by},
        {"from", to_rfc3339(view.from)},
        {"to", time_or_null(view.to)},
        {"ground", model::to_word(view.ground)},
        {"ground_name", view.ground_name},
        {"evidence", view.evidence},
        {"ended_by", view.ended_by},
        {"round", view.round},
    };
}

Json to_json(const desk::TerminationView& view) {
    return {
        {"asked_by", view.asked_by},
        {"at", to_rfc3339(view.at)},
        {"reason", view.reason},
        {"basis", view.basis},
        {"decision", view.decision},
        {"decided_by", view.decided_by},
        {"decided_at", time_or_null(view.decided_at)},
        {"opinion", view.opinion},
    };
}

Json to_json(const desk::CommitmentView& view) {
    return {
        {"text", view.text},
        {"due", model::to_iso(view.due)},
        {"made_by", view.made_by},
        {"at", to_rfc3339(view.at)},
        {"kept_by", view.kept_by},
        {"kept_at", time_or_null(view.kept_at)},
        {"summary", view.summary},
    };
}

Json to_json(const desk::AssistView& view) {
    return {
        {"unit", view.unit},
        {"unit_name", view.unit_name},
        {"question", view.question},
        {"workdays", view.workdays},
        {"asked_by", view.asked_by},
        {"at", to_rfc3339(view.at)},
        {"due", time_or_null(view.due)},
        {"state", view.state},
        {"opinion", view.opinion},
        {"given_by", view.given_by},
        {"given_at", time_or_null(view.given_at)},
        {"dropped_by", view.dropped_by},
        {"dropped_at", time_or_null(view.dropped_at)},
        {"reason", view.reason},
    };
}

Json to_json(const desk::ApprovalView& view) {
    return {
        {"at", to_rfc3339(view.at)},
        {"by", view.by},
        {"level", view.level},
        {"opinion", view.opinion},
    };
}

Json to_json(const desk::JoinedView& view) {
    return {
        {"number", view.number},
        {"subject", view.subject},
        {"channel", view.channel},
        {"state", model::to_word(view.state)},
        {"unit_name", view.unit_name},
    };
}

template <class Value>
Json list_of(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(to_json(value));
    return list;
}

}  // namespace

Json to_json(const desk::Proceedings& proceedings) {
    const auto& holder = proceedings.holder;
    return {
        {"holder",
         {{"who", holder.who}, {"name", holder.name}, {"since", to_rfc3339(holder.since)}}},
        {"round", proceedings.round},
        {"receipt_at", to_rfc3339(proceedings.receipt_at)},
        {"accepted_at", time_or_null(proceedings.accepted_at)},
        {"contact_at", time_or_null(proceedings.contact_at)},
        {"human_at", time_or_null(proceedings.human_at)},
        {"returns", list_of(proceedings.returns)},
        {"extensions", list_of(proceedings.extensions)},
        {"contacts", list_of(proceedings.contacts)},
        {"evaluations", list_of(proceedings.evaluations)},
        {"pauses", list_of(proceedings.pauses)},
        {"terminations", list_of(proceedings.terminations)},
        {"commitments", list_of(proceedings.commitments)},
        {"assists", list_of(proceedings.assists)},
        {"approvals", list_of(proceedings.approvals)},
        {"merged_into", proceedings.merged_into},
        {"carries", proceedings.carries},
        {"joined", list_of(proceedings.joined)},
        {"earliest_receipt", to_rfc3339(proceedings.earliest_receipt)},
    };
}

}  // namespace huiying::web
