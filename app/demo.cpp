#include "app/demo.hpp"

#include "app/demo_documents.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/people.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/receipts.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
#include "config/town_files.hpp"
#include "queue/entry_bytes.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <sodium.h>
#include <stdexcept>

namespace huiying::app {
namespace {

using config::DemoMessageRow;
using model::Role;

/// A clock that stands where it was set.
class SetClock final : public model::Clock {
  public:
    model::Instant now() const override { return now_; }

    void set(model::Instant now) { now_ = now; }

  private:
    model::Instant now_{};
};

struct SamplePerson {
    const char* login;
    const char* name;
    Role role;
};

constexpr std::array<SamplePerson, 4> kOfficePeople{
    {{"fenpai", "周分派", Role::dispatcher},
     {"shenhe", "沈审核", Role::reviewer},
     {"fuhe", "傅复核", Role::reviewer},
     {"fenguan", "方分管", Role::manager}}};

std::string random_password() {
    static constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string password;
    for (int i = 0; i < 12; ++i)
        password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
    return password;
}

std::chrono::milliseconds days(double count) {
    return std::chrono::milliseconds{static_cast<std::int64_t>(count * 86'400'000.0)};
}

/// Without the paragraphs that a person has to fill in: nobody submits those.
std::string without_blanks(const std::string& draft) {
    std::string kept;
    for (std::size_t at = 0; at < draft.size();) {
        const auto end = std::min(draft.find("\n\n", at), draft.size());
        const auto paragraph = draft.substr(at, end - at);
        if (paragraph.find("【待填") == std::string::npos)
            kept += (kept.empty() ? "" : "\n\n") + paragraph;
        at = end + 2;
    }
    return kept;
}

/// Writes the sample messages' histories.
class DemoWriter {
  public:
    DemoWriter(
        Record& record,
        const model::Staff& dispatcher,
        const model::Staff& reviewer,
        const model::Staff& second
    )
        : town_(*record.town),
          dispatcher_(dispatcher),
          reviewer_(reviewer),
          second_(second),
          now_(record.clock.now()),
          take_in_(record.database, town_, record.renderer, clock_, nothing(), &queue::entry_bytes),
          tickets_({record.database, town_, clock_, nothing(), &record.renderer}),
          publications_(record.database, town_, clock_) {}

    void write(const DemoMessageRow& row, int index) {
        const auto received = now_ - days(row.days_ago);
        clock_.set(received);
        auto message = message_of(row, index, received);
        (void)desk::make_numbers(town_, message);
        clock_.set(received + std::chrono::minutes{2});
        take_in_.take_in({{0, 0, message}});
        number_ = message.number;
        work_on(row, received);
    }

  private:
    static desk::Announce nothing() {
        return [](const desk::TicketEvent&) {};
    }

    static model::InboundMessage message_of(
        const DemoMessageRow& row, int index, model::Instant received
    ) {
        model::InboundMessage message;
        message.delivery_key = "demo|" + std::to_string(index);
        // The platforms' accounts do not exist in a demonstration: replies wait at number and code.
        message.channel = row.channel;
        message.account = row.channel == "board" ? "" : "demo";
        message.sender = row.channel == "board" ? "" : "demo-citizen-" + std::to_string(index);
        message.sender_name = row.sender_name;
        message.subject = row.subject;
        message.text = row.text;
        message.kind = model::parse_kind(row.kind).value_or(model::Kind::question);
        message.place = row.place;
        message.publish = row.publish ? model::PublishConsent::yes : model::PublishConsent::no;
        message.received_at = message.arrived_at = received;
        return message;
    }

    desk::TicketRef ref(const model::Staff& staff) const {
        return {number_, tickets_.view(staff, number_).value().row.ticket.version};
    }

    void work_on(const DemoMessageRow& row, model::Instant received) {
        if (row.state == "to_dispatch")
            return;
        clock_.set(std::min(received + std::chrono::minutes{40}, now_));
        const auto view = tickets_.view(dispatcher_, number_);
        // A restricted one stays with the office; a wrongly routed one is corrected by the
        // dispatcher.
        if (view.has_value() && view->row.ticket.unit != row.unit)
            (void)tickets_.assign(dispatcher_, ref(dispatcher_), row.unit, "");
        if (row.state == "handling")
            return;
        if (row.state == "in_review") {
            clock_.set(std::min(received + std::chrono::hours{6}, now_));
            (void)tickets_.submit(
                dispatcher_,
                ref(dispatcher_),
                without_blanks(tickets_.view(dispatcher_, number_).value().draft.text)
            );
            return;
        }
        answer(row, received);
    }

