#include "bot/intake/upstream_routes.hpp"

#include "board/model/passed_on.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/channel/upstream.hpp"
#include "http/router.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::intake {
namespace {

using http::Request;
using http::Response;
using Read = nlohmann::json;
using Json = nlohmann::ordered_json;

constexpr std::size_t kBodyLimit = std::size_t{1024} * 1024;
constexpr std::size_t kMaxItems = 500;

Response json_of(int status, const Json& json) {
    return http::json(
        status,
        json.dump(-1, ' ', false, Json::error_handler_t::replace),
        status < 400 ? "application/json; charset=utf-8" : "application/problem+json; charset=utf-8"
    );
}

Response problem_of(
    int status, std::string_view code, std::string_view title, std::string_view field = ""
) {
    Json json{{"type", "about:blank"}, {"title", title}, {"status", status}, {"code", code}};
    if (!field.empty())
        json["field"] = field;
    return json_of(status, json);
}

Response response_of(channel::Answer answer) {
    Response response{.status = answer.status};
    response.headers.emplace_back("Content-Type", std::move(answer.content_type));
    response.body = std::move(answer.body);
    return response;
}

std::string text_in(const Read& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A matter's values, all of them texts; numbers are taken as written.
desk::ItemFields fields_of(const Read& json) {
    desk::ItemFields fields;
    for (const auto& [name, value] : json.items())
        if (value.is_string())
            fields[name] = value.get<std::string>();
        else if (value.is_number())
            fields[name] = value.dump();
    return fields;
}

}  // namespace

struct UpstreamRoutes::Counts {
    explicit Counts(telemetry::Metrics& metrics)
        : accepted(counter(metrics, "accepted")),
          ignored(counter(metrics, "ignored")),
          refused(counter(metrics, "refused")),
          unavailable(counter(metrics, "unavailable")) {}

    static telemetry::Counter counter(telemetry::Metrics& metrics, const char* outcome) {
        return metrics.counter(
            "huiying_intake_deliveries_total",
            "Deliveries by platform and what became of them",
            {{"platform", std::string(model::kUpstream)}, {"outcome", outcome}}
        );
    }

    telemetry::Counter accepted;
    telemetry::Counter ignored;
    telemetry::Counter refused;
    telemetry::Counter unavailable;
};

/// One verified call.
class UpstreamRoutes::Call {
  public:
    Call(const UpstreamUses& uses, Counts& counts, const model::ChannelAccount& account)
        : uses_(uses), counts_(counts), account_(account) {}

    Response answer(std::string_view id, const std::string& body) {
        const auto json = Read::parse(body, nullptr, false);
        if (!json.is_object())
            return refused(problem_of(400, "bad_request", "请求须为 JSON 对象"));
        const auto type = text_in(json, "type");
        if (const auto said = desk::parse_upstream_said(type))
            return hear(std::string(id), *said, json);
        if (!type.empty() && type != "matter")
            return refused(problem_of(
                400,
                "bad_request",
                "type 须为 matter、take_back_granted、take_back_refused、more_time_granted、"
                "more_time_refused 或 reminder",
                "type"
            ));
        return matters(json.contains("items") ? json["items"] : Read::array({json}));
    }

  private:
    Response refused(Response response) {
        counts_.refused.add();
        return response;
    }

    Response unavailable() {
        counts_.unavailable.add();
        return problem_of(503, "queue_unavailable", "系统暂时无法受理，请稍后再试")
            .with("Retry-After", "2");
    }

    Response matters(const Read& items) {
        if (!items.is_array() || items.empty() || items.size() > kMaxItems)
            return refused(problem_of(400, "bad_request", "items 须有 1 至 500 件", "items"));
        Json outcomes = Json::array();
        for (const auto& item : items) {
            const auto outcome = matter(item);
            if (!outcome)
                return unavailable();
            outcomes.push_back(*outcome);
        }
        return json_of(200, {{"items", std::move(outcomes)}});
    }

