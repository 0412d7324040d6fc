#include "board/web/problem.hpp"

#include "board/model/field_fault.hpp"
#include "http/address_quota.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace huiying::web {
namespace {

using model::Errc;

struct Row {
    Errc code;
    int status;
    std::string_view title;
};

constexpr std::array kRows{
    Row{Errc::bad_request, 400, "请求内容不正确"},
    Row{Errc::bad_encoding, 400, "文字编码不正确，请使用 UTF-8 且不含特殊控制字符"},
    Row{Errc::empty_text, 422, "请填写内容"},
    Row{Errc::text_too_long, 422, "内容过长，请删减后再提交"},
    Row{Errc::body_too_large, 413, "提交的内容过大"},
    Row{Errc::unsupported_media, 415, "不支持这种文件，请上传 JPG、PNG、WebP 图片或 PDF"},
    Row{Errc::too_many_files, 422, "文件过多，最多 6 个"},
    Row{Errc::unknown_account, 401, "签名无效"},
    Row{Errc::bad_signature, 401, "签名无效"},
    Row{Errc::stale_timestamp, 401, "签名时间超出允许范围"},
    Row{Errc::unauthenticated, 401, "请先登录"},
    Row{Errc::forbidden, 403, "您没有这项权限"},
    Row{Errc::bad_csrf_token, 403, "页面已过期，请刷新后重试"},
    Row{Errc::bad_credentials, 401, "用户名或密码不正确"},
    Row{Errc::locked_out, 429, "尝试次数过多，请稍后再试"},
    Row{Errc::rate_limited, 429, "操作过于频繁，请稍后再试"},
    Row{Errc::not_found, 404, "没有找到，或您无权查看"},
    Row{Errc::wrong_code, 404, "编号或查询码不正确"},
    Row{Errc::move_not_allowed, 409, "当前状态不能这样操作"},
    Row{Errc::version_conflict, 409, "他人已先行修改，请核对后再提交"},
    Row{Errc::already_exists, 409, "已经存在"},
    Row{Errc::second_person_needed, 409, "须由另一人审核"},
    Row{Errc::text_changed, 409, "文稿已有改动，请重新审查"},
    Row{Errc::calendar_not_covered, 409, "工作日历尚未公布，期限暂定"},
    Row{Errc::queue_full, 503, "当前提交人数较多，请稍后再试"},
    Row{Errc::queue_unavailable, 503, "系统暂时无法受理，请稍后再试"},
    Row{Errc::store_unavailable, 503, "系统暂时无法受理，请稍后再试"},
    Row{Errc::unparsable, 400, "内容无法识别"},
    Row{Errc::outcome_unknown, 502, "对方未应答，结果未知"},
    Row{Errc::placeholder_left, 422, "答复中还有【待填】的内容，请补充后再送审或发送"},
    Row{Errc::reason_needed, 422, "请写明理由"},
    Row{Errc::basis_needed, 422, "请写明书面依据"},
    Row{Errc::channel_needed, 422, "请写明来信人应走的渠道"},
    Row{Errc::summary_needed, 422, "请写明联系的经过"},
    Row{Errc::not_reached, 422, "没有联系上来信人，不能算作答复"},
    Row{Errc::review_needed, 409, "须先送审，经审核后才能答复"},
    Row{Errc::opinion_missing, 409, "协办意见尚未交齐，也未到期"},
    Row{Errc::return_window_closed, 409, "已过退办时限：交办后的第一个工作日内"},
    Row{Errc::already_returned, 409, "本单位已退办过这件来信，不能再退"},
    Row{Errc::return_cap_reached, 409, "退办次数已到上限，不能再退"},
    Row{Errc::unit_designated, 409, "承办单位已由办公室裁定，不能再退"},
    Row{Errc::extension_over_cap, 409, "超出本镇规定可延期的工作日数"},
    Row{Errc::deadline_passed, 409, "期限已过，不能再延期"},
    Row{Errc::already_asked, 409, "已有同样的申请在等待处理"},
    Row{Errc::commitment_open, 409, "还有承诺事项没有办好，请先销账"},
    Row{Errc::date_not_ahead, 422, "承诺的日期须在今天以后"},
    Row{Errc::already_evaluated, 409, "这次答复已经评价过了"},
    Row{Errc::reminded_already, 409, "今天已经催办过，承办单位已收到"},
    Row{Errc::survivor_unfit, 409, "不能并入这件来信"},
    Row{Errc::search_too_long, 422, "期限超出可以推算的范围（400 天）"},
    Row{Errc::phone_left,
        422,
        "公开稿中还有个人的手机或电话号码，请删去或改为“［电话］”（本镇单位的对外电话可以保留）"},
    Row{Errc::identity_left, 422, "公开稿中还有身份证等证件号码，请删去或改为“［证件号］”"},
};

struct ServerWord {
    std::string_view code;
    std::string_view title;
};

constexpr std::array kServerWords{
    ServerWord{"bad_request", "请求格式不正确"},
    ServerWord{"not_found", "没有这个地址"},
    ServerWord{"method_not_allowed", "不支持这种请求方式"},
    ServerWord{"request_timeout", "请求超时"},
    ServerWord{"body_too_large", "提交的内容过大"},
    ServerWord{"target_too_long", "地址过长"},
    ServerWord{"expectation_failed", "不支持的请求要求"},
    ServerWord{"headers_too_large", "请求头过大"},
    ServerWord{"internal_error", "系统出错，请稍后再试；如持续出现请联系管理员并提供请求编号"},
    ServerWord{"overloaded", "系统繁忙，请稍后再试"},
    ServerWord{"second_factor_needed", "请再输入验证码"},
    ServerWord{"provider_down", "对方暂时没有应答，请稍后再试，或者用密码登录"},
    ServerWord{"second_factor_to_set_up", "您的角色要求两步验证，请先设置"},
};

const Row& row_of(Errc code) {
    const auto* found =
        std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return row.code == code; });
    return found == kRows.end() ? kRows.front() : *found;
}

