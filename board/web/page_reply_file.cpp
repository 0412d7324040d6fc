#include "board/web/page_status.hpp"
#include "board/web/problem.hpp"
#include "board/web/reply_file_answer.hpp"

#include <array>
#include <utility>

namespace huiying::web {
namespace {

/// Browsers show or open by this ending; what the file was called is not repeated in a header.
std::string_view ending_of(std::string_view media_type) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> endings{
        {{"image/jpeg", "jpg"},
         {"image/png", "png"},
         {"image/webp", "webp"},
         {"application/pdf", "pdf"}}};
    for (const auto& [type, ending] : endings)
        if (type == media_type)
            return ending;
    return "bin";
}

/// Its place among all files of the replies, from 1; 0: none of them.
int place_of(const desk::CitizenView& view, const std::string& sha256) {
    int place = 0;
    for (const auto& reply : view.replies)
        for (const auto& file : reply.files) {
            ++place;
            if (file.sha256 == sha256)
                return place;
        }
    return 0;
}

}  // namespace

std::optional<http::Response> reply_file_of(
    const desk::CitizenView& view, const desk::Files& files, const std::string& sha256
) {
    const int place = place_of(view, sha256);
    if (place == 0)
        return std::nullopt;
    auto file = files.serve(sha256);
    if (file.has_error())
        return std::nullopt;
    http::Response response{
        .status = 200,
        .headers = {{"Content-Type", file->media_type}, {"Cache-Control", "no-store"}},
        .body = std::move(file->bytes)};
    return std::move(response).with(
        "Content-Disposition",
        "attachment; filename=\"reply-" + std::to_string(place) + "." +
            std::string(ending_of(file->media_type)) + "\""
    );
}

http::Response post_reply_file(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const desk::Files& files,
    const http::Request& request
) {
    const auto proof = typed_proof(request);
    const auto view = status.status(proof.number, proof.code, proof.peer);
    if (view.has_error())
        return lookup_page(layout, status, request, model::errc_of(view.error()));
    auto file = reply_file_of(*view, files, typed_words(request, "file"));
    if (file)
        return std::move(*file);
    return status_page(
        layout,
        status,
        request,
        {.problem = "这个附件暂时打不开，请过几分钟再试；还是不行，请来电询问。"},
        status_of(model::Errc::not_found)
    );
}

}  // namespace huiying::web
