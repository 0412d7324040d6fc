#include "board/web/page_ask_form.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"
#include "board/web/form_files.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huiying::web {
namespace {

/// Where a plain field of the form goes; nullptr for one that we do not know.
std::string* field_of(AskForm& form, std::string_view name) {
    const std::array<std::pair<std::string_view, std::string*>, 10> fields{{
        {"form", &form.id},
        {"look", &form.look},
        {"subject", &form.subject},
        {"text", &form.text},
        {"kind", &form.kind},
        {"unit", &form.unit},
        {"place", &form.place},
        {"name", &form.name},
        {"contact", &form.contact},
        {"document", &form.document},
    }};
    const auto* found = std::find_if(fields.begin(), fields.end(), [&](const auto& row) {
        return row.first == name;
    });
    return found == fields.end() ? nullptr : found->second;
}

void set_field(AskForm& form, std::string_view name, std::string_view value) {
    if (name == "publish")
        form.publish = value == "yes";
    else if (auto* field = field_of(form, name))
        *field = unix_lines(value);
}

bool is_known_unit(const std::string& code, const desk::TownSnapshot& town) {
    const auto* unit = town.unit(code);
    return unit != nullptr && unit->active;
}

std::string words_of(const std::string& field, model::Errc errc) {
    if (errc == model::Errc::bad_encoding)
        return "有无法识别的字符，请删去后再提交。";
    if (field == "text")
        return "内容太长了，请控制在" + std::to_string(desk::kMaxText) +
               "字以内；更多材料可以作为附件。";
    if (field == "subject")
        return "标题太长了，请控制在" + std::to_string(desk::kMaxSubject) + "字以内。";
    return "太长了，请控制在" + std::to_string(desk::kMaxShortField) + "字以内。";
}

/// Desk names one fault at a time; the field is emptied to find the next.
void add_desk_faults(model::InboundMessage message, FieldErrors& errors) {
    const std::array<std::pair<std::string_view, std::string*>, 6> fields{{
        {"text", &message.text},
        {"subject", &message.subject},
        {"name", &message.sender_name},
        {"contact", &message.contact},
        {"place", &message.place},
        {"unit", &message.unit_hint},
    }};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string field;
        const auto checked = desk::check_message(message, field);
        if (checked.has_value())
            return;
        const auto errc = model::errc_of(checked.error());
        if (errc != model::Errc::empty_text)
            errors.emplace(field, words_of(field, errc));
        for (const auto& [name, value] : fields)
            if (name == field)
                *value = "-";
    }
}

/// Everything that was sent.
std::string digest_of_all(const model::InboundMessage& message) {
    return digest_of(
        {message.subject,
         message.text,
         message.unit_hint,
         message.place,
         message.sender_name,
         message.contact,
         model::to_word(message.kind),
         message.publish == model::PublishConsent::yes ? "yes" : "no",
         hashes_of(message.attachments)}
    );
}

}  // namespace

model::Result<AskForm> read_ask_form(const http::Request& request) {
    auto sent = read_sent_form(request);
    if (sent.has_error())
        return sent.error();
    AskForm form;
    for (const auto& [name, value] : sent->fields)
        set_field(form, name, value);
    form.files = std::move(sent->files);
    if (!is_random_key(form.id))
        form.id = random_key();
    return form;
}

FieldErrors check_ask_form(const AskForm& form, const desk::TownSnapshot& town) {
    FieldErrors errors;
    if (is_blank(form.subject))
        errors["subject"] = "请写一个标题，几个字就行，例如“路灯不亮”。";
    if (is_blank(form.text))
        errors["text"] = "请写下您要说的事。";
    if (!model::parse_kind(form.kind))
        errors["kind"] = "请从列出的几类里选一个。";
    if (!form.unit.empty() && !is_known_unit(form.unit, town))
        errors["unit"] = "请从列表里选择单位；不确定就选“请帮我转”。";
    if (auto fault = count_error(form.files); !fault.empty())
        errors["files"] = std::move(fault);
    add_desk_faults(message_of(form, {}, model::Instant{}), errors);
    return errors;
}

model::InboundMessage message_of(
    const AskForm& form, std::vector<model::Attachment> attachments, model::Instant now
) {
    model::InboundMessage message{
        .channel = "board",
        .sender_name = form.name,
        .subject = form.subject,
        .text = form.text,
        .kind = model::parse_kind(form.kind).value_or(model::Kind::question),
        .unit_hint = form.unit,
        .contact = form.contact,
        .place = form.place,
        .publish = form.publish ? model::PublishConsent::yes : model::PublishConsent::no,
        .attachments = std::move(attachments),
        .received_at = now,
        .arrived_at = now,
        .document = form.document,
    };
    message.delivery_key = "board|||" + form.id + "|" + digest_of_all(message);
    return message;
}

}  // namespace huiying::web
