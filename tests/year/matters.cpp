#include "matters.hpp"

#include "simulated_town.hpp"

#include <algorithm>
#include <array>

namespace huiying::year {
namespace {

using Random = std::mt19937;

struct Topic {
    const char* unit;
    std::array<const char*, 4> things;
};

constexpr std::array kTopics{
    Topic{"cjzx", {"路灯坏了三天", "井盖松动，夜里很响", "道路破损，坑很深", "路灯太暗"}},
    Topic{"zfd", {"有人占道经营", "楼顶有违建", "门口乱设摊", "夜市占道经营到很晚"}},
    Topic{"hbs", {"垃圾没人清", "公共厕所很脏", "工地扬尘大", "垃圾桶满了"}},
    Topic{"swfw", {"社保怎么转", "医保卡丢了怎么补", "户籍迁移要什么材料", "社保缴费查不到"}},
    Topic{"njz", {"秸秆怎么处理", "大棚补贴怎么申请", "农药瓶回收点在哪里", "大棚被风吹坏"}},
    Topic{kSmall, {"广场舞声音大", "楼道堆满杂物", "邻里漏水纠纷", "楼道灯不亮"}},
    Topic{kSilent, {"小区门口积水", "下水道堵了", "河道有异味", "雨后积水不退"}},
};
constexpr std::array kPlaces{"银春路", "北松路", "元江路", "放鹤路", "昆阳路", "富岩路", "曙光路"};
constexpr std::array kEnds{
    "，请尽快处理。", "，麻烦看一下。", "，已经反映过一次。", "，老人出行不便。"};
constexpr std::array kUnsure{"有个问题想问一下", "请问这件事归谁管", "想反映一个情况", "有事请教"};
constexpr std::array kAccusing{"城建中心的工作人员收受红包", "执法队的人吃拿卡要"};

template <class Array>
auto one_of(Random& random, const Array& array) {
    return array.at(random() % array.size());
}

bool happens(Random& random, int percent) {
    return static_cast<int>(random() % 100) < percent;
}

/// An hour of the day, few of the night.
Ms draw_time(Random& random) {
    static constexpr std::array<int, 24> kWeights{2, 1,  1,  1,  1,  2,  4,  8,  16, 20, 18, 12,
                                                  9, 12, 15, 15, 14, 12, 10, 11, 12, 10, 7,  4};
    static thread_local std::discrete_distribution<int> hours(kWeights.begin(), kWeights.end());
    return hours(random) * kHour + static_cast<Ms>(random() % 3600) * 1000;
}

Day draw_day(Random& random, const PlainCalendar& calendar, Day first, Day last) {
    for (;;) {
        const Day day =
            first + static_cast<Day>(random() % static_cast<unsigned>(last - first + 1));
        if (calendar.works(day) || happens(random, 45))
            return day;
    }
}

/// What lies beside the plain way.
void draw_beside(Random& random, Plan& plan) {
    if (happens(random, 6))
        plan.paused_for = (1 + static_cast<Ms>(random() % 200)) * kHour;
    if (happens(random, 8)) {
        plan.opinion_days = 1 + static_cast<int>(random() % 4);
        plan.opinion_after = (1 + static_cast<Ms>(random() % 90)) * kHour;
    }
    if (happens(random, 6)) {
        plan.promised_days = 5 + static_cast<int>(random() % 30);
        plan.kept_after = static_cast<int>(random() % 8) - 4;
    }
}

Plan draw_plan(Random& random) {
    Plan plan;
    plan.first_step = 10 * kMinute + static_cast<Ms>(random() % 180) * kMinute;
    // Most within two days, some at the last moment, a few late.
    const auto speed = random() % 100;
    const auto hours = static_cast<Ms>(random() % 30);
    plan.reply_after = (speed < 80   ? 4 + hours
                        : speed < 94 ? 60 + 2 * hours
                                     : 150 + 8 * hours) *
                       kHour;
    plan.refused = happens(random, 15);
    plan.contacted = happens(random, 45);
    plan.saved_first = happens(random, 20);
    plan.sent_back = happens(random, 12);
    plan.returned = happens(random, 4);
    plan.extended = happens(random, 6);
    plan.merged = happens(random, 25);
    plan.unmerged = happens(random, 10);
    plan.evaluated = happens(random, 30);
    plan.dissatisfied = happens(random, 25);
    plan.closed = happens(random, 50);
    if (happens(random, 2))
        plan.withdrawn_after = (1 + static_cast<Ms>(random() % 200)) * kHour;
    if (happens(random, 3))
        plan.added_after = (2 + static_cast<Ms>(random() % 100)) * kHour;
    draw_beside(random, plan);
    return plan;
}

std::string draw_text(Random& random, Matter& matter) {
    const auto kind = random() % 100;
    const auto& topic = one_of(random, kTopics);
    matter.right_unit = topic.unit;
    if (kind < 12)
        return one_of(random, kUnsure);
    if (kind < 13) {
        matter.right_unit = kOffice;
        return one_of(random, kAccusing);
    }
    return std::string(one_of(random, kPlaces)) + one_of(random, topic.things) +
           one_of(random, kEnds);
}

Matter draw_matter(Random& random, int index) {
    Matter matter;
    auto& message = matter.message;
    message.delivery_key = "year|" + std::to_string(index);
    message.text = draw_text(random, matter);
    message.kind = happens(random, 35) ? model::Kind::complaint : model::Kind::question;
    const bool chats = happens(random, 50);
    message.channel = chats ? "wechat_oa" : "board";
    if (chats)
        message.sender = "citizen-" + std::to_string(index);
    if (message.text.find("路灯") != std::string::npos && happens(random, 30)) {
        message.passive_faq = "lamp";
        message.passive_text = "请留言，写明道路和门牌。";
    }
    matter.plan = draw_plan(random);
    return matter;
}

}  // namespace

std::vector<Matter> write_matters(const YearSettings& settings, const PlainCalendar& calendar) {
    Random random(settings.seed);
    const auto first = day(settings.first_day);
    const auto last = day(settings.last_day);
    std::vector<Matter> matters;
    matters.reserve(static_cast<std::size_t>(settings.messages) + 1);
    for (int i = 0; i < settings.messages; ++i) {
        matters.push_back(draw_matter(random, i));
        matters.back().written_at = at(draw_day(random, calendar, first, last), draw_time(random));
    }
    std::stable_sort(matters.begin(), matters.end(), [](const auto& left, const auto& right) {
        return left.written_at < right.written_at;
    });
    return matters;
}

Matter emergency(Ms written_at) {
    Matter matter;
    matter.message.delivery_key = "year|emergency";
    matter.message.channel = "board";
    matter.message.text = "楼里有很重的煤气味，好像漏煤气了，没有人接电话";
    matter.message.kind = model::Kind::help;
    matter.written_at = written_at;
    matter.right_unit = kOffice;
    matter.plan.first_step = 15 * kMinute;
    matter.plan.reply_after = kHour;
    return matter;
}

}  // namespace huiying::year
