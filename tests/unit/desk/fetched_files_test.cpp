#include "board/desk/fetched_files.hpp"

#include "board/desk/files.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"
#include "sample_jpeg.hpp"

using namespace huiying;

namespace {

struct FetchGround : test::DeskGround {
    FetchGround()
        : folder(std::filesystem::temp_directory_path() / ("fetch" + std::to_string(::getpid()))),
          files(database, folder, clock),
          fetched(database, files, clock) {
        auto sent = message("k", "路灯坏了");
        sent.attachments = {
            {.name = "灯.jpg", .media_type = {}, .sha256 = {}, .url = "wechat-media:M1"},
            {.name = {}, .media_type = {}, .sha256 = std::string(64, 'a'), .url = {}}};
        number = taken_in(sent);
    }

    ~FetchGround() { std::filesystem::remove_all(folder); }

    std::vector<model::WantedFile> claim() { return fetched.claim(std::chrono::seconds{300}, 10); }

    /// How the desk shows the first file.
    model::Attachment shown() {
        const auto ticket = tickets().view(handler, number);
        REQUIRE(ticket.has_value());
        return ticket->talk.at(0).attachments.at(0);
    }

    std::filesystem::path folder;
    desk::Files files;
    desk::FetchedFiles fetched;
    std::string number;
};

}  // namespace

TEST_CASE("only what a platform still keeps is wanted, by one fetcher at a time", "[desk]") {
    FetchGround ground;
    const auto wanted = ground.claim();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].attachment.url == "wechat-media:M1");
    CHECK(wanted[0].attempt == 1);
    CHECK(ground.claim().empty());
    ground.clock.advance(std::chrono::seconds{300});
    CHECK(ground.claim().size() == 1);
}

TEST_CASE("a file of a kind that is not taken says so, and is not asked for again", "[desk]") {
    FetchGround ground;
    ground.fetched.keep(ground.claim().at(0), "#!/bin/sh\n");
    CHECK(ground.shown().name.find("灯.jpg（取不回来：只收") == 0);
    CHECK(ground.shown().sha256.empty());
    ground.clock.advance(std::chrono::hours{24});
    CHECK(ground.claim().empty());
}

TEST_CASE("a platform that is away is asked again for about a day", "[desk]") {
    FetchGround ground;
    int tries = 0;
    for (int hours = 0; hours < 48; ++hours) {
        ground.clock.advance(std::chrono::hours{1});
        for (const auto& wanted : ground.claim()) {
            ++tries;
            ground.fetched.try_later(wanted, "timed_out");
        }
    }
    CHECK(tries == 48);
    CHECK(ground.shown().name == "灯.jpg");
    for (int i = 0; i < 20; ++i) {
        ground.clock.advance(std::chrono::hours{1});
        for (const auto& wanted : ground.claim())
            ground.fetched.try_later(wanted, "timed_out");
    }
    CHECK(ground.shown().name == "灯.jpg（取不回来：多次没有取到）");
}

TEST_CASE("a file for which the disk has no room is asked for again", "[desk]") {
    FetchGround ground;
    desk::Files full(
        ground.database, ground.folder, ground.clock, std::filesystem::space(ground.folder).capacity
    );
    desk::FetchedFiles fetched(ground.database, full, ground.clock);
    fetched.keep(ground.claim().at(0), test::kSmallestJpeg);
    CHECK(ground.shown().name == "灯.jpg");
    ground.clock.advance(std::chrono::hours{1});
    CHECK(ground.claim().size() == 1);
}
