#include "board/desk/reply_hash.hpp"

#include "board/model/sha256_hex.hpp"

namespace huiying::desk {

std::string reply_hash(const std::string& text, const std::vector<model::Attachment>& files) {
    if (files.empty())
        return model::sha256_hex(text);
    // A text has no zero byte: no text reads like another with files.
    std::string bytes = text + '\0';
    for (const auto& file : files)
        bytes.append(file.sha256).append(file.name).push_back('\0');
    return model::sha256_hex(bytes);
}

}  // namespace huiying::desk
