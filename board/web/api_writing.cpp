// What helps whoever writes a reply: templates, similar tickets, whom a note may mention, and who
// else is at the ticket.
#include "board/desk/casework.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"

#include <cstdlib>

namespace huiying::web {
namespace {

using desk::Casework;
using desk::Session;
using model::ReplyTemplate;
using model::TemplateStanding;

Json template_json(const ReplyTemplate& entry) {
    return {
        {"id", entry.id},
        {"title", entry.title},
        {"wording", entry.wording},
        {"unit", entry.unit},
        {"retired", entry.standing == TemplateStanding::retired},
        {"changed_at", model::to_rfc3339(entry.changed_at)},
        {"changed_by", entry.changed_by}};
}

Json filled_json(const desk::FilledTemplate& entry) {
    return {
        {"id", entry.id},
        {"title", entry.title},
        {"text", entry.text},
        {"open", entry.open},
        {"stage", entry.stage}};
}

Json shipped_json(const desk::ShippedTemplate& entry) {
    return {
        {"stage", entry.stage},
        {"title", entry.title},
        {"sample", entry.sample},
        {"wording", entry.wording}};
}

Json named_json(const desk::ShippedList::Named& named) {
    return {{"word", named.word}, {"name", named.name}};
}

Json similar_json(const desk::SimilarTicket& ticket, const desk::TownSnapshot& town) {
    const auto* unit = town.unit(ticket.unit);
    return {
        {"number", ticket.number},
        {"subject", ticket.subject},
        {"excerpt", ticket.excerpt},
        {"unit_name", unit ? unit->name : ticket.unit},
        {"replied_at", model::to_rfc3339(ticket.replied_at)},
        {"reply", ticket.reply}};
}

template <class Items, class ToJson>
Json in_items(const Items& items, ToJson to_json_of) {
    Json json = Json::array();
    for (const auto& item : items)
        json.push_back(to_json_of(item));
    return {{"items", std::move(json)}};
}

std::string number_of(const http::Request& request) {
    return std::string(request.param("number"));
}

http::Response templates_list(const Casework& casework) {
    auto json = in_items(casework.templates.all(), &template_json);
    json["names"] = desk::kTemplateNames;
    return json_response(200, json);
}

/// `?kind=complaint&length=chat`
http::Response shipped_list(const http::Request& request, const Casework& casework) {
    const auto parameters = http::query_parameters(request.query);
    const auto asked = [&](const char* name) {
        return std::string(http::find(parameters, name).value_or(""));
    };
    return answer(
        request,
        casework.templates.shipped(asked("kind"), asked("length")),
        [](const desk::ShippedList& list) {
            auto json = in_items(list.items, &shipped_json);
            json["kinds"] = in_items(list.kinds, &named_json)["items"];
            json["lengths"] = in_items(list.lengths, &named_json)["items"];
            return json;
        }
    );
}

http::Response keep_template(
    const http::Request& request, const Session& session, Casework& casework, std::int64_t id
) {
    const JsonBody body(request, {"title", "wording", "unit", "retired"});
    return answer(
        request,
        casework.templates.keep(
            session.staff,
            {.id = id,
             .title = body.text("title"),
             .wording = body.text("wording"),
             .unit = body.text_or("unit", ""),
             .standing = body.yes_or("retired", false) ? TemplateStanding::retired
                                                       : TemplateStanding::in_use}
        ),
        &template_json,
        id == 0 ? 201 : 200
    );
}

http::Response preview_template(
    const http::Request& request, const Session& session, const Casework& casework
) {
    const JsonBody body(request, {"wording", "number"});
    return answer(
        request,
        casework.templates.preview(session.staff, body.text("wording"), body.text_or("number", "")),
        &filled_json
    );
}

/// Throws BadField for a word that is none.
desk::Presence::Doing doing_of(const JsonBody& body) {
    const auto doing = desk::parse_doing(body.text("doing"));
    if (!doing)
        throw BadField{
            {.code = model::Errc::bad_request,
             .field = "doing",
             .allowed = {"reading", "writing", "left"}}};
    return *doing;
}

void add_template_routes(http::Router& router, desk::People& people, Casework& casework) {
    using http::Method;
    using http::Request;
    const auto administrator = [&](StaffCall call) {
        return for_roles(people, {model::Role::administrator}, std::move(call));
    };
    router.add(
        {Method::get,
         "/api/v1/reply-templates",
         "api_templates",
         for_staff(
             people, [&](const Request&, const Session&) { return templates_list(casework); }
         )}
    );
    router.add(
        {Method::get,
         "/api/v1/reply-templates/shipped",
         "api_templates_shipped",
         for_staff(
             people,
             [&](const Request& request, const Session&) { return shipped_list(request, casework); }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/reply-templates",
         "api_template_add",
         administrator([&](const Request& request, const Session& session) {
             return keep_template(request, session, casework, 0);
         })}
    );
    router.add(
        {Method::put,
         "/api/v1/reply-templates/{id}",
         "api_template_change",
         administrator([&](const Request& request, const Session& session) {
             const auto id = std::atoll(std::string(request.param("id")).c_str());
             return id > 0 ? keep_template(request, session, casework, id)
                           : problem(request, {model::Errc::not_found});
         })}
    );
    router.add(
        {Method::post,
         "/api/v1/reply-templates/preview",
         "api_template_preview",
         administrator([&](const Request& request, const Session& session) {
             return preview_template(request, session, casework);
         })}
    );
}

/// Adds one door below a ticket: "/api/v1/tickets/{number}/<path>".
class TicketRows {
  public:
    TicketRows(http::Router& router, desk::People& people) : router_(router), people_(people) {}

    void add(
        http::Method method, const std::string& path, const std::string& name, StaffCall call
    ) {
        router_.add(
            {method, "/api/v1/tickets/{number}/" + path, name, for_staff(people_, std::move(call))}
        );
    }

  private:
    http::Router& router_;
    desk::People& people_;
};

void add_reading_rows(TicketRows rows, Casework& casework, const desk::Town& town) {
    rows.add(
        http::Method::get,
        "reply-templates",
        "api_ticket_templates",
        [&](const http::Request& request, const Session& session) {
            return answer(
                request,
                casework.templates.filled_for(session.staff, number_of(request)),
                [](const auto& items) { return in_items(items, &filled_json); }
            );
        }
    );
    rows.add(
        http::Method::get,
        "similar",
        "api_similar",
        [&](const http::Request& request, const Session& session) {
            return answer(
                request,
                casework.similar.of(session.staff, number_of(request)),
                [&](const auto& items) {
                    const auto snapshot = town.snapshot();
                    return in_items(items, [&](const auto& item) {
                        return similar_json(item, *snapshot);
                    });
                }
            );
        }
    );
    rows.add(
        http::Method::get,
        "people",
        "api_ticket_people",
        [&](const http::Request& request, const Session& session) {
            return answer(
                request,
                casework.notes.mentionable(session.staff, number_of(request)),
                [&](const auto& items) {
                    const auto snapshot = town.snapshot();
                    return in_items(items, [&](const auto& item) {
                        return to_json(item, *snapshot);
                    });
                }
            );
        }
    );
}

void add_presence_row(TicketRows rows, Casework& casework) {
    rows.add(
        http::Method::post,
        "presence",
        "api_presence",
        [&](const http::Request& request, const Session& session) {
            const JsonBody body(request, {"doing"});
            return done(
                request, casework.presences.tell(session.staff, number_of(request), doing_of(body))
            );
        }
    );
}

}  // namespace

void add_writing_routes(
    http::Router& router, desk::People& people, Casework& casework, const desk::Town& town
) {
    add_template_routes(router, people, casework);
    const TicketRows rows(router, people);
    add_reading_rows(rows, casework, town);
    add_presence_row(rows, casework);
}

}  // namespace huiying::web
