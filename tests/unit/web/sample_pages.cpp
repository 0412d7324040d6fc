#include "sample_pages.hpp"

#include "board/desk/citizen_status.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/web/form_files.hpp"
#include "board/web/page_about.hpp"
#include "board/web/page_ask.hpp"
#include "board/web/page_catalogue.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_home.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_statistics.hpp"
#include "board/web/page_status.hpp"
#include "board/web/page_when.hpp"
#include "templates/renderer.hpp"

namespace huiying::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

model::Instant now() {
    return *model::parse_rfc3339("2026-11-23T09:30:00+08:00");
}

model::DueTimes due_times() {
    return {
        .response_due = *model::parse_rfc3339("2026-11-23T23:59:59+08:00"),
        .final_due = model::parse_rfc3339("2026-11-30T23:59:59+08:00"),
    };
}

desk::PublishedEntry sample_case(const WrittenTexts& texts, int number) {
    return {
        .id = "case-" + std::to_string(number),
        .type = "case",
        .topic = "求助",
        .title = texts.subject,
        .question = texts.message,
        .answer = texts.answer,
        .unit = texts.unit,
        .source = "",
        .published_at = now() - days(number),
    };
}

desk::PublishedEntry sample_faq(const WrittenTexts& texts) {
    return {
        .id = "faq-street-light",
        .type = "faq",
        .topic = texts.topic,
        .title = texts.subject,
        .question = texts.subject,
        .answer = texts.answer,
        .unit = texts.unit,
        .source = texts.source,
        .published_at = now() - days(300),
    };
}

web::Topics sample_topics(const WrittenTexts& texts) {
    return {
        {"居住登记与户籍", 9},
        {"社保与养老", 11},
        {"婚育与教育", 10},
        {texts.topic, 9},
        {"住房与物业", 12},
        {"环境与市容", 16},
        {"医疗与健康", 7},
        {"本平台使用", 11}};
}

web::AskForm sample_form(const WrittenTexts& texts) {
    web::AskForm form;
    form.id = std::string(32, 'a');
    form.subject = texts.subject;
    form.text = texts.message;
    form.place = texts.place;
    form.name = texts.name;
    form.contact = texts.contact;
    return form;
}

desk::CitizenView sample_view(const WrittenTexts& texts) {
    return {
        .number = "7K3M-9Q2X-RT4B",
        .state = model::TicketState::handling,
        .kind = model::Kind::help,
        .subject = texts.subject,
        .text = texts.message,
        .unit = texts.unit,
        .contact = texts.contact,
        .received_at = now() - minutes(40),
        .due = due_times(),
        .steps =
            {{now() - minutes(40), "收到您的留言，已登记编号"},
             {now() - minutes(39), "已受理，交" + texts.unit + "办理"}},
        .answered_at_once = "",
        .may_withdraw = true,
        .may_remind = true,
        .may_withdraw_consent = true,
        .is_public = true,
    };
}

/// Without a hash: the platform still has it.
model::Attachment sample_file(const WrittenTexts& texts, std::string sha256) {
    return {
        .name = texts.name,
        .media_type = "image/jpeg",
        .sha256 = std::move(sha256),
        .url = "",
        .bytes = 2048};
}

desk::CitizenView answered_view(const WrittenTexts& texts) {
    auto view = sample_view(texts);
    view.state = model::TicketState::final_replied;
    view.may_evaluate = true;
    view.may_withdraw = false;
    view.may_remind = false;
    view.replies = {{now() - minutes(5), texts.unit, texts.answer}};
    view.steps.push_back({now() - minutes(5), texts.unit + "已答复"});
    view.answered_at_once = texts.answer;
    view.files = {sample_file(texts, "ab")};
    view.additions = {
        {now() - minutes(9), texts.message, {}},
        {now() - minutes(8), "", {sample_file(texts, "cd"), sample_file(texts, "")}}};
    view.if_added = model::TicketState::handling;
    return view;
}

/// Neither form nor way to add; what was typed is shown to be copied.
templates::Value status_without_form(const WrittenTexts& texts, const web::PageFrame& frame) {
    auto view = sample_view(texts);
    view.if_added.reset();
    return web::status_value(view, frame, {.problem = texts.words, .addition = texts.message});
}

templates::Value sample_receipt(const WrittenTexts& texts, const web::PageFrame& frame) {
    model::InboundMessage message;
    message.subject = texts.subject;
    message.text = texts.message;
    message.passive_text = texts.answer;
    message.received_at = now();
    message.attachments.resize(2);
    return web::receipt_value({"7K3M-9Q2X-RT4B", "4F7K-9QX2M", due_times()}, message, frame);
}

