#include "board/desk/publications.hpp"

#include "board/desk/faq_uses.hpp"
#include "board/desk/public_check.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::PublicationRecord;
using store::PublicationRepository;
using store::PublicationState;
using workflow::Move;

constexpr std::size_t kMaxTitle = 60;

/// What masking proposes, with the reasons for what it took out.
PublicText proposal(
    Connection& connection, const model::Ticket& ticket, std::vector<std::string>& reasons
) {
    const auto masked = [&](const std::string& text) {
        auto result = text::mask_personal(text);
        for (const auto& place : result.masked)
            if (std::find(reasons.begin(), reasons.end(), place.reason) == reasons.end())
                reasons.push_back(place.reason);
        return result.text;
    };
    const auto replies = store::TicketRepository(connection).replies(ticket.id);
    return {
        masked(ticket.subject),
        masked(ticket.text),
        replies.empty() ? std::string() : masked(replies.back().text)};
}

PublicationView view_of(
    Connection& connection,
    const store::TicketRecord& ticket,
    const std::optional<PublicationRecord>& record
) {
    PublicationView view;
    view.consent = ticket.ticket.publish == model::PublishConsent::yes;
    if (!record) {
        view.text = proposal(connection, ticket.ticket, view.masked);
    } else {
        view.state = to_word(record->state);
        view.text = {record->title, record->question, record->answer};
        view.warnings = personal_in(view.text);
        view.version = record->version;
        const auto proposer = store::PeopleRepository(connection).find_staff(record->proposed_by);
        view.proposed_by = proposer ? proposer->name : "";
    }
    view.text_hash = hash_of(view.text);
    for (const auto& review : PublicationRepository(connection).reviews(ticket.ticket.id))
        view.reviews.push_back({review.by, review.at, review.passed, review.opinion});
    return view;
}

/// Says to who reviews what masking still recognises in it.
std::string proposed_words(const PublicText& text) {
    std::string words = "提请公开，原审查作废";
    const auto left = personal_in(text);
    for (const auto& name : left)
        words += (&name == &left.front() ? "。文中可能还有：" : "、") + name;
    return left.empty() ? words : words + "，请审查人留意";
}

/// A refusal inside the transaction, so that it is undone.
struct Refused {
    model::Errc errc;
};

void refuse_unless_public(const PublicText& text, const TownSnapshot& town) {
    if (const auto checked = check_public(text, town); checked.has_error())
        throw Refused{model::errc_of(checked.error())};
}

/// Finds the ticket, checks the move, runs `change(connection, ticket, record)`, returns the view
/// afterwards.
template <class Change>
model::Result<PublicationView> change_publication(
    store::Database& database,
    const TownRules& rules,
    const model::Staff& staff,
    const std::string& number,
    Move move,
    Change change
) {
    try {
        return database.write([&](Connection& connection) {
            store::TicketRepository tickets(connection);
            const auto ticket = tickets.find(number);
            if (!ticket)
                throw Refused{model::Errc::not_found};
            PublicationRepository publications(connection);
            auto record = publications.find(ticket->ticket.id);
            const auto facts = access_facts(connection, *ticket, rules, record);
            if (const auto allowed = workflow::may(staff, facts, move); allowed.has_error())
                throw Refused{model::errc_of(allowed.error())};
            change(connection, *ticket, record);
            return view_of(connection, *ticket, publications.find(ticket->ticket.id));
        });
    } catch (const Refused& refused) {
        return refused.errc;
    }
}

}  // namespace

