#include "situations.hpp"

#include "people.hpp"

namespace huiying::test {

using namespace workflow;
using model::Role;
using model::TicketState;

namespace {

using Change = void (*)(TicketFacts&);

const std::vector<Change>& changes() {
    static const std::vector<Change> kChanges{
        [](TicketFacts& f) { f.unit = f.unit.empty() ? "cjzx" : ""; },
        [](TicketFacts& f) { f.rules.signing = Signing::needed; },
        [](TicketFacts& f) { f.reply_review = model::ReplyReview::not_needed; },
        [](TicketFacts& f) { f.reply_review = model::ReplyReview::needed_twice; },
        [](TicketFacts& f) { f.rules.pausing = Pausing::allowed; },
        [](TicketFacts& f) { f.rules.max_extension_workdays = 5; },
        [](TicketFacts& f) { f.extension.asked_workdays = 2; },
        [](TicketFacts& f) { f.termination_asked_by = model::StaffId{94}; },
        [](TicketFacts& f) {
            f.assists = {{"zfd", Assist::State::asked}};
        },
        [](TicketFacts& f) { f.commitment = Commitment::open; },
        [](TicketFacts& f) { f.grade = model::Satisfaction::dissatisfied; },
        [](TicketFacts& f) { f.reworks = f.rules.max_reworks; },
        [](TicketFacts& f) { f.consent = model::PublishConsent::yes; },
        [](TicketFacts& f) {
            f.consent = model::PublishConsent::yes;
            f.publication = Publication::proposed;
        },
        [](TicketFacts& f) {
            f.publication = Publication::published;
            f.unit = "cjzx";
        },
        [](TicketFacts& f) { f.passed_on = PassedOn{}; },
        [](TicketFacts& f) { f.in_hand = true; },
        [](TicketFacts& f) { f.restricted = true; },
        [](TicketFacts& f) { f.passed_on = PassedOn{UpstreamRequest::take_back}; },
        [](TicketFacts& f) { f.paused_for = model::PauseGround::awaiting_citizen; },
    };
    return kChanges;
}

std::vector<Details> refusals() {
    std::vector<Details> details;
    for (const auto* word :
         {"emergency",
          "petition",
          "discipline",
          "litigation",
          "information_disclosure",
          "duplicate",
          "not_for_government",
          "improper",
          "malicious"})
        details.emplace_back(NonAcceptanceDetails{
            model::parse_non_acceptance(word), "依法应向有关机关提出", "有关机关", "E4VF-274Z-C0XC"}
        );
    return details;
}

std::vector<Details> rulings() {
    return {
        Ruling{model::ReturnRuling::upheld, "", "确非其职责"},
        Ruling{model::ReturnRuling::reassigned, "ggb", "属于规建办职责"},
        Ruling{model::ReturnRuling::refused, "", "属于其职责"}};
}

std::vector<Details> replies() {
    return {FinalReply{}, FinalReply{ReplyWay::phone, "已电话说明", true, {}}};
}

std::vector<Details> evaluations() {
    return {
        Evaluation{model::Satisfaction::satisfied, "", "电话回访"},
        Evaluation{model::Satisfaction::mostly_satisfied, "", "电话回访"},
        Evaluation{model::Satisfaction::dissatisfied, "没有修", "电话回访"}};
}

}  // namespace

model::Instant noon() {
    return *model::parse_rfc3339("2026-11-23T12:00:00+08:00");
}

TicketFacts plain_ticket(TicketState state) {
    auto facts = ticket(state);
    facts.submitted_by = model::StaffId{90};
    facts.approved_by = model::StaffId{91};
    facts.returns.asked_by = model::StaffId{92};
    facts.extension.asked_by = model::StaffId{93};
    facts.proposed_by = model::StaffId{95};
    facts.before = TicketState::sent_back;
    return facts;
}

std::vector<Situation> situations(TicketState state) {
    std::vector<Situation> all{{plain_ticket(state), true}};
    for (const auto change : changes()) {
        all.push_back({plain_ticket(state), false});
        change(all.back().facts);
    }
    return all;
}

std::vector<Actor> people_of(Party party) {
    switch (party) {
        case Party::dispatcher:
            return {acting(person({Role::dispatcher}, "dzb", 1))};
        case Party::handler:
            return {acting(person({Role::handler}, "cjzx", 2))};
        case Party::assistant:
            return {
                acting(person({Role::handler}, "zfd", 3)),
                acting(person({Role::reviewer}, "zfd", 4)),
                acting(person({Role::manager}, "zfd", 5))};
        case Party::reviewer:
            return {
                acting(person({Role::reviewer}, "cjzx", 6)),
                acting(person({Role::reviewer}, "dzb", 7))};
        case Party::unit_manager:
            return {acting(person({Role::manager}, "cjzx", 8))};
        case Party::office_manager:
            return {acting(person({Role::manager}, "dzb", 9))};
        case Party::administrator:
            return {acting(person({Role::administrator}, "", 10))};
        case Party::citizen:
            return {the_citizen()};
        case Party::system:
            break;
    }
    return {the_system()};
}

std::vector<Details> complete_details(Move move) {
    switch (move) {
        case Move::not_accept:
            return refusals();
        case Move::merge:
            return {Survivor{}};
        case Move::restrict_ticket:
            return {Accused{{"cjzx"}, "反映经办人"}};
        case Move::assign:
            return {Dispatch{"ggb", {}}};
        case Move::ask_assist:
            return {AssistAsked{"qta", "请核实", 2}};
        case Move::drop_assist:
            return {AssistDropped{"zfd", "已无需要"}};
        case Move::return_ticket:
            return {Return{model::ReturnGround::not_our_duty, "三定方案第二条"}};
        case Move::rule_on_return:
            return rulings();
        case Move::reply:
        case Move::send_approved:
            return replies();
        case Move::evaluate:
            return evaluations();
        case Move::pause:
            return {PauseAsked{model::PauseGround::awaiting_organ, "已发函"}};
        case Move::ask_extension:
            return {ExtensionAsked{2, "需要现场勘察"}};
        case Move::track_commitment:
            return {CommitmentMade{"年底前修好", *model::parse_iso_date("2026-12-31")}};
        case Move::ask_upstream:
            return {
                UpstreamAsked{UpstreamRequest::take_back, 0, "属于区级事权", "权责清单第三条"},
                UpstreamAsked{UpstreamRequest::more_time, 5, "需要现场勘察", ""}};
        case Move::log_contact:
            return {Contact{model::ContactWay::call, noon(), "12345", "已说明情况", true}};
        case Move::review_publication:
            return {PublicationVerdict{true}};
        default:
            return {Words{"理由充分", "书面依据"}};
    }
}

}  // namespace huiying::test