/// A day off by a notice, a working day, and one that nobody knows.
desk::ExplainedDates sample_dates(const WrittenTexts& texts) {
    using namespace std::chrono;
    const model::Date first = 2026y / November / 23;
    desk::ExplainedClock reply{
        .clock = "final_reply",
        .title = "最终答复",
        .start = now(),
        .workdays = 5,
        .provisional = true,
        .uncovered_year = 2028};
    reply.days = {
        {first, "周一", false, texts.name, "day_off", false, 0, texts.words, texts.source, true},
        {first, "周二", true, "", "counted", true, 1, "工作日", texts.source, false},
        {first, "周三", std::nullopt, "", "not_covered", false, 1, "该年没有日历", "", false}};
    const desk::ExplainedClock response{
        .clock = "acceptance", .title = "首次回应", .start = now(), .due = now()};
    return {.received_at = now(), .provisional = true, .clocks = {response, reply}};
}

desk::CatalogueRow sample_item(const WrittenTexts& texts) {
    desk::CatalogueRow row;
    row.item = {
        .id = "budget",
        .category = texts.topic,
        .subcategory = texts.words,
        .name = texts.words,
        .content = texts.message,
        .basis = texts.words,
        .unit = "cjzx",
        .channel = texts.words};
    row.unit_name = texts.unit;
    row.period = "每月10日前";
    row.open = {{"2026-12-10", "2026-12-10 这一期", "2026-12-10", false, "是工作日", "later"}};
    row.last = desk::LastPublished{1, texts.words, "", now()};
    return row;
}

}  // namespace

const desk::TownSnapshot& sample_town() {
    static const desk::TownSnapshot town([] {
        desk::TownSnapshot::Parts parts;
        parts.settings.name = "马桥镇";
        parts.settings.district = "闵行区";
        parts.settings.city = "上海市";
        parts.settings.office_name = "马桥镇党政办公室";
        parts.settings.service_name = "马桥镇回应平台";
        parts.units = {
            {.code = "dzb",
             .name = "党政办公室",
             .kind = "office",
             .contact = "【待填】",
             .lead = true},
            {.code = "cjzx",
             .name = "城市建设管理事务中心",
             .kind = "institution",
             .places = {"银春路", "北松公路"}}};
        return parts;
    }());
    return town;
}

web::PageFrame sample_frame() {
    return {
        .base = "",
        .town = "马桥镇",
        .place = "上海市闵行区马桥镇",
        .service = "马桥镇回应平台",
        .office = "马桥镇党政办公室",
        .response_promise = "当天有回应",
        .final_workdays = 5,
        .here = "/",
        .year = 2026,
        .now = now(),
    };
}

