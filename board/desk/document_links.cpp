#include "board/desk/document_links.hpp"

#include "board/desk/kept_draft.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/policy_links.hpp"

namespace huiying::desk {
namespace {

using store::Connection;
using store::PolicyLinks;

AskedDocument asked_of(const store::TicketDocument& linked, const TownSnapshot& town) {
    const auto* published = town.document(linked.document);
    if (published == nullptr)
        return {linked.document, linked.document, "", "draft", linked.by};
    return {
        linked.document,
        published->document.title,
        published->document.number,
        std::string(model::to_word(published->state.status)),
        linked.by};
}

std::string sentence_of(const std::string& document, const TownSnapshot& town) {
    const auto* published = town.document(document);
    return published == nullptr ? "不再注明所问的政策文件"
                                : "注明所问的政策文件：《" + published->document.title + "》";
}

}  // namespace

model::Result<std::optional<AskedDocument>> DocumentLinks::of(
    const model::Staff& staff, const std::string& number
) const {
    using Asked = model::Result<std::optional<AskedDocument>>;
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](Connection& connection) -> Asked {
        const auto record = store::TicketRepository(connection).find(number);
        if (!record || !is_visible(connection, *record, *town, staff))
            return model::Errc::not_found;
        const auto linked = PolicyLinks(connection).document_of(record->ticket.id);
        return linked ? std::optional(asked_of(*linked, *town)) : std::nullopt;
    });
}

model::Result<void> DocumentLinks::set(
    const model::Staff& staff, const std::string& number, const std::string& document
) {
    const auto town = uses_.town.snapshot();
    if (!document.empty() && town->document(document) == nullptr)
        return model::in_field(model::Errc::bad_request, "document", "没有这份已公开的文件");
    const auto now = uses_.clock.now();
    const bool is_set = uses_.database.write([&](Connection& connection) {
        store::TicketRepository tickets(connection);
        const auto record = tickets.find(number);
        if (!record || !is_visible(connection, *record, *town, staff))
            return false;
        const auto ticket = record->ticket.id;
        PolicyLinks links(connection);
        const auto before = links.document_of(ticket);
        if ((before ? before->document : std::string()) == document)
            return true;
        links.set_document_of(ticket, {document, staff.login, now});
        tickets.add_history(
            ticket, {now, staff.login, "policy_document", sentence_of(document, *town)}
        );
        if (uses_.renderer != nullptr)
            renew_draft(connection, *record, *town, *uses_.renderer, now);
        return true;
    });
    return is_set ? model::Result<void>() : model::Errc::not_found;
}

std::map<std::string, std::vector<model::FaqDoubt>> DocumentLinks::doubts() const {
    return uses_.database.read([](Connection& connection) {
        return PolicyLinks(connection).doubts();
    });
}

model::Result<void> DocumentLinks::settle(const model::Staff& staff, const std::string& faq) {
    const auto now = uses_.clock.now();
    const bool settled = uses_.database.write([&](Connection& connection) {
        if (!PolicyLinks(connection).settle(faq, staff.login, now))
            return false;
        store::PeopleRepository(connection).add_audit(now, staff.login, "settle_faq", faq, "");
        return true;
    });
    if (!settled)
        return model::Errc::not_found;
    town_.refresh();
    return {};
}

}  // namespace huiying::desk
