// How desk asks what texts mean. A port: app binds it to an endpoint, with its strict time limit;
// empty where a town has none. Used by take_in and whoever makes one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace huiying::knowledge {
struct Sense;
}

namespace huiying::desk {

/// nullptr: not known, in time or at all; then words alone decide.
using SensePtr = std::shared_ptr<const knowledge::Sense>;

/// One for each text, in their order. Blocks no longer than its limit, however many texts.
using AskSenses = std::function<std::vector<SensePtr>(const std::vector<std::string>& texts)>;

}  // namespace huiying::desk