    void answer(const DemoMessageRow& row, model::Instant received) {
        clock_.set(std::min(received + days(row.reply_days), now_));
        (void)tickets_.reply(reviewer_, ref(reviewer_), row.reply);
        if (row.state == "closed")
            (void)tickets_.close(reviewer_, ref(reviewer_));
        if (row.public_question.empty())
            return;
        clock_.set(std::min(clock_.now() + std::chrono::hours{20}, now_));
        const auto proposed = publications_.propose(
            reviewer_, number_, {row.subject, row.public_question, row.public_answer}, 0
        );
        if (proposed.has_value())
            (void)publications_.review(
                second_, number_, {proposed->text_hash, true, true, true, "可以公开"}
            );
    }

    const desk::Town& town_;
    const model::Staff dispatcher_;
    const model::Staff reviewer_;
    const model::Staff second_;
    const model::Instant now_;
    SetClock clock_;
    desk::TakeIn take_in_;
    desk::Tickets tickets_;
    desk::Publications publications_;
    std::string number_;
};

/// A person who may do everything, for writing the past; never stored.
model::Staff writer_of_the_past(
    const std::string& login, std::int64_t id, const std::string& lead
) {
    return {
        {id},
        login,
        login,
        lead,
        {Role::administrator, Role::dispatcher, Role::handler, Role::reviewer},
        true};
}

void add_people(desk::People& people, const desk::TownSnapshot& town) {
    std::cout << "\n  演示账号（密码随机生成，仅显示这一次）\n";
    const auto add =
        [&](const std::string& login, const std::string& name, const std::string& unit, Role role) {
            const auto password = random_password();
            if (people.add({login, name, unit, {role}, password}, "demo").has_value())
                std::cout << "  " << login << "  " << password << "  " << name << "（"
                          << model::chinese_name(role) << "，" << town.unit_name(unit) << "）\n";
        };
    for (const auto& person : kOfficePeople)
        add(person.login, person.name, town.lead_unit(), person.role);
    for (const auto& unit : town.units())
        if (!unit.lead && unit.kind != "committee")
            add("chengban." + unit.code, unit.short_name + "承办人", unit.code, Role::handler);
}

}  // namespace

/// So that the board's "在线咨询" can be tried.
void add_web_chat(Record& record) {
    desk::Administration administration(record.database, *record.town, record.clock);
    model::ChannelAccount account;
    account.channel = "webchat";
    account.name = "web";
    account.settings["title"] = "在线咨询";
    (void)administration.put(account, "demo");
    record.town->refresh();
}

void seed_demo(Record& record, desk::People& people) {
    const auto town = record.town->snapshot();
    desk::Tickets tickets(
        {record.database, *record.town, record.clock, [](const desk::TicketEvent&) {}}
    );
    const auto office = writer_of_the_past("fenpai", 1, town->lead_unit());
    if (!tickets.list(office, {.queue = desk::Queue::all, .limit = 1}).items.empty())
        return;
    const auto began = std::chrono::steady_clock::now();
    add_people(people, *town);
    add_web_chat(record);
    add_sample_document(record, office, writer_of_the_past("shenhe", 2, town->lead_unit()));
    auto messages = config::packed_demo_messages();
    std::stable_sort(messages.begin(), messages.end(), [](const auto& left, const auto& right) {
        return left.days_ago > right.days_ago;
    });
    DemoWriter writer(
        record,
        office,
        writer_of_the_past("shenhe", 2, town->lead_unit()),
        writer_of_the_past("fuhe", 3, town->lead_unit())
    );
    int index = 0;
    for (const auto& message : messages)
        writer.write(message, ++index);
    telemetry::log(
        telemetry::Level::info,
        "demo.seeded",
        {{"messages", index},
         {"seconds",
          std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()}}
    );
}

}  // namespace huiying::app
