// A database in a temporary folder that goes with the test.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"

#include <atomic>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace huiying::test {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("huiying_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
        std::filesystem::create_directories(path_);
    }

    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// A copy of a record with nothing in it. The migrations, a good part of many a test's time, run
/// once in a process for all of them.
inline std::string empty_record(std::string file) {
    static const TemporaryFolder folder;
    static const std::string migrated = [] {
        auto path = folder.file("empty.db");
        const store::Database closed_again{{.path = path}};
        return path;
    }();
    std::filesystem::copy_file(migrated, file);
    return file;
}

struct RecordGround {
    TemporaryFolder folder;
    store::Database database{{.path = empty_record(folder.file("huiying.db"))}};
};

/// A ticket of a unit, received and due at fixed times.
inline store::TicketRecord ticket_record(const std::string& number, const std::string& unit) {
    store::TicketRecord record;
    auto& ticket = record.ticket;
    ticket.number = number;
    ticket.state = unit.empty() ? model::TicketState::to_dispatch : model::TicketState::handling;
    ticket.channel = "board";
    ticket.subject = "路灯不亮";
    ticket.text = "小区门口的路灯三天没亮了";
    ticket.unit = unit;
    ticket.received_at = *model::parse_rfc3339("2026-11-23T09:00:00+08:00");
    ticket.arrived_at = ticket.received_at;
    ticket.due.response_due = *model::parse_rfc3339("2026-11-23T23:59:59+08:00");
    ticket.due.final_due = *model::parse_rfc3339("2026-11-30T23:59:59+08:00");
    return record;
}

}  // namespace huiying::test