    /// What became of one matter; nullopt: it is on no disk, the whole call must come again.
    std::optional<Json> matter(const Read& item) {
        std::variant<desk::ReadMatter, desk::ItemTrouble> read =
            desk::ItemTrouble{"items", "每件须为 JSON 对象"};
        if (item.is_object())
            read = uses_.upstreams.read(fields_of(item), account_);
        if (const auto* trouble = std::get_if<desk::ItemTrouble>(&read)) {
            counts_.refused.add();
            return Json{
                {"upstream_number", item.is_object() ? text_in(item, "number") : ""},
                {"result", "refused"},
                {"field", trouble->field},
                {"reason", trouble->words}};
        }
        const auto& [message, came_before] = std::get<desk::ReadMatter>(read);
        if (!came_before && uses_.submit(message).has_error())
            return std::nullopt;
        (came_before ? counts_.ignored : counts_.accepted).add();
        return Json{
            {"upstream_number", message.sender},
            {"result", came_before ? "known" : "taken"},
            {"number", message.number}};
    }

    Response hear(const std::string& id, desk::UpstreamSaid said, const Read& json) {
        desk::UpstreamCall call{
            .account = account_.name,
            .key = id,
            .upstream_number = desk::number_in(fields_of(json)),
            .answer = {.said = said, .text = text_in(json, "text"), .due = std::nullopt}};
        const auto due = text_in(json, "due");
        if (!due.empty()) {
            call.answer.due =
                desk::parse_written_time(due, std::chrono::hours{24} - std::chrono::seconds{1});
            if (!call.answer.due)
                return refused(problem_of(400, "bad_request", "日期看不懂，如 2026-12-04", "due"));
        }
        const auto heard = uses_.upstreams.hear(call);
        if (heard.has_value()) {
            counts_.accepted.add();
            return json_of(200, {{"result", "heard"}});
        }
        const auto errc = model::errc_of(heard.error());
        if (errc == model::Errc::not_found)
            return refused(problem_of(404, "not_found", "没有这个编号的来件", "number"));
        if (errc == model::Errc::bad_request)
            return refused(problem_of(
                400,
                "bad_request",
                "同意延期须给出新的期限：晚于现在，不早于原来的，400天以内",
                "due"
            ));
        if (errc == model::Errc::text_too_long)
            return refused(problem_of(400, "text_too_long", "内容过长，最多2000字", "text"));
        return refused(problem_of(
            409, std::string(model::code_of(errc)), "现在没有待答复的这一申请，或该件已经办结"
        ));
    }

    const UpstreamUses& uses_;
    Counts& counts_;
    const model::ChannelAccount& account_;
};

UpstreamRoutes::UpstreamRoutes(UpstreamUses uses)
    : uses_(std::move(uses)), counts_(std::make_unique<Counts>(uses_.metrics)) {}

UpstreamRoutes::~UpstreamRoutes() = default;

void UpstreamRoutes::add_to(http::Router& router) {
    router.add(
        {http::Method::post,
         "/hooks/upstream/{account}",
         "hook_upstream",
         http::Handler([this](const Request& request) { return receive(request); }),
         kBodyLimit}
    );
}

http::Response UpstreamRoutes::receive(const Request& request) {
    const auto& row = channel::upstream_row();
    const auto found = uses_.channels.find(row.platform, request.param("account"));
    const auto* account = dynamic_cast<const channel::UpstreamAccount*>(found.get());
    std::string_view reason = "unknown_account";
    if (account != nullptr) {
        const auto id = account->verify(request, uses_.clock.now());
        if (id)
            return Call(uses_, *counts_, found->account()).answer(*id, std::string(request.body));
        reason = channel::word_of(id.error());
    }
    counts_->refused.add();
    telemetry::log_limited(
        telemetry::Level::warn, "inbound.refused", {{"platform", row.platform}, {"reason", reason}}
    );
    return response_of(row.refuse({}));
}

}  // namespace huiying::intake
