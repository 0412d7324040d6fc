#pragma once

#include <string>

namespace huiying::test {

/// Absolute path of the folder that the tests were built from, for the files of it that they read.
std::string source_folder();

}  // namespace huiying::test
