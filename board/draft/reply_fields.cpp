// What wordings may name, with samples. Declared in shipped_reply.hpp.
#include "board/draft/shipped_reply.hpp"

namespace huiying::draft {

namespace {

constexpr auto kOne = ReplyField::Lines::one;
constexpr auto kMore = ReplyField::Lines::several;
const std::vector<ReplyField> kReplyFields{
    {"greeting", "称呼", "王女士，您好：", kOne, 20, 20, 0},
    {"number", "编号", "7K3M-9Q2X-RT4B", kOne, 20, 20, 18},
    {"code", "查询码", "4F7K-9QX2M", kOne, 20, 20, 0},
    {"subject", "标题", "小区门口的路灯不亮", kOne, 40, 30, 0},
    {"unit", "承办单位", "城市建设管理事务中心", kOne, 40, 30, 10},
    {"office", "办公室", "某某镇人民政府", kOne, 40, 30, 10},
    {"service_name", "平台名称", "某某镇回应平台", kOne, 40, 30, 10},
    {"review_organ", "复议机关", "某某区人民政府", kOne, 40, 30, 0},
    {"date", "今天", "2026年11月26日", kOne, 20, 20, 0},
    {"received", "收到日期", "2026年11月20日", kOne, 20, 20, 0},
    {"response_due", "回应期限", "11月26日（周四）23:59", kOne, 30, 30, 21},
    {"final_due", "答复期限", "12月3日（周四）23:59", kOne, 30, 30, 21},
    {"old_due", "原定期限", "11月30日（周一）23:59", kOne, 30, 30, 0},
    {"since", "中止日期", "11月26日（周四）10:00", kOne, 30, 30, 0},
    {"contact", "联系方式", "021-6400 0000（工作日9:00-17:00）", kOne, 60, 60, 0},
    {"days", "工作日数", "3", kOne, 4, 4, 3},
    {"earlier", "原编号", "4MRA-77QD-X2KP", kOne, 20, 20, 0},
    {"progress",
     "办理进展",
     "城建中心已于11月26日下午到现场查看，初步判断是电缆故障，已联系供电单位。",
     kMore,
     2000,
     400,
     0},
    {"answer",
     "答复内容",
     "经核实，银春路8盏路灯因电缆老化不亮。城建中心已于11月25日更换电缆120米，路灯全部恢复照明"
     "；"
     "今后每月巡查一次，再发现不亮请拨打021-6400 0000，24小时内派人维修。",
     kMore,
     10'000,  // as a reply may have
     10'000,
     0},
    {"source", "依据", "《城市照明管理规定》第二十六条", kOne, 2000, 2000, 0},
    {"reason", "原因", "需要等待供电单位的检测结果", kMore, 7000, 7000, 0},
    {"evidence", "具体情况", "供电单位11月26日来函，检测需要5个工作日。", kMore, 2000, 2000, 0},
    {"channel", "办理渠道", "某某区信访办公室，电话021-6400 0001", kMore, 2000, 2000, 0},
    {"wanted",
     "需补充的内容",
     "一、路灯杆的编号或者最近的门牌号；\n二、不亮的时间。",
     kMore,
     2000,
     2000,
     0},
    {"promise", "承诺事项", "12月20日前更换整条路的灯杆", kMore, 2000, 2000, 0},
    {"result", "办理结果", "已于12月18日全部更换。", kMore, 2000, 2000, 0},
    {"information", "所申请的信息", "某某镇2026年道路照明维修预算", kOne, 200, 60, 0},
    {"given", "提供的内容或者获取方式", "见附件，共3页。", kMore, 3000, 3000, 0},
    {"facts",
     "查明的事实和理由",
     "经核对本机关文书档案，该文件载有第三方的商业秘密，第三方不同意公开。",
     kMore,
     3000,
     3000,
     0},
    {"organ", "有权机关", "某某区财政局", kOne, 40, 30, 0},
    {"organ_contact", "有权机关联系方式", "021-6400 0002", kOne, 60, 60, 0},
};

}  // namespace

const std::vector<ReplyField>& reply_fields() {
    return kReplyFields;
}

ReplyFields sample_fields(ReplyStage stage) {
    ReplyFields fields;
    for (const auto& field : reply_fields())
        fields[std::string(field.key)] = field.sample;
    const auto word = to_word(stage);
    if (word.starts_with("refused_"))
        fields["reason"] = fields["channel"] = "";
    if (word.starts_with("refused_") && stage != ReplyStage::refused_duplicate)
        fields["earlier"] = "";
    if (stage == ReplyStage::reopened || stage == ReplyStage::given_back)
        fields["reason"] = "";
    if (stage == ReplyStage::undisclosed || stage == ReplyStage::disclosed_partly)
        fields["source"] = "《中华人民共和国政府信息公开条例》第十五条";
    if (stage == ReplyStage::no_such_information)
        fields["facts"] = "检索了本机关2024年至2026年的文书档案和业务系统，没有查到。";
    if (stage == ReplyStage::not_our_information)
        fields["facts"] = "该预算由区财政局制作并保存。";
    if (stage == ReplyStage::not_an_application)
        fields["facts"] = "来件要求处理邻里停车纠纷。";
    if (stage == ReplyStage::needs_making)
        fields["facts"] = "需要把三年的报修记录按小区重新汇总、计算。";
    if (stage == ReplyStage::abandoned)
        fields["facts"] = "补正告知书于11月2日送达，期限至11月23日。";
    if (stage == ReplyStage::other_law)
        fields["source"] = "《不动产登记资料查询暂行办法》";
    return fields;
}

}  // namespace huiying::draft
