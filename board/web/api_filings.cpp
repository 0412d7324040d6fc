// What staff file for somebody who called, came or wrote on paper, and its slip.
#include "board/desk/filings.hpp"
#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_message.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/asked_time.hpp"
#include "board/web/once_key.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Method;
using http::Request;

desk::WayIn way_in(const JsonBody& body) {
    const auto way = desk::parse_way_in(body.text("way"));
    if (!way)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "way",
            .allowed = {"phone", "counter", "letter"}}};
    return *way;
}

/// When the citizen said it; now where nothing is said of it.
model::Instant said_at(const JsonBody& body, model::Instant now) {
    const auto text = body.text_or("received_at", "");
    if (text.empty())
        return now;
    const auto at = parse_asked_time(text);
    if (!at || !desk::is_filed_in_time(*at, now))
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "时间要在最近30天之内，不能是将来",
            .field = "received_at"}};
    return *at;
}

http::Response post_filing(
    const Request& request, const Session& session, const FilingDoors& doors, const Submit& submit
) {
    const JsonBody body(
        request,
        {"way",
         "received_at",
         "subject",
         "text",
         "kind",
         "unit",
         "name",
         "contact",
         "place",
         "publish"}
    );
    const auto now = doors.clock.now();
    const desk::Filing filing{
        way_in(body), session.staff.login, idempotency_key(request), said_at(body, now), now};
    auto message = desk::filed(filing, message_in(body, *doors.town.snapshot()));
    std::string field;
    if (const auto checked = desk::check_message(message, field); checked.has_error())
        return problem(request, {.code = model::errc_of(checked.error()), .field = field});
    const auto receipt = desk::make_receipt(doors.town, message);
    if (const auto submitted = submit(message); submitted.has_error())
        return problem(request, {model::errc_of(submitted.error())});
    return json_response(201, to_json(receipt));
}

http::Response get_receipt(
    const Request& request, const Session& session, const FilingDoors& doors
) {
    return answer(
        request,
        doors.filings.receipt_again(
            session.staff, std::string(request.param("number")), doors.clock.now()
        ),
        [](const desk::Receipt& receipt) { return to_json(receipt); }
    );
}

}  // namespace

void add_filing_routes(
    http::Router& router, desk::People& people, const FilingDoors& doors, const Submit& submit
) {
    router.add(
        {Method::post,
         "/api/v1/filings",
         "api_file_message",
         for_roles(
             people,
             {model::Role::handler, model::Role::dispatcher},
             [doors, submit](const Request& request, const Session& session) {
                 return post_filing(request, session, doors, submit);
             }
         ),
         kLongTextBodyLimit}
    );
    router.add(
        {Method::get,
         "/api/v1/tickets/{number}/receipt",
         "api_receipt_again",
         for_staff(
             people,
             [doors](const Request& request, const Session& session) {
                 return get_receipt(request, session, doors);
             }
         )}
    );
}

}  // namespace huiying::web
