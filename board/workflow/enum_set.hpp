// A set of enumerators as bits, for tables that are read at compile time. Used inside
// board/workflow and by those who ask it which states or parties a row names. Immutable value.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace huiying::workflow {

/// REQUIRES: enumerators are 0..63.
template <class Enum>
class EnumSet {
  public:
    constexpr EnumSet() = default;

    constexpr EnumSet(std::initializer_list<Enum> members) {
        for (const auto member : members)
            bits_ |= bit(member);
    }

    [[nodiscard]] constexpr bool contains(Enum member) const { return (bits_ & bit(member)) != 0; }

    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

    friend constexpr EnumSet operator|(EnumSet left, EnumSet right) {
        EnumSet both;
        both.bits_ = left.bits_ | right.bits_;
        return both;
    }

    friend constexpr EnumSet operator&(EnumSet left, EnumSet right) {
        EnumSet shared;
        shared.bits_ = left.bits_ & right.bits_;
        return shared;
    }

    friend constexpr EnumSet operator-(EnumSet left, EnumSet right) {
        EnumSet rest;
        rest.bits_ = left.bits_ & ~right.bits_;
        return rest;
    }

    friend constexpr bool operator==(EnumSet, EnumSet) = default;

  private:
    static constexpr std::uint64_t bit(Enum member) {
        return std::uint64_t{1} << static_cast<unsigned>(member);
    }

    std::uint64_t bits_ = 0;
};

}  // namespace huiying::workflow