std::map<std::string, std::string> sample_pages(
    const web::PageFrame& frame, const WrittenTexts& texts
) {
    static const templates::Renderer renderer;
    std::map<std::string, std::string> pages;
    const auto add = [&](const std::string& name,
                         const std::string& page,
                         web::NavEntry nav,
                         const templates::Value& value) {
        auto titled = frame;
        titled.title = name == "home" ? "" : texts.subject;
        titled.nav = nav;
        pages[name] = web::render_page(renderer, titled, page, value);
    };
    const std::vector latest{
        sample_case(texts, 1), sample_case(texts, 2), sample_case(texts, 3), sample_case(texts, 4)};
    const desk::PublishedList found{{sample_faq(texts), latest[0]}, "12"};
    using web::NavEntry;
    add("home", "pages/home", NavEntry::home, web::home_value(sample_topics(texts), latest, now()));
    add("home_empty", "pages/home", NavEntry::home, web::home_value({}, {}, now()));
    add("search", "pages/search", NavEntry::topics, web::search_value(texts.words, found, now()));
    add("search_empty", "pages/search", NavEntry::topics, web::search_value(texts.words, {}, now())
    );
    add("published_list", "pages/search", NavEntry::topics, web::search_value("", found, now()));
    add("topics", "pages/topics", NavEntry::topics, web::topics_value(sample_topics(texts)));
    add("topic",
        "pages/topic",
        NavEntry::topics,
        web::topic_value(
            texts.topic, {sample_faq(texts), sample_faq(texts), sample_faq(texts)}, now()
        ));
    add("published_case", "pages/published", NavEntry::topics, web::entry_value(latest[0], now()));
    add("published_faq",
        "pages/published",
        NavEntry::topics,
        web::entry_value(sample_faq(texts), now()));
    web::AskForm blank;
    blank.id = std::string(32, '0');
    add("ask", "pages/ask", NavEntry::ask, web::ask_value(blank, {}, sample_town(), ""));
    const web::FieldErrors faults{
        {"subject", "标题太长了"},
        {"text", "请写下您要说的事。"},
        {"files", web::file_error(texts.name, model::Errc::unsupported_media)}};
    auto refused = web::ask_value(sample_form(texts), faults, sample_town(), "");
    refused.set("files_again", true);
    add("ask_with_faults", "pages/ask", NavEntry::ask, refused);
    add("before_sending",
        "pages/before_sending",
        NavEntry::ask,
        web::before_sending_value(
            sample_form(texts), {sample_faq(texts), sample_case(texts, 1)}, now()
        ));
    add("solved", "pages/solved", NavEntry::ask, {});
    add("statistics",
        "pages/statistics",
        NavEntry::none,
        web::statistics_value(
            {.at = now(),
             .months = {{"2026年11月", "", {9, 4, 3, 1, 0}}, {"2026年10月", "", {}}},
             .years = {{"2026年", "", {9, 4, 3, 1, 0}}},
             .units = {{texts.unit, "cjzx", {9, 4, 3, 1, 0}}},
             .last_year = {9, 4, 3, 1, 0}}
        ));
    add("statistics_empty", "pages/statistics", NavEntry::none, web::statistics_value({}));
    const auto item = sample_item(texts);
    add("catalogue", "pages/catalogue", NavEntry::none, web::catalogue_value({item}, ""));
    add("catalogue_empty", "pages/catalogue", NavEntry::none, web::catalogue_value({}, ""));
    add("catalogue_item",
        "pages/catalogue_item",
        NavEntry::none,
        web::catalogue_item_value(
            item,
            {{texts.words, "https://www.a.cn/", texts.message, now()}, {texts.words, "", "", now()}}
        ));
    auto rated = web::entry_value(sample_faq(texts), now());
    rated.set("remark", texts.message);
    rated.set("remark_fault", texts.words);
    rated.set("max_remark", 500);
    add("published_remark_refused", "pages/published", NavEntry::topics, rated);
    add("receipt", "pages/receipt", NavEntry::ask, sample_receipt(texts, frame));
    add("status_form", "pages/status_form", NavEntry::status, web::status_form_value("", ""));
    add("status_wrong",
        "pages/status_form",
        NavEntry::status,
        web::status_form_value(texts.words, "编号和查询码对不上。请对照回执，两样都再输一次。"));
    add("status", "pages/status", NavEntry::status, web::status_value(sample_view(texts), frame));
    add("status_answered",
        "pages/status",
        NavEntry::status,
        web::status_value(answered_view(texts), frame));
    add("status_addition_refused",
        "pages/status",
        NavEntry::status,
        web::status_value(
            answered_view(texts),
            frame,
            {.form_id = std::string(32, 'a'),
             .addition = texts.message,
             .addition_error = "请写下您要补充的内容，或者附上照片、文件。"}
        ));
    add("status_files_refused",
        "pages/status",
        NavEntry::status,
        web::status_value(
            answered_view(texts),
            frame,
            {.addition = texts.message,
             .files_error = web::file_error(texts.name, model::Errc::unsupported_media),
             .files_again = true}
        ));
    add("status_nothing_to_add", "pages/status", NavEntry::status, status_without_form(texts, frame)
    );
    add("status_locked",
        "pages/status_form",
        NavEntry::status,
        web::status_form_value(texts.words, texts.words, texts.message));
    add("added",
        "pages/added",
        NavEntry::status,
        templates::Value{
            {"number", texts.words}, {"received", texts.words}, {"what_follows", texts.words}});
    add("about",
        "pages/about",
        NavEntry::about,
        web::about_value({"09:00-11:30", "13:00-17:00"}, texts.contact));
    add("when",
        "pages/when",
        NavEntry::none,
        web::when_value(sample_dates(texts), {texts.words, "09:00", texts.words}, frame));
    add("error_404", "pages/error", NavEntry::none, web::error_value(404, "not_found", "r1"));
    add("error_500",
        "pages/error",
        NavEntry::none,
        web::error_value(500, "internal_error", texts.words));
    return pages;
}

}  // namespace huiying::test
