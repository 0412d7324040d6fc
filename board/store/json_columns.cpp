#include "board/store/json_columns.hpp"

#include <nlohmann/json.hpp>

namespace huiying::model {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Attachment, name, media_type, sha256, url, bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RoutingCandidate, unit, score, reasons)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(
    RoutingDecision, unit, reasons, candidates, accused_units, restricted, rule_version
)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    DraftSource, faq, question, source, review, score, document, article
)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FaqBasis, document, article)

}  // namespace huiying::model

namespace huiying::store {
namespace {

template <class Value>
std::string dump(const Value& value) {
    return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

template <class Value>
Value parse(const std::string& text) {
    return text.empty() ? Value{} : nlohmann::json::parse(text).template get<Value>();
}

}  // namespace

std::string to_json(const std::vector<std::string>& words) {
    return dump(words);
}

std::vector<std::string> words_from_json(const std::string& json) {
    return parse<std::vector<std::string>>(json);
}

std::string to_json(const std::map<std::string, std::string>& fields) {
    return dump(fields);
}

std::map<std::string, std::string> fields_from_json(const std::string& json) {
    return parse<std::map<std::string, std::string>>(json);
}

std::string to_json(const std::vector<model::Attachment>& attachments) {
    return attachments.empty() ? "[]" : dump(attachments);
}

std::vector<model::Attachment> attachments_from_json(const std::string& json) {
    return parse<std::vector<model::Attachment>>(json);
}

std::string to_json(const model::RoutingDecision& decision) {
    return dump(decision);
}

model::RoutingDecision decision_from_json(const std::string& json) {
    return parse<model::RoutingDecision>(json);
}

std::string to_json(const std::vector<model::DraftSource>& sources) {
    return dump(sources);
}

std::vector<model::DraftSource> sources_from_json(const std::string& json) {
    return parse<std::vector<model::DraftSource>>(json);
}

std::string to_json(const std::vector<model::FaqBasis>& documents) {
    return documents.empty() ? "[]" : dump(documents);
}

std::vector<model::FaqBasis> bases_from_json(const std::string& json) {
    return parse<std::vector<model::FaqBasis>>(json);
}

}  // namespace huiying::store
