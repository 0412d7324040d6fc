#include "board/desk/mentions.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr std::string_view kLoginCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";

bool is_prefix(std::string_view words, const std::string& name) {
    return !name.empty() && words.substr(0, name.size()) == name;
}

/// "@lu." at the end of a sentence means lu; "@lu2" does not.
bool is_login_at(std::string_view words, const std::string& login) {
    if (!is_prefix(words, login))
        return false;
    const auto rest = words.substr(login.size());
    const auto run = rest.substr(0, rest.find_first_not_of(kLoginCharacters));
    return run.find_first_not_of("._-") == std::string_view::npos;
}

std::size_t fit(std::string_view words, const model::Staff& person) {
    if (!person.active)
        return 0;
    const auto by_login = is_login_at(words, person.login) ? person.login.size() : 0;
    const auto by_name = is_prefix(words, person.name) ? person.name.size() : 0;
    return std::max(by_login, by_name);
}

std::size_t longest_fit(std::string_view words, const std::vector<model::Staff>& staff) {
    std::size_t longest = 0;
    for (const auto& person : staff)
        longest = std::max(longest, fit(words, person));
    return longest;
}

}  // namespace

std::vector<model::Staff> mentioned_in(
    std::string_view text, const std::vector<model::Staff>& staff
) {
    std::vector<bool> meant(staff.size(), false);
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        const auto words = text.substr(at + 1);
        const auto longest = longest_fit(words, staff);
        for (std::size_t i = 0; i < staff.size(); ++i)
            if (longest > 0 && fit(words, staff[i]) == longest)
                meant[i] = true;
    }
    std::vector<model::Staff> people;
    for (std::size_t i = 0; i < staff.size(); ++i)
        if (meant[i])
            people.push_back(staff[i]);
    return people;
}

}  // namespace huiying::desk
