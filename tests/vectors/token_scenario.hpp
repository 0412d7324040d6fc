// The operation `token`: real senders and the real token cache against a platform that answers by
// script.
#pragma once

#include "vector_ops.hpp"

namespace huiying::vectors {

std::string run_token_scenario(const Json& inputs, const Json& expected);

}  // namespace huiying::vectors
