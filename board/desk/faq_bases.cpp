#include "board/desk/faq_bases.hpp"

#include "board/knowledge/passages.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr std::string_view kTitleEnd = "》";
constexpr std::size_t kMostBases = 50;

/// Up to the end of a 《title》, else up to the first white space.
std::string_view name_in(std::string_view line) {
    if (line.starts_with("《"))
        if (const auto end = line.find(kTitleEnd); end != std::string_view::npos)
            return line.substr(0, end + kTitleEnd.size());
    return line.substr(0, std::min(line.find_first_of(" \t"), line.size()));
}

/// By id, number or 《title》; of those of one title the one in force.
const model::PublishedDocument* named(const TownSnapshot& town, std::string_view name) {
    if (const auto* found = town.document(std::string(name)))
        return found;
    const auto wanted = text::normalise(name);
    const model::PublishedDocument* best = nullptr;
    for (const auto& published : town.documents()) {
        const auto& document = published.document;
        const bool is_meant =
            (!document.number.empty() && text::normalise(document.number) == wanted) ||
            text::normalise("《" + document.title + "》") == wanted;
        if (is_meant &&
            (best == nullptr || published.state.status == model::DocumentStatus::in_force))
            best = &published;
    }
    return best;
}

std::vector<std::string> articles_in(std::string_view words) {
    std::vector<std::string> articles;
    while (!words.empty()) {
        std::size_t end = words.size();
        std::size_t length = 0;
        for (const std::string_view between : {"、", "，", ",", ";", "；", " "})
            if (const auto at = words.find(between); at < end) {
                end = at;
                length = between.size();
            }
        if (const auto article = text::trim(words.substr(0, end)); !article.empty())
            articles.emplace_back(article);
        words.remove_prefix(end + length);
    }
    return articles;
}

FaqTrouble trouble(std::string words) {
    return {"documents", std::move(words)};
}

}  // namespace

std::variant<std::vector<model::FaqBasis>, FaqTrouble> bases_in(
    std::string_view cell, const TownSnapshot& town
) {
    std::vector<model::FaqBasis> bases;
    while (!cell.empty()) {
        const auto end = std::min(cell.find('\n'), cell.size());
        const auto line = text::trim(cell.substr(0, end));
        cell.remove_prefix(std::min(end + 1, cell.size()));
        if (line.empty())
            continue;
        const auto name = name_in(line);
        const auto* document = named(town, name);
        if (document == nullptr)
            return trouble("没有已公开的政策文件“" + std::string(name) + "”");
        const auto articles = articles_in(line.substr(name.size()));
        for (const auto& article : articles)
            bases.push_back({document->document.id, article});
        if (articles.empty())
            bases.push_back({document->document.id, ""});
    }
    return bases;
}

std::string cell_of(const std::vector<model::FaqBasis>& bases, const TownSnapshot& town) {
    std::string cell;
    std::string last;
    for (const auto& basis : bases) {
        if (basis.document == last && !basis.article.empty()) {
            cell += "、" + basis.article;
            continue;
        }
        const auto* document = town.document(basis.document);
        const bool has_number = document != nullptr && !document->document.number.empty();
        cell += (cell.empty() ? "" : "\n") +
                (has_number ? document->document.number : basis.document) +
                (basis.article.empty() ? "" : " " + basis.article);
        last = basis.document;
    }
    return cell;
}

std::optional<FaqTrouble> wrong_in(
    const std::vector<model::FaqBasis>& bases, const TownSnapshot& town
) {
    if (bases.size() > kMostBases)
        return trouble("最多 " + std::to_string(kMostBases) + " 条依据");
    for (const auto& basis : bases) {
        const auto* document = town.document(basis.document);
        if (document == nullptr)
            return trouble("没有已公开的政策文件“" + basis.document + "”");
        if (basis.article.empty())
            continue;
        const auto passages = knowledge::passages_of(document->document.text);
        const bool is_there = std::any_of(passages.begin(), passages.end(), [&](const auto& each) {
            return each.heading == basis.article;
        });
        if (!is_there)
            return trouble("《" + document->document.title + "》里没有“" + basis.article + "”");
    }
    return std::nullopt;
}

}  // namespace huiying::desk
