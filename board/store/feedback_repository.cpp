#include "board/store/feedback_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

bool FeedbackRepository::is_first(
    const std::string& day, const std::string& entry, const std::string& voter
) {
    connection_.run("delete from entry_voter where day < ?", day);
    return connection_.run(
               "insert into entry_voter (day, entry, voter) values (?, ?, ?) on conflict do "
               "nothing",
               day,
               entry,
               voter
           ) > 0;
}

void FeedbackRepository::add(const std::string& entry, const EntryRemark& said) {
    connection_.run(
        "insert into entry_rating (entry, useful, useless) values (?, ?, ?) on conflict (entry) do "
        "update set useful = useful + excluded.useful, useless = useless + excluded.useless",
        entry,
        said.useful ? 1 : 0,
        said.useful ? 0 : 1
    );
    if (!said.remark.empty())
        connection_.run(
            "insert into entry_remark (entry, at, useful, remark) values (?, ?, ?, ?)",
            entry,
            model::to_unix_ms(said.at),
            said.useful ? 1 : 0,
            said.remark
        );
}

std::map<std::string, EntryRating> FeedbackRepository::ratings() {
    std::map<std::string, EntryRating> ratings;
    auto row = connection_.query("select entry, useful, useless from entry_rating");
    while (row.next())
        ratings[row.text(0)] = {static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))};
    return ratings;
}

std::vector<EntryRemark> FeedbackRepository::remarks(const std::string& entry, int limit) {
    std::vector<EntryRemark> remarks;
    auto row = connection_.query(
        "select at, useful, remark from entry_remark where entry = ? order by id desc limit ?",
        entry,
        limit
    );
    while (row.next())
        remarks.push_back({model::from_unix_ms(row.integer(0)), row.integer(1) != 0, row.text(2)});
    return remarks;
}

}  // namespace huiying::store
