#include "simulated_town.hpp"

#include "board/desk/stand_ins.hpp"
#include "board/store/people_repository.hpp"
#include "town_calendar.hpp"

#include <algorithm>
#include <stdexcept>
#include <unistd.h>

namespace huiying::year {
namespace {

namespace fs = std::filesystem;
using model::Role;

constexpr const char* kPassword = "correct horse battery";

desk::TownContents contents() {
    desk::TownContents town;
    town.settings.name = "测试镇";
    town.settings.office_name = "党政办公室";
    town.settings.service_name = "回应";
    town.settings.workflow.pausing = model::Pausing::allowed;
    town.settings.reply_review_of_kind = {{model::Kind::complaint, model::ReplyReview::needed}};
    const auto unit = [&](const char* code, const char* name, std::vector<std::string> words) {
        town.units.push_back(
            {.code = code, .name = name, .short_name = name, .kind = "office", .keywords = words}
        );
    };
    unit(kOffice, "党政办公室", {"政务公开"});
    town.units.back().lead = true;
    unit("cjzx", "城建中心", {"路灯", "井盖", "道路破损"});
    unit("zfd", "执法队", {"违建", "占道经营", "乱设摊"});
    unit("hbs", "环卫所", {"垃圾", "厕所", "扬尘"});
    unit("swfw", "事务受理中心", {"社保", "医保", "户籍"});
    unit("njz", "农技站", {"秸秆", "大棚", "农药"});
    unit(kSmall, "社区站", {"广场舞", "楼道", "邻里"});
    unit(kSilent, "水务站", {"积水", "下水道", "河道"});
    town.faq = {
        {.id = "lamp",
         .topic = "市政",
         .question = "路灯不亮了找谁报修？",
         .variants = {"路灯报修"},
         .answer = "路灯不亮可以直接留言，写明道路名称和最近的门牌。",
         .unit = "cjzx",
         .source = "市政设施维护办法",
         .valid_from = "2026-01-01",
         .review = model::FaqReview::reviewed,
         .auto_answer = true},
    };
    return town;
}

}  // namespace

YearFolder::YearFolder() {
    const fs::path memory("/dev/shm");
    const auto base = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
    path_ = base / ("huiying_year_" + std::to_string(::getpid()));
    fs::create_directories(path_);
}

YearFolder::~YearFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

SimulatedTown::SimulatedTown() {
    clock.set(at(day("2026-01-01"), 0));
    desk::Administration::fill(database, contents(), clock);
    town = std::make_unique<desk::Town>(
        database, test::town_calendar(2025, 2027), secret, desk::Demo::no
    );
    add_people();
}

void SimulatedTown::add_people() {
    const auto add = [&](std::string login, const char* unit, std::vector<Role> roles) {
        staff_.push_back({{}, login, login, unit, std::move(roles), true});
    };
    add("zhou", kOffice, {Role::dispatcher});
    add("wu", kOffice, {Role::dispatcher});
    add("shen", kOffice, {Role::reviewer});
    add("han", kOffice, {Role::manager});
    const auto begun = town->snapshot();
    for (const auto& unit : begun->units()) {
        add(unit.code + "-1", unit.code.c_str(), {Role::handler});
        if (unit.code != kSmall)
            add(unit.code + "-2", unit.code.c_str(), {Role::handler});
        add(unit.code + "-lead", unit.code.c_str(), {Role::manager});
    }
    database.write([&](store::Connection& connection) {
        store::PeopleRepository people(connection);
        for (auto& one : staff_)
            one.id = people.add(one, "", clock.now());
    });
    // Who stands in logs in as everybody does.
    staff_.push_back(*desk::People(database, *town, clock)
                          .add({"clerk", "clerk", kSmall, {Role::reviewer}, kPassword}, "test"));
}

const model::Staff& SimulatedTown::person(const std::string& login) const {
    const auto found = std::find_if(staff_.begin(), staff_.end(), [&](const auto& one) {
        return one.login == login;
    });
    if (found == staff_.end())
        throw std::runtime_error("nobody is " + login);
    return *found;
}

model::Staff SimulatedTown::handler_of(const std::string& unit) {
    const auto& usual = person(unit + "-1");
    const auto away = away_.find(usual.login);
    const auto today = day_of(clock.ms());
    if (away == away_.end() || today < away->second.from || today > away->second.to)
        return usual;
    desk::People people(database, *town, clock);
    auto session = people.session(away->second.token);
    if (!session) {
        const auto opened = people.log_in({away->second.deputy, kPassword, "127.0.0.1", ""});
        if (!opened)
            throw std::runtime_error("the deputy cannot log in");
        away->second.token = opened->token;
        session = people.session(opened->token);
    }
    return session->staff;
}

void SimulatedTown::set_rules(const model::WorkflowRules& rules) {
    auto settings = town->snapshot()->settings();
    settings.workflow = rules;
    desk::Administration administration(database, *town, clock);
    if (administration.put(settings, "test").has_error())
        throw std::runtime_error("the rules are refused");
}

void SimulatedTown::send_away(
    const std::string& login, const std::string& deputy, Day from, Day to
) {
    const auto iso = [](Day one) { return text_of(at(one, 0)).substr(0, 10); };
    desk::Absence absence;
    absence.login = login;
    absence.deputy = deputy;
    absence.from_day = iso(from);
    absence.to_day = iso(to);
    if (desk::StandIns(uses()).put(person(login), absence).has_error())
        throw std::runtime_error("the absence is refused");
    away_[login] = {deputy, from, to, ""};
}

std::optional<store::TicketRecord> SimulatedTown::find(const std::string& number) {
    return database.read([&](store::Connection& connection) {
        return store::TicketRepository(connection).find(number);
    });
}

}  // namespace huiying::year