Publications::Publications(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

model::Result<PublicationView> Publications::view(
    const model::Staff& staff, const std::string& number
) const {
    const auto town = town_.snapshot();
    const auto rules = rules_of(*town);
    return database_.read([&](Connection& connection) -> model::Result<PublicationView> {
        const auto ticket = store::TicketRepository(connection).find(number);
        if (!ticket)
            return model::Errc::not_found;
        const auto record = PublicationRepository(connection).find(ticket->ticket.id);
        if (!workflow::is_visible_to(staff, access_facts(connection, *ticket, rules, record)))
            return model::Errc::not_found;
        auto shown = view_of(connection, *ticket, record);
        shown.outdated = outdated_behind(
            store::FaqUseRepository(connection).replied_in(ticket->ticket.id), *town, clock_.now()
        );
        return shown;
    });
}

model::Result<PublicationView> Publications::propose(
    const model::Staff& staff,
    const std::string& number,
    const PublicText& text,
    std::int64_t version
) {
    if (text::trim(text.title).empty() || text::trim(text.question).empty() ||
        text::trim(text.answer).empty())
        return model::Errc::bad_request;
    if (text::code_point_count(text.title) > kMaxTitle)
        return model::Errc::text_too_long;
    const auto town = town_.snapshot();
    if (const auto checked = check_public(text, *town); checked.has_error())
        return checked.error();
    const auto now = clock_.now();
    return change_publication(
        database_,
        rules_of(*town),
        staff,
        number,
        Move::propose_publication,
        [&](Connection& connection,
            const store::TicketRecord& ticket,
            const std::optional<PublicationRecord>& before) {
            if ((before ? before->version : 0) != version)
                throw Refused{model::Errc::version_conflict};
            PublicationRecord record{
                ticket.ticket.id,
                PublicationState::proposed,
                text.title,
                text.question,
                text.answer,
                hash_of(text),
                staff.id,
                version + 1,
                std::nullopt};
            PublicationRepository(connection).put(record);
            store::TicketRepository(connection)
                .add_history(
                    ticket.ticket.id,
                    {now, staff.login, "publication_proposed", proposed_words(text)}
                );
        }
    );
}

model::Result<PublicationView> Publications::review(
    const model::Staff& staff, const std::string& number, const PublicationReview& review
) {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    return change_publication(
        database_,
        rules_of(*town),
        staff,
        number,
        Move::review_publication,
        [&](Connection& connection,
            const store::TicketRecord& ticket,
            std::optional<PublicationRecord>& record) {
            if (!record)
                throw Refused{model::Errc::move_not_allowed};
            // The hash is worked out again from the stored text: what is published is what was
            // read.
            if (review.text_hash != hash_of({record->title, record->question, record->answer}))
                throw Refused{model::Errc::text_changed};
            const bool passed = review.secrecy && review.privacy && review.wording;
            if (passed)
                refuse_unless_public({record->title, record->question, record->answer}, *town);
            PublicationRepository publications(connection);
            publications.add_review(
                ticket.ticket.id,
                {review.text_hash,
                 staff.login,
                 now,
                 review.secrecy,
                 review.privacy,
                 review.wording,
                 passed,
                 review.opinion}
            );
            if (passed) {
                record->state = PublicationState::published;
                record->published_at = now;
                publications.put(*record);
            }
            store::TicketRepository(connection)
                .add_history(
                    ticket.ticket.id,
                    {now,
                     staff.login,
                     passed ? "published" : "publication_refused",
                     passed ? "公开审查通过，已公开" : "公开审查未通过：" + review.opinion}
                );
            store::PeopleRepository(connection)
                .add_audit(
                    now,
                    staff.login,
                    passed ? "publish" : "refuse_publication",
                    number,
                    review.text_hash
                );
        }
    );
}

model::Result<PublicationView> Publications::withdraw(
    const model::Staff& staff, const std::string& number, const std::string& reason
) {
    if (text::trim(reason).empty())
        return model::Errc::empty_text;
    const auto now = clock_.now();
    return change_publication(
        database_,
        rules_of(*town_.snapshot()),
        staff,
        number,
        Move::withdraw_publication,
        [&](Connection& connection,
            const store::TicketRecord& ticket,
            const std::optional<PublicationRecord>&) {
            if (!PublicationRepository(connection).take_off(ticket.ticket.id))
                throw Refused{model::Errc::move_not_allowed};
            store::TicketRepository(connection)
                .add_history(
                    ticket.ticket.id,
                    {now, staff.login, "publication_withdrawn", "撤下公开：" + reason}
                );
            store::PeopleRepository(connection)
                .add_audit(now, staff.login, "withdraw_publication", number, reason);
        }
    );
}

}  // namespace huiying::desk
