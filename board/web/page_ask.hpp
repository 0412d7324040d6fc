// The form by which a citizen asks, and the receipt. Used by page_routes. Value functions are pure.
#pragma once

#include "board/desk/receipts.hpp"
#include "board/web/page_ask_form.hpp"
#include "board/web/page_layout.hpp"
#include "board/web/submit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {
class Files;
class PublicDocuments;
class Publications;
class Suggestions;
struct PublishedEntry;
}  // namespace huiying::desk

namespace huiying::http {
class AddressQuota;
}

namespace huiying::web {

/// What the handlers of /ask use. References must outlive it.
struct AskUses {
    const PageLayout& layout;
    const desk::Town& town;
    const desk::Publications& publications;
    desk::Files& files;
    const templates::Renderer& renderer;
    const model::Clock& clock;
    http::AddressQuota& quota;
    Submit submit;
    const desk::Suggestions& suggestions;
    http::AddressQuota& suggest_quota;
    const desk::PublicDocuments& documents;
};

/// Fields of pages/ask: everything typed, the faults beside their fields. `notice` is said above
/// the form; empty: nothing.
templates::Value ask_value(
    const AskForm& form,
    const FieldErrors& errors,
    const desk::TownSnapshot& town,
    const std::string& notice
);

/// A sure answer as the page gives it: without the words for chats that desk's has.
std::string answer_text(const templates::Renderer& renderer, const desk::PublishedEntry& entry);

/// Fields of pages/receipt.
templates::Value receipt_value(
    const desk::Receipt& receipt, const model::InboundMessage& message, const PageFrame& frame
);

http::Response get_ask(const AskUses& uses, const http::Request& request);

/// Fields of pages/before_sending: all that was typed, as hidden fields, beside what is offered.
templates::Value before_sending_value(
    const AskForm& form, const std::vector<desk::PublishedEntry>& offers, model::Instant now
);

/// Once, where the form brings no files (a browser would lose them) and published answers are like
/// it: 200 with these, and the form to go on with; not to a network that has looked too often. Else
/// 200 with the receipt: number and code are in no address. The same form sent again gets the same
/// receipt. With the form as it was filled: 422 (faults), 403 (sent from another site), 503 (the
/// message could not be kept), 429 (too many from there). 400 when the body is no form. Blocks.
http::Response post_ask(const AskUses& uses, const http::Request& request);

}  // namespace huiying::web
