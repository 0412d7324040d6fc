#include "board/desk/synonym_list.hpp"

#include "board/desk/setting_keys.hpp"
#include "board/desk/tidy_words.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace huiying::desk {
namespace {

constexpr std::size_t kMostGroups = 500;
constexpr std::size_t kMostWords = 12;
constexpr std::size_t kLongestWord = 20;

/// Without blanks, empty words, doubles, and groups that nothing is left of.
Synonyms tidied_groups(Synonyms groups) {
    for (auto& group : groups)
        tidy_words(group);
    groups.erase(
        std::remove_if(
            groups.begin(), groups.end(), [](const auto& group) { return group.empty(); }
        ),
        groups.end()
    );
    return groups;
}

std::string fault_of_group(const std::vector<std::string>& group, std::set<std::string>& seen) {
    if (group.size() < 2)
        return "“" + group.front() + "”没有写同义的词";
    if (group.size() > kMostWords)
        return "“" + group.front() + "”一组最多 12 个词";
    for (const auto& word : group) {
        const auto length = text::code_point_count(word);
        if (length < 2 || length > kLongestWord)
            return "“" + word + "”须在 2 到 20 字之间";
        if (word.find_first_of("\t\n\r") != std::string::npos)
            return "词里不能有换行和制表符";
        if (!seen.insert(text::normalise(word)).second)
            return "“" + word + "”写在了两组里";
    }
    return {};
}

std::string fault_of(const Synonyms& groups) {
    if (groups.size() > kMostGroups)
        return "最多 500 组";
    std::set<std::string> seen;
    for (const auto& group : groups)
        if (auto fault = fault_of_group(group, seen); !fault.empty())
            return fault;
    return {};
}

SynonymsKept kept_in(store::Connection& connection) {
    const auto rows = store::DirectoryRepository(connection).settings();
    const auto version = rows.find(std::string(kSynonymsVersion));
    SynonymsKept kept;
    kept.version = version == rows.end() ? 0 : std::atoll(version->second.c_str());
    kept.groups = synonyms_from(rows);
    return kept;
}

}  // namespace

SynonymsKept SynonymList::kept() const {
    return database_.read(&kept_in);
}

std::variant<SynonymsKept, SynonymsRefused> SynonymList::keep(
    const Synonyms& groups, std::int64_t seen, const std::string& by
) {
    const auto tidy = tidied_groups(groups);
    if (const auto fault = fault_of(tidy); !fault.empty())
        return SynonymsRefused{model::Errc::bad_request, fault};
    const auto kept = database_.write([&](store::Connection& connection) {
        auto present = kept_in(connection);
        if (present.version != seen)
            return SynonymsKept{};
        present.version = seen + 1;
        present.groups = tidy;
        store::DirectoryRepository directory(connection);
        directory.put_setting(std::string(kSynonymsVersion), std::to_string(present.version));
        directory.put_setting(std::string(kSynonyms), synonyms_row(tidy));
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "synonyms", std::to_string(tidy.size()), "");
        return present;
    });
    if (kept.version == 0)
        return SynonymsRefused{model::Errc::version_conflict, {}};
    town_.refresh();
    return kept;
}

}  // namespace huiying::desk
