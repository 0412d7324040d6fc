// The words of the closed sets: what the API, the database and people call them. One table a set.
#include "board/model/faq_entry.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/outbound.hpp"
#include "board/model/staff.hpp"

#include <algorithm>
#include <array>

namespace huiying::model {
namespace {

struct Word {
    std::string_view api;
    std::string_view chinese;
};

constexpr std::array<Word, 5> kKinds{
    {{"question", "咨询"},
     {"complaint", "投诉"},
     {"suggestion", "建议"},
     {"help", "求助"},
     {"report", "举报"}}};
constexpr std::array<Word, 5> kRoles{
    {{"dispatcher", "分派员"},
     {"handler", "承办人"},
     {"reviewer", "审核人"},
     {"manager", "分管领导"},
     {"administrator", "管理员"}}};
constexpr std::array<Word, 4> kFaqReviews{
    {{"sample", "样例"}, {"draft", "草稿"}, {"reviewed", "已审核"}, {"retired", "已停用"}}};
constexpr std::array<Word, 8> kOutboundStates{
    {{"waiting", "待发送"},
     {"sending", "发送中"},
     {"sent", "已发送"},
     {"in_doubt", "待人工确认"},
     {"failed", "未送达"},
     {"pick_up", "凭编号查询"},
     {"told", "已电话告知"},
     {"delivered", "已送达"}}};
constexpr std::array<Word, 9> kSendClasses{
    {{"ok", ""},
     {"duplicate_ok", ""},
     {"retry", ""},
     {"quota", ""},
     {"window", ""},
     {"permanent", ""},
     {"config", ""},
     {"refresh", ""},
     {"unknown", ""}}};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<Word, N>& words, std::string_view api) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.api == api; });
    if (found == words.end())
        return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

template <class Enum, std::size_t N>
const Word& at(const std::array<Word, N>& words, Enum value) {
    return words.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view to_word(Kind kind) {
    return at(kKinds, kind).api;
}

std::optional<Kind> parse_kind(std::string_view word) {
    return find<Kind>(kKinds, word);
}

std::string_view chinese_name(Kind kind) {
    return at(kKinds, kind).chinese;
}

std::string_view to_word(Role role) {
    return at(kRoles, role).api;
}

std::optional<Role> parse_role(std::string_view word) {
    return find<Role>(kRoles, word);
}

std::string_view chinese_name(Role role) {
    return at(kRoles, role).chinese;
}

bool has_role(const Staff& staff, Role role) {
    return std::find(staff.roles.begin(), staff.roles.end(), role) != staff.roles.end();
}

std::string_view to_word(FaqReview review) {
    return at(kFaqReviews, review).api;
}

std::optional<FaqReview> parse_faq_review(std::string_view word) {
    return find<FaqReview>(kFaqReviews, word);
}

std::string_view to_word(OutboundState state) {
    return at(kOutboundStates, state).api;
}

std::optional<OutboundState> parse_outbound_state(std::string_view word) {
    return find<OutboundState>(kOutboundStates, word);
}

std::string_view to_word(SendClass send_class) {
    return at(kSendClasses, send_class).api;
}

}  // namespace huiying::model
