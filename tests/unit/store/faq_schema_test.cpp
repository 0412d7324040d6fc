// What an older record knows of its FAQ entries after it is brought up to date.
#include "board/store/faq_use_repository.hpp"
#include "board/store/faq_version_repository.hpp"
#include "board/store/schema.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::Connection;

TEST_CASE(
    "entries of an older record have their first version, and the uses that were known", "[store]"
) {
    test::TemporaryFolder folder;
    const auto path = folder.file("huiying.db");
    {
        Connection connection(path, Connection::Access::read_write);
        store::migrate_to(connection, 1);
        connection.script(
            "insert into faq_entry values ('lamp', '市政', '路灯不亮？', '[\"路灯\"]', '请留言。', "
            "'cjzx', '办法',"
            " '2026-01-01', '', 'reviewed', 1, 0, 7, 'zhao');"
            "insert into ticket (id, number, state, kind, channel, account, sender, sender_name, "
            "contact, subject, text,"
            " place, unit, restricted, accused, urgent, publish, received_at, arrived_at, "
            "response_due, due_key,"
            " provisional, calendar_version, policy_version) values (1, 'A', 'to_dispatch', "
            "'question', 'board', '', '',"
            " '', '', '', '路灯', '', 'cjzx', 0, '[]', 0, 0, 1, 1, 1, 1, 0, '', ''),"
            " (2, 'B', 'closed', 'question', 'board', '', '', '', '', '', '路灯', '', 'cjzx', 0, "
            "'[]', 0, 0, 1, 1, 1, 1,"
            " 0, '', '');"
            "insert into message (delivery_key, ticket, received_at, arrived_at, text, "
            "passive_text, passive_faq,"
            " attachments) values ('a', 1, 5, 5, '', '', 'lamp', '[]'), ('b', 2, 5, 5, '', '', "
            "'lamp', '[]'),"
            " ('c', 2, 6, 6, '', '', '', '[]');"
            "insert into history (ticket, at, actor, event, detail) values (1, 6, 'citizen', "
            "'added',"
            " '即时答复没有解决，转人工办理，时限从首次提问起算');"
        );
    }
    store::Database database({.path = path});
    database.read([](Connection& connection) {
        const auto versions = store::FaqVersionRepository(connection).of("lamp");
        REQUIRE(versions.size() == 1);
        CHECK(versions.front().version == 1);
        CHECK(versions.front().by == "zhao");
        CHECK(model::to_unix_ms(versions.front().at) == 7);
        CHECK(versions.front().entry.variants == std::vector<std::string>{"路灯"});
        const auto counts = store::FaqUseRepository(connection).counts().at("lamp");
        CHECK(counts.answered == 2);
        CHECK(counts.unsolved == 1);
    });
}
