#include "app/first_lines.hpp"

namespace huiying::app {

void print_first_lines(
    std::ostream& out,
    const config::Settings& settings,
    std::uint16_t port,
    const std::optional<std::string>& first_start_token,
    desk::Demo demo
) {
    const auto& public_url = settings.text("server.public_url");
    const std::string origin = public_url.empty() ? "http://127.0.0.1:" + std::to_string(port) +
                                                        settings.text("server.base_path")
                                                  : public_url;
    out << "\n  回应 Huiying " << (demo == desk::Demo::yes ? "（演示数据）" : "") << "\n\n"
        << "  留言板 board      " << origin << "/\n"
        << "  工作台 desk       " << origin << "/desk/\n"
        << "  看板   dashboard  " << origin << "/desk/#/dashboard\n";
    if (first_start_token)
        out << "\n  首次使用：请在 24 小时内打开下面的一次性链接，设置管理员密码\n"
            << "  " << origin << "/desk/#/welcome?token=" << *first_start_token << "\n";
    out << std::endl;
}

}  // namespace huiying::app
