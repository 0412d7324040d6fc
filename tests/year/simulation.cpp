#include "simulation.hpp"

#include "board/desk/receipts.hpp"
#include "board/model/ticket_number.hpp"

#include <algorithm>

namespace huiying::year {
namespace {

constexpr Ms kOpens = 8 * kHour + 30 * kMinute;
constexpr Ms kCloses = 17 * kHour;
/// When the office reads its notices, on working days and, by telephone, every night.
constexpr Ms kOfficeReads = 9 * kHour;
/// Between two seconds: everything else happens at whole ones.
constexpr Ms kDigest = kOpens + 500;
constexpr Ms kNightReads = 22 * kHour + 5 * kMinute;
/// What was changed is looked at again so long after, as the running clock does within seconds.
constexpr Ms kLookAgain = 10 * kMinute;
constexpr int kAtOnce = 100;
/// Longer than the three working days that a rework has.
constexpr Ms kLateRework = 170 * kHour;

}  // namespace

Simulation::Simulation(SimulatedTown& town, std::vector<Matter> matters)
    : town_(town),
      matters_(std::move(matters)),
      progress_(matters_.size()),
      casework_(town.uses()),
      tickets_(town.uses()),
      take_in_(
          town.database,
          *town.town,
          town.renderer,
          town.clock,
          [](const desk::TicketEvent&) {},
          [](const model::InboundMessage& message) { return message.delivery_key; }
      ),
      escalation_(town.database, *town.town, town.clock, [](const desk::TicketEvent&) {}),
      status_(town.database, *town.town, town.clock),
      citizens_(town.uses(), status_),
      digests_(town.database, *town.town, town.clock) {}

void Simulation::run() {
    if (matters_.empty())
        return;
    for (std::size_t i = 0; i < matters_.size(); ++i)
        plan(matters_[i].written_at, Happening::written, i);
    const auto first = day_of(matters_.front().written_at);
    // Ten weeks after the last message nothing may be left.
    const auto last = day_of(matters_.back().written_at) + 70;
    for (auto one = first; one <= last; ++one) {
        if (town_.calendar.works(one)) {
            plan(at(one, kDigest), Happening::digest, 0);
            plan(at(one, kOfficeReads), Happening::office, 0);
        }
        plan(at(one, kNightReads), Happening::night, 0);
    }
    town_.clock.set(matters_.front().written_at);
    changes_ = changes_of_the_year(town_, first);
    next_climb_ = matters_.front().written_at;
    while (!events_.empty()) {
        const auto event = events_.top();
        events_.pop();
        for (; !changes_.empty() && changes_.front().at <= event.at; changes_.pop_front())
            changes_.front().make();
        climb_until(event.at);
        town_.clock.set(event.at);
        handle(event);
    }
}

void Simulation::plan(Ms at, Happening what, std::size_t matter) {
    events_.push({at, ++order_, what, matter});
}

void Simulation::plan_work(Ms at, Happening what, std::size_t matter) {
    plan(work_time(at), what, matter);
}

Ms Simulation::work_time(Ms when) const {
    auto one = day_of(when);
    const auto time = time_of(when);
    if (town_.calendar.works(one) && time < kCloses)
        return time < kOpens ? at(one, kOpens + time % kHour) : when;
    one = town_.calendar.nth_after(one, 1);
    return at(one, kOpens + time % (kCloses - kOpens));
}

void Simulation::climb_until(Ms until) {
    while (next_climb_ <= until) {
        town_.clock.set(std::max(next_climb_, town_.clock.ms()));
        climb();
    }
}

void Simulation::climb() {
    const auto now = town_.clock.ms();
    for (;;) {
        std::vector<std::string> numbers;
        for (const auto& alarm : escalation_.upcoming(model::from_unix_ms(now + 1), kAtOnce))
            numbers.push_back(alarm.number);
        if (numbers.empty())
            break;
        escalation_.climb(numbers);
    }
    const auto next = escalation_.upcoming(model::Instant::max(), 1);
    next_climb_ = now + kLookAgain;
    if (!next.empty())
        next_climb_ = std::min(next_climb_, model::to_unix_ms(next.front().at));
}

void Simulation::handle(const Event& event) {
    const auto matter = event.matter;
    switch (event.what) {
        case Happening::written:
            return write(matter);
        case Happening::step:
            return step(matter);
        case Happening::granted:
            return grant(matter);
        case Happening::withdrawn:
            return withdraw(matter);
        case Happening::evaluated:
            return evaluate(matter);
        case Happening::closed:
            return close(matter);
        case Happening::added:
            return add(matter);
        case Happening::unmerged:
            return unmerge(matter);
        case Happening::resumed:
            return resume(matter);
        case Happening::opinion:
            return give_opinion(matter);
        case Happening::kept:
            return keep(matter);
        case Happening::digest:
            return tell_digest();
        case Happening::office:
        case Happening::night:
            return read_notices(event.what);
    }
}

void Simulation::write(std::size_t index) {
    auto& matter = matters_[index];
    auto& message = matter.message;
    message.received_at = message.arrived_at = town_.clock.now();
    (void)desk::make_receipt(*town_.town, message);
    by_number_[message.number] = index;
    const auto taken = take_in_.take_in({{0, 1, message}});
    if (taken.front().result != desk::TakenIn::created)
        faults_.push_back("not taken in: " + message.delivery_key);
    if (message.delivery_key == "year|emergency")
        emergency_ = message.number;
    ++tally_["written"];
    plan_work(town_.clock.ms() + matter.plan.first_step, Happening::step, index);
    if (matter.plan.withdrawn_after > 0)
        plan(town_.clock.ms() + matter.plan.withdrawn_after, Happening::withdrawn, index);
}

void Simulation::add(std::size_t index) {
    const auto& first = matters_[index].message;
    const auto record = town_.find(first.number);
    if (first.sender.empty() || !record || !model::is_answered(record->ticket.state))
        return;
    auto more = first;
    more.delivery_key += "|more";
    more.continues = true;
    more.text = "还是没有解决，补充一下情况。";
    more.passive_faq.clear();
    more.passive_text.clear();
    more.received_at = more.arrived_at = town_.clock.now();
    const auto taken = take_in_.take_in({{0, 1, more}});
    if (taken.front().result != desk::TakenIn::continued)
        faults_.push_back("not continued: " + first.number);
    ++tally_["added after the reply"];
    plan_work(town_.clock.ms() + 2 * kHour, Happening::step, index);
}

void Simulation::withdraw(std::size_t index) {
    const auto& number = matters_[index].message.number;
    const auto code = model::make_query_code(town_.secret, number);
    if (done("withdraw", citizens_.withdraw({number, code, "peer"}, "已自行解决")))
        go_on_with_carried(index);
}

void Simulation::evaluate(std::size_t index) {
    auto& progress = progress_[index];
    const auto& matter = matters_[index];
    const bool again = progress.evaluations > 0;
    const bool bad = again ? index % 5 == 0 : matter.plan.dissatisfied;
    desk::EvaluationGiven given;
    given.grade = bad ? model::Satisfaction::dissatisfied : model::Satisfaction::satisfied;
    given.reason = bad ? "问题还在" : "";
    if (!done("evaluate", casework_.evaluations.by_citizen(matter.message.number, given)))
        return;
    ++progress.evaluations;
    const auto record = town_.find(matter.message.number);
    if (bad && again && record->ticket.state != model::TicketState::rework)
        (void)done(
            "order_rework",
            casework_.evaluations.order_rework(
                town_.person("zhou"), {matter.message.number, record->ticket.version}, "再去一次"
            )
        );
    if (town_.find(matter.message.number)->ticket.state == model::TicketState::rework)
        plan_work(
            town_.clock.ms() + (index % 4 == 0 ? kLateRework : 3 * kHour), Happening::step, index
        );
}

void Simulation::read_notices(Happening when) {
    const auto& reader = town_.person("zhou");
    const auto notices = escalation_.unread(reader, 2000);
    for (const auto& notice : notices) {
        if (notice.number.empty())
            continue;
        const auto index = by_number_.at(notice.number);
        if (when == Happening::office && notice.rung == "breached")
            take_over(notice.number);
        // By night a telephone answers what cannot wait, and most of what needs a word today.
        const bool cannot_wait = notice.rung == "emergency";
        const bool today = notice.rung == "response_today" && index % 3 != 0;
        if (when == Happening::night && (cannot_wait || today))
            step(index);
    }
    if (!notices.empty())
        escalation_.read_up_to(reader, notices.front().id);
}

void Simulation::take_over(const std::string& number) {
    const auto record = town_.find(number);
    if (record->ticket.unit != kSilent || !model::is_open(record->ticket.state))
        return;
    if (done(
            "taken over by the office",
            tickets_.assign(
                town_.person("zhou"),
                {number, record->ticket.version},
                kOffice,
                "逾期未办，由党政办承办"
            )
        ))
        plan_work(town_.clock.ms() + 30 * kMinute, Happening::step, by_number_.at(number));
}

}  // namespace huiying::year
