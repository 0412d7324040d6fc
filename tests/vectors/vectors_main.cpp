// huiying_vectors FILE [--platform a,b]: runs a file of test vectors (a JSON array of
// {id, platform, op, inputs, expected}) against the product's own functions, prints the failing ids
// with reasons and "N passed, M failed". Exit 0 when none failed, 1 when some did, 2 on misuse.
#include "vector_ops.hpp"

#include <exception>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <vector>

namespace {

using huiying::vectors::Json;

/// The file's names for a platform of the product.
void add_names(std::set<std::string>& names, const std::string& name) {
    if (name == "feishu")
        names.insert("lark");
    else if (name == "dingtalk")
        names.insert({"dingtalk_robot", "dingtalk_openapi", "dingtalk_custom_robot"});
    else
        names.insert(name);
}

std::set<std::string> split_names(const std::string& list) {
    std::set<std::string> names;
    std::istringstream in(list);
    for (std::string name; std::getline(in, name, ',');)
        add_names(names, name);
    return names;
}

std::string run_one(const Json& vector) {
    const auto platform = vector.at("platform").get<std::string>();
    const auto op = vector.at("op").get<std::string>();
    const auto run = huiying::vectors::find_run(platform, op);
    if (run == nullptr)
        return "unknown op/platform: " + op + "/" + platform;
    try {
        return run(vector.at("inputs"), vector.at("expected"));
    } catch (const std::exception& broken) {
        return std::string("exception: ") + broken.what();
    }
}

int run_all(const Json& vectors, const std::set<std::string>& platforms) {
    int passed = 0;
    int failed = 0;
    for (const auto& vector : vectors) {
        if (!platforms.empty() && platforms.count(vector.at("platform").get<std::string>()) == 0)
            continue;
        const std::string reason = run_one(vector);
        if (reason.empty()) {
            ++passed;
            continue;
        }
        ++failed;
        std::cout << vector.at("id").get<std::string>() << ": " << reason << "\n";
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const bool is_filtered = words.size() == 3 && words[1] == "--platform";
    if (words.size() != 1 && !is_filtered) {
        std::cerr << "usage: huiying_vectors FILE [--platform a,b]\n";
        return 2;
    }
    try {
        std::ifstream in(words[0]);
        return run_all(
            Json::parse(in), is_filtered ? split_names(words[2]) : std::set<std::string>()
        );
    } catch (const std::exception& broken) {
        std::cerr << words[0] << ": " << broken.what() << "\n";
        return 2;
    }
}
