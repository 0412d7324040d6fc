#include "board/knowledge/usual_words.hpp"

#include "board/knowledge/key_table.hpp"

#include <array>

namespace huiying::knowledge {

namespace {

constexpr auto kUsual = std::to_array<std::string_view>(
    {"怎么办",   "怎么样", "怎么回事", "如何",   "为什么", "为何",   "什么样", "哪里",     "哪儿",
     "哪些",     "哪个",   "多少",     "多久",   "几点",   "几天",   "可以",   "可不可以", "能不能",
     "能否",     "是否",   "是不是",   "有没有", "需要",   "要不要", "应该",   "怎么才能", "怎么能",
     "吗",       "呢",     "吧",       "啊",     "了吗",   "的吗",   "我们",   "我的",     "我要",
     "我想",     "你们",   "这个",     "那个",   "这种",   "这样",   "没有",   "不能",     "时候",
     "一个",     "现在",   "已经",     "还是",   "或者",   "如果",   "因为",   "所以",     "办理",
     "怎么办理", "问题",   "情况",     "请",     "问",     "想",     "要",     "能",       "会",
     "去",       "到",     "从",       "对",     "把",     "被",     "给",     "就",       "都",
     "也",       "还",     "很",       "不",     "没",     "上",     "下",     "里",       "中",
     "后",       "前",     "的",       "了",     "在",     "是",     "有",     "和",       "与",
     "他",       "她",     "它",       "人",     "向",     "谁",     "好",     "过"}
);

KeyTable make_table() {
    KeyTable table;
    for (const auto word : kUsual)
        for (const auto key : term_keys(word))
            table[key] = 1;
    return table;
}

}  // namespace

bool is_usual(TermKey key) {
    static const auto kTable = make_table();
    return kTable.value(key) != 0;
}

}  // namespace huiying::knowledge
