// Every public page filled with sample values, for the tests of their templates.
#pragma once

#include "board/web/page_layout.hpp"

#include <map>
#include <string>

namespace huiying::desk {
class TownSnapshot;
}

namespace huiying::test {

/// What people wrote: a test replaces all of it by something hostile.
struct WrittenTexts {
    std::string subject = "银春路路灯连着三盏不亮";
    std::string message =
        "银春路靠近幼儿园那一段，三盏路灯已经黑了五天，晚上接孩子看不见路沿。\n"
        "能不能尽快修好？另外请看看电线杆旁边的井盖，踩上去会晃。";
    std::string answer =
        "您好，来信收悉。\n养护人员当晚到现场检查，情况如下：\n"
        "一、三盏路灯不亮是电缆接头进水，已于次日更换接头并恢复照明；\n"
        "二、井盖的防震圈已经更换，踩踏不再晃动。\n"
        "如再发现灯具故障，可以留言并注明灯杆编号，我们优先安排。";
    std::string place = "银春路";
    std::string name = "王女士";
    std::string contact = "13800000000";
    std::string unit = "城市建设管理事务中心";
    std::string source = "《城市道路照明设施管理规定》";
    std::string topic = "道路与停车";
    std::string words = "路灯";
};

/// The town of the samples: two units, one of them leads.
const desk::TownSnapshot& sample_town();

/// A page of the town at 2026-11-23 09:30.
web::PageFrame sample_frame();

/// Page name ("home", "ask_with_faults") -> HTML.
std::map<std::string, std::string> sample_pages(
    const web::PageFrame& frame, const WrittenTexts& texts
);

}  // namespace huiying::test
