#include "bot/intake/chat_photos.hpp"

#include "board/desk/files.hpp"

#include <algorithm>
#include <utility>

namespace huiying::intake {
bool PhotoRoom::enter(PagePhotos& photos, std::size_t bytes, Time now) {
    for (std::size_t i = 0; taken_ + bytes > kBytes && i < shares_.size();) {
        if (now - shares_[i].moved_at < kStill || shares_[i].photos->is_whole()) {
            ++i;
            continue;
        }
        auto* still = shares_[i].photos;
        leave(*still);
        still->give_way();
    }
    if (taken_ + bytes > kBytes)
        return false;
    taken_ += bytes;
    shares_.push_back({&photos, bytes, now});
    return true;
}

void PhotoRoom::moved(const PagePhotos& photos, Time now) {
    for (auto& share : shares_)
        if (share.photos == &photos)
            share.moved_at = now;
}

void PhotoRoom::leave(const PagePhotos& photos) {
    const auto share = std::find_if(shares_.begin(), shares_.end(), [&](const Share& each) {
        return each.photos == &photos;
    });
    if (share == shares_.end())
        return;
    taken_ -= share->bytes;
    shares_.erase(share);
}

PagePhotos::Announced PagePhotos::announce(ChatPhoto photo, PhotoRoom::Time now) {
    if (coming_)
        return Announced::out_of_turn;
    if (photo.bytes == 0 || photo.bytes > desk::Files::kMaxBytes)
        return Announced::too_large;
    if (kept_.size() >= desk::Files::kMaxFiles)
        return Announced::too_many;
    if (!room_.enter(*this, photo.bytes, now))
        return Announced::no_room;
    coming_ = std::move(photo);
    return Announced::wanted;
}

PagePhotos::Got PagePhotos::take(std::string_view bytes, PhotoRoom::Time now) {
    if (!coming_ || is_whole_ || bytes.empty() || bytes_.size() + bytes.size() > coming_->bytes)
        return Got::unasked;
    // Only what has come takes memory: an announcement costs its sender nothing.
    bytes_ += bytes;
    is_whole_ = bytes_.size() == coming_->bytes;
    room_.moved(*this, now);
    return is_whole_ ? Got::whole : Got::more;
}

PagePhotos::Whole PagePhotos::whole() {
    return {*coming_, std::exchange(bytes_, {})};
}

void PagePhotos::settle(std::optional<model::Attachment> kept) {
    room_.leave(*this);
    if (kept)
        kept_.insert_or_assign(coming_->id, std::move(*kept));
    coming_.reset();
    is_whole_ = false;
}

std::optional<std::vector<model::Attachment>> PagePhotos::named(const std::vector<std::string>& ids
) const {
    std::vector<model::Attachment> named;
    for (const auto& id : ids) {
        const auto found = kept_.find(id);
        if (found == kept_.end())
            return std::nullopt;
        named.push_back(found->second);
    }
    return named;
}

void PagePhotos::forget(const std::vector<std::string>& ids) {
    for (const auto& id : ids)
        kept_.erase(id);
}

void PagePhotos::give_way() {
    coming_.reset();
    bytes_ = {};
    on_still_();
}

void PagePhotos::leave() {
    room_.leave(*this);
    bytes_ = {};
}

}  // namespace huiying::intake
