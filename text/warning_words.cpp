#include "text/warning_words.hpp"

#include <array>

namespace huiying::text {

namespace {

using namespace std::string_view_literals;

constexpr auto kEmergency = std::to_array({
    "跳楼"sv,     "自杀"sv,     "轻生"sv,       "寻死"sv,     "不想活"sv,   "活不下去"sv,
    "活不了"sv,   "想死"sv,     "去死"sv,       "割腕"sv,     "跳河"sv,     "跳江"sv,
    "跳桥"sv,     "上吊"sv,     "喝农药"sv,     "结束生命"sv, "了结自己"sv, "遗书"sv,
    "同归于尽"sv, "报复社会"sv, "鱼死网破"sv,   "杀人"sv,     "杀了"sv,     "砍人"sv,
    "砍死"sv,     "捅死"sv,     "持刀"sv,       "绑架"sv,     "救命"sv,     "救救"sv,
    "着火"sv,     "起火"sv,     "失火"sv,       "火灾"sv,     "冒烟"sv,     "浓烟"sv,
    "燃气泄漏"sv, "煤气泄漏"sv, "天然气泄漏"sv, "燃气泄露"sv, "煤气泄露"sv, "天然气泄露"sv,
    "煤气味"sv,   "燃气味"sv,   "漏煤气"sv,     "漏燃气"sv,   "漏气"sv,     "爆炸"sv,
    "炸弹"sv,     "中毒"sv,     "触电"sv,       "漏电"sv,     "坍塌"sv,     "倒塌"sv,
    "塌陷"sv,     "塌方"sv,     "溺水"sv,       "落水"sv,     "家暴"sv,     "虐待"sv,
    "昏迷"sv,     "晕倒"sv,     "昏倒"sv,       "没有呼吸"sv, "心梗"sv,     "大出血"sv,
    "被困"sv,     "困在电梯"sv, "电梯困人"sv,   "关在电梯"sv, "走失"sv,     "走丢"sv,
    "失踪"sv,     "孩子不见"sv, "老人不见"sv,   "拐卖"sv,     "猥亵"sv,     "强奸"sv,
    "性侵"sv,     "非法拘禁"sv, "高空坠物"sv,   "危在旦夕"sv, "人命关天"sv, "出人命"sv,
});

constexpr auto kPetition = std::to_array({
    "信访"sv,
    "上访"sv,
    "进京"sv,
    "越级"sv,
    "联名"sv,
    "拉横幅"sv,
    "静坐"sv,
    "讨说法"sv,
    "集体维权"sv,
    "堵门"sv,
    "堵路"sv,
    "行政复议"sv,
    "行政诉讼"sv,
    "国家赔偿"sv,
});

constexpr auto kCorruption = std::to_array({
    "吃拿卡要"sv, "乱作为"sv,   "慢作为"sv,     "懒政"sv,     "怠政"sv,     "贪污"sv,
    "贪腐"sv,     "贪官"sv,     "腐败"sv,       "受贿"sv,     "行贿"sv,     "索贿"sv,
    "贿赂"sv,     "徇私"sv,     "滥用职权"sv,   "以权谋私"sv, "以权压人"sv, "玩忽职守"sv,
    "渎职"sv,     "保护伞"sv,   "官官相护"sv,   "官商勾结"sv, "优亲厚友"sv, "吃空饷"sv,
    "公车私用"sv, "公款"sv,     "权钱交易"sv,   "利益输送"sv, "中饱私囊"sv, "鱼肉百姓"sv,
    "官僚主义"sv, "官僚作风"sv, "形式主义"sv,   "公报私仇"sv, "打击报复"sv, "钓鱼执法"sv,
    "暴力执法"sv, "野蛮执法"sv, "选择性执法"sv, "知法犯法"sv, "执法犯法"sv, "粗暴执法"sv,
    "公权私用"sv, "权力寻租"sv, "违纪"sv,       "尸位素餐"sv, "村霸"sv,     "截留补贴"sv,
    "截留补偿"sv, "冒领"sv,     "骗补"sv,
});

constexpr auto kMisconduct = std::to_array({
    "不作为"sv,     "推诿"sv,       "推委"sv,       "推脱"sv,         "推卸责任"sv,
    "扯皮"sv,       "踢皮球"sv,     "皮球踢"sv,     "态度恶劣"sv,     "态度差"sv,
    "态度很差"sv,   "态度极差"sv,   "态度太差"sv,   "态度非常差"sv,   "态度不好"sv,
    "态度很不好"sv, "态度蛮横"sv,   "态度傲慢"sv,   "态度冷漠"sv,     "态度生硬"sv,
    "态度粗暴"sv,   "态度有问题"sv, "什么态度"sv,   "这种态度"sv,     "服务态度"sv,
    "工作态度"sv,   "办事态度"sv,   "收钱"sv,       "要钱才"sv,       "收红包"sv,
    "要红包"sv,     "塞红包"sv,     "送红包"sv,     "好处费"sv,       "辛苦费"sv,
    "收礼"sv,       "索要"sv,       "乱收费"sv,     "乱罚款"sv,       "敷衍"sv,
    "搪塞"sv,       "糊弄"sv,       "刁难"sv,       "故意拖延"sv,     "故意拖着"sv,
    "拖着不办"sv,   "压着不办"sv,   "不给办"sv,     "失职"sv,         "包庇"sv,
    "袒护"sv,       "暗箱操作"sv,   "黑箱操作"sv,   "走后门"sv,       "开后门"sv,
    "关系户"sv,     "内定"sv,       "勾结"sv,       "串通"sv,         "弄虚作假"sv,
    "私吞"sv,       "侵吞"sv,       "挪用"sv,       "克扣"sv,         "假公济私"sv,
    "仗势欺人"sv,   "踢来踢去"sv,   "互相推"sv,     "相互推"sv,       "推来推去"sv,
    "甩锅"sv,       "装聋作哑"sv,   "相互包庇"sv,   "欺上瞒下"sv,     "盛气凌人"sv,
    "耀武扬威"sv,   "门难进"sv,     "脸难看"sv,     "事难办"sv,       "高高在上"sv,
    "官威"sv,       "耍官腔"sv,     "打官腔"sv,     "爱理不理"sv,     "爱答不理"sv,
    "不闻不问"sv,   "强买强卖"sv,   "说话难听"sv,   "出言不逊"sv,     "头也不抬"sv,
    "头都不抬"sv,   "冲我翻白眼"sv, "翻了个白眼"sv, "刷手机"sv,       "摆架子"sv,
    "官架子"sv,     "甩脸色"sv,     "冷冰冰"sv,     "阴阳怪气"sv,     "不搭理"sv,
    "懒得理"sv,     "羞辱"sv,       "应付了事"sv,   "不然就是应付"sv, "虚假办结"sv,
    "虚假回复"sv,   "虚假整改"sv,   "假结案"sv,     "没修好就结案"sv, "都结案"sv,
    "被满意"sv,     "替我满意"sv,   "转给他们"sv,   "不归他们管的"sv, "换一批人"sv,
    "以外的人来"sv, "不相干的人"sv, "回避一下"sv,   "通风报信"sv,     "报信"sv,
    "打招呼就行"sv, "靠关系"sv,     "吃回扣"sv,     "回扣"sv,         "泄露我"sv,
    "给自家亲戚"sv, "自家亲戚"sv,
});

constexpr auto kReport = std::to_array({
    "举报"sv,       "检举"sv,   "控告"sv,   "揭发"sv,   "揭露"sv,   "实名反映"sv, "匿名反映"sv,
    "曝光"sv,       "纪委"sv,   "监委"sv,   "监察委"sv, "巡视组"sv, "巡察组"sv,   "督查组"sv,
    "禁言"sv,       "踢出群"sv, "被踢了"sv, "移出群"sv, "骂我"sv,   "张口就骂"sv, "账目不清"sv,
    "账目看不懂"sv, "糊涂账"sv, "查账"sv,   "猫腻"sv,   "造假账"sv,
});

constexpr auto kComplaint = std::to_array({
    "投诉"sv,
    "控诉"sv,
    "差评"sv,
    "追责"sv,
    "问责"sv,
    "严惩"sv,
    "查处"sv,
    "处分"sv,
    "开除"sv,
    "不满意"sv,
    "严重不满"sv,
    "强烈不满"sv,
    "抗议"sv,
});

constexpr auto kConduct = std::to_array({
    "骂"sv,     "吼"sv,       "凶"sv,     "态度"sv,       "不理"sv,     "没人理"sv,   "不管"sv,
    "没人管"sv, "不接电话"sv, "挂电话"sv, "挂断"sv,       "不耐烦"sv,   "拖延"sv,     "一拖再拖"sv,
    "拖了"sv,   "要钱"sv,     "塞钱"sv,   "收了钱"sv,     "收了我"sv,   "收了他"sv,   "收了人家"sv,
    "拿了钱"sv, "拿了人家"sv, "红包"sv,   "打人"sv,       "动手"sv,     "推搡"sv,     "为难"sv,
    "偏袒"sv,   "偏心"sv,     "不公"sv,   "不处理"sv,     "不解决"sv,   "不受理"sv,   "不来"sv,
    "不肯"sv,   "不回复"sv,   "不答复"sv, "没反应"sv,     "乱收"sv,     "乱罚"sv,     "强拆"sv,
    "威胁"sv,   "恐吓"sv,     "欺负"sv,   "欺压"sv,       "欺骗"sv,     "报复"sv,     "歧视"sv,
    "推给"sv,   "睡觉"sv,     "玩手机"sv, "迟到"sv,       "早退"sv,     "脱岗"sv,     "离岗"sv,
    "不在岗"sv, "聊天"sv,     "喝酒"sv,   "亲戚"sv,       "贪"sv,       "侵占"sv,     "占用公"sv,
    "造假"sv,   "作弊"sv,     "乱来"sv,   "骗"sv,         "忽悠"sv,     "走过场"sv,   "无能"sv,
    "混日子"sv, "懒"sv,       "不负责"sv, "不讲理"sv,     "素质"sv,     "粗暴"sv,     "蛮横"sv,
    "嚣张"sv,   "黑社会"sv,   "黑心"sv,   "装作没看见"sv, "睁一只眼"sv, "视而不见"sv, "袖手旁观"sv,
    "无作为"sv, "没作为"sv,   "私自"sv,   "擅自"sv,       "泄露"sv,     "造谣"sv,     "不透明"sv,
    "瞎"sv,     "胡说"sv,
});

constexpr auto kOfficial = std::to_array({
    "书记"sv,       "主任"sv,     "镇长"sv,     "区长"sv,     "村长"sv,     "科长"sv,
    "股长"sv,       "所长"sv,     "处长"sv,     "局长"sv,     "站长"sv,     "队长"sv,
    "队员"sv,       "组长"sv,     "委员"sv,     "村官"sv,     "干部"sv,     "领导"sv,
    "官员"sv,       "当官"sv,     "公务员"sv,   "公职人员"sv, "工作人员"sv, "办事员"sv,
    "经办人"sv,     "执法人员"sv, "执法队"sv,   "城管"sv,     "协管"sv,     "辅警"sv,
    "民警"sv,       "警察"sv,     "交警"sv,     "派出所"sv,   "窗口"sv,     "接线员"sv,
    "接待人员"sv,   "接待员"sv,   "社工"sv,     "网格员"sv,   "居委"sv,     "村委"sv,
    "党支部"sv,     "政府"sv,     "街道办"sv,   "职能部门"sv, "有关部门"sv, "相关部门"sv,
    "你们单位"sv,   "你们部门"sv, "事业单位"sv, "会计"sv,     "出纳"sv,     "检查组"sv,
    "征收组"sv,     "动迁组"sv,   "拆迁办"sv,   "动迁办"sv,   "房管局"sv,   "环保局"sv,
    "市场监管所"sv, "税务"sv,     "司法所"sv,   "水务站"sv,   "市政所"sv,   "环卫所"sv,
    "受理中心"sv,   "值班人员"sv, "调解员"sv,   "安监"sv,     "人大代表"sv, "党员"sv,
    "评议员"sv,     "公安"sv,     "某部门"sv,   "基层组织"sv, "法院"sv,     "检察院"sv,
    "村务"sv,       "居务"sv,     "引导员"sv,   "受理大厅"sv, "办事大厅"sv, "穿制服"sv,
    "镇里的人"sv,   "镇里领导"sv, "登记员"sv,   "评残员"sv,   "执法车"sv,
});

constexpr auto kPrivate = std::to_array({
    "物业"sv,     "保安"sv,   "停车场"sv,   "中介"sv,   "公司"sv,   "商家"sv,   "商户"sv,
    "店家"sv,     "店员"sv,   "老板"sv,     "房东"sv,   "租客"sv,   "邻居"sv,   "楼上"sv,
    "楼下"sv,     "隔壁"sv,   "快递"sv,     "外卖"sv,   "司机"sv,   "驾校"sv,   "健身房"sv,
    "培训机构"sv, "培训班"sv, "开发商"sv,   "施工队"sv, "施工方"sv, "包工头"sv, "装修"sv,
    "摊主"sv,     "摊贩"sv,   "超市"sv,     "餐厅"sv,   "饭店"sv,   "宾馆"sv,   "银行"sv,
    "保险"sv,     "收费员"sv, "售票员"sv,   "美容院"sv, "理发店"sv, "淘宝"sv,   "平台客服"sv,
    "运营商"sv,   "电信"sv,   "移动公司"sv, "联通"sv,   "养老院"sv, "诊所"sv,
});

constexpr auto kHarmless = std::to_array({
    "举报奖励"sv,     "举报电话是"sv, "举报渠道"sv, "怎么举报"sv,   "如何举报"sv,   "哪里举报"sv,
    "政府信息公开"sv, "政府网站"sv,   "政府补贴"sv, "政府采购"sv,   "中国政府网"sv, "服务窗口在"sv,
    "窗口几点"sv,     "窗口上班"sv,   "税务登记"sv, "会计证"sv,     "会计师"sv,     "会计考试"sv,
    "志愿者报名"sv,   "党员关系"sv,   "信访电话"sv, "火灾保险"sv,   "收钱吗"sv,     "收不收钱"sv,
    "要不要收钱"sv,   "是否收钱"sv,   "不收钱"sv,   "会不会收钱"sv, "态度蛮好"sv,   "态度很好"sv,
    "态度非常好"sv,   "态度特别好"sv, "态度好"sv,
});

constexpr auto kGroups = std::to_array<PhraseGroup>({
    {PhraseClass::emergency, kEmergency},
    {PhraseClass::petition, kPetition},
    {PhraseClass::corruption, kCorruption},
    {PhraseClass::misconduct, kMisconduct},
    {PhraseClass::report, kReport},
    {PhraseClass::complaint, kComplaint},
    {PhraseClass::conduct, kConduct},
    {PhraseClass::official, kOfficial},
    {PhraseClass::private_party, kPrivate},
    {PhraseClass::harmless, kHarmless},
});

}  // namespace

std::span<const PhraseGroup> warning_phrases() {
    return kGroups;
}

}  // namespace huiying::text
