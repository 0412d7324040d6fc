// The status page: number and query code in a form, then the ticket as a timeline. The code is in
// no address and no log. Used by page_routes. Value functions are pure.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/web/page_layout.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {
class CitizenMoves;
class Joining;
class CitizenStatus;
class Files;
struct CitizenProof;
struct CitizenView;
}  // namespace huiying::desk

namespace huiying::web {

struct SentForm;

/// Fields of pages/status_form. `problem` is shown above the form; empty: none. `kept`: what was
/// typed for a ticket and could not be sent, to be copied.
templates::Value status_form_value(
    const std::string& number, const std::string& problem, const std::string& kept = ""
);

/// What stands on the status page beside the ticket.
struct StatusNote {
    std::string code;          ///< as typed, for the forms of the page
    std::string thanks;        ///< after something was done; empty: nothing was
    std::string problem;       ///< why something was not done
    std::string grade;         ///< of an evaluation that was not taken: the word chosen
    std::string reason;        ///< and what was typed
    std::string reason_error;  ///< what is wrong with it
    std::string form_id;   ///< of the form for additions, so that it counts once; empty: a new one
    std::string addition;  ///< what was typed there and not taken
    std::string addition_error;  ///< what is wrong with it
    std::string files_error;     ///< and with the files that came with it
    bool files_again = false;    ///< there were any: no browser keeps them
    std::string other_number;    ///< of a ticket that was not joined, as typed
    std::string join_error;      ///< why not
};

/// Fields of pages/status.
templates::Value status_value(
    const desk::CitizenView& view, const PageFrame& frame, const StatusNote& note = {}
);

// What the forms of the status page send.
/// On one line, cut where no number and no code can be so long.
std::string typed_field(const http::Request& request, std::string_view name);
/// A longer answer, as it was typed.
std::string typed_words(const http::Request& request, std::string_view name);
desk::CitizenProof typed_proof(const http::Request& request);
/// Of a form that was read.
desk::CitizenProof typed_proof(const http::Request& request, const SentForm& form);

/// Fields of pages/own_files and of a reply's files.
templates::Value file_list(const std::vector<model::Attachment>& files);

/// The form for number and code again, with what is wrong; `proof` is what was typed. Blocks (SQL).
http::Response lookup_page(
    const PageLayout& layout,
    const desk::CitizenStatus& status,
    const http::Request& request,
    const desk::CitizenProof& proof,
    model::Errc errc,
    const std::string& kept = ""
);

/// The ticket of the proof, or lookup_page(). Blocks (SQL).
http::Response status_page(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    const desk::CitizenProof& proof,
    StatusNote note,
    int http_status = 200
);

/// The form; "?number=" fills the number in, and a "code" in the address is sent out of it.
http::Response get_status(const PageLayout& layout, const http::Request& request);
/// The timeline; 404 with the form when number and code do not belong together, 429 after too many
/// tries. Blocks (SQL).
http::Response post_status(
    const PageLayout& layout, desk::CitizenStatus& status, const http::Request& request
);

/// A file that came with a reply or that the writer sent, by number and code: the copy without
/// metadata. Blocks.
http::Response post_reply_file(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const desk::Files& files,
    const http::Request& request
);

/// A lost code goes to the phone that the ticket has; the form says the same whatever was typed.
/// Blocks (SQL).
http::Response post_lost_code(
    const PageLayout& layout, desk::CitizenStatus& status, const http::Request& request
);

// What the writer does by the forms of the status page, which is shown again. Block.
http::Response post_evaluation(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
);
http::Response post_reminder(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
);

/// Another ticket becomes known as the same writer's, or does not any more. Blocks.
http::Response post_join(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::Joining& joining,
    const http::Request& request
);
http::Response post_part(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::Joining& joining,
    const http::Request& request
);
http::Response post_withdrawal(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
);
http::Response post_consent_withdrawal(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
);

}  // namespace huiying::web
