#include "board/web/api_routing_models.hpp"

#include "board/web/api_call.hpp"

namespace huiying::web {
namespace {

using desk::RoutingModels;
using desk::Session;
using desk::SwitchBy;
using http::Request;
using model::Role;

constexpr int kWhole = 100;

Json to_json(const model::RoutingModel& row) {
    Json json{
        {"id", row.id},
        {"made_at", model::to_rfc3339(row.made_at)},
        {"made_by", row.made_by},
        {"tickets", row.tickets},
        {"corrections", row.corrections},
        {"held", row.held},
        {"accuracy", row.accuracy},
        {"macro_f1", row.macro_f1},
        {"ece", row.ece},
        {"decides", row.bound <= 1},
        {"bound", row.bound},
        {"precision", row.precision},
        {"coverage", row.coverage}};
    if (row.in_use_held > 0)
        json["in_use"] = {
            {"held", row.in_use_held},
            {"accuracy", row.in_use_accuracy},
            {"macro_f1", row.in_use_macro_f1}};
    return json;
}

Json items_of(const std::vector<model::RoutingModel>& models) {
    Json items = Json::array();
    for (const auto& row : models)
        items.push_back(to_json(row));
    return items;
}

Json page_of(const RoutingModels& models) {
    Json json{
        {"least_tickets", desk::kLeastExamples},
        {"waiting", models.is_wished()},
        {"precision", models.precision()},
        {"switch_by", models.switch_by() == SwitchBy::rule ? "rule" : "person"},
        {"items", items_of(models.models())}};
    if (const auto id = models.in_use())
        json["in_use"] = *id;
    return json;
}

/// `model`: a number of the list, 0 for none; `switch_by`: person or rule; `precision`: in
/// hundredths. Each may be left out.
http::Response change(const Request& request, const Session& session, RoutingModels& models) {
    const JsonBody body(request, {"model", "switch_by", "precision"});
    const auto who = body.text_or("switch_by", "");
    if (!who.empty() && who != "person" && who != "rule")
        throw BadField{Problem{
            .code = model::Errc::bad_request, .field = "switch_by", .allowed = {"person", "rule"}}};
    if (body.has("precision")) {
        const auto wanted = body.integer("precision");
        const auto held = models.hold_to(
            wanted < 0 || wanted > kWhole ? -1 : static_cast<int>(wanted), session.staff.login
        );
        if (held.has_error())
            return done(request, held);
    }
    if (body.has("model")) {
        const auto id = body.integer("model");
        const auto used =
            models.use(id == 0 ? std::nullopt : std::optional(id), session.staff.login);
        if (used.has_error())
            return done(request, used);
    }
    if (!who.empty())
        models.switch_by(who == "rule" ? SwitchBy::rule : SwitchBy::person, session.staff.login);
    return json_response(200, page_of(models));
}

}  // namespace

void add_routing_model_routes(http::Router& router, desk::People& people, RoutingModels& models) {
    using http::Method;
    const std::string path = "/api/v1/routing-models";
    const auto administrator = [&](auto call) {
        return for_roles(people, {Role::administrator}, call);
    };
    const auto read = [&models](const Request&, const Session&) {
        return json_response(200, page_of(models));
    };
    const auto wish = [&models](const Request&, const Session& session) {
        models.wish(session.staff.login);
        return json_response(200, page_of(models));
    };
    const auto put = [&models](const Request& request, const Session& session) {
        return change(request, session, models);
    };
    router.add({Method::get, path, "api_routing_models", administrator(read)});
    router.add({Method::post, path, "api_train_routing", administrator(wish)});
    router.add({Method::put, path, "api_use_routing_model", administrator(put)});
}

}  // namespace huiying::web
