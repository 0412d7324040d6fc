#include "board/desk/tidy_words.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {

void tidy_words(std::vector<std::string>& words) {
    for (auto& word : words)
        word = text::trim(word);
    std::set<std::string> seen;
    words.erase(
        std::remove_if(
            words.begin(),
            words.end(),
            [&](const std::string& word) { return word.empty() || !seen.insert(word).second; }
        ),
        words.end()
    );
}

}  // namespace huiying::desk
