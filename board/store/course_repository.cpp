#include "board/store/course_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_row.hpp"

namespace huiying::store {
namespace {

using model::StaffId;

std::optional<std::int64_t> value_of(const std::optional<StaffId>& staff) {
    return staff ? std::optional(staff->value) : std::nullopt;
}

template <class Word>
std::string word_of(const std::optional<Word>& value) {
    return value ? std::string(to_word(*value)) : std::string();
}

std::optional<StaffId> staff_at(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(StaffId{row.integer(column)});
}

Course course_of(const Cursor& row) {
    Course course;
    course.before = model::parse_ticket_state(row.text(0));
    course.paused_for = model::parse_pause_ground(row.text(1));
    course.approved_by = staff_at(row, 2);
    course.dispatched_at = instant_at(row, 3);
    course.signed_at = instant_at(row, 4);
    course.holder = staff_at(row, 5);
    course.designated = row.integer(6) != 0;
    course.returned_units = words_from_json(row.text(7));
    course.returns = static_cast<int>(row.integer(8));
    course.return_asked_by = staff_at(row, 9);
    course.extension_granted = static_cast<int>(row.integer(10));
    course.extension_asked = static_cast<int>(row.integer(11));
    course.extension_asked_by = staff_at(row, 12);
    course.termination_asked_by = staff_at(row, 13);
    course.reworks = static_cast<int>(row.integer(14));
    course.grade = model::parse_satisfaction(row.text(15));
    course.reminded_on = row.text(16);
    if (!row.is_null(17))
        course.survivor = model::TicketId{row.integer(17)};
    course.own_response_due = instant_at(row, 18);
    course.own_final_due = instant_at(row, 19);
    course.counted_from = instant_at(row, 20);
    course.counted_workdays = static_cast<int>(row.integer(21));
    return course;
}

std::optional<std::int64_t> holder_of(Connection& connection, model::TicketId ticket) {
    auto row = connection.query("select holder from course where ticket = ?", ticket.value);
    return row.next() && !row.is_null(0) ? std::optional(row.integer(0)) : std::nullopt;
}

}  // namespace

Course CourseRepository::find(model::TicketId ticket) {
    auto row = connection_.query(
        "select before_state, paused_for, approved_by, dispatched_at, signed_at, holder, "
        "designated, returned_units, returns, return_asked_by, extension_granted, "
        "extension_asked, extension_asked_by, termination_asked_by, reworks, grade, "
        "reminded_on, survivor, own_response_due, own_final_due, counted_from, counted_workdays "
        "from "
        "course where ticket = ?",
        ticket.value
    );
    return row.next() ? course_of(row) : Course{};
}

void CourseRepository::put(model::TicketId ticket, const Course& course) {
    std::optional<TallyChange> change;
    if (holder_of(connection_, ticket) != value_of(course.holder))
        change.emplace(connection_, ticket);
    connection_.run(
        "insert or replace into course (ticket, before_state, paused_for, approved_by, "
        "dispatched_at, signed_at, holder, designated, returned_units, returns, return_asked_by, "
        "extension_granted, extension_asked, extension_asked_by, termination_asked_by, reworks, "
        "grade, reminded_on, survivor, own_response_due, own_final_due, counted_from, "
        "counted_workdays) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        ticket.value,
        word_of(course.before),
        word_of(course.paused_for),
        value_of(course.approved_by),
        ms_of(course.dispatched_at),
        ms_of(course.signed_at),
        value_of(course.holder),
        course.designated,
        to_json(course.returned_units),
        course.returns,
        value_of(course.return_asked_by),
        course.extension_granted,
        course.extension_asked,
        value_of(course.extension_asked_by),
        value_of(course.termination_asked_by),
        course.reworks,
        word_of(course.grade),
        course.reminded_on,
        course.survivor ? std::optional(course.survivor->value) : std::nullopt,
        ms_of(course.own_response_due),
        ms_of(course.own_final_due),
        ms_of(course.counted_from),
        course.counted_workdays
    );
    if (change)
        change->settle();
}

std::vector<model::TicketId> CourseRepository::merged_into(model::TicketId survivor) {
    return ids_of(connection_.query(
        "select ticket from course where survivor = ? order by ticket", survivor.value
    ));
}

std::vector<model::TicketId> CourseRepository::held_by(model::StaffId holder) {
    return ids_of(connection_.query(
        "select ticket from course where holder = ? order by ticket", holder.value
    ));
}

}  // namespace huiying::store
