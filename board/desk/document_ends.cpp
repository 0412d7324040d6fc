// How policy documents end, by hand or with their last day.
#include "board/desk/document_change.hpp"
#include "board/desk/document_check.hpp"
#include "board/desk/document_doubts.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/store/policy_links.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::DocumentStatus;

DocumentStatus status_after(DocumentEnd how) {
    switch (how) {
        case DocumentEnd::expire:
            return DocumentStatus::expired;
        case DocumentEnd::replace:
            return DocumentStatus::replaced;
        case DocumentEnd::repeal:
            break;
    }
    return DocumentStatus::repealed;
}

/// Throws RefusedChange.
void check_successor(DocumentChange& change, const std::string& id, const std::string& by) {
    const auto refuse = [](std::string words) {
        throw RefusedChange{{model::Errc::bad_request, {"replaced_by", std::move(words)}}};
    };
    if (by == id)
        refuse("文件不能被自己替代");
    const auto published = change.documents.published();
    const bool is_there = std::any_of(published.begin(), published.end(), [&](const auto& each) {
        return each.document.id == by && each.state.published_version > 0;
    });
    if (!is_there)
        refuse("请选一份已经公开过的文件");
    if (auto cycle = cycle_in(published, id, by); !cycle.empty())
        refuse("替代关系会成环：" + cycle);
}

void end_document(
    DocumentChange& change, const model::PolicyDocument& document, const DocumentEnding& ending
) {
    change.state.status = status_after(ending.how);
    change.state.replaced_by = ending.how == DocumentEnd::replace ? ending.replaced_by : "";
    change.state.ended_at = change.now;
    put_in_doubt(
        change.connection,
        change.town,
        document,
        "《" + document.title + "》" + end_words(change.state, change.town) +
            (ending.reason.empty() ? "" : "（" + ending.reason + "）"),
        change.now
    );
}

/// The clock, where the audit asks who did it.
model::Staff clock_itself() {
    model::Staff nobody;
    nobody.login = "system";
    nobody.roles = {model::Role::administrator};
    return nobody;
}

bool is_over(const model::PublishedDocument& published, const std::string& today) {
    const auto& [document, state] = published;
    return state.status == DocumentStatus::in_force && !document.expires_on.empty() &&
           document.expires_on < today;
}

}  // namespace

DocumentKept PolicyDocuments::end(
    const model::Staff& staff, const std::string& id, const DocumentEnding& ending
) {
    return change_document(
        {database_, town_, clock_},
        staff,
        id,
        [&](DocumentChange& change, const store::PolicyRecord& record) {
            if (change.state.published_version == 0)
                throw RefusedChange{
                    {model::Errc::move_not_allowed, {"", "还没有公开过的文件，没有失效可言"}}};
            if (ending.how == DocumentEnd::replace)
                check_successor(change, id, ending.replaced_by);
            // What was expired may turn out to be replaced; the same twice changes nothing.
            if (change.state.status == status_after(ending.how) &&
                change.state.replaced_by == ending.replaced_by)
                return;
            const auto shown = change.documents.version(id, change.state.published_version);
            end_document(change, shown ? shown->document : record.newest.document, ending);
            audit(
                change.connection,
                change.now,
                staff,
                std::string("end_policy_document_as_") +
                    std::string(model::to_word(change.state.status)),
                id
            );
        }
    );
}

DocumentKept PolicyDocuments::tell(
    const model::Staff& staff, const std::string& id, const std::string& number
) {
    return change_document(
        {database_, town_, clock_},
        staff,
        id,
        [&](DocumentChange& change, const store::PolicyRecord&) {
            if (!store::PolicyLinks(change.connection).tell(id, number, staff.login, change.now))
                throw RefusedChange{{model::Errc::not_found, {}}};
            audit(change.connection, change.now, staff, "told_of_policy_change", number);
        }
    );
}

int PolicyDocuments::expire_due() {
    const auto town = town_.snapshot();
    const auto today = model::to_iso(model::local_date(clock_.now()));
    int ended = 0;
    for (const auto& published : town->documents()) {
        if (!is_over(published, today))
            continue;
        const auto done = change_document(
            {database_, town_, clock_},
            clock_itself(),
            published.document.id,
            [&](DocumentChange& change, const store::PolicyRecord&) {
                // Another process may have been first, or somebody has published it anew.
                if (change.state != published.state)
                    return;
                end_document(change, published.document, {});
                audit(
                    change.connection,
                    change.now,
                    clock_itself(),
                    "end_policy_document_as_expired",
                    published.document.id
                );
            }
        );
        ended += std::holds_alternative<std::int64_t>(done) ? 1 : 0;
    }
    return ended;
}

}  // namespace huiying::desk
