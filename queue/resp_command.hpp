// One Redis command in wire form (a RESP array of bulk strings), built argument by argument
// without a copy in between. Used by everything in this room that sends. Not thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace huiying::queue {

class RespCommand {
  public:
    RespCommand() { clear(); }

    RespCommand(std::initializer_list<std::string_view> arguments);

    /// Appends one argument, any bytes.
    RespCommand& add(std::string_view argument);
    RespCommand& add(std::int64_t argument);

    /// The complete command; valid until the next add() or clear().
    std::string_view wire();
    /// The first argument ("XADD"), for messages about failures.
    std::string_view name() const;
    /// Empties it and keeps the memory for the next one.
    void clear();

  private:
    // "*<count>\r\n" is written right-aligned into this much room in front of the arguments.
    static constexpr std::size_t kHeaderRoom = 16;

    std::string buffer_;
    std::size_t count_ = 0;
    std::size_t name_begin_ = 0;
    std::size_t name_size_ = 0;
};

}  // namespace huiying::queue
