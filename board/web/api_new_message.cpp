// New messages over the API: a citizen's, and an administrator's to oneself.
#include "board/desk/public_documents.hpp"
#include "board/desk/receipts.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_message.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/once_key.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"

namespace huiying::web {
namespace {

using model::InboundMessage;

http::Response too_many(const http::Request& request, const http::OverQuota& over) {
    return problem(
        request,
        {.code = model::Errc::rate_limited, .detail = quota_words(over), .retry_after = over.wait}
    );
}

/// The policy document that it asks about. Throws BadField for one that the board does not show.
std::string document_of(const JsonBody& body, const desk::PublicDocuments& documents) {
    auto id = body.text_or("document", "");
    if (!id.empty() && !documents.link(id))
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "没有公开这份政策文件",
            .field = "document"}};
    return id;
}

http::Response post_message(
    const http::Request& request, const CitizenDoors& doors, const Submit& submit
) {
    const auto& town = doors.town;
    const JsonBody body(
        request,
        {"subject", "text", "kind", "unit", "name", "contact", "place", "publish", "document"}
    );
    auto message = message_in(body, *town.snapshot());
    message.channel = "api";
    message.document = document_of(body, doors.documents);
    std::string field;
    if (const auto checked = desk::check_message(message, field); checked.has_error())
        return problem(request, {.code = model::errc_of(checked.error()), .field = field});
    message.delivery_key = "api|" + idempotency_key(request);
    if (const auto over =
            doors.quota.take(http::client_network(request.peer), message.delivery_key))
        return too_many(request, *over);
    message.received_at = message.arrived_at = doors.clock.now();
    const auto receipt = desk::make_receipt(town, message);
    if (const auto submitted = submit(message); submitted.has_error())
        return problem(request, {model::errc_of(submitted.error())});
    return json_response(201, to_json(receipt));
}

/// A message to oneself, so that an administrator sees the whole path at work.
http::Response post_test(
    const http::Request& request,
    const desk::Session& session,
    const desk::Town& town,
    const Submit& submit,
    const model::Clock& clock
) {
    InboundMessage message;
    message.channel = "board";
    message.delivery_key = "board|test|" + random_key();
    message.subject = "测试留言";
    message.text = "这是一条测试留言，用来检查受理、分派、起草和答复是否正常。可以直接答复并办结。";
    message.sender_name = session.staff.name;
    message.unit_hint = town.snapshot()->lead_unit();
    message.received_at = message.arrived_at = clock.now();
    const auto receipt = desk::make_receipt(town, message);
    if (const auto submitted = submit(message); submitted.has_error())
        return problem(request, {model::errc_of(submitted.error())});
    return json_response(201, to_json(receipt));
}

}  // namespace

void add_new_message_routes(http::Router& router, const CitizenDoors& doors, const Submit& submit) {
    using http::Method;
    using http::Request;
    router.add(
        {Method::post,
         "/api/v1/messages",
         "api_post_message",
         guarded([doors, submit](const Request& request) {
             return post_message(request, doors, submit);
         }),
         kLongTextBodyLimit}
    );
    router.add(
        {Method::post,
         "/api/v1/test-message",
         "api_test_message",
         for_roles(
             doors.people,
             {model::Role::administrator},
             [doors, submit](const Request& request, const desk::Session& session) {
                 return post_test(request, session, doors.town, submit, doors.clock);
             }
         )}
    );
}

}  // namespace huiying::web
