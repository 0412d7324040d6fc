// A small town over a real database, a clock that is set, and all use cases that a test needs.
#pragma once

#include "board/desk/administration.hpp"
#include "board/desk/receipts.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/model/calendar.hpp"
#include "record_ground.hpp"
#include "templates/renderer.hpp"

#include <string>
#include <vector>

namespace huiying::test {

class SetClock final : public model::Clock {
  public:
    model::Instant now() const override { return now_; }

    void set(const char* rfc3339) { now_ = *model::parse_rfc3339(rfc3339); }

    void advance(std::chrono::milliseconds by) { now_ += by; }

  private:
    model::Instant now_ = *model::parse_rfc3339("2026-11-23T09:00:00+08:00");
};

/// Read once for all tests.
inline const templates::Renderer& packed_templates() {
    static const templates::Renderer renderer;
    return renderer;
}

inline desk::TownContents small_town() {
    desk::TownContents town;
    town.settings.name = "马桥镇";
    town.settings.office_name = "党政办公室";
    town.settings.service_name = "回应";
    town.units = {
        {.code = "dzb",
         .name = "党政办公室",
         .short_name = "党政办",
         .kind = "office",
         .keywords = {"政务公开"},
         .lead = true},
        {.code = "cjzx",
         .name = "城市建设管理事务中心",
         .short_name = "城建中心",
         .aliases = {"城建"},
         .kind = "institution",
         .keywords = {"路灯", "井盖", "道路破损"}},
        {.code = "zfd",
         .name = "综合行政执法队",
         .short_name = "执法队",
         .aliases = {"城管"},
         .kind = "enforcement",
         .keywords = {"违建", "占道经营", "乱设摊"}},
    };
    town.faq = {
        {.id = "lamp",
         .topic = "市政",
         .question = "路灯不亮了找谁报修？",
         .variants = {"小区外面的路灯坏了怎么办", "路灯报修"},
         .answer = "路灯不亮可以直接在这里留言，写明道路名称和最近的门牌，城建中心会安排维修。",
         .unit = "cjzx",
         .source = "马桥镇市政设施维护办法",
         .valid_from = "2026-01-01",
         .review = model::FaqReview::reviewed,
         .auto_answer = true},
    };
    return town;
}

struct DeskGround : RecordGround {
    DeskGround() {
        desk::Administration::fill(database, small_town(), clock);
        model::CalendarFacts facts{.version = "test"};
        facts.years[2026] = {.year = 2026, .source = "test"};
        facts.years[2027] = {
            .year = 2027, .standing = model::CalendarStanding::provisional, .source = "test"};
        town = std::make_unique<desk::Town>(database, facts, secret, desk::Demo::no);
    }

    desk::Announce announce() {
        return [this](const desk::TicketEvent& event) { events.push_back(event); };
    }

    desk::TakeIn take_in() {
        const auto entry_bytes = [](const model::InboundMessage& message) {
            return "entry of " + message.delivery_key;
        };
        return {database, *town, renderer, clock, announce(), entry_bytes};
    }

    desk::DeskUses uses() { return {database, *town, clock, announce(), &renderer}; }

    desk::Tickets tickets() { return desk::Tickets(uses()); }

    /// A message with its number, as a channel hands it over.
    model::InboundMessage message(const std::string& key, const std::string& text) {
        model::InboundMessage made;
        made.delivery_key = key;
        made.channel = "board";
        made.text = text;
        made.received_at = made.arrived_at = clock.now();
        (void)desk::make_receipt(*town, made);
        return made;
    }

    /// Takes in one message; its ticket's number.
    std::string taken_in(const model::InboundMessage& made) {
        take_in().take_in({{0, 1, made}});
        return made.number;
    }

    desk::TicketRef ref(const model::Staff& staff, const std::string& number) {
        return {number, tickets().view(staff, number).value().row.ticket.version};
    }

    const model::TownSecret secret{7};
    SetClock clock;
    const templates::Renderer& renderer = packed_templates();
    std::unique_ptr<desk::Town> town;
    std::vector<desk::TicketEvent> events;

    const model::Staff handler{{1}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    const model::Staff enforcer{{2}, "li", "李队", "zfd", {model::Role::handler}, true};
    const model::Staff dispatcher{{3}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
    const model::Staff reviewer{{4}, "shen", "沈审", "dzb", {model::Role::reviewer}, true};
};

/// Code of an error, or "ok".
template <class Value>
std::string verdict(const model::Result<Value>& result) {
    return result.has_value() ? "ok" : std::string(model::code_of(model::errc_of(result.error())));
}

}  // namespace huiying::test
