#include "board/web/page_addition.hpp"

#include "board/desk/citizen_additions.hpp"
#include "board/desk/files.hpp"
#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "board/web/form_files.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_errors.hpp"
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

constexpr int kBadRequest = 400;
constexpr int kForbidden = 403;
constexpr int kUnfitForm = 422;
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
            {"has_own_files", !addition.files.empty()},
            {"own_files", file_list(addition.files)},
        });
    return list;
}

/// What was sent, and the page's note of it where it comes back.
struct Given {
    desk::CitizenProof proof;
    std::vector<SentFile> files;
    StatusNote note;
};

Given given_in(const http::Request& request, const SentForm& form) {
    Given given{typed_proof(request, form), form.files, {}};
    const auto id = form.field("form");
    given.note.form_id = is_random_key(id) ? id : random_key();
    given.note.addition = unix_lines(form.field("text"));
    given.note.files_error = count_error(form.files);
    given.note.files_again = !form.files.empty();
    return given;
}

std::string text_fault(model::Errc errc) {
    if (errc == model::Errc::text_too_long)
        return "内容太长了，请控制在" + std::to_string(desk::kMaxText) +
               "字以内；更多材料可以作为附件。";
    if (errc == model::Errc::bad_encoding)
        return "有无法识别的字符，请删去后再提交。";
    return "请写下您要补充的内容，或者附上照片、文件。";
}

/// Beside its field; false where it is no fault of the form.
bool add_fault(model::Errc errc, StatusNote& note) {
    switch (errc) {
        case model::Errc::empty_text:
        case model::Errc::text_too_long:
        case model::Errc::bad_encoding:
            note.addition_error = text_fault(errc);
            return true;
        case model::Errc::too_many_files:
            if (note.files_error.empty())
                note.files_error = "一条留言的附件一共最多" +
                                   std::to_string(desk::kMaxFilesOfTicket) +
                                   "个，再加上这些就超过了。请少选几个，或者只写文字。";
            return true;
        case model::Errc::unsupported_media:
            return true;
        default:
            return false;
    }
}

/// What the receipt of an addition says, as its address does.
struct Added {
    std::string number;
    std::string at;     ///< Unix time, ms
    std::string files;  ///< how many
    std::string word;   ///< of what follows
};

/// Whoever does not hold the town's secret cannot make it. No ticket number has a '|', so that this
/// is never a ticket's query code.
std::string seal_of(const desk::Town& town, const Added& added) {
    return model::make_query_code(
        town.secret(),
        "added|" + added.number + "|" + added.at + "|" + added.files + "|" + added.word
    );
}

http::Response received(
    const AdditionUses& uses, const model::InboundMessage& message, std::string_view word
) {
    const Added added{
        message.number,
        std::to_string(model::to_unix_ms(message.received_at)),
        std::to_string(message.attachments.size()),
        std::string(word)};
    auto response = http::see_other(
        uses.layout.settings().base_path + "/q/added?number=" + added.number + "&at=" + added.at +
        "&files=" + added.files + "&then=" + added.word + "&seal=" + seal_of(uses.town, added)
    );
    add_page_headers(response, Caching::personal);
    return response;
}

std::string problem_of(model::Errc errc) {
    if (errc == model::Errc::not_found || errc == model::Errc::move_not_allowed)
        return "补充的内容没有提交，原因见下。";
    return "系统暂时收不下您的补充，还没有提交成功。您写的内容都在下面，请过几分钟再点一次“提交补"
           "充”。";
}

/// The status page with what was typed, and why it was not taken.
http::Response refused(
    const AdditionUses& uses, const http::Request& request, const Given& given, model::Errc errc
) {
    auto note = given.note;
    if (errc == model::Errc::wrong_code || errc == model::Errc::rate_limited)
        return lookup_page(uses.layout, uses.status, request, given.proof, errc, note.addition);
    const bool is_fault = add_fault(errc, note);
    note.problem = is_fault ? "补充的内容还没有提交，请改一下下面标出的地方。" : problem_of(errc);
    // On its way to the record, nothing can be added either.
    if (errc == model::Errc::not_found)
        errc = model::Errc::move_not_allowed;
    const int status = is_fault ? kUnfitForm : status_of(errc);
    auto response =
        status_page(uses.layout, uses.status, request, given.proof, std::move(note), status);
    if (response.status >= 500)
        response.with("Retry-After", std::string(kRetrySeconds));
    return response;
}

/// Nothing is kept before all else is right. The key is made of all that was sent.
http::Response accept(const AdditionUses& uses, const http::Request& request, const Given& given) {
    auto files = named_files(given.files);
    const auto digest = digest_of({given.note.addition, hashes_of(files)});
    auto made = desk::addition_of(
        uses.status,
        given.proof,
        {"board", given.note.form_id + "|" + digest, given.note.addition, std::move(files)},
        uses.clock.now()
    );
    if (made.has_error())
        return refused(uses, request, given, model::errc_of(made.error()));
    auto kept = keep_files(uses.files, given.files);
    if (!kept.fault.empty()) {
        auto returned = given;
        returned.note.files_error = std::move(kept.fault);
        return refused(uses, request, returned, model::Errc::unsupported_media);
    }
    made->message.attachments = std::move(kept.attachments);
    if (const auto submitted = uses.submit(made->message); submitted.has_error())
        return refused(uses, request, given, model::errc_of(submitted.error()));
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
    value.set("files_error", note.files_error);
    value.set("files_again", note.files_again);
    value.set("max_files", desk::Files::kMaxFiles);
    value.set("max_file_mb", desk::Files::kMaxBytes >> 20U);
    value.set("has_kept", !possible && !is_blank(note.addition));
    value.set("kept", note.addition);
    value.set("max_text", desk::kMaxText);
}

http::Response post_addition(const AdditionUses& uses, const http::Request& request) {
    const auto form = read_sent_form(request);
    if (form.has_error())
        return error_page(uses.layout, request, kBadRequest, "bad_request");
    auto given = given_in(request, *form);
    try {
        if (is_from_own_page(request, uses.layout.settings().public_url))
            return accept(uses, request, given);
        given.note.problem = "为了安全，请在本页核对内容后再点一次“提交补充”。";
        return status_page(uses.layout, uses.status, request, given.proof, given.note, kForbidden);
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
            given.proof,
            model::Errc::store_unavailable,
            given.note.addition
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
    const Added added{given("number"), given("at"), given("files"), given("then")};
    const auto* following = following_of(added.word);
    std::int64_t milliseconds = 0;
    const auto* const end = added.at.data() + added.at.size();
    const auto read = std::from_chars(added.at.data(), end, milliseconds);
    if (!following || read.ptr != end || given("seal") != seal_of(uses.town, added))
        return get_status(uses.layout, request);
    const auto frame = uses.layout.frame(request, "已收到您的补充", NavEntry::status);
    const Value value{
        {"number", added.number},
        {"has_files", added.files != "0"},
        {"files", added.files},
        {"received", model::to_chinese(model::from_unix_ms(milliseconds), frame.now)},
        {"what_follows", following->after},
    };
    return uses.layout.page(frame, "pages/added", value, Caching::personal);
}

}  // namespace huiying::web
