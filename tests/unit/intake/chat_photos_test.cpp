#include "bot/intake/chat_photos.hpp"

#include "catch.hpp"

#include <memory>
#include <string>
#include <vector>

using namespace huiying;
using namespace huiying::intake;
using Announced = PagePhotos::Announced;
using Got = PagePhotos::Got;

namespace {

constexpr std::size_t kLargest = 10U << 20U;
constexpr PhotoRoom::Time kStart{};

struct Page {
    explicit Page(PhotoRoom& room, std::string address = "10.0.0.1")
        : photos(room, std::move(address), [this] { ++ended; }) {}

    int ended = 0;
    PagePhotos photos;
};

std::vector<std::unique_ptr<Page>> pages_in(PhotoRoom& room, int count) {
    std::vector<std::unique_ptr<Page>> pages;
    for (int i = 0; i < count; ++i) {
        pages.push_back(std::make_unique<Page>(room, "10.0.1." + std::to_string(i)));
        REQUIRE(
            pages.back()->photos.announce({"a", "a.jpg", kLargest}, kStart) == Announced::wanted
        );
    }
    return pages;
}

model::Attachment kept(const std::string& sha256) {
    return {.name = "a.jpg", .media_type = "image/jpeg", .sha256 = sha256, .url = "", .bytes = 3};
}

/// Announced, come and kept.
void bring(PagePhotos& photos, const std::string& id) {
    REQUIRE(photos.announce({id, id, 3}, kStart) == Announced::wanted);
    REQUIRE(photos.take("abc", kStart) == Got::whole);
    REQUIRE(photos.whole().bytes == "abc");
    photos.settle(kept(id));
}

}  // namespace

TEST_CASE("a photo comes in parts, and is whole when all of it is there", "[chat_photos]") {
    PhotoRoom room;
    Page page(room);
    CHECK(page.photos.take("x", kStart) == Got::unasked);
    REQUIRE(page.photos.announce({"a", "a.jpg", 5}, kStart) == Announced::wanted);
    CHECK(page.photos.announce({"b", "b.jpg", 5}, kStart) == Announced::out_of_turn);
    CHECK(page.photos.take("ab", kStart) == Got::more);
    CHECK(page.photos.take("cdef", kStart) == Got::unasked);
    CHECK(page.photos.take("cde", kStart) == Got::whole);
    CHECK(page.photos.take("f", kStart) == Got::unasked);
    const auto whole = page.photos.whole();
    CHECK(whole.photo.name == "a.jpg");
    CHECK(whole.bytes == "abcde");
    CHECK_FALSE(page.photos.is_kept("a"));
    page.photos.settle(kept("one"));
    CHECK(page.photos.is_kept("a"));
    CHECK(page.photos.announce({"b", "b.jpg", 5}, kStart) == Announced::wanted);
}

TEST_CASE("a message names photos in its own order, each that is kept", "[chat_photos]") {
    PhotoRoom room;
    Page page(room);
    bring(page.photos, "a");
    bring(page.photos, "b");
    const auto named = page.photos.named({"b", "a"});
    REQUIRE(named);
    CHECK(named->at(0).sha256 == "b");
    CHECK(named->at(1).sha256 == "a");
    CHECK(page.photos.named({})->empty());
    CHECK_FALSE(page.photos.named({"a", "c"}));
    page.photos.forget({"a"});
    CHECK_FALSE(page.photos.named({"a"}));
    CHECK(page.photos.named({"b"}));
}

TEST_CASE("nothing, and what is too large, are not wanted", "[chat_photos]") {
    PhotoRoom room;
    Page page(room);
    CHECK(page.photos.announce({"a", "a", 0}, kStart) == Announced::too_large);
    CHECK(page.photos.announce({"a", "a", kLargest + 1}, kStart) == Announced::too_large);
}

TEST_CASE("of seven photos that no message names the first is forgotten", "[chat_photos]") {
    PhotoRoom room;
    Page page(room);
    for (int i = 0; i < 7; ++i)
        bring(page.photos, std::to_string(i));
    CHECK_FALSE(page.photos.is_kept("0"));
    CHECK(page.photos.named({"1", "2", "3", "4", "5", "6"}));
}

