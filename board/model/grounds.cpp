#include "board/model/grounds.hpp"

#include <algorithm>
#include <array>

namespace huiying::model {
namespace {

template <class Enum>
struct Row {
    Enum value;
    std::string_view word;
    std::string_view chinese;
};

using NA = NonAcceptance;
constexpr std::array kNonAcceptances{
    Row<NA>{NA::emergency, "emergency", "紧急警情、险情"},
    Row<NA>{NA::petition, "petition", "信访事项"},
    Row<NA>{NA::discipline, "discipline", "纪检监察事项"},
    Row<NA>{NA::litigation, "litigation", "诉讼、仲裁、行政复议事项"},
    Row<NA>{NA::information_disclosure, "information_disclosure", "政府信息公开申请"},
    Row<NA>{NA::duplicate, "duplicate", "重复来信，没有新的事实"},
    Row<NA>{NA::not_for_government, "not_for_government", "不属于政府职责"},
    Row<NA>{NA::improper, "improper", "涉密、侵害隐私或违背公序良俗"},
    Row<NA>{NA::malicious, "malicious", "恶意滋扰"},
};

using RG = ReturnGround;
constexpr std::array kReturnGrounds{
    Row<RG>{RG::not_our_duty, "not_our_duty", "不属于本单位职责"},
    Row<RG>{RG::not_our_place, "not_our_place", "不属于本单位辖区"},
    Row<RG>{RG::other_lead, "other_lead", "应由其他单位主办"},
    Row<RG>{RG::not_for_the_town, "not_for_the_town", "不属于本镇职责"},
    Row<RG>{RG::should_be_refused, "should_be_refused", "属于不予受理的情形"},
};

constexpr std::array kReturnRulings{
    Row<ReturnRuling>{ReturnRuling::upheld, "upheld", "退办成立"},
    Row<ReturnRuling>{ReturnRuling::reassigned, "reassigned", "改派"},
    Row<ReturnRuling>{ReturnRuling::refused, "refused", "驳回"},
};

using PG = PauseGround;
constexpr std::array kPauseGrounds{
    Row<PG>{PG::awaiting_citizen, "awaiting_citizen", "待来信人补充"},
    Row<PG>{PG::awaiting_organ, "awaiting_organ", "待其他机关答复"},
    Row<PG>{PG::awaiting_ruling, "awaiting_ruling", "待司法、复议或鉴定结果"},
    Row<PG>{PG::force_majeure, "force_majeure", "不可抗力"},
};

constexpr std::array kSatisfactions{
    Row<Satisfaction>{Satisfaction::satisfied, "satisfied", "满意"},
    Row<Satisfaction>{Satisfaction::mostly_satisfied, "mostly_satisfied", "基本满意"},
    Row<Satisfaction>{Satisfaction::dissatisfied, "dissatisfied", "不满意"},
};

constexpr std::array kContactWays{
    Row<ContactWay>{ContactWay::call, "call", "电话"},
    Row<ContactWay>{ContactWay::visit, "visit", "上门"},
};

template <class Enum, std::size_t N>
const Row<Enum>& row_of(const std::array<Row<Enum>, N>& rows, Enum value) {
    return rows.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<Row<Enum>, N>& rows, std::string_view word) {
    const auto* found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.word == word; });
    return found == rows.end() ? std::nullopt : std::optional(found->value);
}

template <class Enum, std::size_t N>
constexpr bool is_in_order(const std::array<Row<Enum>, N>& rows) {
    for (std::size_t i = 0; i < N; ++i)
        if (static_cast<std::size_t>(rows[i].value) != i)
            return false;
    return true;
}

static_assert(is_in_order(kNonAcceptances) && is_in_order(kReturnGrounds));
static_assert(is_in_order(kReturnRulings) && is_in_order(kPauseGrounds));
static_assert(is_in_order(kSatisfactions) && is_in_order(kContactWays));

}  // namespace

std::string_view to_word(NonAcceptance reason) {
    return row_of(kNonAcceptances, reason).word;
}

std::optional<NonAcceptance> parse_non_acceptance(std::string_view word) {
    return parse(kNonAcceptances, word);
}

std::string_view chinese_name(NonAcceptance reason) {
    return row_of(kNonAcceptances, reason).chinese;
}

std::string_view to_word(ReturnGround ground) {
    return row_of(kReturnGrounds, ground).word;
}

std::optional<ReturnGround> parse_return_ground(std::string_view word) {
    return parse(kReturnGrounds, word);
}

std::string_view chinese_name(ReturnGround ground) {
    return row_of(kReturnGrounds, ground).chinese;
}

std::string_view to_word(ReturnRuling ruling) {
    return row_of(kReturnRulings, ruling).word;
}

std::optional<ReturnRuling> parse_return_ruling(std::string_view word) {
    return parse(kReturnRulings, word);
}

std::string_view chinese_name(ReturnRuling ruling) {
    return row_of(kReturnRulings, ruling).chinese;
}

std::string_view to_word(PauseGround ground) {
    return row_of(kPauseGrounds, ground).word;
}

std::optional<PauseGround> parse_pause_ground(std::string_view word) {
    return parse(kPauseGrounds, word);
}

std::string_view chinese_name(PauseGround ground) {
    return row_of(kPauseGrounds, ground).chinese;
}

std::string_view to_word(Satisfaction grade) {
    return row_of(kSatisfactions, grade).word;
}

std::optional<Satisfaction> parse_satisfaction(std::string_view word) {
    return parse(kSatisfactions, word);
}

std::string_view chinese_name(Satisfaction grade) {
    return row_of(kSatisfactions, grade).chinese;
}

std::string_view to_word(ContactWay way) {
    return row_of(kContactWays, way).word;
}

std::optional<ContactWay> parse_contact_way(std::string_view word) {
    return parse(kContactWays, word);
}

std::string_view chinese_name(ContactWay way) {
    return row_of(kContactWays, way).chinese;
}

}  // namespace huiying::model
