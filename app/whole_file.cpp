#include "app/whole_file.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace huiying::app {

std::string whole_file(const std::string& path) {
    std::ifstream input(path, std::ios::binary);
    if (!input)
        throw std::runtime_error(path + "：无法打开");
    std::ostringstream bytes;
    bytes << input.rdbuf();
    return bytes.str();
}

}  // namespace huiying::app
