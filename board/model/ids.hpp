// Row ids as types of their own, so that a ticket's cannot be handed over as a person's.
#pragma once

#include <compare>
#include <cstdint>

namespace huiying::model {

template <class Tag>
struct Id {
    std::int64_t value = 0;

    // clang-tidy 14 takes the 0 of a generated comparison for a pointer.
    friend auto operator<=>(const Id&, const Id&) = default;  // NOLINT(modernize-use-nullptr)
};

using TicketId = Id<struct TicketTag>;
using StaffId = Id<struct StaffTag>;
using OutboundId = Id<struct OutboundTag>;

}  // namespace huiying::model
