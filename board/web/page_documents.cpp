#include "board/web/page_documents.hpp"

#include "board/desk/public_documents.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_text.hpp"

#include <algorithm>
#include <charconv>
#include <span>

namespace huiying::web {
namespace {

using desk::PublicDocument;
using desk::PublicDocumentPage;
using templates::Value;

constexpr std::size_t kPageSize = 20;
constexpr std::size_t kLongestQuery = 100;
constexpr std::size_t kTitle = 60;

std::string chinese_day(const std::string& iso) {
    const auto date = model::parse_iso_date(iso);
    if (!date)
        return {};
    return std::to_string(static_cast<int>(date->year())) + "年" +
           std::to_string(static_cast<unsigned>(date->month())) + "月" +
           std::to_string(static_cast<unsigned>(date->day())) + "日";
}

Value shared_fields(const PublicDocument& document) {
    return Value{
        {"document_path", percent_encode(document.id)},
        {"document_title", document.title},
        {"document_number", document.number},
        {"issuer", document.issuer},
        {"document_subject", document.subject},
        {"document_unit", document.unit},
        {"issued_on", chinese_day(document.issued_on)},
        {"in_force_from", chinese_day(document.in_force_from)},
        {"expires_on", chinese_day(document.expires_on)},
        {"status_words", document.status_words},
        {"is_in_force", document.status == "in_force"},
        {"is_waiting", document.status == "not_yet" || document.status == "draft"},
        {"is_over",
         document.status == "expired" || document.status == "replaced" ||
             document.status == "repealed"},
    };
}

Value link_value(const desk::DocumentLink& link) {
    return Value{{"link_path", percent_encode(link.id)}, {"link_title", link.title}};
}

void set_link(
    Value& value, const std::string& name, const std::optional<desk::DocumentLink>& link
) {
    value.set("has_" + name, link.has_value());
    if (link)
        value.set(name, link_value(*link));
}

/// A chapter's heading stands before its first passage.
Value passage_list(const std::vector<model::Passage>& passages) {
    Value::List list;
    std::string chapter;
    for (const auto& passage : passages) {
        auto row = Value{
            {"anchor", "p" + std::to_string(list.size() + 1)},
            {"heading", passage.heading},
            {"chapter", passage.chapter == chapter ? std::string() : passage.chapter}};
        row.set("passage_text", prose(passage.text));
        chapter = passage.chapter;
        list.push_back(std::move(row));
    }
    return list;
}

void add_questions(Value& value, const PublicDocumentPage& page, model::Instant now) {
    Value::List list;
    list.reserve(page.questions.size());
    for (const auto& entry : page.questions)
        list.push_back(entry_card(entry, now));
    value.set("has_questions", !list.empty());
    value.set("questions", std::move(list));
}

/// From 1.
std::size_t page_number(std::span<const http::Parameter> parameters) {
    const auto written = http::find(parameters, "page").value_or("");
    std::size_t page = 1;
    std::from_chars(written.data(), written.data() + written.size(), page);
    return std::clamp<std::size_t>(page, 1, kPageSize * kPageSize);
}

Value list_value(
    const std::vector<PublicDocument>& documents, const std::string& words, std::size_t page
) {
    const auto begin = std::min((page - 1) * kPageSize, documents.size());
    const auto end = std::min(begin + kPageSize, documents.size());
    Value::List list;
    list.reserve(end - begin);
    for (auto at = begin; at < end; ++at)
        list.push_back(shared_fields(documents[at]));
    return Value{
        {"words", words},
        {"words_path", percent_encode(words)},
        {"has_documents", !list.empty()},
        {"documents", std::move(list)},
        {"document_count", documents.size()},
        {"has_next", end < documents.size()},
        {"next_page", page + 1},
    };
}

}  // namespace

http::Response get_documents(const DocumentUses& uses, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto typed = readable(http::find(parameters, "q").value_or(""));
    const auto words = is_blank(typed) ? std::string() : excerpt(typed, kLongestQuery);
    const auto frame = uses.layout.frame(
        request, words.empty() ? "政策文件" : "政策文件：" + words, NavEntry::documents
    );
    return uses.layout.page(
        frame,
        "pages/documents",
        list_value(uses.documents.list(words), words, page_number(parameters)),
        Caching::shared
    );
}

http::Response get_document(const DocumentUses& uses, const http::Request& request) {
    const auto page = uses.documents.find(std::string(request.param("id")));
    if (!page)
        return error_page(uses.layout, request, 404, "not_found");
    const auto frame =
        uses.layout.frame(request, excerpt(page->document.title, kTitle), NavEntry::documents);
    auto value = shared_fields(page->document);
    value.set("has_text", !page->passages.empty());
    value.set("passages", passage_list(page->passages));
    value.set("has_interpretation", !page->interpretation.empty());
    value.set("interpretation_text", prose(page->interpretation));
    value.set(
        "is_uninterpreted",
        page->interpretation.empty() && !page->interpretation_document && !page->interprets &&
            page->document.status == "in_force"
    );
    set_link(value, "interpretation_document", page->interpretation_document);
    set_link(value, "interprets", page->interprets);
    set_link(value, "replaced_by", page->replaced_by);
    Value::List replaced;
    replaced.reserve(page->replaces.size());
    for (const auto& link : page->replaces)
        replaced.push_back(link_value(link));
    value.set("has_replaced", !replaced.empty());
    value.set("replaced", std::move(replaced));
    add_questions(value, *page, frame.now);
    return uses.layout.page(frame, "pages/document", value, Caching::shared);
}

}  // namespace huiying::web
