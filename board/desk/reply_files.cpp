#include "board/desk/reply_files.hpp"

#include "board/desk/kept_draft.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/database.hpp"
#include "board/store/file_repository.hpp"
#include "board/store/reply_file_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::ReplyFileRepository;
using workflow::Move;

/// Their own line of the history: saving the draft leaves none.
void tell_of_file(MoveContext& context, const std::string& event, const std::string& detail) {
    context.tickets.add_history(
        context.record.ticket.id, {context.now, context.login, event, detail}
    );
}

}  // namespace

model::Result<void> ReplyFiles::may_write(const model::Staff& staff, const std::string& number)
    const {
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](Connection& connection) -> model::Result<void> {
        const auto record = store::TicketRepository(connection).find(number);
        if (!record)
            return model::Errc::not_found;
        const auto course = store::CourseRepository(connection).find(record->ticket.id);
        const auto facts = full_facts(connection, *record, course, *town, uses_.clock.now());
        return workflow::may(staff, facts, Move::save_draft);
    });
}

model::Result<Moved> ReplyFiles::add(
    const model::Staff& staff,
    const std::string& number,
    const std::string& name,
    std::string_view bytes
) {
    // Nothing is kept of who may not write.
    if (const auto checked = may_write(staff, number); checked.has_error())
        return checked.error();
    const auto kept = files_.keep(text::is_valid_text(name) ? name : "file", bytes);
    if (kept.has_error())
        return kept.error();
    return move_ticket(
        uses_,
        by_staff(staff, {number, std::nullopt}, Move::save_draft, {}),
        [&](MoveContext& context) {
            const auto ticket = context.record.ticket.id;
            ReplyFileRepository repository(context.connection);
            const auto present = repository.drafted(ticket);
            const bool is_there =
                std::any_of(present.begin(), present.end(), [&](const auto& file) {
                    return file.sha256 == kept->sha256;
                });
            if (is_there)
                throw MoveRefused(model::Errc::already_exists);
            if (present.size() >= Files::kMaxFiles)
                throw MoveRefused(model::Errc::too_many_files);
            take_in_hand(context, staff);
            repository.add(ticket, *kept, staff.login, context.now);
            store::FileRepository(context.connection).name({*kept});
            tell_of_file(context, "reply_file_added", "答复添加附件：" + kept->name);
        }
    );
}

model::Result<Moved> ReplyFiles::remove(
    const model::Staff& staff, const std::string& number, const std::string& sha256
) {
    return move_ticket(
        uses_,
        by_staff(staff, {number, std::nullopt}, Move::save_draft, {}),
        [&](MoveContext& context) {
            const auto ticket = context.record.ticket.id;
            ReplyFileRepository repository(context.connection);
            std::string name;
            for (const auto& file : repository.drafted(ticket))
                if (file.sha256 == sha256)
                    name = file.name;
            if (!repository.remove(ticket, sha256))
                throw MoveRefused(model::Errc::not_found);
            take_in_hand(context, staff);
            tell_of_file(context, "reply_file_removed", "答复去掉附件：" + name);
        }
    );
}

}  // namespace huiying::desk
