// Who may try a password now. A browser that has logged in with the name before answers for itself
// alone: no stranger's guesses stop it. Any other is counted by address and name, by address, and
// with all others that guess at the name. Used by sessions.cpp. Pure.
// Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
#pragma once

#include "board/desk/guess_bounds.hpp"
#include "board/desk/people.hpp"
#include "board/model/ticket_number.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// What a browser keeps after a right password: random, and signed for that name.
std::string make_known_browser(const model::TownSecret& secret, const std::string& login);

bool is_known_browser(
    const model::TownSecret& secret, const std::string& login, const std::string& browser
);

std::vector<GuessBound> login_bounds(const model::TownSecret& secret, const LoginTry& tried);

}  // namespace huiying::desk
