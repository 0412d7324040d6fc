#include "board/web/api_synonyms.hpp"

#include "board/web/api_call.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using desk::SynonymList;
using http::Request;
using model::Role;

http::Response answer(const desk::SynonymsKept& kept) {
    return json_response(200, {{"version", kept.version}, {"groups", kept.groups}});
}

http::Response put(const Request& request, const Session& session, SynonymList& synonyms) {
    const JsonBody body(request, {"version", "groups"});
    const auto groups = body.lists("groups");
    const auto kept = synonyms.keep(groups, body.integer("version"), session.staff.login);
    if (const auto* refused = std::get_if<desk::SynonymsRefused>(&kept))
        return problem(
            request, {.code = refused->errc, .detail = refused->words, .field = "groups"}
        );
    return answer(std::get<desk::SynonymsKept>(kept));
}

}  // namespace

void add_synonym_routes(http::Router& router, desk::People& people, SynonymList& synonyms) {
    using http::Method;
    const std::string path = "/api/v1/synonyms";
    const auto writers = {Role::administrator, Role::dispatcher, Role::reviewer};
    const auto read = [&synonyms](const Request&, const Session&) {
        return answer(synonyms.kept());
    };
    const auto write = [&synonyms](const Request& request, const Session& session) {
        return put(request, session, synonyms);
    };
    router.add({Method::get, path, "api_synonyms", for_roles(people, writers, read)});
    router.add(
        {Method::put,
         path,
         "api_put_synonyms",
         for_roles(people, writers, write),
         kLongTextBodyLimit}
    );
}

}  // namespace huiying::web
