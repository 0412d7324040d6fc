#include "board/store/fetch_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/file_repository.hpp"
#include "board/store/json_columns.hpp"

#include <cstddef>

namespace huiying::store {

using model::to_unix_ms;

void FetchRepository::want(
    std::int64_t message, const std::vector<model::Attachment>& files, model::Instant now
) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!files[i].sha256.empty() || files[i].url.empty())
            continue;
        connection_.run(
            "insert into attachment_fetch (message, position, next_at) values (?, ?, ?)",
            message,
            static_cast<std::int64_t>(i),
            to_unix_ms(now)
        );
    }
}

bool FetchRepository::has_due(model::Instant now) {
    return connection_
        .query("select 1 from attachment_fetch where next_at <= ? limit 1", to_unix_ms(now))
        .next();
}

std::vector<WantedFile> FetchRepository::claim(
    model::Instant now, model::Instant claimed_until, int limit
) {
    std::vector<WantedFile> wanted;
    {
        auto row = connection_.query(
            "select f.message, f.position, f.attempt + 1, t.channel, t.account, m.way_back, "
            "m.attachments from attachment_fetch f join message m on m.id = f.message "
            "join ticket t on t.id = m.ticket where f.next_at <= ? order by f.next_at limit ?",
            to_unix_ms(now),
            limit
        );
        while (row.next()) {
            const auto files = attachments_from_json(row.text(6));
            const auto position = static_cast<std::size_t>(row.integer(1));
            wanted.push_back(
                {row.integer(0),
                 static_cast<int>(row.integer(1)),
                 static_cast<int>(row.integer(2)),
                 row.text(3),
                 row.text(4),
                 row.text(5),
                 position < files.size() ? files[position] : model::Attachment{}}
            );
        }
    }
    for (const auto& file : wanted)
        connection_.run(
            "update attachment_fetch set attempt = attempt + 1, next_at = ? where message = ? and "
            "position = ?",
            to_unix_ms(claimed_until),
            file.message,
            file.position
        );
    return wanted;
}

void FetchRepository::settle(const WantedFile& wanted, const model::Attachment& file) {
    std::vector<model::Attachment> files;
    {
        auto row =
            connection_.query("select attachments from message where id = ?", wanted.message);
        if (row.next())
            files = attachments_from_json(row.text(0));
    }
    const auto position = static_cast<std::size_t>(wanted.position);
    if (position < files.size()) {
        files[position] = file;
        FileRepository(connection_).name({file});
        connection_.run(
            "update message set attachments = ? where id = ?", to_json(files), wanted.message
        );
    }
    connection_.run(
        "delete from attachment_fetch where message = ? and position = ?",
        wanted.message,
        wanted.position
    );
}

void FetchRepository::try_again(
    const WantedFile& wanted, model::Instant next_at, const std::string& detail
) {
    connection_.run(
        "update attachment_fetch set next_at = ?, detail = ? where message = ? and position = ?",
        to_unix_ms(next_at),
        detail,
        wanted.message,
        wanted.position
    );
}

}  // namespace huiying::store
