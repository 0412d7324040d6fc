// The open pages of the web chat: who listens to which talk, and how many one address may have.
// Owned by ChatRoutes. Thread rule: on the io thread; size() on any.
#pragma once

#include "board/desk/talk_lines.hpp"
#include "board/model/instant.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace huiying::intake {

/// A bucket of allowances that fills by itself.
class Allowance {
  public:
    Allowance(double most, double a_second) : most_(most), a_second_(a_second), left_(most) {}

    /// Takes so much. False, and nothing is taken, when there is less.
    [[nodiscard]] bool take(std::chrono::steady_clock::time_point now, double amount = 1);

  private:
    double most_;
    double a_second_;
    double left_;
    std::chrono::steady_clock::time_point at_{};
};

struct ChatLimits {
    std::size_t connections = 12'000;
    std::size_t of_address = 50;  ///< a whole office may share one
    double says_a_minute = 120;   ///< of one address; as many at once
    /// Of one address that may begin no ticket any more: to talks that have one; as many at once.
    double goes_on_an_hour = 30;
    /// Of photos, of one address; as many at once.
    double photo_bytes_an_hour = 200.0 * (1U << 20U);
};

/// One open page.
class ChatListener {
  public:
    virtual ~ChatListener() = default;
    virtual void hear(const desk::ChatLine& line) = 0;
};

class ChatHub {
  public:
    explicit ChatHub(ChatLimits limits) : limits_(limits) {}

    /// Counts a connection in; false where there are too many already.
    [[nodiscard]] bool admit(const std::string& address);
    void leave(const std::string& address);
    /// Whether the address may say one more thing now.
    [[nodiscard]] bool may_say(const std::string& address);
    /// Whether a talk that has a ticket may go on, though its address may begin none.
    [[nodiscard]] bool may_go_on(const std::string& address);
    /// Whether the address may send a photo of so many bytes now.
    [[nodiscard]] bool may_send(const std::string& address, std::size_t bytes);

    void listen(const desk::TalkOf& talk, ChatListener& listener);
    void stop_listening(const desk::TalkOf& talk, ChatListener& listener);
    void tell(const std::vector<desk::ChatLine>& lines);

    std::size_t size() const { return size_.load(std::memory_order_relaxed); }

  private:
    struct Address {
        std::size_t open = 0;
        Allowance says;
        Allowance photo_bytes;
        Allowance goes_on;
        std::chrono::steady_clock::time_point left_at{};
    };

    Address& known(const std::string& address);
    void forget_the_gone();

    const ChatLimits limits_;
    std::atomic<std::size_t> size_{0};
    std::chrono::steady_clock::time_point forgot_at_{};
    std::unordered_map<std::string, Address> addresses_;
    std::unordered_multimap<std::string, ChatListener*> listeners_;  // by account|sender
};

}  // namespace huiying::intake
