// A responsible unit (承办单位): department, institution, committee.
#pragma once

#include <string>
#include <vector>

namespace huiying::model {

struct Unit {
    std::string code;  ///< stable identifier, [a-z0-9_]{2,20}
    std::string name;  ///< full Chinese name
    std::string short_name;
    std::vector<std::string> aliases;
    std::string kind;  ///< office, department, institution, enforcement, committee, company
    std::string duties;
    std::vector<std::string> keywords;  ///< words of its duties as citizens write them
    std::vector<std::string> places;    ///< estates, villages, roads it looks after
    std::string contact;                ///< shown to citizens; 【待填】 until set
    bool lead = false;                  ///< the party-and-government office, which dispatches
    bool active = true;

    friend bool operator==(const Unit&, const Unit&) = default;
};

}  // namespace huiying::model
