#include "text/masking.hpp"

#include "catch.hpp"

#include <string>
#include <tuple>

using namespace huiying::text;

TEST_CASE("personal details are masked, what they stand in stays", "[text]") {
    const auto [raw, expected] = GENERATE(table<std::string, std::string>({
        // phones
        {"请打13812345678", "请打［电话］"},
        {"电话：138-1234-5678。", "电话：［电话］。"},
        {"138 1234 5678", "［电话］"},
        {"+86 13812345678", "［电话］"},
        {"手机１３８１２３４５６７８", "手机［电话］"},
        {"1 3 8 1 2 3 4 5 6 7 8", "［电话］"},
        {"一三八一二三四五六七八", "［电话］"},
        {"座机021-64121234", "座机［电话］"},
        {"（021）64121234转802", "［电话］"},
        {"联系电话64121234", "联系电话［电话］"},
        {"6412-1234", "［电话］"},
        // papers
        {"身份证310112199001011234", "身份证［证件号］"},
        {"31011219900101123X", "［证件号］"},
        {"３１０１１２１９９００１０１１２３４", "［证件号］"},
        {"310112 19900101 1234", "［证件号］"},
        {"身份证号码：310112900101123", "身份证号码：［证件号］"},
        {"护照号E12345678", "护照号［证件号］"},
        // cards
        {"卡号6222 0210 0111 2345 678", "卡号［卡号］"},
        {"打到4111111111111111", "打到［卡号］"},
        {"银行账号：31050178360000001234", "银行账号：［卡号］"},
        // mail, accounts
        {"邮箱wang.xm@example.com，谢谢", "邮箱［邮箱］，谢谢"},
        {"微信号：xiaoming_88", "微信号：［账号］"},
        {"加我vx wxid_abc123", "加我vx ［账号］"},
        {"微信是13812345678", "微信是［电话］"},
        {"QQ：123456789", "QQ：［账号］"},
        {"ｑｑ１２３４５６", "ｑｑ［账号］"},
        {"支付宝账号abc.def99", "支付宝账号［账号］"},
        // plates
        {"沪A12345违停", "［车牌］违停"},
        {"沪AD12345", "［车牌］"},
        {"沪A·F0236", "［车牌］"},
        {"苏ｅ９８７６５", "［车牌］"},
        // doors
        {"银春路1999弄12号301室漏水", "银春路1999弄［门牌］漏水"},
        {"3栋2单元501室", "［门牌］"},
        {"12号楼2单元", "［门牌］"},
        {"5幢302", "［门牌］"},
        {"住在元江路525号", "住在元江路［门牌］"},
        {"同心村3组12号", "同心村3组［门牌］"},
        {"金色家园12-301", "金色家园［门牌］"},
        {"１２号３０１室", "［门牌］"},
        {"十二号三〇一室", "［门牌］"},
        {"家在8号甲302室", "家在［门牌］"},
        // names
        {"我叫王小明，住附近", "我叫王**，住附近"},
        {"我叫王明住在附近", "我叫王*住在附近"},
        {"我是李建国，想问", "我是李**，想问"},
        {"联系人：欧阳建国", "联系人：欧阳**"},
        {"联系人张伟 13812345678", "联系人张* ［电话］"},
        {"王小明先生来过", "王先生来过"},
        {"找李金花女士", "找李女士"},
        {"村民陈阿大反映", "村民陈**反映"},
        {"儿子叫赵子龙，三岁", "儿子叫赵**，三岁"},
        {"社工周丽，态度很好", "社工周*，态度很好"},
        {"请尽快处理。\n张建军\n2026年11月23日", "请尽快处理。\n张**\n2026年11月23日"},
        {"网格员：刘洋", "网格员：刘*"},
    }));
    CAPTURE(raw);
    CHECK(mask_personal(raw).text == expected);
}

