#include "board/desk/files.hpp"

#include "board/store/arrival_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"
#include "sample_jpeg.hpp"

#include <exiv2/exiv2.hpp>

using namespace huiying;
using test::verdict;

namespace {

/// The picture with the place and the name of its taker in it.
std::string with_metadata() {
    auto picture = Exiv2::ImageFactory::open(
        reinterpret_cast<const Exiv2::byte*>(test::kSmallestJpeg.data()),
        static_cast<long>(test::kSmallestJpeg.size())
    );
    picture->readMetadata();
    picture->exifData()["Exif.Image.Artist"] = "WangXiaoming";
    picture->exifData()["Exif.GPSInfo.GPSLatitude"] = "31/1 2/1 3/1";
    picture->setComment("taken at home");
    picture->writeMetadata();
    auto& io = picture->io();
    io.open();
    std::string bytes(static_cast<std::size_t>(io.size()), '\0');
    io.read(reinterpret_cast<Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
    return bytes;
}

}  // namespace

TEST_CASE("the served copy of a photo says nothing of who took it and where", "[desk]") {
    test::DeskGround ground;
    desk::Files files(ground.database, ground.folder.path() / "files", ground.clock);
    const auto photo = with_metadata();
    REQUIRE(photo.find("WangXiaoming") != std::string::npos);
    const auto kept = files.keep("家.jpg", photo);
    REQUIRE(verdict(kept) == "ok");
    CHECK(kept->media_type == "image/jpeg");
    CHECK(kept->bytes == static_cast<std::int64_t>(photo.size()));
    const auto served = files.serve(kept->sha256);
    REQUIRE(verdict(served) == "ok");
    CHECK(served->bytes.find("WangXiaoming") == std::string::npos);
    CHECK(served->bytes.find("Exif") == std::string::npos);
    CHECK(served->bytes.find("taken at home") == std::string::npos);
}

TEST_CASE("the served copy of a PNG keeps what paints it and nothing else", "[desk]") {
    test::DeskGround ground;
    desk::Files files(ground.database, ground.folder.path() / "files", ground.clock);
    // 1 x 1, with an eXIf chunk (PNG 3rd edition, 11.3.3.6) and an author.
    constexpr std::string_view hex =
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000001e655849664d4d00"
        "2a000000080000000000004750532d33312e30352d3132312e3337e399e0070000000b74455874417574686f"
        "720057616e674fb86e1f0000000c49444154789c63105030000000a4006134667d720000000049454e44ae42"
        "6082";
    std::string png;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        png += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    REQUIRE(png.find("GPS-31.05-121.37") != std::string::npos);
    const auto kept = files.keep("家.png", png);
    REQUIRE(verdict(kept) == "ok");
    CHECK(kept->media_type == "image/png");
    const auto served = files.serve(kept->sha256);
    REQUIRE(verdict(served) == "ok");
    CHECK(served->bytes.find("GPS-31.05-121.37") == std::string::npos);
    CHECK(served->bytes.find("Wang") == std::string::npos);
    CHECK(served->bytes.find("IDAT") != std::string::npos);
    CHECK(served->bytes.ends_with(png.substr(png.size() - 12)));
}

TEST_CASE("files are taken by what they are, not by what they are called", "[desk]") {
    test::DeskGround ground;
    desk::Files files(ground.database, ground.folder.path() / "files", ground.clock);
    CHECK(
        verdict(files.keep("photo.jpg", "<html><script>alert(1)</script></html>")) ==
        "unsupported_media"
    );
    CHECK(verdict(files.keep("photo.jpg", "")) == "unsupported_media");
    CHECK(
        verdict(files.keep(
            "photo.jpg",
            std::string(
                "\x7f"
                "ELF\x02\x01\x01",
                7
            )
        )) == "unsupported_media"
    );
    CHECK(verdict(files.keep("notes.txt", test::kSmallestJpeg)) == "ok");
    CHECK(verdict(files.keep("x.jpg", test::kSmallestJpeg.substr(0, 30))) == "unsupported_media");
    CHECK(
        verdict(files.keep("big.jpg", std::string(desk::Files::kMaxBytes + 1, 'a'))) ==
        "body_too_large"
    );
    CHECK(verdict(files.serve("../../etc/passwd")) == "not_found");
    CHECK(verdict(files.serve(std::string(64, 'a'))) == "not_found");
}

TEST_CASE("no file is taken where the disk is nearly full", "[desk]") {
    test::DeskGround ground;
    const auto folder = ground.folder.path() / "files";
    const auto more_than_there_is = std::filesystem::space(ground.folder.path()).capacity;
    desk::Files files(ground.database, folder, ground.clock, more_than_there_is);
    CHECK(verdict(files.keep("a.jpg", test::kSmallestJpeg)) == "store_unavailable");
    CHECK(std::filesystem::is_empty(folder));
}

TEST_CASE("a file that no message names is forgotten with its copy, others stay", "[desk]") {
    test::DeskGround ground;
    const auto folder = ground.folder.path() / "files";
    desk::Files files(ground.database, folder, ground.clock);
    const auto count = [&] {
        const std::filesystem::recursive_directory_iterator all(folder);
        return std::count_if(begin(all), end(all), [](const auto& entry) {
            return entry.is_regular_file();
        });
    };
    const auto photo = with_metadata();
    const auto named = files.keep("a.jpg", photo).value();
    auto message = ground.message("k", "路灯坏了");
    message.attachments = {named};
    ground.taken_in(message);
    const auto before = count();
    // Its copy is the same as the first one's.
    auto same_picture = photo;
    same_picture.replace(same_picture.find("WangXiaoming"), 4, "Zhou");
    const auto unnamed = files.keep("b.jpg", same_picture).value();
    REQUIRE(unnamed.sha256 != named.sha256);
    REQUIRE(count() == before + 1);
    CHECK(files.forget_unnamed(ground.clock.now()) == 0);
    ground.clock.advance(std::chrono::hours{1});
    const auto later = ground.clock.now();
    SECTION("once it is old") {
        CHECK(files.forget_unnamed(later) == 1);
        CHECK(files.forget_unnamed(later) == 0);
        CHECK(verdict(files.serve(unnamed.sha256)) == "not_found");
        CHECK(verdict(files.serve(named.sha256)) == "ok");
        CHECK(count() == before);
        CHECK(verdict(files.keep("b.jpg", same_picture)) == "ok");
        CHECK(verdict(files.serve(unnamed.sha256)) == "ok");
    }
    SECTION("but not while a dead letter may name it") {
        ground.database.write([&](store::Connection& connection) {
            store::ArrivalRepository(connection)
                .add({.at = later, .channel = "board", .reason = "not_storable", .state = "open"});
        });
        ground.clock.advance(std::chrono::hours{48});
        CHECK(files.forget_unnamed(ground.clock.now()) == 0);
        CHECK(verdict(files.serve(unnamed.sha256)) == "ok");
    }
    SECTION("but not when it has come again") {
        REQUIRE(verdict(files.keep("b.jpg", same_picture)) == "ok");
        CHECK(files.forget_unnamed(later) == 0);
    }
}
