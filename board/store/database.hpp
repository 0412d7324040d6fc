// The record: one SQLite file (WAL, synchronous=FULL), one writer thread with group commit,
// read-only connections for all others. Owned by app; used by desk through repositories. The only
// SQL is in this room. Thread rule: `read` and `write` may be called from any thread; a Connection
// is used by one thread at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace huiying::store {

/// The database cannot be used (disk full, locked for too long, damaged). Carries the operation and
/// SQLite's message.
class StoreUnavailable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A UNIQUE or foreign-key constraint refused a row.
class ConstraintViolated : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// One prepared statement while it is stepped; resets it when it goes.
class Cursor {
  public:
    explicit Cursor(sqlite3_stmt* statement) : statement_(statement) {}

    ~Cursor();

    Cursor(Cursor&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    void bind(int at, std::int64_t value);
    void bind(int at, double value);
    void bind(int at, std::string_view text);
    void bind(int at, std::nullptr_t);

    template <class T>

    requires(std::is_integral_v<T> || std::is_enum_v<T>) void bind(int at, T value) {
        bind(at, static_cast<std::int64_t>(value));
    }

    template <class T>
    void bind(int at, const std::optional<T>& value) {
        if (value)
            bind(at, *value);
        else
            bind(at, nullptr);
    }

    void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }

    void bind(int at, const char* text) { bind(at, std::string_view(text)); }

    /// Moves to the next row; false at the end. Throws ConstraintViolated or StoreUnavailable.
    bool next();

    std::int64_t integer(int column) const;
    double real(int column) const;
    /// Text or blob bytes; "" for NULL.
    std::string text(int column) const;
    bool is_null(int column) const;

  private:
    sqlite3_stmt* statement_;
};

class Connection {
  public:
    enum class Access { read_only, read_write };

    Connection(const std::string& path, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// A cursor over `sql` with its arguments bound in order. The statement is prepared once and
    /// kept. REQUIRES: `sql` is a literal or outlives the connection; one cursor of a statement at
    /// a time.
    template <class... Args>
    Cursor query(std::string_view sql, const Args&... args) {
        Cursor cursor(prepared(sql));
        int at = 0;
        (cursor.bind(++at, args), ...);
        return cursor;
    }

    /// Runs a statement to its end; returns how many rows it changed.
    template <class... Args>
    int run(std::string_view sql, const Args&... args) {
        auto cursor = query(sql, args...);
        while (cursor.next()) {
        }
        return changes();
    }

    /// Runs several statements, without arguments (schema changes).
    void script(const std::string& sql);

    std::int64_t last_id() const;
    int changes() const;

  private:
    sqlite3_stmt* prepared(std::string_view sql);

    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

struct DatabaseSettings {
    std::string path;                         ///< file; its folder exists
    int readers = 4;                          ///< read-only connections kept open
    std::size_t batch_limit = 100;            ///< most units of work in one transaction
    std::chrono::milliseconds batch_wait{2};  ///< how long a transaction waits for company
};

class Database {
  public:
    /// Opens the file and starts the writer. The schema is brought up to date first (schema.hpp).
    /// Throws StoreUnavailable.
    explicit Database(DatabaseSettings settings);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `work(Connection&)` on the writer thread in a savepoint of its own; returns its value
    /// after the commit is on disk. What it throws rolls back its savepoint only and is thrown
    /// here. Blocking.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Connection&> {
        using Value = std::invoke_result_t<Work, Connection&>;
        if constexpr (std::is_void_v<Value>) {
            submit([&](Connection& connection) { work(connection); });
        } else {
            std::optional<Value> value;
            submit([&](Connection& connection) { value.emplace(work(connection)); });
            return std::move(*value);
        }
    }

    /// Runs `work(Connection&)` on a read-only connection, in one snapshot. Blocking.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
        const Borrowed borrowed(*this);
        return work(borrowed.connection());
    }

  private:
    struct Job {
        std::function<void(Connection&)> work;
        std::exception_ptr error;
        bool done = false;
    };

    class Borrowed {
      public:
        explicit Borrowed(Database& database);
        ~Borrowed();
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;

        Connection& connection() const { return *connection_; }

      private:
        Database& database_;
        std::unique_ptr<Connection> connection_;
    };

    void submit(std::function<void(Connection&)> work);
    void run_writer();
    std::vector<Job*> next_batch();
    void commit_batch(const std::vector<Job*>& batch);

    const DatabaseSettings settings_;  // constant after construction

    std::mutex mutex_;  // guards the members below
    std::condition_variable arrived_;
    std::condition_variable finished_;
    std::deque<Job*> jobs_;
    std::vector<std::unique_ptr<Connection>> idle_readers_;
    bool stopping_ = false;

    std::unique_ptr<Connection> writer_;  // writer thread only
    std::thread thread_;
};

}  // namespace huiying::store
