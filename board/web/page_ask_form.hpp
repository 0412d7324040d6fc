// What a citizen typed into the form of /ask: read from the request, checked, made into a message.
// Used by page_ask. Pure but for the id of a form that brings none (random).
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/web/sent_form.hpp"
#include "http/request.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::desk {
class TownSnapshot;
}

namespace huiying::web {

/// Texts are valid UTF-8 without NUL, line breaks LF, otherwise as typed.
struct AskForm {
    std::string id;  ///< 32 hex digits made with the empty form
    std::string subject;
    std::string text;
    std::string kind = "question";
    std::string unit;
    std::string place;
    std::string name;
    std::string contact;
    std::string document;  ///< id of the policy document that is asked about, or empty
    /// Where the form stands: "first", as it comes from the page: answers may be offered before it
    /// is sent; "edit": back to the form; else it is sent.
    std::string look;
    bool publish = false;
    std::vector<SentFile> files;
};

/// The form of a multipart or urlencoded body. Errors: bad_request (neither, or damaged).
[[nodiscard]] model::Result<AskForm> read_ask_form(const http::Request& request);

/// Name of a field -> what is wrong with it, in the citizen's words. Empty: nothing.
using FieldErrors = std::map<std::string, std::string>;

/// All faults at once, so that a form comes back only once.
FieldErrors check_ask_form(const AskForm& form, const desk::TownSnapshot& town);

/// The message of a checked form. Its delivery key is made of the form's id and all that was sent:
/// a double click or a reload is the same message, a corrected text sent from the same form is
/// another.
model::InboundMessage message_of(
    const AskForm& form, std::vector<model::Attachment> attachments, model::Instant now
);

}  // namespace huiying::web
