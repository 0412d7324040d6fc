#include "board/desk/town_import.hpp"

#include "board/desk/passwords.hpp"
#include "board/desk/town_lines.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/past_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace huiying::desk {
namespace {

using Result = ImportLine::Result;

bool is_same(const store::PastTicket& one, const store::PastTicket& other) {
    return one.subject == other.subject && one.text == other.text && one.unit == other.unit;
}

std::size_t count_of(const std::vector<ImportLine>& lines, Result result) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const auto& line) { return line.result == result; }
    ));
}

bool is_to_write(const ImportLine& line) {
    return line.result == Result::added || line.result == Result::changed;
}

/// What the record has of the kind, as one transaction sees it.
class TownPlan {
  public:
    TownPlan(store::Connection& connection, const ImportWanted& wanted)
        : connection_(connection), wanted_(wanted) {
        for (auto& unit : store::DirectoryRepository(connection).units())
            units_.emplace(unit.code, std::move(unit));
    }

    ImportLine unit(TownLine& read) const {
        const auto& code = read.judged.key;
        const auto found = units_.find(code);
        const bool is_there = found != units_.end();
        auto made = is_there ? found->second : model::Unit{.code = code, .kind = "department"};
        if (const auto wrong = put_unit_fields(made, *read.fields))
            return refused_line(code, *wrong);
        if (text::trim(made.name).empty())
            return refused_line(code, "没有名称");
        if (is_there && made == found->second)
            return {0, Result::unchanged, code, {}, {}};
        if (is_there && !wanted_.replace)
            return {0, Result::there, code, "“" + code + "”已有", {}};
        if (made.lead && !made.active)
            return refused_line(code, "分派来信的办公室不能停用");
        read.unit = std::move(made);
        return {0, is_there ? Result::changed : Result::added, code, {}, {}};
    }

    ImportLine person(const TownLine& read) const {
        const auto& login = read.person.login;
        if (store::PeopleRepository(connection_).find_staff(login))
            return refused_line(login, "“" + login + "”已有，不覆盖；请在控制台修改");
        return {0, Result::added, login, {}, {}};
    }

    ImportLine ticket(const TownLine& read) const {
        const auto& key = read.judged.key;
        const auto before = store::PastRepository(connection_).find(key);
        if (before && is_same(*before, read.past))
            return {0, Result::unchanged, key, {}, {}};
        if (before && !wanted_.replace)
            return {0, Result::there, key, "编号“" + key + "”已有", {}};
        return {0, before ? Result::changed : Result::added, key, {}, {}};
    }

  private:
    store::Connection& connection_;
    const ImportWanted& wanted_;
    std::map<std::string, model::Unit> units_;
};

std::vector<ImportLine> judged(
    store::Connection& connection,
    ImportOf kind,
    std::vector<TownLine>& read,
    const ImportWanted& wanted
) {
    const TownPlan plan(connection, wanted);
    const auto judge = [&](TownLine& line) {
        if (line.judged.result == Result::refused)
            return line.judged;
        if (kind == ImportOf::units)
            return plan.unit(line);
        return kind == ImportOf::people ? plan.person(line) : plan.ticket(line);
    };
    std::vector<ImportLine> lines;
    std::set<std::string> seen;
    lines.reserve(read.size());
    for (auto& each : read) {
        const auto& key = each.judged.key;
        lines.push_back(
            seen.contains(key) ? refused_line(key, "“" + key + "”在文件中重复") : judge(each)
        );
        lines.back().line = each.judged.line;
        if (lines.back().result != Result::refused)
            seen.insert(key);
    }
    return lines;
}

/// Inside the transaction that has judged.
struct Writer {
    store::Connection& connection;
    ImportOf kind;
    const std::string& by;
    model::Instant now;

    void write(const TownLine& read) const {
        store::PeopleRepository people(connection);
        if (kind == ImportOf::units) {
            store::DirectoryRepository(connection).put(read.unit);
            people.add_audit(now, by, "put_unit", read.unit.code, "");
        } else if (kind == ImportOf::people) {
            const auto& made = read.person;
            const auto hash = read.hash.empty() ? hash_of_password(made.password) : read.hash;
            people.add({{}, made.login, made.name, made.unit, made.roles, true}, hash, now);
            people.add_audit(now, by, "add_staff", made.login, "");
        } else {
            store::PastRepository(connection).put(read.past, by, now);
        }
    }

    void write_all(const std::vector<TownLine>& read, const std::vector<ImportLine>& lines) const {
        std::size_t written = 0;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (!is_to_write(lines[at]))
                continue;
            write(read[at]);
            ++written;
        }
        if (kind == ImportOf::tickets && written > 0)
            store::PeopleRepository(connection)
                .add_audit(now, by, "import_past_tickets", std::to_string(written), "");
    }
};

/// Passwords take a moment on purpose: never inside the transaction.
void hash_passwords(std::vector<TownLine>& read, const std::vector<ImportLine>& lines) {
    for (std::size_t at = 0; at < lines.size(); ++at)
        if (is_to_write(lines[at]))
            read[at].hash = hash_of_password(read[at].person.password);
}

bool has_trouble(const std::vector<ImportLine>& lines) {
    return count_of(lines, Result::refused) + count_of(lines, Result::there) > 0;
}

}  // namespace

ImportTaken TownImport::take(
    ImportOf kind, const ImportFile& file, const ImportWanted& wanted, const std::string& by
) {
    const auto now = clock_.now();
    auto read = read_town_lines(kind, file, *town_.snapshot(), people_, now);
    ImportTaken taken;
    taken.lines = database_.read([&](store::Connection& connection) {
        return judged(connection, kind, read, wanted);
    });
    if (wanted.is_trial || (wanted.all_or_none && has_trouble(taken.lines)))
        return taken;
    if (kind == ImportOf::people)
        hash_passwords(read, taken.lines);
    // Judged once more where it is written: somebody may have been first meanwhile.
    taken = database_.write([&](store::Connection& connection) {
        ImportTaken done{false, judged(connection, kind, read, wanted)};
        if (wanted.all_or_none && has_trouble(done.lines))
            return done;
        Writer{connection, kind, by, now}.write_all(read, done.lines);
        done.is_written = true;
        return done;
    });
    if (!taken.is_written)
        return taken;
    if (kind == ImportOf::people)
        for (std::size_t at = 0; at < read.size(); ++at)
            if (is_to_write(taken.lines[at]))
                taken.lines[at].password = read[at].person.password;
    town_.refresh();
    return taken;
}

}  // namespace huiying::desk
