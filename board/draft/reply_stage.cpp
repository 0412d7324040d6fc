#include "board/draft/reply_stage.hpp"

#include <algorithm>
#include <array>

namespace huiying::draft {
namespace {

template <class Enum>
struct FormName {
    Enum value;
    std::string_view word;
    std::string_view chinese;
};

using RK = ReplyKind;
constexpr std::array kKindNames{
    FormName<RK>{RK::question, "question", "咨询"},
    FormName<RK>{RK::complaint, "complaint", "投诉"},
    FormName<RK>{RK::suggestion, "suggestion", "建议"},
    FormName<RK>{RK::help, "help", "求助"},
    FormName<RK>{RK::report, "report", "举报"},
    FormName<RK>{RK::information_request, "information_request", "信息公开申请"},
    FormName<RK>{RK::petition, "petition", "信访"},
    FormName<RK>{RK::emergency, "emergency", "紧急"},
    FormName<RK>{RK::not_for_government, "not_for_government", "非政府职责"},
    FormName<RK>{RK::spam, "spam", "垃圾信息"},
};

using RS = ReplyStage;
constexpr std::array kStageNames{
    FormName<RS>{RS::receipt, "receipt", "收到回执"},
    FormName<RS>{RS::accepted, "accepted", "受理告知"},
    FormName<RS>{RS::first_response, "first_response", "当日回应"},
    FormName<RS>{RS::unit_changed, "unit_changed", "转办告知"},
    FormName<RS>{RS::merged, "merged", "并件告知"},
    FormName<RS>{RS::unmerged, "unmerged", "恢复单独办理告知"},
    FormName<RS>{RS::supplement, "supplement", "补充材料（补正）告知"},
    FormName<RS>{RS::paused, "paused", "中止告知"},
    FormName<RS>{RS::resumed, "resumed", "恢复办理告知"},
    FormName<RS>{RS::extended, "extended", "延期告知"},
    FormName<RS>{RS::refused_emergency, "refused_emergency", "不予受理：紧急警情、险情"},
    FormName<RS>{RS::refused_petition, "refused_petition", "不予受理：信访事项"},
    FormName<RS>{RS::refused_discipline, "refused_discipline", "不予受理：纪检监察事项"},
    FormName<RS>{RS::refused_litigation, "refused_litigation", "不予受理：诉讼、仲裁、行政复议"},
    FormName<RS>{
        RS::refused_information_disclosure,
        "refused_information_disclosure",
        "不予受理：政府信息公开申请"},
    FormName<RS>{RS::refused_duplicate, "refused_duplicate", "不予受理：重复来信"},
    FormName<RS>{
        RS::refused_not_for_government, "refused_not_for_government", "不予受理：不属于政府职责"},
    FormName<RS>{RS::refused_improper, "refused_improper", "不予受理：涉密、侵害隐私等"},
    FormName<RS>{RS::refused_malicious, "refused_malicious", "不予受理：恶意滋扰"},
    FormName<RS>{RS::final_reply, "final_reply", "办结答复"},
    FormName<RS>{RS::rework_reply, "rework_reply", "重办答复"},
    FormName<RS>{RS::please_evaluate, "please_evaluate", "评价邀请"},
    FormName<RS>{RS::rework_begun, "rework_begun", "重办告知"},
    FormName<RS>{RS::reopened, "reopened", "重新办理告知"},
    FormName<RS>{RS::terminated, "terminated", "终止告知"},
    FormName<RS>{RS::withdrawal_confirmed, "withdrawal_confirmed", "撤回确认"},
    FormName<RS>{RS::commitment_kept, "commitment_kept", "承诺兑现告知"},
    FormName<RS>{RS::published, "published", "公开告知"},
    FormName<RS>{RS::unpublished, "unpublished", "撤下公开告知"},
    FormName<RS>{RS::given_back, "given_back", "退回转办单位告知"},
    FormName<RS>{RS::disclosed_already, "disclosed_already", "信息公开：已主动公开"},
    FormName<RS>{RS::disclosed, "disclosed", "信息公开：予以公开"},
    FormName<RS>{RS::disclosed_partly, "disclosed_partly", "信息公开：部分公开"},
    FormName<RS>{RS::undisclosed, "undisclosed", "信息公开：不予公开"},
    FormName<RS>{RS::no_such_information, "no_such_information", "信息公开：信息不存在"},
    FormName<RS>{RS::not_our_information, "not_our_information", "信息公开：不属于本机关公开"},
    FormName<RS>{RS::asked_before, "asked_before", "信息公开：重复申请"},
    FormName<RS>{RS::other_law, "other_law", "信息公开：另有规定"},
    FormName<RS>{RS::not_an_application, "not_an_application", "信息公开：不作为申请处理"},
    FormName<RS>{RS::in_print, "in_print", "信息公开：公开出版物"},
    FormName<RS>{RS::needs_making, "needs_making", "信息公开：需加工分析"},
    FormName<RS>{RS::abandoned, "abandoned", "信息公开：逾期不补正"},
};

using RL = ReplyLength;
constexpr std::array kLengthNames{
    FormName<RL>{RL::letter, "letter", "书面"},
    FormName<RL>{RL::chat, "chat", "聊天"},
    FormName<RL>{RL::sms, "sms", "短信"},
};

template <class Enum, std::size_t N>
constexpr bool is_in_order(const std::array<FormName<Enum>, N>& names) {
    for (std::size_t i = 0; i < N; ++i)
        if (static_cast<std::size_t>(names[i].value) != i)
            return false;
    return true;
}

static_assert(is_in_order(kKindNames) && is_in_order(kStageNames) && is_in_order(kLengthNames));
static_assert(kStageNames.size() == static_cast<std::size_t>(RS::abandoned) + 1);

template <class Enum, std::size_t N>
constexpr std::array<Enum, N> values_of(const std::array<FormName<Enum>, N>& names) {
    std::array<Enum, N> values{};
    for (std::size_t i = 0; i < N; ++i)
        values[i] = names[i].value;
    return values;
}

constexpr auto kReplyKinds = values_of(kKindNames);
constexpr auto kReplyStages = values_of(kStageNames);
constexpr auto kReplyLengths = values_of(kLengthNames);

template <class Enum, std::size_t N>
const FormName<Enum>& name_of(const std::array<FormName<Enum>, N>& names, Enum value) {
    return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<FormName<Enum>, N>& names, std::string_view word) {
    const auto* const found = std::find_if(names.begin(), names.end(), [&](const auto& name) {
        return name.word == word || name.chinese == word;
    });
    return found == names.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::span<const ReplyKind> all_reply_kinds() {
    return kReplyKinds;
}

std::span<const ReplyStage> all_reply_stages() {
    return kReplyStages;
}

std::span<const ReplyLength> all_reply_lengths() {
    return kReplyLengths;
}

std::string_view to_word(ReplyKind kind) {
    return name_of(kKindNames, kind).word;
}

std::string_view to_word(ReplyStage stage) {
    return name_of(kStageNames, stage).word;
}

std::string_view to_word(ReplyLength length) {
    return name_of(kLengthNames, length).word;
}

std::string_view chinese_name(ReplyKind kind) {
    return name_of(kKindNames, kind).chinese;
}

std::string_view chinese_name(ReplyStage stage) {
    return name_of(kStageNames, stage).chinese;
}

std::string_view chinese_name(ReplyLength length) {
    return name_of(kLengthNames, length).chinese;
}

std::optional<ReplyKind> parse_reply_kind(std::string_view word) {
    return named(kKindNames, word);
}

std::optional<ReplyStage> parse_reply_stage(std::string_view word) {
    return named(kStageNames, word);
}

std::optional<ReplyLength> parse_reply_length(std::string_view word) {
    return named(kLengthNames, word);
}

ReplyKind reply_kind_of(model::Kind kind) {
    switch (kind) {
        case model::Kind::question:
            return ReplyKind::question;
        case model::Kind::complaint:
            return ReplyKind::complaint;
        case model::Kind::suggestion:
            return ReplyKind::suggestion;
        case model::Kind::help:
            return ReplyKind::help;
        case model::Kind::report:
            break;
    }
    return ReplyKind::report;
}

ReplyStage refused_for(model::NonAcceptance reason) {
    return static_cast<ReplyStage>(
        static_cast<std::size_t>(ReplyStage::refused_emergency) + static_cast<std::size_t>(reason)
    );
}

bool is_disclosure(ReplyStage stage) {
    return stage >= ReplyStage::disclosed_already;
}

bool exists(ReplyKind kind, ReplyStage stage) {
    return !is_disclosure(stage) || kind == ReplyKind::information_request;
}

}  // namespace huiying::draft
