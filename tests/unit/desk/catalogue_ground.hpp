// A small town with people, a catalogue and its knowledge base.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/catalogue_file.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/desk/catalogue_reminders.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <string>
#include <variant>
#include <vector>

namespace huiying::test {

struct CatalogueGround : DeskGround {
    CatalogueGround() {
        // It is Monday, 23 November 2026, 9:00.
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&lu, &qian, &office, &judge, &stranger})
                person->id = people.add(*person, "", clock.now());
        });
    }

    model::CatalogueItem item(const std::string& id = "budget") const {
        return {
            .id = id,
            .category = "财政资金",
            .subcategory = "预决算",
            .name = "部门预算",
            .content = "收支总表",
            .basis = "条例第二十条",
            .unit = "cjzx",
            .channel = "镇网站",
            .period = {.kind = model::DueKind::event, .workdays = 20}};
    }

    model::CatalogueItem monthly(const std::string& id, int day) const {
        auto made = item(id);
        made.name = "每月" + id;
        made.period = {.kind = model::DueKind::monthly, .day = day};
        return made;
    }

    void keep(const model::CatalogueItem& made, std::int64_t seen = 0) {
        const auto kept = catalogue.put(made, office, seen);
        if (const auto* refused = std::get_if<desk::CatalogueRefused>(&kept))
            FAIL(refused->trouble.field << " " << refused->trouble.words);
    }

    desk::CatalogueRow row(const std::string& id) const {
        for (auto& each : catalogue.rows(office))
            if (each.item.id == id)
                return each;
        return {};
    }

    std::int64_t proposed(
        const std::string& id, const std::string& cycle, const std::string& text = "预算已批复。"
    ) {
        const auto made = publishing.propose(id, {cycle, "2026年部门预算", "", text}, lu);
        if (const auto* refused = std::get_if<desk::CatalogueRefused>(&made))
            FAIL(model::code_of(refused->errc) << " " << refused->trouble.words);
        return std::get<std::int64_t>(made);
    }

    desk::CataloguePublicationView view(const std::string& id, std::int64_t publication) const {
        for (auto& each : publishing.of_item(id, office))
            if (each.publication.id == publication)
                return each;
        return {};
    }

    std::string published(const std::string& id, std::int64_t publication) {
        return code(publishing.review(
            publication, {view(id, publication).publication.text_hash, true, true, true, ""}, judge
        ));
    }

    static std::string code(const desk::CataloguePublicationResult& result) {
        const auto* refused = std::get_if<desk::CatalogueRefused>(&result);
        return refused == nullptr ? "ok" : std::string(model::code_of(refused->errc));
    }

    static std::string code(const desk::CatalogueWithdrawal& result) {
        const auto* refused = std::get_if<desk::CatalogueRefused>(&result);
        return refused == nullptr ? "ok" : std::string(model::code_of(refused->errc));
    }

    /// What was told to whom, oldest first: "lu catalogue_soon".
    std::vector<std::string> told() {
        return database.read([](store::Connection& connection) {
            std::vector<std::string> lines;
            auto rows = connection.query(
                "select s.login, n.rung from notice n join staff s on s.id = n.staff order by n.id"
            );
            while (rows.next())
                lines.push_back(rows.text(0) + " " + rows.text(1));
            return lines;
        });
    }

    model::Staff lu{{}, "lu", "陆工", "cjzx", {model::Role::handler}, true};
    model::Staff qian{{}, "qian", "钱主任", "cjzx", {model::Role::manager}, true};
    model::Staff office{{}, "zhao", "赵办", "dzb", {model::Role::dispatcher}, true};
    model::Staff judge{{}, "sun", "孙审", "dzb", {model::Role::reviewer}, true};
    model::Staff stranger{{}, "li4", "李四", "zfd", {model::Role::reviewer}, true};
    desk::FaqKeeping faq{database, *town, clock};
    desk::Catalogue catalogue{database, *town, clock};
    desk::CataloguePublishing publishing{database, *town, clock, faq};
    desk::CatalogueFile file{database, *town, clock};
};

}  // namespace huiying::test
