#include "board/web/page_feedback.hpp"

#include "board/desk/entry_feedback.hpp"
#include "board/desk/publications.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_text.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"

namespace huiying::web {
namespace {

constexpr int kUnprocessable = 422;
constexpr int kTooMany = 429;
constexpr int kForbidden = 403;

http::Response again(
    const FeedbackUses& uses,
    const http::Request& request,
    const desk::PublishedEntry& entry,
    const ReaderWords& words,
    int status
) {
    return published_page(uses.layout, request, entry, words, Caching::personal, status);
}

}  // namespace

http::Response post_feedback(const FeedbackUses& uses, const http::Request& request) {
    const std::string id(request.param("id"));
    const auto entry = uses.publications.find(id);
    if (!entry)
        return error_page(uses.layout, request, 404, "not_found");
    const auto fields = http::form_parameters(request.body);
    const auto useful = http::find(fields, "useful").value_or("");
    ReaderWords words{.remark = unix_lines(readable(http::find(fields, "remark").value_or("")))};
    const auto refused = [&](std::string fault, int status) {
        words.fault = std::move(fault);
        return again(uses, request, *entry, words, status);
    };
    if (!is_from_own_page(request, uses.layout.settings().public_url))
        return refused("为了安全，请在本页再点一次。", kForbidden);
    if (useful != "yes" && useful != "no")
        return refused("请选“有用”或“没用”。", kUnprocessable);
    const auto network = http::client_network(request.peer);
    const auto voter = network + "\n" + std::string(request.header("User-Agent"));
    if (const auto over = uses.quota.take(network, id + "\n" + voter))
        return refused("您所在的网络今天评价的次数太多了，请过一会儿再试。", kTooMany);
    const auto heard = uses.feedback.hear({id, useful == "yes", words.remark, voter});
    if (heard.has_error())
        return refused(
            "意见太长了，请控制在" + std::to_string(desk::EntryFeedback::kMaxRemark) + "字以内。",
            kUnprocessable
        );
    const bool is_first = *heard == desk::Heard::kept;
    return http::see_other(
        uses.layout.settings().base_path + "/published/" + percent_encode(id) +
        (is_first ? "?said=kept" : "?said=today") + "#feedback"
    );
}

}  // namespace huiying::web
