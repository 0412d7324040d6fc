// A text written by an OpenAI-compatible /v1/chat/completions (platform.openai.com/docs/
// api-reference/chat: {model, messages[], max_tokens, temperature, stream} -> {choices: [{message:
// {content, refusal}, finish_reason}]}). Used by app, which hands it to desk as a function. What it
// writes is checked elsewhere and never sent by itself. Thread rule: safe from any thread; blocks
// for the client's time limit.
#pragma once

#include "board/language_model/endpoint.hpp"

#include <string>
#include <vector>

namespace huiying::language_model {

struct ChatSettings {
    EndpointSettings endpoint;
    int max_tokens = 2000;  ///< of the answer
};

struct ChatMessage {
    std::string role;  ///< "system", "user"
    std::string content;
};

struct Written {
    Fault fault = Fault::none;
    std::string text;  ///< without white space at its ends; valid UTF-8; empty with a fault
};

class ChatClient {
  public:
    ChatClient(ChatSettings settings, Post post);

    [[nodiscard]] bool is_on() const { return endpoint_.is_on(); }

    [[nodiscard]] const std::string& model() const { return endpoint_.model(); }

    /// What a model thinks aloud before its answer (<think>...</think>) is left out.
    [[nodiscard]] Written write(const std::vector<ChatMessage>& messages) const;

  private:
    const ChatSettings settings_;
    const Endpoint endpoint_;
};

}  // namespace huiying::language_model
