// Why and how a ticket took a turn: the closed sets of reasons, rulings and grades that people
// choose from and that are stored. Used by workflow, desk, web. Pure. Words are never changed.
// Sources: 国办函〔2025〕66号 (classification at intake), 北京市接诉即办工作条例 article 11, 潍坊市
// 12345条例 articles 19 to 22, 信访工作条例 articles 30, 31, 政府信息公开条例
// article 39.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace huiying::model {

/// Why a message is not accepted (不予受理); each with its own way to go.
enum class NonAcceptance {
    emergency,               ///< 紧急: 110, 119, 120, 122
    petition,                ///< 信访
    discipline,              ///< 纪检监察
    litigation,              ///< 诉讼、仲裁、行政复议
    information_disclosure,  ///< 依申请公开
    duplicate,               ///< 重复, without new facts
    not_for_government,      ///< 非政府职责, market matters too
    improper,                ///< 涉密、侵害隐私或违背公序良俗
    malicious,               ///< 恶意
};

std::string_view to_word(NonAcceptance reason);
std::optional<NonAcceptance> parse_non_acceptance(std::string_view word);
std::string_view chinese_name(NonAcceptance reason);

/// Why a unit returns a ticket (退办).
enum class ReturnGround {
    not_our_duty,       ///< 不属于本单位职责
    not_our_place,      ///< 不属于本单位辖区
    other_lead,         ///< 应由其他单位主办
    not_for_the_town,   ///< 不属于本镇职责
    should_be_refused,  ///< 属于不予受理的情形
};

std::string_view to_word(ReturnGround ground);
std::optional<ReturnGround> parse_return_ground(std::string_view word);
std::string_view chinese_name(ReturnGround ground);

/// The office's decision on a return (裁定).
enum class ReturnRuling {
    upheld,      ///< 退办成立: back to the dispatcher
    reassigned,  ///< 改派: to the unit that the decision names, which may not return it
    refused,     ///< 驳回: the same unit handles it and may not return it again
};

std::string_view to_word(ReturnRuling ruling);
std::optional<ReturnRuling> parse_return_ruling(std::string_view word);
std::string_view chinese_name(ReturnRuling ruling);

/// Why a ticket is stopped (中止).
enum class PauseGround {
    awaiting_citizen,  ///< 待来信人补充
    awaiting_organ,    ///< 待其他机关答复
    awaiting_ruling,   ///< 待司法、复议或鉴定结果
    force_majeure,     ///< 不可抗力
};

std::string_view to_word(PauseGround ground);
std::optional<PauseGround> parse_pause_ground(std::string_view word);
std::string_view chinese_name(PauseGround ground);

/// What a citizen says of a reply (评价).
enum class Satisfaction { satisfied, mostly_satisfied, dissatisfied };

std::string_view to_word(Satisfaction grade);
std::optional<Satisfaction> parse_satisfaction(std::string_view word);
std::string_view chinese_name(Satisfaction grade);

/// How a person of the town spoke with the citizen.
enum class ContactWay { call, visit };

std::string_view to_word(ContactWay way);
std::optional<ContactWay> parse_contact_way(std::string_view word);
std::string_view chinese_name(ContactWay way);

}  // namespace huiying::model