TEST_CASE("one address does not take all the room", "[chat_photos]") {
    PhotoRoom room;
    std::vector<std::unique_ptr<Page>> greedy;
    for (int i = 0; i < 4; ++i)
        greedy.push_back(std::make_unique<Page>(room, "10.0.0.1"));
    for (int i = 0; i < 3; ++i)
        REQUIRE(greedy[i]->photos.announce({"a", "a", kLargest}, kStart) == Announced::wanted);
    CHECK(greedy[3]->photos.announce({"a", "a", kLargest}, kStart) == Announced::no_room);
    Page other(room, "10.0.0.2");
    CHECK(other.photos.announce({"a", "a", kLargest}, kStart) == Announced::wanted);
    const auto later = kStart + PhotoRoom::kStill;
    CHECK(greedy[3]->photos.announce({"a", "a", kLargest}, later) == Announced::wanted);
    CHECK(other.ended == 0);
}

TEST_CASE("who sends crumbs for minutes gives way", "[chat_photos]") {
    PhotoRoom room;
    auto pages = pages_in(room, 6);
    auto now = kStart;
    for (; now - kStart < PhotoRoom::kLongest; now += std::chrono::seconds(10))
        for (auto& page : pages)
            REQUIRE(page->photos.take("x", now) == Got::more);
    Page late(room);
    const auto just_before = kStart + PhotoRoom::kLongest - std::chrono::seconds(1);
    CHECK(late.photos.announce({"b", "b", kLargest}, just_before) == Announced::no_room);
    CHECK(late.photos.announce({"b", "b", kLargest}, now) == Announced::wanted);
    CHECK(pages[0]->ended == 1);
    CHECK(pages[1]->ended == 0);
}

TEST_CASE("one that is not fit makes room for the next, and is not kept", "[chat_photos]") {
    PhotoRoom room;
    auto pages = pages_in(room, 6);
    Page late(room);
    CHECK(late.photos.announce({"b", "b", kLargest}, kStart) == Announced::no_room);
    pages[0]->photos.settle(std::nullopt);
    CHECK_FALSE(pages[0]->photos.is_kept("a"));
    CHECK(late.photos.announce({"b", "b", kLargest}, kStart) == Announced::wanted);
    pages[1]->photos.leave();
    CHECK(pages[0]->photos.announce({"c", "c", kLargest}, kStart) == Announced::wanted);
}

TEST_CASE("who announces and stays still gives way, who goes on does not", "[chat_photos]") {
    PhotoRoom room;
    auto pages = pages_in(room, 6);
    const auto later = kStart + PhotoRoom::kStill;
    Page late(room);
    CHECK(
        late.photos.announce({"b", "b", kLargest}, later - std::chrono::seconds(1)) ==
        Announced::no_room
    );
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (i != 2)
            CHECK(pages[i]->photos.take("some", later - std::chrono::seconds(1)) == Got::more);
    // Nothing is no piece of a photo: it holds no room.
    CHECK(pages[2]->photos.take("", later - std::chrono::seconds(1)) == Got::unasked);
    CHECK(late.photos.announce({"b", "b", kLargest}, later) == Announced::wanted);
    for (std::size_t i = 0; i < pages.size(); ++i)
        CHECK(pages[i]->ended == (i == 2 ? 1 : 0));
    CHECK(pages[2]->photos.take("too late", later) == Got::unasked);
}

TEST_CASE("a whole photo that the disk is waited for keeps its room", "[chat_photos]") {
    PhotoRoom room;
    auto pages = pages_in(room, 6);
    for (auto& page : pages)
        REQUIRE(page->photos.take(std::string(kLargest, 'x'), kStart) == Got::whole);
    Page late(room);
    CHECK(
        late.photos.announce({"b", "b", kLargest}, kStart + 10 * PhotoRoom::kStill) ==
        Announced::no_room
    );
}
