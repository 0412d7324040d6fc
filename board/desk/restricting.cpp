#include "board/desk/restricting.hpp"

#include "board/store/assist_repository.hpp"
#include "board/store/publication_repository.hpp"
#include "board/store/reply_file_repository.hpp"
#include "board/store/said_index.hpp"
#include "board/store/town_routing_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

/// Other units do not see it any more, whatever they were asked.
void drop_assists(const Releasing& by, model::TicketId ticket) {
    store::AssistRepository assists(by.connection);
    for (const auto& row : assists.of(ticket))
        if (row.is_open())
            assists.drop(ticket, row.unit, by.login, by.now, "转由办公室办理");
}

}  // namespace

void mark_restricted(
    const Releasing& by, store::TicketRecord& record, const std::vector<std::string>& accused
) {
    auto& known = record.accused_units;
    for (const auto& unit : accused)
        if (std::find(known.begin(), known.end(), unit) == known.end())
            known.push_back(unit);
    if (!record.ticket.restricted)
        store::index_said_anew(by.connection, record.ticket.id, true);
    record.ticket.restricted = true;
    store::PublicationRepository(by.connection).take_off(record.ticket.id);
    // Whatever was put right in it teaches nobody any more: every process reads that anew.
    store::TownRoutingRepository(by.connection).corrections_changed();
}

void take_answered_from_unit(store::TicketRecord& record, store::Course& course) {
    record.ticket.unit.clear();
    record.submitted_by.reset();
    course.holder.reset();
    course.signed_at.reset();
}

void take_from_unit(
    const Releasing& by,
    store::TicketRecord& record,
    store::Course& course,
    std::vector<TicketEvent>& events
) {
    auto& ticket = record.ticket;
    drop_assists(by, ticket.id);
    take_answered_from_unit(record, course);
    for (const auto& released :
         release_all_carried(by, ticket.id, "所并入的来信不再合并办理，恢复单独办理"))
        events.push_back(event_of(by.connection, "unmerged", released));
    store::TicketRepository(by.connection).set_draft(ticket.id, {{}, "system", by.now});
    store::ReplyFileRepository(by.connection).drop_drafted(ticket.id);
}

}  // namespace huiying::desk
