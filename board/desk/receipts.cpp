#include "board/desk/receipts.hpp"

#include "board/desk/town.hpp"
#include "board/knowledge/faq_index.hpp"
#include "templates/renderer.hpp"
#include "text/encoding.hpp"

#include <array>
#include <utility>

namespace huiying::desk {
namespace {

struct Field {
    std::string_view name;
    const std::string& value;
    std::size_t limit;
};

templates::Value dates(const model::DueTimes& due, model::Instant now) {
    templates::Value value;
    value.set("response_due", model::to_chinese(due.response_due, now));
    value.set("final_due", due.final_due ? model::to_chinese(*due.final_due, now) : std::string());
    value.set("provisional", due.provisional);
    return value;
}

}  // namespace

model::Result<void> check_message(const model::InboundMessage& message, std::string& field) {
    const std::array<Field, 7> fields{
        {{"text", message.text, kMaxText},
         {"subject", message.subject, kMaxSubject},
         {"name", message.sender_name, kMaxShortField},
         {"contact", message.contact, kMaxShortField},
         {"place", message.place, kMaxShortField},
         {"unit", message.unit_hint, kMaxShortField},
         {"id", message.sender, kMaxShortField}}};
    for (const auto& [name, value, limit] : fields) {
        field = name;
        if (!text::is_valid_text(value))
            return model::Errc::bad_encoding;
        if (value.size() > limit && text::code_point_count(value) > limit)
            return model::Errc::text_too_long;
    }
    field = "text";
    if (text::trim(message.text).empty() && message.attachments.empty())
        return model::Errc::empty_text;
    return {};
}

ReceiptNumbers make_numbers(const Town& town, model::InboundMessage& message) {
    if (!message.continues)
        message.number = model::make_ticket_number(town.secret(), message.delivery_key);
    return {message.number, model::make_query_code(town.secret(), message.number)};
}

Receipt make_receipt(const Town& town, model::InboundMessage& message) {
    auto [number, code] = make_numbers(town, message);
    return {std::move(number), std::move(code), town.snapshot()->due_times(message.received_at)};
}

knowledge::AnswerPolicy answer_policy(const TownSnapshot& town) {
    const auto& bounds = town.settings().answer_bounds;
    return {
        .min_confidence = bounds.sure,
        .min_offer = bounds.offer,
        .min_beside = bounds.beside,
        .samples = town.demo() == Demo::yes ? knowledge::SampleEntries::answer
                                            : knowledge::SampleEntries::silent};
}

std::optional<SureAnswer> sure_answer(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const model::InboundMessage& message,
    model::Instant now,
    const knowledge::Sense* sense
) {
    // A complaint, a suggestion or a report wants a person, whatever FAQ entry it sounds like.
    if (message.kind != model::Kind::question)
        return std::nullopt;
    const auto hit = town.faq().sure_answer(message.text, answer_policy(town), now, sense);
    if (!hit)
        return std::nullopt;
    return answer_from(town, renderer, hit->entry);
}

SureAnswer answer_from(
    const TownSnapshot& town, const templates::Renderer& renderer, const std::string& faq
) {
    const auto& entry = *town.faq().find(faq);
    const templates::Value value{
        {"question", entry.question},
        {"answer", entry.answer},
        {"source", entry.source},
        {"unit", town.unit_name(entry.unit)},
        {"service_name", town.settings().service_name},
    };
    return {entry.id, renderer.render_text("replies/sure_answer", value)};
}

std::string receipt_text(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const Receipt& receipt,
    model::Instant now
) {
    auto value = dates(receipt.due, now);
    value.set("number", receipt.number);
    value.set("code", receipt.code);
    value.set("in_group", receipt.code.empty());
    value.set("service_name", town.settings().service_name);
    return renderer.render_text("replies/receipt_chat", value);
}

std::string continued_text(
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    const Receipt& receipt,
    model::Instant now
) {
    auto value = dates(receipt.due, now);
    value.set("number", receipt.number);
    value.set("service_name", town.settings().service_name);
    return renderer.render_text("replies/receipt_continued", value);
}

}  // namespace huiying::desk
