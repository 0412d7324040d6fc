// The words of policy documents' closed sets.
#include "board/model/policy_document.hpp"

#include <algorithm>
#include <array>

namespace huiying::model {
namespace {

struct StatusWord {
    std::string_view api;
    std::string_view chinese;
};

constexpr std::array<StatusWord, 5> kStatuses{
    {{"draft", "起草中"},
     {"in_force", "现行有效"},
     {"expired", "已失效"},
     {"replaced", "已被替代"},
     {"repealed", "已废止"}}};
constexpr std::array<std::string_view, 3> kVisibilities{"public", "directed", "private"};
constexpr std::array<std::string_view, 2> kParts{"text", "interpretation"};

template <class Enum, std::size_t N>
std::optional<Enum> word_at(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto* found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt
                                : std::optional(static_cast<Enum>(found - words.begin()));
}

}  // namespace

std::string_view to_word(DocumentStatus status) {
    return kStatuses.at(static_cast<std::size_t>(status)).api;
}

std::optional<DocumentStatus> parse_document_status(std::string_view word) {
    const auto* found = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& each) {
        return each.api == word;
    });
    return found == kStatuses.end()
               ? std::nullopt
               : std::optional(static_cast<DocumentStatus>(found - kStatuses.begin()));
}

std::string_view chinese_name(DocumentStatus status) {
    return kStatuses.at(static_cast<std::size_t>(status)).chinese;
}

std::string_view to_word(DocumentVisibility visibility) {
    return kVisibilities.at(static_cast<std::size_t>(visibility));
}

std::optional<DocumentVisibility> parse_document_visibility(std::string_view word) {
    return word_at<DocumentVisibility>(kVisibilities, word);
}

std::string_view to_word(DocumentPart part) {
    return kParts.at(static_cast<std::size_t>(part));
}

std::optional<DocumentPart> parse_document_part(std::string_view word) {
    return word_at<DocumentPart>(kParts, word);
}

bool is_out_of_force(DocumentStatus status) {
    return status != DocumentStatus::draft && status != DocumentStatus::in_force;
}

}  // namespace huiying::model
