#include "board/desk/login_bounds.hpp"

#include "board/desk/passwords.hpp"

#include <sodium.h>

namespace huiying::desk {
namespace {

using std::chrono::minutes;

constexpr int kOfName = 5;
constexpr int kOfPeer = 30;
constexpr int kOfNameEverywhere = 40;
/// Of a name that cannot be anybody's there may be any number: they count as one.
constexpr std::size_t kLongestName = 40;

std::string signature_of(
    const model::TownSecret& secret, const std::string& login, const std::string& random
) {
    const std::string text = "known browser|" + login + "|" + random;
    std::string digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(
        reinterpret_cast<unsigned char*>(digest.data()),
        digest.size(),
        reinterpret_cast<const unsigned char*>(text.data()),
        text.size(),
        secret.data(),
        secret.size()
    );
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(
        hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(digest.data()), digest.size()
    );
    hex.pop_back();
    return hex;
}

}  // namespace

std::string make_known_browser(const model::TownSecret& secret, const std::string& login) {
    const auto random = random_token();
    return random + "." + signature_of(secret, login, random);
}

bool is_known_browser(
    const model::TownSecret& secret, const std::string& login, const std::string& browser
) {
    const auto dot = browser.find('.');
    if (dot == std::string::npos)
        return false;
    const auto right = signature_of(secret, login, browser.substr(0, dot));
    return browser.size() == dot + 1 + right.size() &&
           sodium_memcmp(browser.data() + dot + 1, right.data(), right.size()) == 0;
}

std::vector<GuessBound> login_bounds(const model::TownSecret& secret, const LoginTry& tried) {
    const auto name = tried.login.size() <= kLongestName ? tried.login : std::string("?");
    const GuessBound own{.free = kOfName, .longest_wait = minutes{60}, .forget_one = minutes{12}};
    if (is_known_browser(secret, name, tried.browser)) {
        auto bound = own;
        bound.subject = "login browser:" + hash_of_token(tried.browser);
        return {bound};
    }
    auto by_both = own;
    by_both.subject = "login:" + tried.peer + "|" + name;
    return {
        std::move(by_both),
        {"login:" + tried.peer, kOfPeer, minutes{1}, minutes{60}, minutes{2}},
        {"login of:" + name, kOfNameEverywhere, minutes{1}, minutes{15}, minutes{3}}};
}

}  // namespace huiying::desk