TEST_CASE("public numbers, documents, dates, amounts and places stay", "[text]") {
    const std::string text = GENERATE(
        as<std::string>{},
        "请拨打12345或110、119、120",
        "全国热线400-820-8820",
        "客服95588，物价12315，编号12369",
        "依据沪府办〔2024〕1号和国办发明电〔2025〕7号",
        "2026年11月23日15:30，2026-11-23，20261123",
        "11月23号下午",
        "补偿款1200000元，共3500.50元，贷款64000000元",
        "银春路、元江路、北松公路和江川路口",
        "地铁5号线和15号线，公交徐闵线",
        "G60高速A4出口，G1501",
        "工单号261123-7K3M9-Q2XRT",
        "三室一厅，2室1厅，面积89平方米",
        "到一楼3号窗口办理",
        "王女士和李先生都来过",
        "马桥镇镇长接待日",
        "居民委员会主任值班",
        "我是业主，我是高中生，我是党员",
        "我是马桥镇居民",
        "居民安全，老人方便",
        "女儿高三，儿子高一",
        "希望园方派老师站岗",
        "小学老师，高中老师，高级经理",
        "https://www.example.com/a/b?x=20240101",
        "共12345678人次",
        "微信支付和微信公众号“今日闵行”",
        "上午9点到11点，下午1点半至5点",
        "《上海市居住证管理办法》第12条第3款",
        "方便的话请回复",
        "沪闵路800弄附近",
        ""
    );
    CAPTURE(text);
    const auto masked = mask_personal(text);
    CHECK(masked.text == text);
    CHECK(masked.masked.empty());
}

TEST_CASE("each masked span says where, what and why, without the detail", "[text]") {
    const std::string raw = "我叫王小明，电话13812345678";
    const auto result = mask_personal(raw);
    REQUIRE(result.masked.size() == 2);
    const auto& name = result.masked[0];
    const auto& phone = result.masked[1];
    CHECK(name.kind == Personal::name);
    CHECK(raw.substr(name.begin, name.length) == "王小明");
    CHECK(name.replacement == "王**");
    CHECK(phone.kind == Personal::phone);
    CHECK(raw.substr(phone.begin, phone.length) == "13812345678");
    CHECK(phone.reason.find("138") == std::string::npos);
    CHECK_FALSE(phone.reason.empty());
    CHECK(chinese_name(phone.kind) == "电话号码");
}

TEST_CASE("emoji and rare symbols before a detail do not shift it", "[text]") {
    CHECK(mask_personal("😀𠮷13812345678👍").text == "😀𠮷［电话］👍");
}

TEST_CASE("masking a masked text changes nothing more", "[text]") {
    const auto once =
        mask_personal("我叫王小明，住银春路1弄2号301室，电话13812345678，沪A12345").text;
    CHECK(mask_personal(once).text == once);
}

TEST_CASE("a long text of digits and symbols is masked in bounded time", "[text]") {
    std::string text;
    for (int i = 0; i < 10'000; ++i)
        text += i % 3 == 0 ? "1" : i % 3 == 1 ? "3" : "-";
    CHECK_FALSE(mask_personal(text).text.empty());
    const std::string rooms(9'999, '9');
    CHECK(mask_personal(rooms + "室").text.size() > 0);
}

TEST_CASE("names keep the family name only", "[text]") {
    const auto [name, expected] = GENERATE(table<std::string, std::string>({
        {"王小明", "王**"},
        {"王明", "王*"},
        {"欧阳修", "欧阳*"},
        {"张女士", "张女士"},
        {"张小红女士", "张女士"},
        {"王", "*"},
        {"", ""},
        {" 李雷 ", "李*"},
        {"Alice", "A**"},
        {"快乐的小鱼儿", "快**"},
    }));
    CAPTURE(name);
    CHECK(mask_name(name) == expected);
}

TEST_CASE("contacts keep their ends only", "[text]") {
    const auto [contact, expected] = GENERATE(table<std::string, std::string>({
        {"13812345678", "138****5678"},
        {"１３８１２３４５６７８", "138****5678"},
        {"021-64121234", "021-****1234"},
        {"64121234", "****1234"},
        {"wang@example.com", "w***@example.com"},
        {"wxid", "w***"},
        {"", ""},
    }));
    CAPTURE(contact);
    CHECK(mask_phone(contact) == expected);
}