nlohmann::ordered_json conflict_of(const TextConflict& conflict) {
    return {
        {"version", conflict.version},
        {"mine", conflict.mine},
        {"theirs", conflict.theirs},
        {"saved_by", conflict.saved_by},
        {"saved_at", conflict.saved_at},
    };
}

nlohmann::ordered_json moves_of(const Problem& problem) {
    auto moves = nlohmann::ordered_json::array();
    for (const auto& move : problem.moves) {
        auto by = nlohmann::ordered_json::array();
        for (const auto& one : move.by)
            by.push_back({{"party", one.party}, {"name", one.name}});
        moves.push_back({{"move", move.move}, {"name", move.name}, {"by", std::move(by)}});
    }
    return moves;
}

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;

/// Seconds after which trying again makes sense.
constexpr std::string_view kRetryAfter = "5";

http::Response response_of(const http::Request& request, int status, nlohmann::ordered_json body) {
    if (!request.request_id.empty())
        body["request_id"] = std::string(request.request_id);
    auto response = http::json(
        status,
        body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
        "application/problem+json"
    );
    if (status == 503)
        response.with("Retry-After", std::string(kRetryAfter));
    return response;
}

}  // namespace

std::string wait_words(std::chrono::seconds wait) {
    const auto count = wait.count();
    if (count < kMinute)
        return std::to_string(std::max<std::int64_t>(count, 1)) + "秒";
    if (count <= kHour)
        return std::to_string((count + kMinute - 1) / kMinute) + "分钟";
    return std::to_string((count + kHour - 1) / kHour) + "小时";
}

std::string quota_words(const http::OverQuota& over) {
    return "您所在的网络" + std::to_string(over.in.count()) + "小时内最多提交" +
           std::to_string(over.most) + "条留言，现在已经满了，请过" + wait_words(over.wait) +
           "再提交";
}

Problem problem_of(const boost::system::error_code& error) {
    const auto fault = model::fault_of(error);
    return {
        .code = model::errc_of(error),
        .detail = std::string(fault.words),
        .field = std::string(fault.field)};
}

int status_of(Errc code) {
    return row_of(code).status;
}

std::string_view title_of(Errc code) {
    return row_of(code).title;
}

http::Response problem(const http::Request& request, const Problem& problem) {
    const auto& row = row_of(problem.code);
    nlohmann::ordered_json body{
        {"type", "about:blank"},
        {"title", row.title},
        {"status", row.status},
        {"code", model::code_of(problem.code)}};
    if (!problem.detail.empty())
        body["detail"] = problem.detail;
    if (!problem.field.empty())
        body["field"] = problem.field;
    if (!problem.allowed.empty())
        body["allowed"] = problem.allowed;
    if (problem.conflict)
        body["conflict"] = conflict_of(*problem.conflict);
    if (!problem.moves.empty())
        body["moves"] = moves_of(problem);
    const auto wait = problem.retry_after;
    if (wait > wait.zero() && problem.detail.empty())
        body["detail"] = "请过" + wait_words(wait) + "再试";
    auto response = response_of(request, row.status, std::move(body));
    if (wait > wait.zero())
        response.with("Retry-After", std::to_string(wait.count()));
    return response;
}

http::Response problem(const http::Request& request, int status, std::string_view code) {
    const auto* found =
        std::find_if(kServerWords.begin(), kServerWords.end(), [&](const ServerWord& word) {
            return word.code == code;
        });
    const auto title =
        found == kServerWords.end() ? std::string_view("请求未能完成") : found->title;
    return response_of(
        request,
        status,
        {{"type", "about:blank"}, {"title", title}, {"status", status}, {"code", code}}
    );
}

}  // namespace huiying::web
