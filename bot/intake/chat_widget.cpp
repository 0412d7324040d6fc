#include "bot/intake/chat_widget.hpp"

#include "chat_files_assets.hpp"

#include <string>

namespace huiying::intake {

std::string_view chat_widget() {
    // One scope for all parts, and none of their names on somebody else's page.
    static const std::string kScript = [] {
        std::string joined = "(() => {\n'use strict'\n";
        for (const auto* part : {"widget_style.js", "widget_photos.js", "widget.js"})
            joined.append(*chat_files::packed(part)).append("\n");
        return joined + "})()\n";
    }();
    return kScript;
}

}  // namespace huiying::intake
