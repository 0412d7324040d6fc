#include "bot/channel/open311.hpp"

#include "fixture.hpp"

namespace huiying::channel {
namespace {

const std::string kServices =
    R"([{"service_code":"POT","service_name":"路面坑洼","unit":"chengjian","attributes":[)"
    R"({"code":"depth","required":true,"datatype":"number"},)"
    R"({"code":"tags","datatype":"multivaluelist","values":[{"key":"a","name":"A"},"b"]}]},)"
    R"({"service_code":"021","service_name":"垃圾"}])";
const std::vector<std::string> kKeys{"k1", "k2"};

std::string outcome(const std::string& form) {
    const auto services = read_open311_services(kServices);
    REQUIRE(services);
    const auto read = read_open311_request("api_key=k2&" + form, {*services, kKeys});
    return read ? "ok" : std::to_string(read.error().status) + " " + read.error().field;
}

model::ChannelAccount open311_account() {
    model::ChannelAccount account{"open311", "city", {}, {}, true};
    account.settings = {{"services", kServices}};
    account.secrets = {{"api_key", "k2"}};
    return account;
}

std::string place_of(const std::string& form) {
    const auto channel = opened(open311_account());
    const auto& account = dynamic_cast<const Open311Account&>(*channel);
    const auto read = read_open311_request(
        "api_key=k2&service_code=021&" + form, {account.services(), account.api_keys()}
    );
    REQUIRE(read.has_value());
    return account.message_of(*read, "", kNow).inbound.place;
}

}  // namespace

TEST_CASE("a place given by its number alone is not lost", "[channel]") {
    CHECK(place_of("address_id=JZ-7") == "地址编号 JZ-7");
    CHECK(place_of("address_id=JZ-7&address_string=%E4%B8%9C%E8%A1%97") == "东街");
    CHECK(place_of("lat=31.0&long=121.5").empty());
}

TEST_CASE("Open311 has one door, and the callback address says where it is", "[channel]") {
    Post post;
    post.body = "api_key=k2&service_code=021&address_string=x";
    const auto received = opened(open311_account())->receive(post.request(), kNow);
    REQUIRE(std::holds_alternative<Refused>(received));
    const auto answer = open311_row().refuse(std::get<Refused>(received));
    CHECK(answer.status == 400);
    CHECK(answer.body.find("/open311/") != std::string::npos);
}

TEST_CASE("a request names a service, a place, and attributes of the right kind", "[channel]") {
    const auto [form, wanted] = GENERATE(table<std::string, std::string>({
        {"service_code=021&lat=31.0&long=121.5", "ok"},
        {"service_code=021&address_id=7", "ok"},
        {"service_code=021&lat=nan&long=1", "400 location"},
        {"service_code=021&lat=0x1&long=1", "400 location"},
        {"service_code=021&lat=1e1&long=1", "400 location"},
        {"service_code=021&lat=91&long=1", "400 location"},
        {"service_code=021&address_string=x&lat=1", "400 location"},
        {"service_code=021&address_string=%FF", "400 address_string"},
        {"service_code=POT&address_string=x&attribute[depth]=inf", "400 attribute[depth]"},
        {"service_code=POT&address_string=x&attribute[depth]=-1.5", "ok"},
        {"service_code=POT&address_string=x&attribute[depth]=1&attribute[tags][]=a&attribute[tags]["
         "]=b",
         "ok"},
        {"service_code=POT&address_string=x&attribute[depth]=1&attribute[tags][]=c",
         "400 attribute[tags]"},
        {"service_code=POT&address_string=x&attribute[depth][]=1&attribute[depth][]=2",
         "400 attribute[depth]"},
        {"service_code=021&service_code=021&address_string=x", "400 duplicate_parameter"},
        {"service_code=21&address_string=x", "404 service_code"},
    }));
    CAPTURE(form);
    CHECK(outcome(form) == wanted);
}

TEST_CASE(
    "services that a person mistyped are no services, none given are the five kinds", "[channel]"
) {
    CHECK_FALSE(read_open311_services("{"));
    CHECK_FALSE(read_open311_services("[]"));
    CHECK_FALSE(read_open311_services(R"([{"service_name":"x"}])"));
    CHECK_FALSE(read_open311_services(R"([{"service_code":"a","attributes":[{}]}])"));
    const auto own = read_open311_services("");
    REQUIRE(own);
    CHECK(own->size() == 5);
    CHECK(own->front().kind == "question");
}

}  // namespace huiying::channel
