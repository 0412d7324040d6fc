// The own digest, as of now: what a person finds behind the morning's notice.
#include "board/desk/digests.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_ladder_routes.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::DigestItem;
using desk::DigestView;

/// More are counted, not listed.
constexpr std::size_t kListed = 200;

Json to_json(const DigestItem& item) {
    return {
        {"number", item.number},
        {"subject", item.subject},
        {"unit_name", item.unit},
        {"state", model::to_word(item.state)},
        {"clock", item.clock},
        {"due", model::to_rfc3339(item.due)}};
}

Json list_json(const std::vector<DigestItem>& items) {
    Json listed = Json::array();
    for (std::size_t i = 0; i < std::min(items.size(), kListed); ++i)
        listed.push_back(to_json(items[i]));
    return {
        {"count", items.size()},
        {"replies", std::count_if(items.begin(), items.end(), &desk::is_counted_reply)},
        {"items", std::move(listed)}};
}

Json to_json(const DigestView::Counts& counts) {
    return {
        {"unit_name", counts.unit},
        {"open", counts.open},
        {"overdue", counts.overdue},
        {"today", counts.today},
        {"next_working_day", counts.next_working_day},
        {"beside", counts.beside}};
}

Json to_json(const DigestView& view) {
    Json json{
        {"at", model::to_rfc3339(view.at)},
        {"next_day", view.next_day},
        {"overdue", list_json(view.overdue)},
        {"today", list_json(view.today)},
        {"next_working_day", list_json(view.next_working_day)}};
    if (view.brief) {
        Json units = Json::array();
        for (const auto& counts : view.brief->units)
            units.push_back(to_json(counts));
        json["brief"] = {{"total", to_json(view.brief->total)}, {"units", std::move(units)}};
    }
    return json;
}

}  // namespace

void add_digest_routes(http::Router& router, desk::People& people, const desk::Digests& digests) {
    const auto read = [&digests](const http::Request& request, const desk::Session& session) {
        return answer(request, digests.of(session.staff), [](const DigestView& view) {
            return to_json(view);
        });
    };
    router.add({http::Method::get, "/api/v1/digest", "api_digest", for_staff(people, read)});
}

}  // namespace huiying::web
