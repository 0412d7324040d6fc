#include "board/web/api_call.hpp"
#include "board/web/api_routes.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sodium.h>

namespace huiying::web {
namespace {

using desk::Session;
using model::Role;

/// In the order of desk::Decision.
constexpr std::array<std::string_view, 3> kDecisions{"arrived", "send_again", "told_by_phone"};

std::string to_base64(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(
        text.data(),
        text.size(),
        reinterpret_cast<const unsigned char*>(bytes.data()),
        bytes.size(),
        sodium_base64_VARIANT_ORIGINAL
    );
    text.pop_back();
    return text;
}

std::int64_t id_of(const http::Request& request) {
    return std::strtoll(std::string(request.param("id")).c_str(), nullptr, 10);
}

http::Response list_outbound(
    const http::Request& request,
    const Session& session,
    const desk::Delivery& delivery,
    const desk::Tickets& tickets
) {
    const auto query = http::query_parameters(request.query);
    const auto state = model::parse_outbound_state(http::find(query, "state").value_or("in_doubt"));
    if (!state)
        return problem(
            request,
            {.code = model::Errc::bad_request,
             .field = "state",
             .allowed = {"waiting", "sending", "in_doubt", "failed"}}
        );
    Json items = Json::array();
    for (const auto& row : delivery.in_state(*state)) {
        if (!tickets.is_visible(session.staff, row.message.number))
            continue;
        items.push_back(
            {{"id", row.message.id.value},
             {"number", row.message.number},
             {"channel", row.message.channel},
             {"recipient", row.message.recipient},
             {"text", row.message.text},
             {"state", model::to_word(row.message.state)},
             {"at", model::to_rfc3339(row.message.at)},
             {"attempt", row.message.attempt},
             {"detail", row.detail}}
        );
    }
    return json_response(200, {{"items", std::move(items)}});
}

http::Response decide(
    const http::Request& request,
    const Session& session,
    desk::Delivery& delivery,
    const desk::Tickets& tickets
) {
    const JsonBody body(request, {"decision"});
    const auto word = body.text("decision");
    const auto* decision = std::find(kDecisions.begin(), kDecisions.end(), word);
    if (decision == kDecisions.end())
        return problem(
            request,
            {.code = model::Errc::bad_request,
             .field = "decision",
             .allowed = {kDecisions.begin(), kDecisions.end()}}
        );
    const auto number = delivery.number_of({id_of(request)});
    if (!number || !tickets.is_visible(session.staff, *number))
        return problem(request, {model::Errc::not_found});
    return done(
        request,
        delivery.decide(
            session.staff,
            {id_of(request)},
            static_cast<desk::Decision>(decision - kDecisions.begin())
        )
    );
}

http::Response list_dead_letters(const desk::Administration& administration) {
    Json items = Json::array();
    for (const auto& letter : administration.dead_letters())
        items.push_back(
            {{"id", letter.id},
             {"at", model::to_rfc3339(letter.at)},
             {"channel", letter.channel},
             {"account", letter.account},
             {"reason", letter.reason},
             {"bytes", to_base64(letter.bytes)},
             {"state", letter.state}}
        );
    return json_response(200, {{"items", std::move(items)}});
}

http::Response replay(
    const http::Request& request,
    const Session& session,
    desk::Administration& administration,
    const Replay& again
) {
    const auto letter = administration.dead_letter(id_of(request));
    if (letter.has_error())
        return problem(request, {model::errc_of(letter.error())});
    if (letter->state != "open")
        return problem(request, {model::Errc::move_not_allowed});
    const auto result = again(*letter);
    if (const auto* refused = std::get_if<Problem>(&result))
        return problem(request, *refused);
    // Settled meanwhile by somebody else: the delivery key makes the second message harmless.
    (void)administration.settle_dead_letter(letter->id, "replayed", session.staff.login);
    const auto& replayed = std::get<Replayed>(result);
    return json_response(200, {{"number", replayed.number}, {"note", replayed.note}});
}

const auto kOffice = {Role::dispatcher, Role::manager, Role::administrator};

void add_outbound_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Delivery& delivery
) {
    const auto list = [&](const http::Request& request, const Session& session) {
        return list_outbound(request, session, delivery, tickets);
    };
    const auto decide_one = [&](const http::Request& request, const Session& session) {
        return decide(request, session, delivery, tickets);
    };
    router.add(
        {http::Method::get, "/api/v1/outbound", "api_outbound", for_roles(people, kOffice, list)}
    );
    router.add(
        {http::Method::post,
         "/api/v1/outbound/{id}",
         "api_decide_outbound",
         for_roles(people, kOffice, decide_one)}
    );
}

void add_dead_letter_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    Replay replay_letter
) {
    const auto administrators = {Role::administrator};
    const auto list = [&](const http::Request&, const Session&) {
        return list_dead_letters(administration);
    };
    const auto replay_one = [&administration, again = std::move(replay_letter)](
                                const http::Request& request, const Session& session
                            ) { return replay(request, session, administration, again); };
    const auto drop = [&](const http::Request& request, const Session& session) {
        return done(
            request,
            administration.settle_dead_letter(id_of(request), "dropped", session.staff.login)
        );
    };
    router.add(
        {http::Method::get,
         "/api/v1/dead-letters",
         "api_dead_letters",
         for_roles(people, administrators, list)}
    );
    router.add(
        {http::Method::post,
         "/api/v1/dead-letters/{id}/replay",
         "api_replay",
         for_roles(people, administrators, replay_one)}
    );
    router.add(
        {http::Method::post,
         "/api/v1/dead-letters/{id}/drop",
         "api_drop",
         for_roles(people, administrators, drop)}
    );
}

}  // namespace

void add_delivery_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Delivery& delivery,
    desk::Administration& administration,
    Replay replay_letter
) {
    add_outbound_routes(router, people, tickets, delivery);
    add_dead_letter_routes(router, people, administration, std::move(replay_letter));
}

}  // namespace huiying::web
