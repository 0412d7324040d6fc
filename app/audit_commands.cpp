#include "app/audit_commands.hpp"

#include "app/record.hpp"
#include "board/desk/audit_log.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace huiying::app {
namespace {

/// 0: whole; 1: changed, or without the row that somebody noted.
int verify_audit(const config::Settings& settings, const std::string& seen) {
    Record record(settings, desk::Demo::no);
    const auto verdict = desk::AuditLog(record.database, record.clock).verify(seen);
    std::cout << "审计日志 " << verdict.rows << " 条，";
    if (verdict.broken_at) {
        std::cout << "第 " << *verdict.broken_at
                  << " 条与前一条接不上：它或它前面的记录被改动、删除或插入过\n";
        return 1;
    }
    std::cout << "逐条相接，没有被改动\n末条摘要：" << verdict.head << "\n";
    if (seen.empty() || verdict.has_seen)
        return 0;
    std::cout << "找不到 --seen 给出的摘要：那一条和它后面的记录被删除过\n";
    return 1;
}

}  // namespace

void add_audit_commands(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
) {
    auto* const audit = command.add_subcommand("audit", "who did what in this town");
    audit->require_subcommand(1);
    auto* const verify = audit->add_subcommand(
        "verify", "whether rows were changed, taken out or put in; exit 1 if so"
    );
    auto seen = std::make_shared<std::string>();
    verify->add_option("--seen", *seen, "the last hash as it was noted earlier: is it still there");
    verify->callback([seen, settings, &run] {
        run = [seen, settings] { return verify_audit(settings(), *seen); };
    });
}

}  // namespace huiying::app
