// Lists and small structs as JSON columns. Private to this room.
#pragma once

#include "board/model/draft.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/policy_document.hpp"
#include "board/model/routing_decision.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {

std::string to_json(const std::vector<std::string>& words);
std::vector<std::string> words_from_json(const std::string& json);

std::string to_json(const std::map<std::string, std::string>& fields);
std::map<std::string, std::string> fields_from_json(const std::string& json);

std::string to_json(const std::vector<model::Attachment>& attachments);
std::vector<model::Attachment> attachments_from_json(const std::string& json);

std::string to_json(const model::RoutingDecision& decision);
model::RoutingDecision decision_from_json(const std::string& json);

std::string to_json(const std::vector<model::DraftSource>& sources);
std::vector<model::DraftSource> sources_from_json(const std::string& json);

std::string to_json(const std::vector<model::FaqBasis>& documents);
std::vector<model::FaqBasis> bases_from_json(const std::string& json);

}  // namespace huiying::store
