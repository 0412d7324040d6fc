#include "text/warning_signs.hpp"

#include "catch.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"

#include <string>

using namespace huiying::text;

namespace {

std::vector<WarningSign> signs_of(const std::string& text) {
    static const WarningSigns signs({"城建中心", "党政办"});
    return signs.find(plain_form(text));
}

bool has(const std::string& text, Warning warning) {
    return has_warning(signs_of(text), warning);
}

}  // namespace

TEST_CASE("an accusation of officials, staff or units is recognised", "[text]") {
    const std::string text = GENERATE(
        as<std::string>{},
        "窗口工作人员态度恶劣，问一句就翻白眼",
        "村主任贪污补偿款",
        "我要举报李书记收了包工头的钱",
        "举报城管队员吃拿卡要",
        "居委会推诿扯皮，三个月没解决",
        "你们就是不作为！",
        "政府部门乱作为，强行收费",
        "办个证还要收钱？",
        "实名举报某干部优亲厚友",
        "我要检举一件事。去年冬天，村里的会计把补贴发给了自己人。",
        "投诉居委会，从来不接电话",
        "投诉城建中心",
        "城管打人",
        "书记的亲戚都进了村里上班",
        "民警态度很差",
        "社区工作人员挂断我电话两次",
        "打电话到办事处，踢皮球踢了一圈",
        "办事窗口的人爱理不理",
        "党政办的人敷衍我",
        "他们收红包才办事",
        "主任睡觉不办事",
        "ｊｕ委会态度恶劣",
        "有没有人管管这种懒政",
        "村委擅自把集体土地租给外人",
        "网格员骂人",
        "领导包庇违建",
        "物业和居委会互相推诿",
        "希望纪委查一查我们村书记"
    );
    CAPTURE(text);
    CHECK(has(text, Warning::accusation));
}

TEST_CASE("ordinary matters are no accusation", "[text]") {
    const std::string text = GENERATE(
        as<std::string>{},
        "银春路的路灯坏了三天，没人修",
        "楼上装修噪音太大，想投诉",
        "物业态度恶劣，垃圾两天不清",
        "物业不作为",
        "举报三楼违章搭建",
        "举报群租",
        "停车场乱收费，老板收钱不开票",
        "快递员态度很差",
        "请问居住证怎么办理？要带什么材料",
        "政府信息公开申请怎么提交",
        "社区事务受理服务中心几点上班，办居住证收费吗",
        "怎么举报违法建筑？",
        "居委会什么时候组织体检",
        "派出所几点可以办身份证",
        "感谢居委会王书记帮忙",
        "希望增加一个公交站",
        "中介公司骗了我的押金",
        "邻居养狗半夜乱叫，不管白天黑夜",
        ""
    );
    CAPTURE(text);
    CHECK_FALSE(has(text, Warning::accusation));
}

TEST_CASE("danger to life is an emergency", "[text]") {
    for (const auto* text :
         {"我不想活了", "有人要跳楼", "楼道里着火了", "闻到燃气泄漏的味道", "救命", "电梯困人"}) {
        CAPTURE(text);
        CHECK(has(text, Warning::emergency));
    }
    CHECK_FALSE(has("路灯坏了", Warning::emergency));
}

TEST_CASE("invisible symbols do not hide a sign", "[text]") {
    CHECK(has("着\u200B火了", Warning::emergency));
    CHECK(has("自\u200D杀", Warning::emergency));
}

TEST_CASE("petitions are recognised", "[text]") {
    CHECK(has("再不解决我就去上访", Warning::petition));
    CHECK_FALSE(has("我想问问医保", Warning::petition));
}

TEST_CASE("emergencies come first and no phrase comes twice", "[text]") {
    const auto signs = signs_of("我要上访，城管不作为，不作为，再不管我就跳楼");
    REQUIRE(signs.size() >= 3);
    CHECK(signs.front().warning == Warning::emergency);
    CHECK(signs.front().phrase == "跳楼");
    CHECK(signs.back().warning == Warning::petition);
    std::size_t idle = 0;
    for (const auto& sign : signs)
        idle += sign.phrase == "不作为" ? 1 : 0;
    CHECK(idle == 1);
}

TEST_CASE("clauses end at commas, sentences do not", "[text]") {
    const auto text = normalise("路灯坏了，居委不管。明天再说");
    const auto at = text.find("不管");
    const auto clause = clause_around(text, at);
    const auto sentence = sentence_around(text, at);
    CHECK(text.substr(clause.begin, clause.end - clause.begin) == "居委不管");
    CHECK(text.substr(sentence.begin, sentence.end - sentence.begin) == "路灯坏了,居委不管");
    CHECK(clause_around("", 0).end == 0);
}

TEST_CASE("a pair of words counts within one clause only", "[text]") {
    CHECK(has("村里说话的人真难听", Warning::accusation));
    CHECK(has("会计说话实在太难听", Warning::accusation));
    CHECK_FALSE(has("邻居说话，楼上的歌难听", Warning::accusation));
}

TEST_CASE("who is asked or thanked has done nothing", "[text]") {
    CHECK_FALSE(has("请领导管管楼上骂人的邻居", Warning::accusation));
    CHECK_FALSE(has("感谢民警，没有一点推诿", Warning::accusation));
    CHECK(has("感谢民警，但是居委主任骂人", Warning::accusation));
}

namespace {

bool accuses_in_a_letter(const std::string& text) {
    static const WarningSigns signs({"城建中心", "党政办"});
    const auto normalised = normalise(text);
    const auto greeted = without_disguise(salutation_of(normalised)).size();
    const auto reading = signs.read(without_disguise(normalised), {0, greeted});
    return has_warning(reading.signs, Warning::accusation);
}

}  // namespace

TEST_CASE("whom a letter is to is not accused by being named", "[text]") {
    const std::string text = GENERATE(
        as<std::string>{},
        "城建中心：元江路的路灯三天没亮了",
        "城建中心:路灯三天没亮了",
        "尊敬的城建中心领导：路灯三天没亮了",
        "城建中心的同志们：你好，窨井盖坏了",
        "城建中心工作人员：窨井盖坏了"
    );
    CAPTURE(text);
    CHECK_FALSE(accuses_in_a_letter(text));
    if (text.find("尊敬") == std::string::npos)  // which asks by itself
        CHECK(has(text, Warning::accusation));
}

TEST_CASE("what a letter tells of whom it is to tells as ever", "[text]") {
    const std::string text = GENERATE(
        as<std::string>{},
        "城建中心：路灯三天没亮了，打电话没人接，不作为",
        "城建中心：你们就是不作为！",
        "城建中心的同志：你们态度恶劣",
        "城建中心：张主任收了包工头的钱",
        "举报城建中心：路灯三天没亮了",
        "关于城建中心张主任：大家都知道",
        "城建中心有个领导：大家都知道",
        "路灯的事：城建中心",
        "城建中心：昨天你们来的那位问我拿了两千，说交了棚子就能留着。",
        "城建中心：路灯坏了，那位说给钱才修",
        "城建中心：路灯坏了，昨天来的那位看了一眼就走",
        "城建中心：大家心里都清楚",
        "城建中心张主任：路灯坏了",
        "经办人：你爱去哪去哪，我这儿办不了"
    );
    CAPTURE(text);
    CHECK(accuses_in_a_letter(text));
}
