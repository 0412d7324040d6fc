#include "bot/channel/open_channels.hpp"

#include "fixture.hpp"

#include <atomic>
#include <thread>

namespace huiying::channel {
namespace {

std::vector<model::ChannelAccount> chat_accounts(int count) {
    std::vector<model::ChannelAccount> accounts;
    for (int i = 0; i < count; ++i)
        accounts.push_back({"webchat", "page-" + std::to_string(i), {}, {}, true});
    return accounts;
}

TEST_CASE("open accounts are listed while others take their place") {
    OpenChannels channels;
    REQUIRE(channels.replace(chat_accounts(3), 1).unusable.empty());
    std::atomic<bool> is_done = false;
    std::jthread writer([&] {
        for (int revision = 2; revision < 2000; ++revision)
            (void)channels.replace(chat_accounts(revision % 2 == 0 ? 30 : 3), revision);
        is_done = true;
    });
    std::size_t wrong = 0;
    while (!is_done) {
        // Either town's, never a part of one.
        const auto open = channels.all();
        wrong += open.size() != 3 && open.size() != 30 ? 1 : 0;
        for (const auto& one : open)
            wrong += one->account().channel != "webchat" ? 1 : 0;
    }
    CHECK(wrong == 0);
}

}  // namespace
}  // namespace huiying::channel
