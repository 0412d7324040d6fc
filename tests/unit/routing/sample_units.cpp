#include "sample_units.hpp"

#include <utility>

namespace huiying::test {

namespace {

model::Unit unit(
    std::string code,
    std::string name,
    std::string short_name,
    std::vector<std::string> aliases,
    std::vector<std::string> keywords,
    std::vector<std::string> places
) {
    model::Unit made;
    made.code = std::move(code);
    made.name = std::move(name);
    made.short_name = std::move(short_name);
    made.aliases = std::move(aliases);
    made.keywords = std::move(keywords);
    made.places = std::move(places);
    return made;
}

}  // namespace

std::vector<model::Unit> sample_units() {
    std::vector<model::Unit> units{
        unit("dzb", "党政办公室", "党政办", {"镇政府办公室", "办公室"}, {"信息公开", "公文"}, {}),
        unit(
            "cjzx",
            "城市建设管理事务中心",
            "城建中心",
            {"市政所"},
            {"路灯", "路灯不亮", "道路", "绿化", "停车", "积水", "垃圾清运"},
            {}
        ),
        unit(
            "sqjs",
            "社区建设办公室",
            "社区办",
            {"房管所"},
            {"物业", "业委会", "小区停车", "电梯", "积水", "电动车充电"},
            {}
        ),
        unit(
            "pab",
            "平安建设办公室",
            "平安办",
            {"综治办"},
            {"消防", "火灾", "诈骗", "养狗", "积水", "电动车充电"},
            {}
        ),
        unit("zfd", "综合行政执法队", "执法队", {"城管"}, {"违章建筑", "占道经营", "乱设摊"}, {}),
        unit("yinchun", "银春居民委员会", "银春居委", {}, {}, {"银春花园", "银春路"}),
        unit("closed", "旧区改造指挥部", "旧改指挥部", {}, {"旧区改造"}, {}),
    };
    units.front().lead = true;
    units.back().active = false;
    units[5].kind = "committee";
    return units;
}

model::InboundMessage message_of(std::string text, model::Kind kind) {
    model::InboundMessage message;
    message.text = std::move(text);
    message.kind = kind;
    return message;
}

}  // namespace huiying::test
