#include "board/web/document_json.hpp"

#include "board/web/api_json.hpp"

namespace huiying::web {
namespace {

template <class Range, class Make>
Json array_of(const Range& range, Make make) {
    Json list = Json::array();
    for (const auto& element : range)
        list.push_back(make(element));
    return list;
}

Json part_json(const desk::DocumentPartView& part) {
    return {{"text_hash", part.text_hash}, {"passed", part.is_passed}};
}

Json version_json(const desk::DocumentVersionView& version) {
    return {
        {"version", version.version},
        {"at", model::to_rfc3339(version.at)},
        {"by", version.by},
        {"note", version.note},
        {"text", version.text},
        {"interpretation", version.interpretation}};
}

Json review_json(const desk::DocumentReviewView& review) {
    return {
        {"part", model::to_word(review.part)},
        {"by", review.by},
        {"at", model::to_rfc3339(review.at)},
        {"passed", review.passed},
        {"opinion", review.opinion},
        {"of_present", review.is_of_present}};
}

Json entry_json(const model::DependentEntry& entry) {
    return {
        {"faq", entry.faq},
        {"question", entry.question},
        {"unit", entry.unit},
        {"articles", entry.articles},
        {"in_doubt", entry.in_doubt}};
}

Json retell_json(const model::RetellRow& row) {
    return {
        {"number", row.number},
        {"subject", row.subject},
        {"channel", row.channel},
        {"faq", row.faq},
        {"reason", row.reason},
        {"at", model::to_rfc3339(row.at)},
        {"told_at", time_or_null(row.told_at)},
        {"told_by", row.told_by}};
}

Json fields_of(const model::PolicyDocument& document) {
    return {
        {"id", document.id},
        {"title", document.title},
        {"number", document.number},
        {"issuer", document.issuer},
        {"issued_on", document.issued_on},
        {"in_force_from", document.in_force_from},
        {"expires_on", document.expires_on},
        {"subject", document.subject},
        {"unit", document.unit},
        {"visibility", model::to_word(document.visibility)},
        {"directed_to", document.directed_to},
        {"interpretation_document", document.interpretation_document}};
}

}  // namespace

Json to_json(const desk::DocumentItem& item) {
    auto json = fields_of(item.document);
    json["status"] = model::to_word(item.state.status);
    json["replaced_by"] = item.state.replaced_by;
    json["version"] = item.state.version;
    json["published_version"] = item.state.published_version;
    json["interpretation_version"] = item.state.interpretation_version;
    json["published_at"] = time_or_null(item.state.published_at);
    json["interpretation_at"] = time_or_null(item.state.interpretation_at);
    json["ended_at"] = time_or_null(item.state.ended_at);
    json["sync"] = desk::to_word(item.sync);
    json["text_changed"] = item.is_text_new;
    json["interpretation_changed"] = item.is_interpretation_new;
    json["changed_by"] = item.changed_by;
    json["changed_at"] = model::to_rfc3339(item.changed_at);
    json["dependents"] = item.dependents;
    json["to_tell"] = item.to_tell;
    return json;
}

Json to_json(const desk::DocumentView& view) {
    return {
        {"item", to_json(view.item)},
        {"text", view.item.document.text},
        {"interpretation", view.item.document.interpretation},
        {"text_review", part_json(view.text)},
        {"interpretation_review", part_json(view.interpretation)},
        {"passages", array_of(view.passages, [](const auto& passage) { return to_json(passage); })},
        {"warnings", view.warnings},
        {"versions", array_of(view.versions, &version_json)},
        {"reviews", array_of(view.reviews, &review_json)},
        {"entries", array_of(view.entries, &entry_json)},
        {"to_tell", array_of(view.to_tell, &retell_json)}};
}

Json to_json(const desk::AskedDocument& asked) {
    return {
        {"id", asked.id},
        {"title", asked.title},
        {"number", asked.number},
        {"status", asked.status},
        {"by", asked.by}};
}

Json to_json(const model::Passage& passage) {
    return {{"heading", passage.heading}, {"chapter", passage.chapter}, {"text", passage.text}};
}

Json bases_json(const std::vector<model::FaqBasis>& bases) {
    return array_of(bases, [](const auto& basis) {
        return Json{{"document", basis.document}, {"article", basis.article}};
    });
}

Json doubts_json(const std::vector<model::FaqDoubt>& doubts) {
    return array_of(doubts, [](const auto& doubt) {
        return Json{
            {"document", doubt.document},
            {"reason", doubt.reason},
            {"at", model::to_rfc3339(doubt.at)}};
    });
}

}  // namespace huiying::web
