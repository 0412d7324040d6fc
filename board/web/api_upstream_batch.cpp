#include "board/web/api_upstream_batch.hpp"

#include "board/desk/upstreams.hpp"
#include "board/web/api_call.hpp"

#include <set>

namespace huiying::web {
namespace {

using http::Request;

/// As many as are on disk before somebody has waited too long for the answer.
constexpr int kMostAtOnce = 2'000;

/// What becomes, or would become, of a file's lines.
class Batch {
  public:
    Batch(const desk::Upstreams& upstreams, const Submit& submit, model::ChannelAccount account)
        : upstreams_(upstreams), submit_(submit), account_(std::move(account)) {}

    Json take(const std::vector<desk::FileItem>& items, bool is_trial) {
        Json lines = Json::array();
        for (const auto& item : items)
            lines.push_back(take(item, is_trial));
        return {
            {"trial", is_trial},
            {"taken", taken_},
            {"known", known_},
            {"refused", refused_},
            {"lines", std::move(lines)}};
    }

  private:
    Json take(const desk::FileItem& item, bool is_trial) {
        const auto read = upstreams_.read(item.fields, account_);
        if (const auto* trouble = std::get_if<desk::ItemTrouble>(&read))
            return refused(item, trouble->words);
        const auto& [message, came_before] = std::get<desk::ReadMatter>(read);
        Json json{
            {"line", item.line},
            {"upstream_number", message.sender},
            {"subject", message.subject},
            {"received_at", model::to_rfc3339(message.received_at)},
            {"upstream_due",
             message.upstream_due ? Json(model::to_rfc3339(*message.upstream_due)) : Json()}};
        const bool is_again = !seen_.insert(message.sender).second;
        if (came_before || is_again) {
            ++known_;
            json["result"] = "known";
            json["number"] = came_before ? message.number : "";
            json["reason"] = came_before ? "以前已收过" : "文件里前面已有同一编号";
            return json;
        }
        if (taken_ == kMostAtOnce)
            return refused(
                item, "一次最多收" + std::to_string(kMostAtOnce) + "件，其余的请把这个文件再传一次"
            );
        if (!is_trial && submit_(message).has_error())
            return refused(item, "系统暂时无法受理，请稍后再传一次这个文件");
        ++taken_;
        json["result"] = "taken";
        json["number"] = is_trial ? "" : message.number;
        json["reason"] = "";
        return json;
    }

    Json refused(const desk::FileItem& item, const std::string& words) {
        ++refused_;
        const auto number = item.fields.find("number");
        return {
            {"line", item.line},
            {"upstream_number", number == item.fields.end() ? "" : number->second},
            {"subject", ""},
            {"received_at", nullptr},
            {"upstream_due", nullptr},
            {"result", "refused"},
            {"number", ""},
            {"reason", words}};
    }

    const desk::Upstreams& upstreams_;
    const Submit& submit_;
    const model::ChannelAccount account_;
    std::set<std::string> seen_;
    int taken_ = 0;
    int known_ = 0;
    int refused_ = 0;
};

bool is_trial(const Request& request) {
    const auto parameters = http::query_parameters(request.query);
    return http::find(parameters, "trial").value_or("") == "true";
}

}  // namespace

http::Response post_batch(
    const Request& request, const desk::Upstreams& upstreams, const Submit& submit
) {
    auto account = upstreams.account(std::string(request.param("account")));
    if (!account || !account->active)
        return problem(request, {model::Errc::not_found});
    const auto read = desk::read_items(request.body, *account);
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
        return problem(
            request, {.code = model::Errc::bad_request, .detail = trouble->words, .field = "file"}
        );
    return json_response(
        200,
        Batch(upstreams, submit, std::move(*account))
            .take(std::get<std::vector<desk::FileItem>>(read), is_trial(request))
    );
}

}  // namespace huiying::web
