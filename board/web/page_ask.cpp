#include "board/web/page_ask.hpp"

#include "board/desk/files.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "board/desk/town.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_suggest.hpp"
#include "board/web/page_text.hpp"
#include "board/web/problem.hpp"
#include "board/web/unit_groups.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"
#include "telemetry/log.hpp"
#include "templates/renderer.hpp"

#include <array>
#include <set>

namespace huiying::web {
namespace {

using templates::Value;

constexpr int kUnprocessable = 422;
constexpr int kTooMany = 429;
constexpr std::string_view kRetrySeconds = "60";

struct KindWords {
    std::string_view word;
    std::string_view hint;
};

constexpr std::array<KindWords, 5> kKinds{{
    {"question", "问政策、问办事"},
    {"complaint", "对服务或处理不满意"},
    {"suggestion", "有想法、有主意"},
    {"help", "遇到困难要帮忙"},
    {"report", "反映违法违规"},
}};

struct FieldLabel {
    std::string_view field;
    std::string_view label;
};

// In the order of the page, for the list of faults above the form.
constexpr std::array<FieldLabel, 8> kLabels{{
    {"subject", "标题"},
    {"text", "内容"},
    {"kind", "类型"},
    {"place", "地点"},
    {"unit", "承办单位"},
    {"files", "照片和文件"},
    {"name", "称呼"},
    {"contact", "联系方式"},
}};

Value kind_list(const AskForm& form) {
    Value::List list;
    for (const auto& [word, hint] : kKinds)
        list.push_back(Value{
            {"kind_word", word},
            {"kind_label", model::chinese_name(*model::parse_kind(word))},
            {"kind_hint", hint},
            {"kind_checked", form.kind == word},
        });
    return list;
}

Value unit_groups(const AskForm& form, const desk::TownSnapshot& town) {
    Value::List groups;
    for (const auto& [name, kinds] : kUnitGroups) {
        Value::List list;
        for (const auto& unit : town.units())
            if (unit.active && (unit.kind == kinds[0] || unit.kind == kinds[1]))
                list.push_back(Value{
                    {"unit_code", unit.code},
                    {"unit_label", unit.name},
                    {"unit_selected", unit.code == form.unit},
                });
        if (!list.empty())
            groups.push_back(Value{{"group", name}, {"units", std::move(list)}});
    }
    return groups;
}

Value place_list(const desk::TownSnapshot& town) {
    std::set<std::string> places;
    for (const auto& unit : town.units())
        if (unit.active)
            places.insert(unit.places.begin(), unit.places.end());
    Value::List list;
    for (const auto& place : places)
        list.push_back(Value{{"place_name", place}});
    return list;
}

Value fault_list(const FieldErrors& errors) {
    Value::List list;
    for (const auto& [field, label] : kLabels)
        if (const auto found = errors.find(std::string(field)); found != errors.end())
            list.push_back(Value{
                {"fault_field", field}, {"fault_label", label}, {"fault_text", found->second}});
    return list;
}

http::Response form_page(
    const AskUses& uses,
    const http::Request& request,
    const AskForm& form,
    const FieldErrors& errors,
    int status,
    std::string notice = ""
) {
    if (status == 403)
        notice = "为了安全，请在本页核对内容后再点一次“提交”。";
    if (status == 503)
        notice =
            "系统暂时收不下您的留言，还没有提交成功。您写的内容都在下面，请过几分钟再点一次“提交”"
            "。";
    const bool is_refused = status != 200;
    auto frame =
        uses.layout.frame(request, is_refused ? "还没有提交成功" : "我要提问", NavEntry::ask);
    auto value = ask_value(form, errors, *uses.town.snapshot(), notice);
    value.set("files_again", is_refused && !form.files.empty());
    auto response = uses.layout.page(
        frame, "pages/ask", value, is_refused ? Caching::personal : Caching::form, status
    );
    if (status == 503)
        response.with("Retry-After", std::string(kRetrySeconds));
    return response;
}

std::vector<model::Attachment> keep_files(
    desk::Files& files, const AskForm& form, FieldErrors& errors
) {
    std::vector<model::Attachment> attachments;
    for (const auto& file : form.files) {
        auto kept = files.keep(file.name, file.bytes);
        if (kept.has_value())
            attachments.push_back(std::move(*kept));
        else
            errors.emplace("files", file_error(file.name, model::errc_of(kept.error())));
    }
    return attachments;
}

/// The sure answer of the moment travels with the message: staff and the status page show it.
void add_sure_answer(const AskUses& uses, model::InboundMessage& message) {
    const auto snapshot = uses.town.snapshot();
    const auto sure = desk::sure_answer(*snapshot, uses.renderer, message, message.received_at);
    const auto entry = sure ? uses.publications.find("faq-" + sure->faq) : std::nullopt;
    if (entry) {
        message.passive_text = answer_text(uses.renderer, *entry);
        message.passive_faq = sure->faq;
    }
}

/// The form as it was filled, to be sent when there is room again.
http::Response too_many(
    const AskUses& uses,
    const http::Request& request,
    const AskForm& form,
    const http::OverQuota& over
) {
    const auto notice = quota_words(over) + "。还没有提交成功，您写的内容都在下面。";
    return form_page(uses, request, form, {}, kTooMany, notice)
        .with("Retry-After", std::to_string(over.wait.count()));
}

/// What comes before the form is sent; nullopt: it is sent now.
std::optional<http::Response> step_before_sending(
    const AskUses& uses, const http::Request& request, const AskForm& form
) {
    if (form.look == "edit") {
        auto again = form;
        again.look = "seen";
        return form_page(uses, request, again, {}, 200);
    }
    if (form.look != "first" || !form.files.empty())
        return std::nullopt;
    const auto offers = uses.suggestions.of(form.subject, form.text);
    if (offers.empty())
        return std::nullopt;
    const auto frame = uses.layout.frame(request, "提交之前", NavEntry::ask);
    return uses.layout.page(
        frame,
        "pages/before_sending",
        before_sending_value(form, offers, frame.now),
        Caching::personal
    );
}

http::Response accept(const AskUses& uses, const http::Request& request, const AskForm& form) {
    const auto key = message_of(form, {}, uses.clock.now()).delivery_key;
    if (const auto over = uses.quota.take(http::client_network(request.peer), key))
        return too_many(uses, request, form, *over);
    FieldErrors errors;
    auto attachments = keep_files(uses.files, form, errors);
    if (!errors.empty())
        return form_page(uses, request, form, errors, kUnprocessable);
    auto message = message_of(form, std::move(attachments), uses.clock.now());
    const auto receipt = desk::make_receipt(uses.town, message);
    add_sure_answer(uses, message);
    if (const auto kept = uses.submit(message); kept.has_error())
        return form_page(uses, request, form, {}, 503);
    auto frame = uses.layout.frame(request, "已收到您的留言", NavEntry::ask);
    frame.here = "/q";
    return uses.layout.page(
        frame, "pages/receipt", receipt_value(receipt, message, frame), Caching::personal
    );
}

}  // namespace

Value ask_value(
    const AskForm& form,
    const FieldErrors& errors,
    const desk::TownSnapshot& town,
    const std::string& notice
) {
    Value value{
        {"form_id", form.id},
        {"look", form.look},
        {"subject", form.subject},
        {"text", form.text},
        {"asker_place", form.place},
        {"asker_name", form.name},
        {"asker_contact", form.contact},
        {"publish", form.publish},
        {"kinds", kind_list(form)},
        {"unit_groups", unit_groups(form, town)},
        {"places", place_list(town)},
        {"notice", notice},
        {"faults", fault_list(errors)},
        {"has_faults", !errors.empty()},
        {"max_text", desk::kMaxText},
        {"max_subject", desk::kMaxSubject},
        {"max_files", desk::Files::kMaxFiles},
        {"max_file_mb", desk::Files::kMaxBytes >> 20U},
        {"office_contact", ""},
    };
    if (const auto* lead = town.unit(town.lead_unit()))
        value.set("office_contact", lead->contact);
    for (const auto& [field, label] : kLabels) {
        const auto found = errors.find(std::string(field));
        value.set("error_" + std::string(field), found == errors.end() ? "" : found->second);
    }
    return value;
}

std::string answer_text(const templates::Renderer& renderer, const desk::PublishedEntry& entry) {
    const Value value{
        {"question", entry.question},
        {"answer", entry.answer},
        {"source", entry.source},
        {"unit", entry.unit},
    };
    return renderer.render_text("pages/sure_answer", value);
}

Value receipt_value(
    const desk::Receipt& receipt, const model::InboundMessage& message, const PageFrame& frame
) {
    return Value{
        {"number", receipt.number},
        {"code", receipt.code},
        {"subject", message.subject},
        {"received", model::to_chinese(message.received_at, frame.now)},
        {"response_due", due_words(receipt.due.response_due, frame.now)},
        {"final_due", final_due_words(receipt.due, frame.final_workdays, frame.now)},
        {"file_count", message.attachments.size()},
        {"has_files", !message.attachments.empty()},
        {"has_contact", !is_blank(message.contact)},
        {"has_sure_answer", !message.passive_text.empty()},
        {"sure_answer", prose(message.passive_text)},
        {"publish", message.publish == model::PublishConsent::yes},
        {"in_place", true},
        {"shown_once", true},
    };
}

Value before_sending_value(
    const AskForm& form, const std::vector<desk::PublishedEntry>& offers, model::Instant now
) {
    auto value = offers_value(offers, now);
    value.set("form_id", form.id);
    value.set("typed_subject", form.subject);
    value.set("typed_text", form.text);
    value.set("typed_kind", form.kind);
    value.set("typed_unit", form.unit);
    value.set("typed_place", form.place);
    value.set("typed_name", form.name);
    value.set("typed_contact", form.contact);
    value.set("publish", form.publish);
    return value;
}

http::Response get_ask(const AskUses& uses, const http::Request& request) {
    AskForm form;
    form.id = random_key();
    form.look = "first";
    const auto parameters = http::query_parameters(request.query);
    if (const auto unit = http::find(parameters, "unit"))
        form.unit = readable(*unit);
    return form_page(uses, request, form, {}, 200);
}

http::Response post_ask(const AskUses& uses, const http::Request& request) {
    const auto form = read_ask_form(request);
    if (form.has_error())
        return error_page(uses.layout, request, 400, "bad_request");
    if (!is_from_own_page(request, uses.layout.settings().public_url))
        return form_page(uses, request, *form, {}, 403);
    const auto errors = check_ask_form(*form, *uses.town.snapshot());
    if (!errors.empty())
        return form_page(uses, request, *form, errors, kUnprocessable);
    try {
        if (auto step = step_before_sending(uses, request, *form))
            return std::move(*step);
        return accept(uses, request, *form);
    } catch (const std::exception& failure) {
        // Not left to the session: its error page would not return what the citizen wrote.
        telemetry::log_limited(
            telemetry::Level::error,
            "board.ask_failed",
            {{"request_id", request.request_id}, {"what", failure.what()}}
        );
        return form_page(uses, request, *form, {}, 503);
    }
}

}  // namespace huiying::web
