// Settings of the endpoints of language models, for the table in setting_rows.cpp. Private to this
// room.
#pragma once

#include "config/settings.hpp"

#include <array>

namespace huiying::config {

inline constexpr std::array kLanguageModelRows{
    SettingRow{
        "language_model.embeddings_url",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "whole address of an OpenAI-compatible /v1/embeddings that re-ranks what is found; empty: "
        "off",
        SettingForm::web_address},
    SettingRow{
        "language_model.embeddings_model",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "its model, as the endpoint names it"},
    SettingRow{
        "language_model.embeddings_key",
        SettingType::text,
        "",
        0,
        0,
        "",
        true,
        "its key, sent as a bearer token; empty: none"},
    SettingRow{
        "language_model.embeddings_key_file",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "file whose first line is that key, instead of the key itself"},
    SettingRow{
        "language_model.embeddings_dimensions",
        SettingType::integer,
        "0",
        0,
        16384,
        "",
        false,
        "length that its vectors must have; 0: that of the first"},
    SettingRow{
        "language_model.embeddings_timeout_seconds",
        SettingType::integer,
        "10",
        1,
        120,
        "",
        false,
        "how long it may take for a batch of the town's entries, in the background"},
    SettingRow{
        "language_model.question_timeout_ms",
        SettingType::integer,
        "300",
        20,
        2000,
        "",
        false,
        "how long it may take for a citizen's question; then words alone decide"},
    SettingRow{
        "language_model.chat_url",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "whole address of an OpenAI-compatible /v1/chat/completions that offers other wordings of "
        "a "
        "draft; empty: off",
        SettingForm::web_address},
    SettingRow{
        "language_model.chat_model",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "its model, as the endpoint names it"},
    SettingRow{
        "language_model.chat_key",
        SettingType::text,
        "",
        0,
        0,
        "",
        true,
        "its key, sent as a bearer token; empty: none"},
    SettingRow{
        "language_model.chat_key_file",
        SettingType::text,
        "",
        0,
        0,
        "",
        false,
        "file whose first line is that key, instead of the key itself"},
    SettingRow{
        "language_model.chat_timeout_seconds",
        SettingType::integer,
        "30",
        1,
        120,
        "",
        false,
        "how long it may take to write; then the plain draft stands"},
    SettingRow{
        "language_model.chat_max_tokens",
        SettingType::integer,
        "2000",
        100,
        32000,
        "",
        false,
        "tokens that it may write"},
};

}  // namespace huiying::config
