#include "board/web/page_addition.hpp"

#include "board/desk/citizen_additions.hpp"
#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_status.hpp"
#include "board/web/page_text.hpp"
#include "board/web/problem.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiying::web {
namespace {

using model::TicketState;
using templates::Value;

constexpr int kForbidden = 403;
constexpr std::string_view kRetrySeconds = "60";

/// What happens to an addition: said before it is written, and when it was received.
struct Following {
    std::string_view word;  ///< in the address of the page that confirms
    std::string_view before;
    std::string_view after;
};

constexpr std::array kFollowing{
    Following{
        "kept",
        "补充的内容会和原来的留言放在一起，办理的人能看到。答复时间不变。",
        "补充的内容会和原来的留言放在一起，办理的人能看到。答复时间不变。"},
    Following{
        "carried",
        "这条留言已和同一事项的来信合并办理，补充的内容办理的人同样能看到。",
        "这条留言已和同一事项的来信合并办理，补充的内容办理的人同样能看到。"},
    Following{
        "waits",
        "目前中止办理。补充的内容会和原来的留言放在一起，恢复办理后一并处理。",
        "目前中止办理。补充的内容会和原来的留言放在一起，恢复办理后一并处理。"},
    Following{
        "resumes",
        "目前等您补充材料，中止办理。收到补充后就恢复办理，新的答复时间在办理进度里告诉您。",
        "恢复办理，新的答复时间在办理进度里告诉您。"},
    Following{
        "considered",
        "这条留言没有在这里办理。补充以后，工作人员会根据新的情况再看一次，决定是否受理。",
        "工作人员会根据新的情况再看一次，决定是否受理。结果在办理进度里告诉您。"},
    Following{
        "again",
        "补充以后会重新办理，再给您答复。如果说的是另一件事，请",
        "这条留言会重新办理，再给您答复。"},
};

std::string_view word_of(TicketState now, TicketState then) {
    if (then == TicketState::pending_acceptance && now != then)
        return "considered";
    if (now == TicketState::merged)
        return "carried";
    if (now == TicketState::paused)
        return then == now ? "waits" : "resumes";
    return then == now ? "kept" : "again";
}

const Following* following_of(std::string_view word) {
    const auto* found = std::find_if(kFollowing.begin(), kFollowing.end(), [&](const auto& row) {
        return row.word == word;
    });
    return found == kFollowing.end() ? nullptr : found;
}

/// REQUIRES: something can be added
const Following& following_of(const desk::CitizenView& view) {
    return *following_of(word_of(view.state, *view.if_added));
}

Value addition_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& addition : view.additions)
        list.push_back(Value{
            {"addition_time", model::to_chinese(addition.at, now)},
            {"addition_machine_time", model::to_rfc3339(addition.at)},
            {"addition_text", prose(addition.text)},
            {"has_addition_files", addition.files > 0},
            {"addition_files", addition.files},
        });
    return list;
}

std::string fault_words(model::Errc errc) {
    if (errc == model::Errc::text_too_long)
        return "内容太长了，请控制在" + std::to_string(desk::kMaxText) + "字以内。";
    if (errc == model::Errc::bad_encoding)
        return "有无法识别的字符，请删去后再提交。";
    return "请写下您要补充的内容。";
}

/// Whoever does not hold the town's secret cannot make it. No ticket number has a '|', so that this
/// is never a ticket's query code.
std::string seal_of(
    const desk::Town& town, std::string_view number, std::string_view at, std::string_view word
) {
    const std::string sealed = "added|" + std::string(number) + "|" + std::string(at) + "|";
    return model::make_query_code(town.secret(), sealed + std::string(word));
}

http::Response received(
    const AdditionUses& uses, const model::InboundMessage& message, std::string_view word
) {
    const auto at = std::to_string(model::to_unix_ms(message.received_at));
    auto response = http::see_other(
        uses.layout.settings().base_path + "/q/added?number=" + message.number + "&at=" + at +
        "&then=" + std::string(word) + "&seal=" + seal_of(uses.town, message.number, at, word)
    );
    add_page_headers(response, Caching::personal);
    return response;
}

