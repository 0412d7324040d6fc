#include "text/phrase_set.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace huiying::text {

namespace {

unsigned high_half(char byte) {
    return static_cast<unsigned char>(byte) >> 4U;
}

unsigned low_half(char byte) {
    return static_cast<unsigned char>(byte) & 0xFU;
}

}  // namespace

PhraseSet::PhraseSet(const std::vector<std::string>& phrases)
    : nodes_(1), same_(phrases.size(), kNone) {
    lengths_.reserve(phrases.size());
    for (const auto& phrase : phrases) {
        const auto normalised = normalise(phrase);
        if (!normalised.empty())
            add(normalised, static_cast<std::int32_t>(lengths_.size()));
        lengths_.push_back(static_cast<std::uint32_t>(normalised.size()));
    }
    nodes_.shrink_to_fit();
    link_suffixes();
}

void PhraseSet::add(std::string_view phrase, std::int32_t index) {
    std::size_t node = 0;
    for (const char byte : phrase) {
        for (const unsigned half : {high_half(byte), low_half(byte)}) {
            if (nodes_[node].next[half] == 0) {
                nodes_[node].next[half] = static_cast<std::int32_t>(nodes_.size());
                nodes_.emplace_back();
            }
            node = static_cast<std::size_t>(nodes_[node].next[half]);
        }
    }
    same_[static_cast<std::size_t>(index)] = std::exchange(nodes_[node].ends, index);
}

/// Breadth first: turns the tree into an automaton without failed steps.
void PhraseSet::link_suffixes() {
    std::vector<std::int32_t> suffix(nodes_.size(), 0);
    std::vector<std::int32_t> queue;
    queue.reserve(nodes_.size());
    for (const auto child : nodes_[0].next) {
        if (child != 0)
            queue.push_back(child);
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
        auto& node = nodes_[static_cast<std::size_t>(queue[i])];
        const auto back = static_cast<std::size_t>(suffix[static_cast<std::size_t>(queue[i])]);
        const auto& behind = nodes_[back];
        node.shorter = behind.ends == kNone ? behind.shorter : static_cast<std::int32_t>(back);
        for (unsigned half = 0; half < 16; ++half) {
            if (node.next[half] == 0) {
                node.next[half] = behind.next[half];
                continue;
            }
            suffix[static_cast<std::size_t>(node.next[half])] = behind.next[half];
            queue.push_back(node.next[half]);
        }
    }
}

void PhraseSet::report(const Node& node, std::size_t end, std::vector<Match>& matches) const {
    const auto first = matches.size();
    for (auto phrase = node.ends; phrase != kNone;
         phrase = same_[static_cast<std::size_t>(phrase)]) {
        const auto index = static_cast<std::size_t>(phrase);
        matches.push_back({index, end - lengths_[index]});
    }
    std::reverse(matches.begin() + static_cast<std::ptrdiff_t>(first), matches.end());
}

std::vector<PhraseSet::Match> PhraseSet::find(std::string_view normalised) const {
    std::vector<Match> matches;
    std::size_t at = 0;
    for (std::size_t i = 0; i < normalised.size(); ++i) {
        const auto middle = nodes_[at].next[high_half(normalised[i])];
        at = static_cast<std::size_t>(
            nodes_[static_cast<std::size_t>(middle)].next[low_half(normalised[i])]
        );
        // Only whole bytes end a phrase: a match that began in the middle of a byte is none. Phrase
        // lengths are even in halves, so the end tells.
        auto node = nodes_[at].ends == kNone ? nodes_[at].shorter : static_cast<std::int32_t>(at);
        for (; node != kNone; node = nodes_[static_cast<std::size_t>(node)].shorter)
            report(nodes_[static_cast<std::size_t>(node)], i + 1, matches);
    }
    return matches;
}

}  // namespace huiying::text
