#include "board/web/api_answer_order.hpp"

#include "board/web/api_call.hpp"

namespace huiying::web {
namespace {

using desk::OrderLearning;
using desk::OrderSwitch;
using desk::Session;
using http::Request;
using model::Role;

Json figures_json(const model::OrderFigures& figures) {
    return {
        {"mrr", figures.mrr},
        {"first", figures.first},
        {"answered", figures.answered},
        {"aurc", figures.aurc}};
}

Json order_json(const model::LearntOrder& row) {
    return {
        {"id", row.id},
        {"made_at", model::to_rfc3339(row.made_at)},
        {"made_by", row.made_by},
        {"known", row.known},
        {"answerable", row.answerable},
        {"usual", figures_json(row.usual)},
        {"learnt", figures_json(row.learnt)}};
}

Json orders_json(const OrderLearning& learning) {
    const auto view = learning.view();
    Json json{
        {"least_answerable", desk::kLeastLearntFrom},
        {"answerable", view.answerable},
        {"waiting", view.is_waiting},
        {"switch_by", view.switched == OrderSwitch::better ? "rule" : "person"},
        {"items", Json::array()}};
    for (const auto& row : view.items)
        json["items"].push_back(order_json(row));
    if (view.in_use)
        json["in_use"] = *view.in_use;
    return json;
}

/// `order`: a number of the list, 0 for the usual one; `switch_by`: person or rule. Either may be
/// left out.
http::Response change_order(
    const Request& request, const Session& session, OrderLearning& learning
) {
    const JsonBody body(request, {"order", "switch_by"});
    const auto who = body.text_or("switch_by", "");
    if (!who.empty() && who != "person" && who != "rule")
        throw BadField{Problem{
            .code = model::Errc::bad_request, .field = "switch_by", .allowed = {"person", "rule"}}};
    if (body.has("order")) {
        const auto id = body.integer("order");
        const auto used =
            learning.use(id == 0 ? std::nullopt : std::optional(id), session.staff.login);
        if (used.has_error())
            return done(request, used);
    }
    if (!who.empty())
        learning.switch_by(
            who == "rule" ? OrderSwitch::better : OrderSwitch::chosen, session.staff.login
        );
    return json_response(200, orders_json(learning));
}

}  // namespace

void add_answer_order_routes(http::Router& router, desk::People& people, OrderLearning& learning) {
    using http::Method;
    const std::string path = "/api/v1/answer-orders";
    const auto administrator = [&](auto call) {
        return for_roles(people, {Role::administrator}, call);
    };
    const auto read = [&learning](const Request&, const Session&) {
        return json_response(200, orders_json(learning));
    };
    const auto wish = [&learning](const Request&, const Session& session) {
        learning.wish(session.staff.login);
        return json_response(200, orders_json(learning));
    };
    const auto put = [&learning](const Request& request, const Session& session) {
        return change_order(request, session, learning);
    };
    router.add({Method::get, path, "api_answer_orders", administrator(read)});
    router.add({Method::post, path, "api_learn_answer_order", administrator(wish)});
    router.add({Method::put, path, "api_use_answer_order", administrator(put)});
}

}  // namespace huiying::web
