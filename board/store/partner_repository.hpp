// Tickets of a partner system's account, as that system may list them: nothing of what was written
// but what is published. Used by desk, inside Database::read.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct PartnerTicket {
    std::string number;
    model::TicketState state = model::TicketState::to_dispatch;
    std::string unit;  ///< code
    bool is_restricted = false;
    bool is_over = false;  ///< nobody works on it any more
    std::string service;   ///< the partner's own word for it (way_back of the first message)
    std::string place;
    model::Instant received_at{};
    model::Instant changed_at{};
    std::optional<model::Instant> final_due;
    /// Of the copy that the board shows; empty where it shows none.
    std::string title;
    std::string question;
    std::string answer;
};

enum class PartnerOpenness { all, open, over };

struct PartnerFilter {
    model::Instant from{};   ///< received then or later
    model::Instant until{};  ///< and not after that
    PartnerOpenness openness = PartnerOpenness::all;
    std::vector<std::string> services;  ///< empty: all
    int limit = 1'000;
};

class PartnerRepository {
  public:
    explicit PartnerRepository(Connection& connection) : connection_(connection) {}

    std::optional<PartnerTicket> find(
        const std::string& channel, const std::string& account, const std::string& number
    );
    /// Of an Open311 account, latest first.
    std::vector<PartnerTicket> list_open311(
        const std::string& account, const PartnerFilter& filter
    );

  private:
    Connection& connection_;
};

}  // namespace huiying::store
