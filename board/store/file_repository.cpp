#include "board/store/file_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

using model::to_unix_ms;

namespace {

StoredFile file_of(const Cursor& row) {
    return {row.text(0), row.text(1), row.text(2), row.integer(3)};
}

}  // namespace

void FileRepository::put(const StoredFile& file, model::Instant now) {
    connection_.run(
        "insert into attachment (sha256, served_sha256, media_type, bytes, at) values (?, ?, ?, ?, "
        "?) on conflict (sha256) do update set at = excluded.at",
        file.sha256,
        file.served_sha256,
        file.media_type,
        file.bytes,
        to_unix_ms(now)
    );
}

std::optional<StoredFile> FileRepository::find(const std::string& sha256) {
    auto row = connection_.query(
        "select sha256, served_sha256, media_type, bytes from attachment where sha256 = ?", sha256
    );
    return row.next() ? std::optional(file_of(row)) : std::nullopt;
}

void FileRepository::name(const std::vector<model::Attachment>& files) {
    for (const auto& file : files)
        connection_.run(
            "update attachment set named = 1 where sha256 = ? and named = 0", file.sha256
        );
}

std::vector<StoredFile> FileRepository::unnamed(model::Instant before, int limit) {
    std::vector<StoredFile> files;
    auto row = connection_.query(
        "select sha256, served_sha256, media_type, bytes from attachment where named = 0 and at < "
        "? order by at limit ?",
        to_unix_ms(before),
        limit
    );
    while (row.next())
        files.push_back(file_of(row));
    return files;
}

void FileRepository::remove(const std::string& sha256) {
    connection_.run("delete from attachment where sha256 = ?", sha256);
}

bool FileRepository::is_wanted(const std::string& sha256) {
    return connection_
        .query(
            "select 1 from attachment where sha256 = ? union all select 1 from attachment where "
            "served_sha256 = ?",
            sha256,
            sha256
        )
        .next();
}

}  // namespace huiying::store
