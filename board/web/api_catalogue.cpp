#include "board/web/api_catalogue.hpp"

#include "board/web/catalogue_json.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::Catalogue;
using desk::CatalogueRow;
using desk::Session;
using http::Request;
using model::CatalogueItem;

Json period_json(const model::DuePeriod& period) {
    return {
        {"kind", model::to_word(period.kind)},
        {"workdays", period.workdays},
        {"month", period.month},
        {"day", period.day},
        {"date", period.date}};
}

Json cycles_json(const std::vector<desk::OpenCycle>& cycles) {
    Json items = Json::array();
    for (const auto& cycle : cycles)
        items.push_back(
            {{"key", cycle.key},
             {"name", cycle.name},
             {"due", cycle.due.empty() ? Json(nullptr) : Json(cycle.due)},
             {"provisional", cycle.provisional},
             {"reason", cycle.reason},
             {"standing", cycle.standing}}
        );
    return items;
}

Json last_json(const std::optional<desk::LastPublished>& last) {
    if (!last)
        return nullptr;
    return {
        {"id", last->id},
        {"title", last->title},
        {"link", last->link},
        {"at", model::to_rfc3339(last->at)}};
}

Json to_json(const CatalogueRow& row) {
    const auto& item = row.item;
    return {
        {"id", item.id},
        {"category", item.category},
        {"subcategory", item.subcategory},
        {"name", item.name},
        {"content", item.content},
        {"basis", item.basis},
        {"unit", item.unit},
        {"unit_name", row.unit_name},
        {"channel", item.channel},
        {"period", period_json(item.period)},
        {"period_words", row.period},
        {"remind_before", item.remind_before},
        {"person", item.person},
        {"person_name", row.person_name},
        {"active", item.active},
        {"version", row.version},
        {"open", cycles_json(row.open)},
        {"standing", row.standing},
        {"last", last_json(row.last)},
        {"waiting", row.waiting},
        {"may_work", row.may_work},
        {"may_review", row.may_review}};
}

int small(const JsonBody& body, std::string_view key, int fallback) {
    constexpr std::int64_t most = 100'000;
    if (!body.has(key))
        return fallback;
    return static_cast<int>(std::clamp<std::int64_t>(body.integer(key), -1, most));
}

model::DuePeriod period_in(const JsonBody& body) {
    const auto given = body.object("period", {"kind", "workdays", "month", "day", "date"});
    if (!given)
        throw BadField{Problem{.code = model::Errc::bad_request, .field = "period"}};
    const auto kind = model::parse_due_kind(given->text("kind"));
    if (!kind)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "period",
            .allowed = {"event", "monthly", "quarterly", "yearly", "once"}}};
    const model::DuePeriod usual;
    return {
        .kind = *kind,
        .workdays = small(*given, "workdays", usual.workdays),
        .month = small(*given, "month", usual.month),
        .day = small(*given, "day", usual.day),
        .date = given->text_or("date", "")};
}

CatalogueItem item_in(const Request& request, const JsonBody& body) {
    return {
        .id = std::string(request.param("id")),
        .category = body.text("category"),
        .subcategory = body.text_or("subcategory", ""),
        .name = body.text("name"),
        .content = body.text_or("content", ""),
        .basis = body.text_or("basis", ""),
        .unit = body.text("unit"),
        .channel = body.text_or("channel", ""),
        .period = period_in(body),
        .remind_before = small(body, "remind_before", 3),
        .person = body.text_or("person", ""),
        .active = body.yes_or("active", true)};
}

http::Response put_item(const Request& request, const Session& session, Catalogue& catalogue) {
    const JsonBody body(
        request,
        {"category",
         "subcategory",
         "name",
         "content",
         "basis",
         "unit",
         "channel",
         "period",
         "remind_before",
         "person",
         "active",
         "version"}
    );
    const auto kept = catalogue.put(item_in(request, body), session.staff, body.integer("version"));
    if (const auto* refused = std::get_if<desk::CatalogueRefused>(&kept))
        return catalogue_problem(request, *refused);
    return json_response(200, {{"version", std::get<std::int64_t>(kept)}});
}

Json history_json(const std::vector<desk::CatalogueHistoryLine>& lines) {
    Json items = Json::array();
    for (const auto& line : lines)
        items.push_back(
            {{"at", model::to_rfc3339(line.at)},
             {"by", line.by},
             {"event", line.event},
             {"detail", line.detail}}
        );
    return items;
}

http::Response get_item(const Request& request, const Session& session, const CatalogueUses& uses) {
    const std::string id(request.param("id"));
    for (const auto& row : uses.catalogue.rows(session.staff)) {
        if (row.item.id != id)
            continue;
        auto json = to_json(row);
        json["publications"] = publications_json(uses.publishing.of_item(id, session.staff));
        json["history"] = history_json(
            row.may_work ? uses.catalogue.history(id) : std::vector<desk::CatalogueHistoryLine>{}
        );
        return json_response(200, json);
    }
    return problem(request, {.code = model::Errc::not_found});
}

http::Response start_event(const Request& request, const Session& session, Catalogue& catalogue) {
    const JsonBody body(request, {"what", "day"});
    const auto started = catalogue.start(
        {.item = std::string(request.param("id")),
         .what = body.text("what"),
         .day = body.text("day")},
        session.staff
    );
    if (const auto* refused = std::get_if<desk::CatalogueRefused>(&started))
        return catalogue_problem(request, *refused);
    return json_response(200, {{"id", std::get<std::int64_t>(started)}});
}

http::Response drop_event(const Request& request, const Session& session, Catalogue& catalogue) {
    const JsonBody body(request, {"reason"});
    const auto refused =
        catalogue.drop(number_of(request.param("event")), body.text("reason"), session.staff);
    return refused ? catalogue_problem(request, *refused) : http::empty(204);
}

}  // namespace

void add_catalogue_routes(http::Router& router, desk::People& people, const CatalogueUses& uses) {
    using http::Method;
    auto& catalogue = uses.catalogue;
    const auto list = [&catalogue](const Request&, const Session& session) {
        Json items = Json::array();
        for (const auto& row : catalogue.rows(session.staff))
            items.push_back(to_json(row));
        return json_response(200, {{"items", std::move(items)}});
    };
    const auto one = [uses](const Request& request, const Session& session) {
        return get_item(request, session, uses);
    };
    const auto put = [&catalogue](const Request& request, const Session& session) {
        return put_item(request, session, catalogue);
    };
    const auto start = [&catalogue](const Request& request, const Session& session) {
        return start_event(request, session, catalogue);
    };
    const auto drop = [&catalogue](const Request& request, const Session& session) {
        return drop_event(request, session, catalogue);
    };
    router.add({Method::get, "/api/v1/catalogue", "api_catalogue", for_staff(people, list)});
    router.add({Method::get, "/api/v1/catalogue/{id}", "api_catalogue_item", for_staff(people, one)}
    );
    router.add(
        {Method::put, "/api/v1/catalogue/{id}", "api_put_catalogue_item", for_staff(people, put)}
    );
    router.add(
        {Method::post,
         "/api/v1/catalogue/{id}/events",
         "api_start_catalogue_event",
         for_staff(people, start)}
    );
    router.add(
        {Method::post,
         "/api/v1/catalogue-events/{event}/drop",
         "api_drop_catalogue_event",
         for_staff(people, drop)}
    );
    add_catalogue_publishing_routes(router, people, uses.publishing);
    add_catalogue_file_routes(router, people, uses.file);
}

}  // namespace huiying::web