/// The status page with what was typed, and why it was not taken.
http::Response refused(
    const AdditionUses& uses, const http::Request& request, StatusNote note, model::Errc errc
) {
    if (errc == model::Errc::wrong_code || errc == model::Errc::rate_limited)
        return lookup_page(uses.layout, uses.status, request, errc, note.addition);
    const bool is_fault = errc == model::Errc::empty_text || errc == model::Errc::text_too_long ||
                          errc == model::Errc::bad_encoding;
    if (is_fault)
        note.addition_error = fault_words(errc);
    if (is_fault)
        note.problem = "补充的内容还没有提交，请改一下下面标出的地方。";
    else if (errc == model::Errc::not_found || errc == model::Errc::move_not_allowed)
        note.problem = "补充的内容没有提交，原因见下。";
    else
        note.problem =
            "系统暂时收不下您的补充，还没有提交成功。您写的内容都在下面，请过几分钟再点一次“提交补"
            "充”。";
    const int status =
        errc == model::Errc::not_found ? status_of(model::Errc::move_not_allowed) : status_of(errc);
    auto response = status_page(uses.layout, uses.status, request, std::move(note), status);
    if (response.status >= 500)
        response.with("Retry-After", std::string(kRetrySeconds));
    return response;
}

http::Response accept(const AdditionUses& uses, const http::Request& request, StatusNote note) {
    const auto made = desk::addition_of(
        uses.status,
        typed_proof(request),
        {"board", note.form_id + "|" + digest_of({note.addition}), note.addition},
        uses.clock.now()
    );
    if (made.has_error())
        return refused(uses, request, std::move(note), model::errc_of(made.error()));
    if (const auto kept = uses.submit(made->message); kept.has_error())
        return refused(uses, request, std::move(note), model::errc_of(kept.error()));
    return received(uses, made->message, word_of(made->state, made->then));
}

}  // namespace

void add_addition_fields(
    const desk::CitizenView& view, const PageFrame& frame, const StatusNote& note, Value& value
) {
    const bool on_its_way = view.state == TicketState::received;
    const bool possible = view.if_added && !on_its_way;
    value.set("has_additions", !view.additions.empty());
    value.set("additions", addition_list(view, frame.now));
    value.set("may_add", possible);
    value.set("registering", on_its_way);
    value.set("what_follows", possible ? following_of(view).before : std::string_view());
    value.set("again", possible && following_of(view).word == "again");
    value.set("form_id", note.form_id);
    value.set("addition", note.addition);
    value.set("addition_error", note.addition_error);
    value.set("has_kept", !possible && !is_blank(note.addition));
    value.set("kept", note.addition);
    value.set("max_text", desk::kMaxText);
}

http::Response post_addition(const AdditionUses& uses, const http::Request& request) {
    StatusNote note;
    note.addition = unix_lines(typed_words(request, "text"));
    if (const auto id = typed_field(request, "form"); is_random_key(id))
        note.form_id = id;
    else
        note.form_id = random_key();
    try {
        if (is_from_own_page(request, uses.layout.settings().public_url))
            return accept(uses, request, std::move(note));
        note.problem = "为了安全，请在本页核对内容后再点一次“提交补充”。";
        return status_page(uses.layout, uses.status, request, std::move(note), kForbidden);
    } catch (const std::exception& failure) {
        // Not left to the session: its error page would not return what the citizen wrote.
        telemetry::log_limited(
            telemetry::Level::error,
            "board.addition_failed",
            {{"request_id", request.request_id}, {"what", failure.what()}}
        );
        auto response = lookup_page(
            uses.layout,
            uses.status,
            request,
            model::Errc::store_unavailable,
            unix_lines(typed_words(request, "text"))
        );
        response.with("Retry-After", std::string(kRetrySeconds));
        return response;
    }
}

http::Response get_added(const AdditionUses& uses, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto given = [&](std::string_view name) {
        return std::string(http::find(parameters, name).value_or(""));
    };
    const auto number = given("number");
    const auto at = given("at");
    const auto* following = following_of(given("then"));
    std::int64_t milliseconds = 0;
    const auto read = std::from_chars(at.data(), at.data() + at.size(), milliseconds);
    if (!following || read.ptr != at.data() + at.size() ||
        given("seal") != seal_of(uses.town, number, at, following->word))
        return get_status(uses.layout, request);
    const auto frame = uses.layout.frame(request, "已收到您的补充", NavEntry::status);
    const Value value{
        {"number", number},
        {"received", model::to_chinese(model::from_unix_ms(milliseconds), frame.now)},
        {"what_follows", following->after},
    };
    return uses.layout.page(frame, "pages/added", value, Caching::personal);
}

}  // namespace huiying::web
