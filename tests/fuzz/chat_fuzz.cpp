// Any bytes as a text that a web chat's page sends: no crash, and what is read keeps to its bounds.
#include "bot/intake/chat_protocol.hpp"

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace huiying;
    const auto frame = intake::read_chat_frame({reinterpret_cast<const char*>(bytes), size});
    if (!frame || std::holds_alternative<intake::ChatHello>(*frame))
        return 0;
    const auto& say = std::get<intake::ChatSay>(*frame);
    if (say.id.empty() || say.id.size() > 64)
        std::abort();
    // What is said back is read by the page as JSON, whatever was sent.
    for (const auto& answer :
         {intake::chat_received(say.id, ""),
          intake::chat_refused(say.id, "text_empty", say.text, intake::Again::never)})
        if (!nlohmann::json::accept(answer))
            std::abort();
    return 0;
}
