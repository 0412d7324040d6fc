#include "queue/resp_command.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiying::queue {
namespace {

using Digits = std::array<char, 24>;

template <class Number>
std::string_view print(Number number, Digits& digits) {
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), static_cast<std::size_t>(end - digits.data())};
}

}  // namespace

RespCommand::RespCommand(std::initializer_list<std::string_view> arguments) {
    clear();
    for (const std::string_view argument : arguments)
        add(argument);
}

void RespCommand::clear() {
    buffer_.assign(kHeaderRoom, ' ');
    count_ = 0;
    name_size_ = 0;
}

RespCommand& RespCommand::add(std::string_view argument) {
    std::array<char, 32> head{'$'};
    char* end = std::to_chars(head.data() + 1, head.data() + head.size() - 2, argument.size()).ptr;
    *end++ = '\r';
    *end++ = '\n';
    buffer_.append(head.data(), end);
    if (count_++ == 0) {
        name_begin_ = buffer_.size();
        name_size_ = argument.size();
    }
    buffer_.append(argument).append("\r\n", 2);
    return *this;
}

RespCommand& RespCommand::add(std::int64_t argument) {
    Digits digits;
    return add(print(argument, digits));
}

std::string_view RespCommand::wire() {
    Digits digits;
    const std::string_view count = print(count_, digits);
    const std::size_t begin = kHeaderRoom - count.size() - 3;
    buffer_[begin] = '*';
    std::copy(count.begin(), count.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(begin + 1));
    buffer_[kHeaderRoom - 2] = '\r';
    buffer_[kHeaderRoom - 1] = '\n';
    return std::string_view(buffer_).substr(begin);
}

std::string_view RespCommand::name() const {
    return std::string_view(buffer_).substr(name_begin_, name_size_);
}

}  // namespace huiying::queue
