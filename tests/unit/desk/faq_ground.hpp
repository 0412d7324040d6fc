// A small town whose FAQ entries are brought as files.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/store/database.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <string>
#include <variant>

namespace huiying::test {

inline desk::FaqFile file_of(const std::string& bytes) {
    const auto read = desk::read_faq_file(bytes);
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
        FAIL(trouble->words);
    return std::get<desk::FaqFile>(read);
}

struct FaqGround : DeskGround {
    desk::FaqKeeping knowledge{database, *town, clock};

    desk::FaqImportReport take(const std::string& bytes, const desk::FaqImportWanted& wanted = {}) {
        return knowledge.import(file_of(bytes), wanted, "zhao");
    }

    model::FaqEntry entry(const std::string& id) const {
        for (const auto& each : town->snapshot()->faq_entries())
            if (each.id == id)
                return each;
        return {};
    }

    std::size_t size() const { return town->snapshot()->faq_entries().size(); }
};

}  // namespace huiying::test
