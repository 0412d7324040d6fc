#include "board/routing/text_model.hpp"

#include "board/routing/ngrams.hpp"
#include "text/disguise.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huiying::routing {

namespace {

constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr int kBits = 21;

std::uint64_t mixed(std::uint64_t key) {
    key ^= key >> 31U;
    key *= 0x9E3779B97F4A7C15ULL;
    return key ^ key >> 29U;
}

void append_utf8(std::string& text, std::uint32_t one) {
    const auto tail = [&](unsigned shift) {
        text.push_back(static_cast<char>(0x80U | ((one >> shift) & 0x3FU)));
    };
    if (one >= 0x10000) {
        text.push_back(static_cast<char>(0xF0U | one >> 18U));
        tail(12);
    } else {
        text.push_back(static_cast<char>(0xE0U | one >> 12U));
    }
    tail(6);
    tail(0);
}

/// Han characters in order; 0 where something else stands between.
std::vector<std::uint64_t> han_characters(std::string_view plain) {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> characters;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t next = at + 1;
        while (next < plain.size() && (static_cast<unsigned char>(plain[next]) & 0xC0U) == 0x80U)
            ++next;
        keys.clear();
        collect_ngrams(plain.substr(at, next - at), 1, keys);
        characters.push_back(keys.empty() || keys.front() >> kBits != 0 ? 0 : keys.front());
        at = next;
    }
    return characters;
}

/// Characters in a row whose pairs all speak for a label.
struct Phrase {
    std::string text;
    std::size_t length = 0;
    float gain = 0;
    bool open = true;
};

void lengthen(std::vector<Phrase>& phrases, std::uint64_t last, std::uint64_t one, float gain) {
    constexpr std::size_t longest = 6;
    const bool goes_on = !phrases.empty() && phrases.back().open;
    if (gain <= 0 || (goes_on && phrases.back().length == longest)) {
        if (goes_on)
            phrases.back().open = false;
        return;
    }
    if (!goes_on) {
        phrases.emplace_back().length = 1;
        append_utf8(phrases.back().text, static_cast<std::uint32_t>(last));
    }
    append_utf8(phrases.back().text, static_cast<std::uint32_t>(one));
    ++phrases.back().length;
    phrases.back().gain += gain;
}

/// Each once, those that speak most first.
std::vector<std::string> best_phrases(std::vector<Phrase> phrases, std::size_t limit) {
    std::stable_sort(phrases.begin(), phrases.end(), [](const Phrase& left, const Phrase& right) {
        return left.gain > right.gain;
    });
    std::vector<std::string> words;
    for (auto& phrase : phrases) {
        if (words.size() < limit &&
            std::find(words.begin(), words.end(), phrase.text) == words.end())
            words.push_back(std::move(phrase.text));
    }
    return words;
}

}  // namespace

TextModel::TextModel(ModelParts parts) : parts_(std::move(parts)) {
    build_table();
}

void TextModel::build_table() {
    std::size_t size = 16;
    while (size < parts_.keys.size() * 2)
        size *= 2;
    table_.assign(size, Slot{0, kFree});
    for (std::size_t i = 0; i < parts_.keys.size(); ++i) {
        auto at = mixed(parts_.keys[i]) & (size - 1);
        while (table_[at].index != kFree)
            at = (at + 1) & (size - 1);
        table_[at] = {parts_.keys[i], static_cast<std::uint32_t>(i)};
    }
}

std::int64_t TextModel::index_of(std::uint64_t key) const {
    const auto mask = table_.size() - 1;
    for (auto at = mixed(key) & mask;; at = (at + 1) & mask) {
        if (table_[at].index == kFree)
            return -1;
        if (table_[at].key == key)
            return table_[at].index;
    }
}

std::vector<TextModel::Feature> TextModel::features(std::string_view text) const {
    std::vector<std::uint64_t> keys;
    const auto plain = text::plain_form(text);
    keys.reserve(plain.size());
    collect_message(plain, parts_.longest_ngram, keys);
    std::vector<std::uint32_t> found;
    found.reserve(keys.size());
    for (const auto key : keys) {
        if (const auto index = index_of(key); index >= 0)
            found.push_back(static_cast<std::uint32_t>(index));
    }
    std::sort(found.begin(), found.end());
    std::vector<Feature> features;
    features.reserve(found.size());
    for (std::size_t i = 0; i < found.size();) {
        auto next = i;
        while (next < found.size() && found[next] == found[i])
            ++next;
        const auto weight = static_cast<float>(term_weight(next - i));
        features.push_back({found[i], weight * parts_.idf[found[i]]});
        i = next;
    }
    return features;
}

std::vector<double> TextModel::margins(std::string_view text) const {
    const auto found = features(text);
    const auto width = parts_.labels.size();
    std::vector<float> sums(width, 0.0F);
    float squares = 0;
    for (const auto& one : found) {
        squares += one.value * one.value;
        const auto* row = &parts_.weights[one.index * width];
        for (std::size_t label = 0; label < width; ++label)
            sums[label] += one.value * row[label];
    }
    const float scale = squares > 0 ? 1.0F / std::sqrt(squares) : 0.0F;
    std::vector<double> margins(width);
    for (std::size_t label = 0; label < width; ++label)
        margins[label] = static_cast<double>(sums[label] * scale + parts_.bias[label]);
    return margins;
}

std::vector<Guess> TextModel::guess(std::string_view text) const {
    const auto scores = margins(text);
    if (scores.empty())
        return {};
    const double highest = *std::max_element(scores.begin(), scores.end());
    std::vector<Guess> guesses;
    double sum = 0;
    for (std::size_t label = 0; label < scores.size(); ++label) {
        guesses.push_back({label, std::exp((scores[label] - highest) / parts_.temperature)});
        sum += guesses.back().probability;
    }
    for (auto& one : guesses)
        one.probability /= sum;
    std::stable_sort(guesses.begin(), guesses.end(), [](const Guess& left, const Guess& right) {
        return left.probability > right.probability;
    });
    return guesses;
}

std::vector<std::string> TextModel::evidence(
    std::string_view text, std::size_t label, std::size_t limit
) const {
    const auto width = parts_.labels.size();
    std::vector<Phrase> phrases;
    std::uint64_t last = 0;  // the character before
    for (const auto one : han_characters(text::plain_form(text))) {
        const auto index = last == 0 || one == 0 ? -1 : index_of(last << kBits | one);
        const auto row = static_cast<std::size_t>(std::max<std::int64_t>(index, 0));
        const float gain = index < 0 ? 0 : parts_.idf[row] * parts_.weights[row * width + label];
        lengthen(phrases, last, one, gain);
        last = one;
    }
    return best_phrases(std::move(phrases), limit);
}

}  // namespace huiying::routing
