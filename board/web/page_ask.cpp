#include "board/web/page_ask.hpp"

#include "board/desk/public_documents.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "board/desk/town.hpp"
#include "board/web/form_files.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_text.hpp"
#include "board/web/problem.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"
#include "telemetry/log.hpp"

namespace huiying::web {
namespace {

constexpr int kUnprocessable = 422;
constexpr int kTooMany = 429;
constexpr std::string_view kRetrySeconds = "60";

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
    if (const auto asked = uses.documents.link(form.document)) {
        value.set("has_document", true);
        value.set("document_id", asked->id);
        value.set("document_title", asked->title);
    }
    value.set("files_again", is_refused && !form.files.empty());
    const bool is_filled = request.method == http::Method::post;
    auto response = uses.layout.page(
        frame, "pages/ask", value, is_filled ? Caching::personal : Caching::form, status
    );
    if (status == 503)
        response.with("Retry-After", std::string(kRetrySeconds));
    return response;
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
    // Who has looked too often sends at once.
    const auto asked = form.subject + "\n" + form.text;
    if (uses.suggest_quota.take(http::client_network(request.peer), asked))
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
    auto kept_files = keep_files(uses.files, form.files);
    if (!kept_files.fault.empty())
        return form_page(uses, request, form, {{"files", kept_files.fault}}, kUnprocessable);
    auto message = message_of(form, std::move(kept_files.attachments), uses.clock.now());
    if (!uses.documents.link(message.document))
        message.document.clear();
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

http::Response get_ask(const AskUses& uses, const http::Request& request) {
    AskForm form;
    form.id = random_key();
    form.look = "first";
    const auto parameters = http::query_parameters(request.query);
    if (const auto unit = http::find(parameters, "unit"))
        form.unit = readable(*unit);
    if (const auto document = http::find(parameters, "document"))
        form.document = readable(*document);
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
