// Any bytes as a form of Open311 and as the list of services: no crash, and what is read keeps to
// the service.
#include "bot/channel/open311_request.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace huiying;

const std::vector<std::string> kKeys{"k"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto services = *channel::read_open311_services(
        R"([{"service_code":"POT","attributes":[{"code":"d","required":true,"datatype":"number"},)"
        R"({"code":"l","datatype":"multivaluelist","values":["a","b"]}]}])"
    );
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    static_cast<void>(channel::read_open311_services(input));
    const std::string form = "api_key=k&service_code=POT&" + std::string(input);
    const auto read = channel::read_open311_request(form, {services, kKeys});
    if (read && (read->attributes.count("d") != 1 || read->attributes.at("d").size() != 1))
        std::abort();
    if (!read && read.error().status < 400)
        std::abort();
    return 0;
}
