#include "source_folder.hpp"

namespace huiying::test {

std::string source_folder() {
    return HUIYING_SOURCE_DIR;
}

}  // namespace huiying::test
