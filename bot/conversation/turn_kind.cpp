#include "bot/conversation/turn_kind.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace huiying::conversation {
namespace {

using namespace std::string_view_literals;

/// Longer ones are about something, whatever polite words they hold.
constexpr std::size_t kShort = 16;
constexpr std::size_t kSentence = 40;
constexpr std::size_t kVerdict = 8;
/// So short that it can only name what it asks about.
constexpr std::size_t kKeyword = 6;

// Longest first: what is taken out must not leave half a word.
constexpr auto kGreetings = std::to_array(
    {"老师好"sv,   "nihao"sv,  "请问有人在吗"sv, "请问在不在"sv, "有没有人"sv, "请问在吗"sv,
     "有人在吗"sv, "有人伐"sv, "工作人员"sv,     "政府"sv,       "客服"sv,     "有人吗"sv,
     "在不在"sv,   "早上好"sv, "上午好"sv,       "中午好"sv,     "下午好"sv,   "晚上好"sv,
     "大家好"sv,   "新年好"sv, "打扰了"sv,       "打扰一下"sv,   "你们好"sv,   "您好"sv,
     "你好"sv,     "侬好"sv,   "哈喽"sv,         "哈啰"sv,       "在吗"sv,     "在伐"sv,
     "在么"sv,     "请问"sv,   "hello"sv,        "hi"sv,         "喂"sv,       "早安"sv,
     "早"sv,       "嗨"sv}
);
constexpr auto kThanks = std::to_array(
    {"帮了大忙"sv,
     "拜托"sv,
     "非常感谢"sv,
     "十分感谢"sv,
     "太感谢"sv,
     "感谢"sv,
     "谢谢"sv,
     "谢谢侬"sv,
     "谢谢您"sv,
     "谢谢你"sv,
     "多谢"sv,
     "谢了"sv,
     "辛苦"sv,
     "麻烦了"sv,
     "点赞"sv,
     "谢"sv,
     "thanks"sv,
     "thank you"sv,
     "帮了大忙"sv}
);
constexpr auto kNoted = std::to_array(
    {"没事了"sv, "没事"sv,   "清楚了"sv, "清楚"sv, "我知道了"sv, "知道了"sv, "晓得了"sv, "明白了"sv,
     "了解了"sv, "清楚了"sv, "收到"sv,   "好的"sv, "好滴"sv,     "好嘞"sv,   "可以了"sv, "可以"sv,
     "没事了"sv, "不用了"sv, "没有了"sv, "没了"sv, "再见"sv,     "拜拜"sv,   "解决了"sv, "已解决"sv,
     "嗯嗯"sv,   "嗯"sv,     "哦"sv,     "行"sv,   "好"sv,       "ok"sv,     "明白"sv,   "了解"sv}
);
constexpr auto kFillers =
    std::to_array({"居委会"sv, "村委会"sv, "上次"sv, "帮忙"sv, "帮助"sv, "提醒"sv, "支持"sv,
                   "一年"sv,   "同志"sv,   "老师"sv, "师傅"sv, "个"sv,   "你们"sv, "您们"sv,
                   "侬"sv,     "您"sv,     "你"sv,   "了"sv,   "呀"sv,   "啊"sv,   "哦"sv,
                   "呢"sv,     "吧"sv,     "哈"sv,   "啦"sv,   "哟"sv,   "嘛"sv,   "的"sv,
                   "很"sv,     "真"sv,     "太"sv,   "非常"sv, "那"sv,   "先"sv,   "我"sv,
                   "就"sv,     "都"sv});
constexpr auto kPerson = std::to_array(
    {"转人工"sv,
     "人工服务"sv,
     "人工客服"sv,
     "找人工"sv,
     "要人工"sv,
     "接人工"sv,
     "真人"sv,
     "找工作人员"sv,
     "叫工作人员"sv,
     "找个人"sv,
     "不要机器人"sv,
     "别用机器人"sv,
     "不跟机器人"sv,
     "转接人工"sv,
     "人工接"sv,
     "人工回复"sv}
);
constexpr auto kUnsolved = std::to_array(
    {"没解决"sv,
     "没有解决"sv,
     "未解决"sv,
     "不是这个"sv,
     "答非所问"sv,
     "没有用"sv,
     "没用"sv,
     "没帮到"sv,
     "不对"sv,
     "不是我问的"sv,
     "不是我要问的"sv,
     "看不懂"sv,
     "解决不了"sv}
);
constexpr auto kNotContent = std::to_array({"不满意"sv, "不太满意"sv, "差评"sv});
constexpr auto kMostlyContent = std::to_array({"基本满意"sv, "还算满意"sv, "比较满意"sv});
constexpr auto kMenus = std::to_array(
    {"菜单"sv,
     "帮助"sv,
     "help"sv,
     "功能"sv,
     "怎么用"sv,
     "你能做什么"sv,
     "能干什么"sv,
     "能问什么"sv,
     "可以问什么"sv,
     "你是谁"sv,
     "你是机器人吗"sv,
     "是机器人吗"sv}
);
constexpr auto kAbout =
    std::to_array({"补充一下"sv,     "补充说明"sv,   "补充:"sv,    "上次反映"sv,   "上次说的"sv,
                   "之前反映"sv,     "前面说的"sv,   "那个事"sv,   "那件事"sv,     "办得怎么样"sv,
                   "处理得怎么样"sv, "怎么样了"sv,   "有结果"sv,   "有进展"sv,     "进展"sv,
                   "进度"sv,         "怎么还没"sv,   "怎么还不"sv, "还没有人"sv,   "还没人"sv,
                   "还是没"sv,       "还是老样子"sv, "又坏了"sv,   "又开始"sv,     "又来了"sv,
                   "还在"sv,         "催一下"sv,     "催促"sv,     "什么时候能"sv, "什么时候处理"sv,
                   "啥辰光"sv});
constexpr auto kOther = std::to_array(
    {"另外一件事"sv,
     "另一件事"sv,
     "另外一个问题"sv,
     "另一个问题"sv,
     "还有一件事"sv,
     "还有件事"sv,
     "还有个事"sv,
     "还有一个问题"sv,
     "还有个问题"sv,
     "再问一个"sv,
     "再问一下"sv,
     "再问个"sv,
     "再反映一个"sv,
     "再反映一件"sv,
     "换个问题"sv,
     "顺便问"sv,
     "还想问"sv,
     "还想反映"sv}
);
constexpr auto kSelfHarm = std::to_array(
    {"跳楼"sv,
     "自杀"sv,
     "轻生"sv,
     "寻死"sv,
     "不想活"sv,
     "活不下去"sv,
     "想死"sv,
     "割腕"sv,
     "跳河"sv,
     "跳江"sv,
     "跳桥"sv,
     "上吊"sv,
     "喝农药"sv,
     "结束生命"sv,
     "了结自己"sv,
     "遗书"sv}
);
constexpr auto kAsking =
    std::to_array({"怎么"sv,   "怎样"sv,     "如何"sv,     "吗"sv,     "哪"sv,
                   "多少"sv,   "什么"sv,     "几点"sv,     "几号"sv,   "几岁"sv,
                   "咋"sv,     "能不能"sv,   "可不可以"sv, "是不是"sv, "有没有"sv,
                   "要不要"sv, "需不需要"sv, "?"sv,        "请问"sv,   "想问"sv,
                   "条件"sv,   "材料"sv,     "手续"sv,     "流程"sv,   "伐"sv});
constexpr auto kPhotos =
    std::to_array({"[图片]"sv, "[照片]"sv, "[文件]"sv, "[视频]"sv, "[语音]"sv, "[位置]"sv});

constexpr std::array<std::pair<std::string_view, int>, 18> kChoices{
    {{"1", 1},
     {"2", 2},
     {"3", 3},
     {"一", 1},
     {"二", 2},
     {"三", 3},
     {"第一个", 1},
     {"第二个", 2},
     {"第三个", 3},
     {"第1个", 1},
     {"第2个", 2},
     {"第3个", 3},
     {"选1", 1},
     {"选2", 2},
     {"选3", 3},
     {"1号", 1},
     {"2号", 2},
     {"3号", 3}}};

template <std::size_t Count>
bool holds_any(std::string_view text, const std::array<std::string_view, Count>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

template <std::size_t Count>
bool is_any(std::string_view text, const std::array<std::string_view, Count>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Without any of the words; whether there was one.
template <std::size_t Count>
bool take_out(std::string& text, const std::array<std::string_view, Count>& words) {
    bool found = false;
    for (const auto word : words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
            text.erase(at, word.size());
            found = true;
        }
    return found;
}

/// Letters, digits and Han characters; of signs, spaces and pictures nothing is left.
std::string spoken_of(std::string_view text) {
    std::string spoken;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = text::truncate(text.substr(at), 1);
        if (character.empty())
            break;
        at += character.size();
        const auto first = static_cast<unsigned char>(character.front());
        const bool is_letter = first < 0x80 && std::isalnum(first) != 0;
        // U+3400..U+9FFF and U+20000 and above; pictures lie at U+2xxx and U+1Fxxx.
        const bool is_han = (first >= 0xe4 && first <= 0xe9) ||
                            (first == 0xe3 && character >= "\u3400"sv) ||
                            character.starts_with("\xf0\xa0"sv);
        if (is_letter || is_han)
            spoken += character;
    }
    return spoken;
}

/// Bracketed names of pictures, as platforms write them: "[微笑]".
std::string without_picture_names(std::string text) {
    for (auto open = text.find('['); open != std::string::npos; open = text.find('[', open)) {
        const auto close = text.find(']', open);
        if (close == std::string::npos || close - open > 20)
            break;
        text.erase(open, close - open + 1);
    }
    return text;
}

/// Greetings, thanks and agreement that leave nothing else.
std::optional<TurnKind> small_talk(std::string spoken) {
    const bool greets = take_out(spoken, kGreetings);
    const bool thanks = take_out(spoken, kThanks);
    const bool notes = take_out(spoken, kNoted);
    take_out(spoken, kFillers);
    if (!spoken.empty())
        return std::nullopt;
    if (thanks)
        return TurnKind::thanks;
    if (greets)
        return TurnKind::greeting;
    return notes ? std::optional(TurnKind::noted) : std::nullopt;
}

std::optional<TurnKind> evaluation(std::string_view spoken) {
    if (text::code_point_count(spoken) > kVerdict)
        return std::nullopt;
    if (holds_any(spoken, kNotContent))
        return TurnKind::discontent;
    if (holds_any(spoken, kUnsolved))
        return TurnKind::unsolved;
    return spoken.find("满意") != std::string_view::npos ? std::optional(TurnKind::content)
                                                         : std::nullopt;
}

std::optional<TurnKind> of_short(const std::string& spoken) {
    if (spoken == "人工" || holds_any(spoken, kPerson))
        return TurnKind::person;
    if (spoken == "0" || spoken == "都不是")
        return TurnKind::none_of_them;
    if (choice_of(spoken) != 0)
        return TurnKind::choice;
    if (const auto judged = evaluation(spoken))
        return judged;
    if (is_any(spoken, kMenus))
        return TurnKind::menu;
    return small_talk(spoken);
}

}  // namespace

std::optional<TurnKind> kind_by_words(std::string_view text) {
    const auto normalised = text::normalise(text);
    const auto trimmed = text::trim(normalised);
    if (is_any(trimmed, kPhotos))
        return TurnKind::photo;
    const auto spoken = spoken_of(without_picture_names(std::string(trimmed)));
    if (spoken.empty())
        return TurnKind::symbols;
    const auto length = text::code_point_count(spoken);
    if (length <= kShort)
        if (const auto kind = of_short(spoken))
            return kind;
    if (length <= kSentence && holds_any(spoken, kPerson))
        return TurnKind::person;
    if (holds_any(trimmed, kOther))
        return TurnKind::other;
    if (length <= kSentence && holds_any(trimmed, kAbout))
        return TurnKind::follow_up;
    return std::nullopt;
}

int choice_of(std::string_view text) {
    const auto spoken = spoken_of(text::normalise(text));
    for (const auto& [word, choice] : kChoices)
        if (word == spoken)
            return choice;
    return 0;
}

std::string_view grade_of(std::string_view text) {
    const auto spoken = spoken_of(text::normalise(text));
    const int choice = choice_of(spoken);
    if (choice == 3 || holds_any(spoken, kNotContent))
        return "dissatisfied";
    if (choice == 2 || holds_any(spoken, kMostlyContent))
        return "mostly_satisfied";
    return choice == 1 || spoken.find("满意") != std::string::npos ? "satisfied" : "";
}

bool asks_something(std::string_view normalised) {
    return text::code_point_count(normalised) <= kKeyword || holds_any(normalised, kAsking);
}

bool speaks_of_self_harm(std::string_view normalised) {
    return holds_any(normalised, kSelfHarm);
}

}  // namespace huiying::conversation
