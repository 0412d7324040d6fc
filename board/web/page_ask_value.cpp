// What the pages of asking are filled with.
#include "board/desk/files.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/web/page_ask.hpp"
#include "board/web/page_suggest.hpp"
#include "board/web/page_text.hpp"
#include "board/web/unit_groups.hpp"
#include "templates/renderer.hpp"

#include <array>
#include <set>

namespace huiying::web {
namespace {

using templates::Value;

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
    value.set("typed_document", form.document);
    value.set("publish", form.publish);
    return value;
}

}  // namespace huiying::web
