#include "bot/intake/chat_photos.hpp"

#include "board/desk/files.hpp"

#include <algorithm>
#include <utility>

namespace huiying::intake {

bool PhotoRoom::enter(PagePhotos& photos, std::size_t bytes, Time now) {
    make_way(photos.address(), bytes, now);
    if (!has_room(photos.address(), bytes))
        return false;
    taken_ += bytes;
    shares_.push_back({&photos, bytes, now, now});
    return true;
}

void PhotoRoom::make_way(const std::string& address, std::size_t bytes, Time now) {
    for (std::size_t i = 0; !has_room(address, bytes) && i < shares_.size();) {
        const auto& share = shares_[i];
        const bool is_slow = now - share.moved_at >= kStill || now - share.began_at >= kLongest;
        const bool would_help = taken_ + bytes > kBytes || share.photos->address() == address;
        if (!is_slow || !would_help || share.photos->is_whole()) {
            ++i;
            continue;
        }
        auto* slow = share.photos;
        leave(*slow);
        slow->give_way();
    }
}

bool PhotoRoom::has_room(const std::string& address, std::size_t bytes) const {
    return taken_ + bytes <= kBytes && taken_from(address) + bytes <= kBytesOfAddress;
}

std::size_t PhotoRoom::taken_from(const std::string& address) const {
    std::size_t taken = 0;
    for (const auto& share : shares_)
        taken += share.photos->address() == address ? share.bytes : 0;
    return taken;
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
        kept_.push_back({coming_->id, std::move(*kept)});
    if (kept_.size() > desk::Files::kMaxFiles)
        kept_.erase(kept_.begin());
    coming_.reset();
    is_whole_ = false;
}

std::optional<std::vector<model::Attachment>> PagePhotos::named(const std::vector<std::string>& ids
) const {
    std::vector<model::Attachment> named;
    for (const auto& id : ids) {
        const auto* found = find(id);
        if (found == nullptr)
            return std::nullopt;
        named.push_back(found->file);
    }
    return named;
}

void PagePhotos::forget(const std::vector<std::string>& ids) {
    std::erase_if(kept_, [&](const Kept& kept) {
        return std::find(ids.begin(), ids.end(), kept.id) != ids.end();
    });
}

const PagePhotos::Kept* PagePhotos::find(const std::string& id) const {
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.id == id; });
    return found == kept_.end() ? nullptr : &*found;
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
