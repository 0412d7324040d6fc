// The use cases on tickets beyond the everyday way from desk to reply, together. Made by app,
// handed to web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/acceptance.hpp"
#include "board/desk/contacts.hpp"
#include "board/desk/extensions.hpp"
#include "board/desk/returns.hpp"

namespace huiying::desk {

struct Casework {
    explicit Casework(const DeskUses& uses)
        : acceptance(uses), returns(uses), extensions(uses), contacts(uses) {}

    Acceptance acceptance;
    Returns returns;
    Extensions extensions;
    Contacts contacts;
};

}  // namespace huiying::desk
