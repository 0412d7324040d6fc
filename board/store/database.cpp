#include "board/store/database.hpp"

#include "board/store/schema.hpp"

#include <fstream>
#include <sqlite3.h>

namespace huiying::store {
namespace {

[[noreturn]] void fail(sqlite3* handle, std::string_view operation) {
    const std::string message =
        std::string(operation) + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory");
    if (handle && (sqlite3_errcode(handle) & 0xff) == SQLITE_CONSTRAINT)
        throw ConstraintViolated(message);
    throw StoreUnavailable(message);
}

}  // namespace

Cursor::~Cursor() {
    if (!statement_)
        return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

void Cursor::bind(int at, std::int64_t value) {
    sqlite3_bind_int64(statement_, at, value);
}

void Cursor::bind(int at, double value) {
    sqlite3_bind_double(statement_, at, value);
}

void Cursor::bind(int at, std::string_view text) {
    // Transient: the argument may be a temporary of the caller's expression.
    sqlite3_bind_text(
        statement_,
        at,
        text.data() ? text.data() : "",
        static_cast<int>(text.size()),
        SQLITE_TRANSIENT
    );
}

void Cursor::bind(int at, std::nullptr_t) {
    sqlite3_bind_null(statement_, at);
}

bool Cursor::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail(sqlite3_db_handle(statement_), sqlite3_sql(statement_));
    return false;
}

std::int64_t Cursor::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Cursor::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string Cursor::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes ? std::string(
                       bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))
                   )
                 : std::string();
}

bool Cursor::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Connection::Connection(const std::string& path, Access access) {
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (access == Access::read_only ? SQLITE_OPEN_READONLY
                                                   : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
        const std::string message =
            "open " + path + ": " + (handle_ ? sqlite3_errmsg(handle_) : "out of memory");
        sqlite3_close(handle_);
        throw StoreUnavailable(message);
    }
    sqlite3_busy_timeout(handle_, 10'000);
    // Otherwise a statement that compares a column of a partial index with an argument is compiled
    // anew for every argument. No statement here is planned by what its arguments are.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    if (access == Access::read_write)
        script(
            "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma "
            "wal_autocheckpoint=4000;"
        );
    script("pragma temp_store=memory; pragma cache_size=-4000;");
}

Connection::~Connection() {
    for (const auto& [sql, statement] : statements_)
        sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

sqlite3_stmt* Connection::prepared(std::string_view sql) {
    const std::string key(sql);
    if (const auto found = statements_.find(key); found != statements_.end())
        return found->second;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(
            handle_,
            sql.data(),
            static_cast<int>(sql.size()),
            SQLITE_PREPARE_PERSISTENT,
            &statement,
            nullptr
        ) != SQLITE_OK)
        fail(handle_, sql);
    statements_.emplace(key, statement);
    return statement;
}

void Connection::script(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(handle_, sql.substr(0, 200));
}

std::int64_t Connection::last_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

int Connection::changes() const {
    return sqlite3_changes(handle_);
}

Database::Database(DatabaseSettings settings)
    : settings_(std::move(settings)),
      writer_(std::make_unique<Connection>(settings_.path, Connection::Access::read_write)) {
    migrate(*writer_);
    thread_ = std::thread([this] { run_writer(); });
}

Database::~Database() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    thread_.join();
}

void Database::submit(std::function<void(Connection&)> work) {
    Job job{std::move(work), nullptr, false};
    std::unique_lock lock(mutex_);
    if (stopping_)
        throw StoreUnavailable("the database is closing");
    jobs_.push_back(&job);
    arrived_.notify_one();
    finished_.wait(lock, [&] { return job.done; });
    if (job.error)
        std::rethrow_exception(job.error);
}

std::vector<Database::Job*> Database::next_batch() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !jobs_.empty() || stopping_; });
    // Wait for company only when others are at it already: a lone writer should not pay the wait.
    if (jobs_.size() > 1 && jobs_.size() < settings_.batch_limit)
        arrived_.wait_for(lock, settings_.batch_wait, [&] {
            return jobs_.size() >= settings_.batch_limit || stopping_;
        });
    std::vector<Job*> batch;
    while (!jobs_.empty() && batch.size() < settings_.batch_limit) {
        batch.push_back(jobs_.front());
        jobs_.pop_front();
    }
    return batch;
}

void Database::run_writer() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
        try {
            commit_batch(batch);
        } catch (...) {
            for (auto* job : batch)
                job->error = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        for (auto* job : batch)
            job->done = true;
        finished_.notify_all();
    }
}

void Database::commit_batch(const std::vector<Job*>& batch) {
    writer_->script("begin immediate");
    try {
        for (auto* job : batch) {
            writer_->script("savepoint job");
            try {
                job->work(*writer_);
            } catch (...) {
                job->error = std::current_exception();
                writer_->script("rollback to job");
            }
            writer_->script("release job");
        }
        writer_->script("commit");
    } catch (...) {
        // After a full disk SQLite may have rolled back by itself; then this statement fails and
        // nothing is left to undo.
        try {
            writer_->script("rollback");
        } catch (const std::runtime_error&) {
        }
        throw;
    }
}

Database::Borrowed::Borrowed(Database& database) : database_(database) {
    {
        const std::lock_guard lock(database_.mutex_);
        if (!database_.idle_readers_.empty()) {
            connection_ = std::move(database_.idle_readers_.back());
            database_.idle_readers_.pop_back();
        }
    }
    if (!connection_)
        connection_ =
            std::make_unique<Connection>(database_.settings_.path, Connection::Access::read_only);
    connection_->script("begin");
}

Database::Borrowed::~Borrowed() {
    try {
        connection_->script("commit");
    } catch (const std::runtime_error&) {
        return;  // a connection that cannot end its snapshot is closed, not kept
    }
    const std::lock_guard lock(database_.mutex_);
    if (database_.idle_readers_.size() < static_cast<std::size_t>(database_.settings_.readers))
        database_.idle_readers_.push_back(std::move(connection_));
}

}  // namespace huiying::store
