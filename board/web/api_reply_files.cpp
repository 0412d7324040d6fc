#include "board/web/api_reply_files.hpp"

#include "board/web/api_call.hpp"

namespace huiying::web {
namespace {

using desk::ReplyFiles;
using desk::Session;
using http::Request;

/// One byte more than is taken: a file that is too large is told so, not cut off.
constexpr std::size_t kUploadLimit = desk::Files::kMaxBytes + 1;

http::Response answer_move(const Request& request, const model::Result<desk::Moved>& moved) {
    return answer(request, moved, [](const desk::Moved& done) {
        return Json{
            {"number", done.number},
            {"state", model::to_word(done.state)},
            {"version", done.version}};
    });
}

http::Response add_file(const Request& request, const Session& session, ReplyFiles& files) {
    const auto parameters = http::query_parameters(request.query);
    return answer_move(
        request,
        files.add(
            session.staff,
            std::string(request.param("number")),
            std::string(http::find(parameters, "name").value_or("附件")),
            request.body
        )
    );
}

http::Response remove_file(const Request& request, const Session& session, ReplyFiles& files) {
    return answer_move(
        request,
        files.remove(
            session.staff,
            std::string(request.param("number")),
            std::string(request.param("sha256"))
        )
    );
}

}  // namespace

void add_reply_file_routes(http::Router& router, desk::People& people, ReplyFiles& files) {
    using http::Method;
    const std::string path = "/api/v1/tickets/{number}/reply-files";
    router.add(
        {Method::post,
         path,
         "api_add_reply_file",
         for_staff(
             people,
             [&files](const Request& request, const Session& session) {
                 return add_file(request, session, files);
             }
         ),
         kUploadLimit}
    );
    router.add(
        {Method::del,
         path + "/{sha256}",
         "api_remove_reply_file",
         for_staff(
             people,
             [&files](const Request& request, const Session& session) {
                 return remove_file(request, session, files);
             }
         )}
    );
}

}  // namespace huiying::web
