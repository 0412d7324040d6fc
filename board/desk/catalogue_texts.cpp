#include "board/desk/catalogue_texts.hpp"

#include "board/desk/public_check.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using model::Errc;

constexpr std::size_t kMaxTitle = 100;
constexpr std::size_t kMaxLink = 500;
constexpr std::size_t kMaxText = 9'000;  // an FAQ answer holds it
constexpr std::size_t kMaxSource = 500;

std::string trimmed(std::string_view text) {
    std::string kept(text::trim(text));
    std::erase(kept, '\r');
    return kept;
}

/// An address that a browser opens: a scheme, then no blank and no sign that ends an attribute.
bool is_web_address(const std::string& link) {
    const bool has_scheme = link.starts_with("https://") || link.starts_with("http://");
    return has_scheme && link.find_first_of(" \t\n\"'<>\\") == std::string::npos &&
           link.find('.') != std::string::npos;
}

CatalogueRefused wrong(std::string field, std::string words) {
    return {Errc::bad_request, {std::move(field), std::move(words)}};
}

/// A web address is no text in which somebody wrote a number.
PublicText checked_text(const std::string& title, const std::string& text) {
    return {title, "", text};
}

std::optional<CatalogueRefused> number_in(const PublicText& text, const TownSnapshot& town) {
    if (const auto checked = check_public(text, town); checked.has_error())
        return CatalogueRefused{model::errc_of(checked.error()), {"text", ""}};
    return std::nullopt;
}

/// At most so many characters.
std::string cut(const std::string& text, std::size_t most) {
    std::string kept = text;
    while (text::code_point_count(kept) > most) {
        kept.pop_back();
        while (!kept.empty() && !text::is_valid_text(kept))
            kept.pop_back();
    }
    return kept;
}

}  // namespace

ProposedPublication tidy(ProposedPublication proposed) {
    for (auto* text : {&proposed.cycle, &proposed.title, &proposed.link, &proposed.text})
        *text = trimmed(*text);
    return proposed;
}

std::optional<CatalogueRefused> wrong_in(
    const ProposedPublication& proposed, const TownSnapshot& town
) {
    if (proposed.title.empty() || text::code_point_count(proposed.title) > kMaxTitle)
        return wrong("title", "写明标题，最多100个字");
    if (proposed.text.empty() && proposed.link.empty())
        return wrong("text", "写上公开的内容，或者公开页面的链接");
    if (text::code_point_count(proposed.text) > kMaxText)
        return wrong("text", "内容最多9000个字；更长的请给链接");
    if (!proposed.link.empty() &&
        (proposed.link.size() > kMaxLink || !is_web_address(proposed.link)))
        return wrong("link", "链接以 https:// 或 http:// 开头，最多500个字符");
    return number_in(checked_text(proposed.title, proposed.text), town);
}

std::optional<CatalogueRefused> number_left(
    const model::CataloguePublication& publication, const TownSnapshot& town
) {
    return number_in(checked_text(publication.title, publication.text), town);
}

std::string hash_of(const ProposedPublication& proposed) {
    return hash_of(PublicText{proposed.title, proposed.link, proposed.text});
}

std::vector<std::string> personal_in(const model::CataloguePublication& publication) {
    return personal_in(checked_text(publication.title, publication.text));
}

std::string faq_id_of(const std::string& item) {
    return "mlgk-" + item;
}

model::FaqEntry faq_entry_of(
    const model::CatalogueItem& item, const model::CataloguePublication& publication
) {
    const auto answer =
        publication.text.empty()
            ? "“" + publication.title + "”已经公开，全文见：" + publication.link
            : publication.text + (publication.link.empty() ? "" : "\n全文见：" + publication.link);
    auto source = publication.title;
    for (const auto& part : {item.basis, publication.link})
        if (!part.empty())
            source += "；" + part;
    return {
        .id = faq_id_of(item.id),
        .topic = item.category,
        .question = item.name + "公开了哪些内容？",
        .variants = {item.name, "在哪里看" + item.name + "？"},
        .answer = answer,
        .unit = item.unit,
        .source = cut(source, kMaxSource),
        .valid_from = model::to_iso(
            model::local_date(publication.published_at.value_or(publication.proposed_at))
        ),
        .valid_to = "",
        .review = model::FaqReview::draft,
        .auto_answer = false};
}

}  // namespace huiying::desk
