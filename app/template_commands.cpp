#include "app/template_commands.hpp"

#include "board/draft/shipped_reply.hpp"
#include "templates/renderer.hpp"
#include "text/encoding.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

namespace huiying::app {
namespace {

struct WordingAsked {
    std::string kind;
    std::string stage;
    std::string length = "letter";
    bool for_town = false;
};

templates::Renderer wordings_of(const config::Settings& settings) {
    const auto& folder = settings.text("town.templates");
    return folder.empty() ? templates::Renderer() : templates::Renderer(folder);
}

template <class Enum>
void print_words(const char* heading, std::span<const Enum> all) {
    std::cout << heading << "\n";
    for (const auto one : all)
        std::cout << "  " << draft::to_word(one) << "  " << draft::chinese_name(one) << "\n";
}

int list_wordings() {
    print_words("来信种类", draft::all_reply_kinds());
    print_words("环节（信息公开的各种决定只用于 information_request）", draft::all_reply_stages());
    print_words("长短", draft::all_reply_lengths());
    std::cout << "查看：huiying templates preview complaint final_reply chat\n";
    return 0;
}

int refuse(const std::string& word) {
    std::cerr << word << "：没有这一项；可用的见 huiying templates list\n";
    return 2;
}

int preview_wording(const config::Settings& settings, const WordingAsked& asked) {
    const auto kind = draft::parse_reply_kind(asked.kind);
    const auto stage = draft::parse_reply_stage(asked.stage);
    const auto length = draft::parse_reply_length(asked.length);
    if (!kind)
        return refuse(asked.kind);
    if (!stage || !draft::exists(*kind, *stage))
        return refuse(asked.kind + " " + asked.stage);
    if (!length)
        return refuse(asked.length);
    const auto renderer = wordings_of(settings);
    const draft::ReplyForm form{*kind, *stage, *length};
    const auto text = asked.for_town
                          ? draft::as_town_wording(renderer, form)
                          : draft::write_reply(renderer, form, draft::sample_fields(*stage));
    std::cout << text << "\n";
    std::cerr << "共 " << text::code_point_count(text) << " 字，最多 "
              << draft::most_symbols(*length) << " 字\n";
    return 0;
}

}  // namespace

void add_template_commands(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
) {
    auto* wordings = command.add_subcommand("templates", "wordings of what is written to citizens");
    wordings->require_subcommand(1);
    wordings->add_subcommand("list", "kinds, stages and lengths that there are")->callback([&run] {
        run = &list_wordings;
    });
    auto asked = std::make_shared<WordingAsked>();
    auto* preview = wordings->add_subcommand(
        "preview", "with made-up values: huiying templates preview complaint final_reply chat"
    );
    preview->add_option("kind", asked->kind, "complaint, 投诉 ...")->required();
    preview->add_option("stage", asked->stage, "final_reply, 办结答复 ...")->required();
    preview->add_option("length", asked->length, "letter, chat or sms");
    preview->add_flag("--for-town", asked->for_town, "with {{称呼}} and so on, to be changed");
    preview->callback([asked, settings, &run] {
        run = [asked, settings] { return preview_wording(settings(), *asked); };
    });
}

}  // namespace huiying::app
