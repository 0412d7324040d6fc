#include "board/web/import_json.hpp"

namespace huiying::web {

std::string_view word_of(desk::ImportResult result) {
    using Result = desk::ImportResult;
    switch (result) {
        case Result::added:
            return "added";
        case Result::changed:
            return "changed";
        case Result::unchanged:
            return "unchanged";
        case Result::there:
            return "there";
        case Result::refused:
            break;
    }
    return "refused";
}

}  // namespace huiying::web
