#include "board/web/page_status.hpp"
#include "board/web/problem.hpp"
#include "board/web/reply_file_answer.hpp"

#include <array>
#include <utility>
#include <vector>

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

using FileLists = std::vector<const std::vector<model::Attachment>*>;

FileLists of_replies(const desk::CitizenView& view) {
    FileLists lists;
    lists.reserve(view.replies.size());
    for (const auto& reply : view.replies)
        lists.push_back(&reply.files);
    return lists;
}

FileLists of_writer(const desk::CitizenView& view) {
    FileLists lists{&view.files};
    lists.reserve(view.additions.size() + 1);
    for (const auto& addition : view.additions)
        lists.push_back(&addition.files);
    return lists;
}

/// Its place among all of them, from 1; 0: none of them.
int place_of(const FileLists& lists, const std::string& sha256) {
    int place = 0;
    for (const auto* list : lists)
        for (const auto& file : *list) {
            ++place;
            if (file.sha256 == sha256)
                return place;
        }
    return 0;
}

/// Called `word` and its place.
std::optional<http::Response> file_of(
    const FileLists& lists,
    const desk::Files& files,
    const std::string& sha256,
    const std::string& word
) {
    const int place = place_of(lists, sha256);
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
        "attachment; filename=\"" + word + std::to_string(place) + "." +
            std::string(ending_of(file->media_type)) + "\""
    );
}

}  // namespace

std::optional<http::Response> reply_file_of(
    const desk::CitizenView& view, const desk::Files& files, const std::string& sha256
) {
    return file_of(of_replies(view), files, sha256, "reply-");
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
        return lookup_page(layout, status, request, proof, model::errc_of(view.error()));
    const auto sha256 = typed_words(request, "file");
    auto file = reply_file_of(*view, files, sha256);
    if (!file)
        file = file_of(of_writer(*view), files, sha256, "attachment-");
    if (file)
        return std::move(*file);
    return status_page(
        layout,
        status,
        request,
        proof,
        {.problem = "这个附件暂时打不开，请过几分钟再试；还是不行，请来电询问。"},
        status_of(model::Errc::not_found)
    );
}

}  // namespace huiying::web
