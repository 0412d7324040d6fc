#include "sample_entries.hpp"

#include <string>
#include <utility>

namespace huiying::test {

namespace {

model::FaqEntry entry(
    std::string id, std::string question, std::vector<std::string> variants, std::string answer
) {
    model::FaqEntry made;
    made.id = std::move(id);
    made.question = std::move(question);
    made.variants = std::move(variants);
    made.answer = std::move(answer);
    made.valid_from = "2026-01-01";
    made.review = model::FaqReview::reviewed;
    made.auto_answer = true;
    return made;
}

}  // namespace

std::vector<model::FaqEntry> sample_entries() {
    return {
        entry(
            "permit",
            "申领上海市居住证需要什么条件和材料？",
            {"居住证怎么办？", "孩子能办居住证吗"},
            "居住半年以上，有合法稳定就业、住所或连续就读的，可以申领。带身份证和住址证明到窗口办理"
            "。"
        ),
        entry(
            "card",
            "社会保障卡丢失后怎么补办？",
            {"社保卡丢了怎么办", "新卡多久能拿到"},
            "先电话挂失，再带身份证到社区事务受理服务中心补办。"
        ),
        entry(
            "lamp",
            "路灯不亮了向谁报修？",
            {"村里路灯坏了好几盏", "晚上路上太暗"},
            "请写明路名和灯杆编号，由养护单位派人维修。"
        ),
        entry(
            "parking",
            "小区停车位不够怎么办？",
            {"车没地方停"},
            "可由业委会征求业主意见后增设车位，也可申请错峰停车。"
        ),
        entry(
            "noise",
            "工地夜间施工噪声怎么投诉？",
            {"半夜还在打桩"},
            "请写明工地位置和时间，执法人员会到场核实。"
        ),
        entry(
            "disclosure",
            "怎么向镇政府申请政府信息公开？",
            {"信息公开申请表在哪里"},
            "可以当面、邮寄或通过网站提交申请表。"
        ),
    };
}

}  // namespace huiying::test
