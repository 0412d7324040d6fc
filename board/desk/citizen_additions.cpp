#include "board/desk/citizen_additions.hpp"

#include "board/desk/files.hpp"
#include "board/desk/receipts.hpp"
#include "text/encoding.hpp"

#include <set>
#include <utility>

namespace huiying::desk {
namespace {

/// Everybody who reads the message is told that it was no slip.
constexpr std::string_view kOnlyAttachments = "[附件]";

std::set<std::string> files_of(const CitizenView& view) {
    std::set<std::string> hashes;
    for (const auto& file : view.files)
        hashes.insert(file.sha256);
    for (const auto& addition : view.additions)
        for (const auto& file : addition.files)
            hashes.insert(file.sha256);
    return hashes;
}

bool are_too_many(const CitizenView& view, const std::vector<model::Attachment>& more) {
    if (more.size() > Files::kMaxFiles)
        return true;
    auto hashes = files_of(view);
    const auto before = hashes.size();
    for (const auto& file : more)
        hashes.insert(file.sha256);
    return hashes.size() > before && hashes.size() > kMaxFilesOfTicket;
}

}  // namespace

model::Result<Addition> addition_of(
    CitizenStatus& status, const CitizenProof& proof, AdditionGiven given, model::Instant now
) {
    model::InboundMessage message{
        .channel = std::move(given.channel),
        .text = std::move(given.text),
        .attachments = std::move(given.attachments),
        .received_at = now,
        .arrived_at = now,
        .continues = true,
        .proved_by_code = true,
    };
    std::string field;
    if (const auto checked = check_message(message, field); checked.has_error())
        return checked.error();
    const auto view = status.status(proof.number, proof.code, proof.peer);
    if (view.has_error())
        return view.error();
    // Were it appended now, it could overtake the message that makes the ticket.
    if (view->state == model::TicketState::received)
        return model::Errc::not_found;
    if (!view->if_added)
        return model::Errc::move_not_allowed;
    if (are_too_many(*view, message.attachments))
        return model::Errc::too_many_files;
    if (text::trim(message.text).empty())
        message.text = kOnlyAttachments;
    message.number = view->number;
    message.delivery_key = message.channel + "|add|" + view->number + "|" + given.delivery_key;
    return Addition{std::move(message), view->state, *view->if_added};
}

}  // namespace huiying::desk
