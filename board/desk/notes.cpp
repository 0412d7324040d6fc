#include "board/desk/notes.hpp"

#include "board/desk/mentions.hpp"
#include "board/desk/move_notices.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

/// Those of the mentioned who may see the ticket: nobody else learns that there is one.
std::vector<model::Staff> meant_by(MoveContext& context, const std::string& text) {
    auto people = mentioned_in(text, store::PeopleRepository(context.connection).staff());
    const auto facts = access_facts(context.connection, context.record, rules_of(context.town));
    people.erase(
        std::remove_if(
            people.begin(),
            people.end(),
            [&](const model::Staff& person) { return !workflow::is_visible_to(person, facts); }
        ),
        people.end()
    );
    return people;
}

std::string sentence_of(const std::string& text, const std::vector<model::Staff>& people) {
    std::string names;
    for (const auto& person : people)
        names += (names.empty() ? "" : "、") + person.name;
    return names.empty() ? text : text + "（已提醒" + names + "）";
}

}  // namespace

model::Result<std::vector<model::Staff>> Notes::mentionable(
    const model::Staff& staff, const std::string& number
) const {
    using Colleagues = std::vector<model::Staff>;
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](store::Connection& connection) -> model::Result<Colleagues> {
        const auto record = store::TicketRepository(connection).find(number);
        if (!record || !is_visible(connection, *record, *town, staff))
            return model::Errc::not_found;
        const auto facts = access_facts(connection, *record, rules_of(*town));
        auto people = store::PeopleRepository(connection).staff();
        people.erase(
            std::remove_if(
                people.begin(),
                people.end(),
                [&](const model::Staff& person) {
                    return !person.active || person.id == staff.id ||
                           !workflow::is_visible_to(person, facts);
                }
            ),
            people.end()
        );
        return people;
    });
}

model::Result<Moved> Notes::add(
    const model::Staff& staff, const TicketRef& ref, const std::string& text
) {
    if (is_too_long(text))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, workflow::Move::note, workflow::Words{.text = text}),
        [&](MoveContext& context) {
            const auto people = meant_by(context, text);
            add_notices(context, people, kMentioned);
            context.history(sentence_of(text, people));
        }
    );
}

}  // namespace huiying::desk
