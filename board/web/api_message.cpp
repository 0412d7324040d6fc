#include "board/web/api_message.hpp"

#include "board/desk/town.hpp"

namespace huiying::web {

model::InboundMessage message_in(const JsonBody& body, const desk::TownSnapshot& town) {
    model::InboundMessage message;
    message.subject = body.text_or("subject", "");
    message.text = body.text("text");
    const auto kind = model::parse_kind(body.text_or("kind", "question"));
    if (!kind)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "kind",
            .allowed = {"question", "complaint", "suggestion", "help", "report"}}};
    message.kind = *kind;
    message.unit_hint = body.text_or("unit", "");
    if (!message.unit_hint.empty() && !town.unit(message.unit_hint))
        throw BadField{
            Problem{.code = model::Errc::bad_request, .detail = "没有这个单位", .field = "unit"}};
    message.sender_name = body.text_or("name", "");
    message.contact = body.text_or("contact", "");
    message.place = body.text_or("place", "");
    message.publish =
        body.yes_or("publish", false) ? model::PublishConsent::yes : model::PublishConsent::no;
    return message;
}

}  // namespace huiying::web
