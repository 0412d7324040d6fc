// 补充说明: the form on the status page by which a citizen adds to the own ticket, and the page
// that says it was received. The addition goes into the inbound stream like every message. Used by
// page_status (fields) and page_routes (handlers). Fields are pure.
#pragma once

#include "board/web/page_layout.hpp"
#include "board/web/submit.hpp"

namespace huiying::desk {
class CitizenStatus;
class Files;
struct CitizenView;
}  // namespace huiying::desk

namespace huiying::web {

struct StatusNote;

/// What the handlers use. References must outlive it.
struct AdditionUses {
    const PageLayout& layout;
    const desk::Town& town;
    desk::CitizenStatus& status;
    desk::Files& files;
    const model::Clock& clock;
    const Submit& submit;
};

/// What was added already; the form, or why there is none and what to do instead.
void add_addition_fields(
    const desk::CitizenView& view,
    const PageFrame& frame,
    const StatusNote& note,
    templates::Value& value
);

/// 303 to the page below once the addition is on disk, with its files; the same form sent again is
/// the same addition. Else the status page with what was typed: 403 (sent from another site), 409
/// (nothing can be added), 422 (empty or too long, files that are too many or not fit), 503 (could
/// not be kept); 404 and 429 with the form for number and code. 400 when the body is no form.
/// Blocks.
http::Response post_addition(const AdditionUses& uses, const http::Request& request);

/// "Received". Its address holds the number and a seal, so that nobody can make a link that says
/// so untruly; not the code. Without a right seal: the form for number and code.
http::Response get_added(const AdditionUses& uses, const http::Request& request);

}  // namespace huiying::web
