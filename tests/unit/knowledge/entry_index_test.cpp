#include "board/knowledge/entry_index.hpp"

#include "board/knowledge/faq_index.hpp"
#include "catch.hpp"
#include "sample_entries.hpp"

#include <chrono>

using namespace huiying;
using knowledge::Asked;
using knowledge::EntryIndex;
using knowledge::FaqIndex;

namespace {

using Entries = std::vector<model::FaqEntry>;

/// `number` entries: the samples, each about another place.
Entries many(std::size_t number) {
    Entries entries;
    for (std::size_t at = 0; entries.size() < number; ++at) {
        for (auto entry : test::sample_entries()) {
            entry.id += std::to_string(at);
            entry.question += "第" + std::to_string(at) + "村";
            entries.push_back(std::move(entry));
        }
    }
    entries.resize(number);
    return entries;
}

std::vector<std::string> found(const EntryIndex& index, const Entries& entries, const char* asked) {
    std::vector<std::string> ids;
    const Asked question(knowledge::searchable(asked), index.counts());
    for (const auto& candidate : index.candidates(question, 10))
        ids.push_back(entries[candidate.entry].id);
    return ids;
}

}  // namespace

TEST_CASE("candidates come best first, equals in their order, no more than asked", "[knowledge]") {
    const auto entries = many(600);
    const EntryIndex index(entries);
    const Asked asked(knowledge::searchable("路灯 第7村"), index.counts());
    const auto candidates = index.candidates(asked, 40);
    REQUIRE(candidates.size() == 40);
    CHECK(entries[candidates.front().entry].id == "lamp7");
    for (std::size_t at = 1; at < candidates.size(); ++at) {
        CHECK(candidates[at - 1].score >= candidates[at].score);
        if (candidates[at - 1].score == candidates[at].score)
            CHECK(candidates[at - 1].entry < candidates[at].entry);
    }
    CHECK(index.candidates(asked, 0).empty());
    CHECK(index.candidates(Asked("", index.counts()), 40).empty());
}

TEST_CASE("an index of more than one segment finds in all of them", "[knowledge]") {
    Entries entries;
    for (std::size_t at = 0; at < knowledge::Segment::kMaxDocuments + 10; ++at) {
        model::FaqEntry entry;
        entry.id = std::to_string(at);
        entry.question = "楼" + std::to_string(at);
        entries.push_back(std::move(entry));
    }
    const EntryIndex index(entries);
    CHECK(found(index, entries, "楼 65540").front() == "65540");
    CHECK(found(index, entries, "楼 12").front() == "12");
}

TEST_CASE("a changed index finds what one made anew finds", "[knowledge]") {
    const auto before = many(9'000);
    const EntryIndex old(before);
    auto after = before;
    after[100].question = "图书馆几点开门";
    after[101].review = model::FaqReview::retired;
    after.erase(after.begin() + 50);
    auto added = after.front();
    added.id = "added";
    added.question = "体育场周末开放吗";
    after.insert(after.begin() + 20, added);
    const auto changed = old.changed(before, after);
    const EntryIndex anew(after);
    CHECK(found(changed, after, "图书馆开门") == found(anew, after, "图书馆开门"));
    CHECK(found(changed, after, "图书馆开门").front() == before[100].id);
    CHECK(found(changed, after, "体育场周末").front() == "added");
    CHECK(found(changed, after, "路灯 第42村") == found(anew, after, "路灯 第42村"));
    CHECK(changed.counts().documents() == anew.counts().documents());
    // and again, on top of what was changed
    auto later = after;
    later.front().question = "游泳馆换季停业";
    const auto again = changed.changed(after, later);
    CHECK(found(again, later, "游泳馆").front() == later.front().id);
    CHECK(found(again, later, "图书馆开门").front() == before[100].id);
    CHECK(again.counts().documents() == changed.counts().documents());
}

TEST_CASE("an edit among thousands is found in a fraction of the time of all", "[knowledge]") {
    auto entries = many(20'000);
    const auto begin = std::chrono::steady_clock::now();
    const FaqIndex index(entries);
    const auto all = std::chrono::steady_clock::now() - begin;
    entries[7].variants.emplace_back("羽毛球馆预约");
    const auto edit = std::chrono::steady_clock::now();
    const auto changed = index.changed(entries);
    const auto took = std::chrono::steady_clock::now() - edit;
    CHECK(changed.search("羽毛球馆预约").front().entry == entries[7].id);
    CHECK(took < std::chrono::seconds(1));
    CHECK(took < all / 2);
    CHECK(changed.bytes() > 0);
}
