// What the clients make of an endpoint's answers: of the usual, the slow, the refusing, the broken.
#include "board/language_model/chat_client.hpp"
#include "board/language_model/embedding_client.hpp"
#include "catch.hpp"

#include <deque>
#include <string>
#include <vector>

namespace {

using namespace huiying::language_model;
using huiying::http::ClientResult;
using huiying::http::HeaderList;

ClientResult answered(int status, std::string body) {
    return {.outcome = ClientResult::Outcome::answered, .status = status, .body = std::move(body)};
}

ClientResult silent(ClientResult::Outcome outcome, std::string reason) {
    return {.outcome = outcome, .reason = std::move(reason)};
}

/// Gives its answers one after the other, the last again and again, and keeps what it was asked.
struct StandIn {
    std::deque<ClientResult> answers;
    std::vector<std::string> bodies;
    HeaderList headers;

    Post post() {
        return
            [this](const std::string&, const HeaderList& with, std::string_view body, const std::string&) {
                bodies.emplace_back(body);
                headers = with;
                auto answer = answers.front();
                if (answers.size() > 1)
                    answers.pop_front();
                return answer;
            };
    }
};

EndpointSettings endpoint(int tries = 1) {
    return {
        .url = "http://127.0.0.1:1/v1/x",
        .model = "m",
        .key = "secret-key",
        .tries = tries,
        .pause = std::chrono::milliseconds{0}};
}

Embedded embedded(
    StandIn& stand_in, const std::vector<std::string>& texts, EmbeddingSettings settings = {}
) {
    settings.endpoint = endpoint();
    return EmbeddingClient(settings, stand_in.post()).embed(texts);
}

Written written(StandIn& stand_in) {
    return ChatClient({.endpoint = endpoint()}, stand_in.post()).write({{"user", "你好"}});
}

std::string said(const std::string& content, const std::string& ended = "stop") {
    return R"({"choices":[{"message":{"role":"assistant","content":")" + content +
           R"("},"finish_reason":")" + ended + R"("}]})";
}

}  // namespace

TEST_CASE("vectors come in the order of the texts, of length 1", "[language_model]") {
    StandIn stand_in{{answered(
        200, R"({"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}]})"
    )}};
    const auto found = embedded(stand_in, {"一", "二"});
    REQUIRE(found.fault == Fault::none);
    REQUIRE(found.vectors.size() == 2);
    CHECK(found.vectors[0][0] == Approx(0.6));
    CHECK(found.vectors[0][1] == Approx(0.8));
    CHECK(found.vectors[1][1] == Approx(1.0));
    CHECK(stand_in.headers.back().second == "Bearer secret-key");
    CHECK(stand_in.bodies.front().find("secret-key") == std::string::npos);
}

TEST_CASE("many texts go in batches, and one that fails fails all", "[language_model]") {
    const auto one = answered(200, R"({"data":[{"index":0,"embedding":[1,0]}]})");
    StandIn stand_in{{one, one, answered(500, "")}};
    const auto found = embedded(stand_in, {"一", "二", "三"}, {.batch = 1});
    CHECK(found.fault == Fault::busy);
    CHECK(found.vectors.empty());
    CHECK(stand_in.bodies.size() == 3);
}

TEST_CASE("vectors that cannot be used are a fault, not vectors", "[language_model]") {
    const auto fault_of = [](const std::string& body, std::size_t dimensions = 0) {
        StandIn stand_in{{answered(200, body)}};
        return embedded(stand_in, {"一", "二"}, {.dimensions = dimensions}).fault;
    };
    CHECK(fault_of("<html>") == Fault::not_json);
    CHECK(fault_of("[]") == Fault::wrong_shape);
    CHECK(fault_of(R"({"data":[{"index":0,"embedding":[1]}]})") == Fault::wrong_shape);
    CHECK(
        fault_of(R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})") ==
        Fault::wrong_shape
    );
    CHECK(
        fault_of(R"({"data":[{"index":0,"embedding":[1]},{"index":9,"embedding":[1]}]})") ==
        Fault::wrong_shape
    );
    CHECK(fault_of(R"({"data":[{"embedding":["a"]},{"embedding":[1]}]})") == Fault::wrong_shape);
    CHECK(fault_of(R"({"data":[{"embedding":[0,0]},{"embedding":[1,0]}]})") == Fault::wrong_shape);
    CHECK(
        fault_of(R"({"data":[{"embedding":[1,0]},{"embedding":[1]}]})") == Fault::wrong_dimensions
    );
    CHECK(
        fault_of(R"({"data":[{"embedding":[1,0]},{"embedding":[1,0]}]})", 3) ==
        Fault::wrong_dimensions
    );
}

TEST_CASE("a busy endpoint is asked again, a bounded number of times", "[language_model]") {
    const auto good = answered(200, R"({"data":[{"index":0,"embedding":[1,0]}]})");
    StandIn stand_in{{answered(429, ""), answered(503, ""), good}};
    const EmbeddingClient patient({.endpoint = endpoint(3)}, stand_in.post());
    CHECK(patient.embed({"一"}).fault == Fault::none);
    CHECK(stand_in.bodies.size() == 3);

    StandIn never{{answered(503, "")}};
    const EmbeddingClient again({.endpoint = endpoint(3)}, never.post());
    CHECK(again.embed({"一"}).fault == Fault::busy);
    CHECK(never.bodies.size() == 3);

    // A wrong key stays wrong; and who did not answer in time had the time.
    StandIn refusing{{answered(401, R"({"error":"no"})")}};
    CHECK(
        EmbeddingClient({.endpoint = endpoint(3)}, refusing.post()).embed({"一"}).fault ==
        Fault::refused
    );
    CHECK(refusing.bodies.size() == 1);
    StandIn slow{{silent(ClientResult::Outcome::unknown, "no_answer")}};
    CHECK(
        EmbeddingClient({.endpoint = endpoint(3)}, slow.post()).embed({"一"}).fault ==
        Fault::timed_out
    );
    CHECK(slow.bodies.size() == 1);
}

TEST_CASE("without an address nothing is asked", "[language_model]") {
    StandIn stand_in{{answered(200, "{}")}};
    CHECK(EmbeddingClient({}, stand_in.post()).embed({"一"}).fault == Fault::off);
    CHECK(ChatClient({}, stand_in.post()).write({}).fault == Fault::off);
    CHECK(stand_in.bodies.empty());
}

TEST_CASE("a chat's text is what the model says after its thoughts", "[language_model]") {
    StandIn stand_in{{answered(200, said("<think>好的，用户……</think>\\n\\n 您好。 "))}};
    const auto found = written(stand_in);
    CHECK(found.fault == Fault::none);
    CHECK(found.text == "您好。");
}

TEST_CASE("a refusal, a filter, a cut and garbage are faults", "[language_model]") {
    const auto fault_of = [](const std::string& body) {
        StandIn stand_in{{answered(200, body)}};
        return written(stand_in).fault;
    };
    CHECK(
        fault_of(R"({"choices":[{"message":{"content":null,"refusal":"I cannot"}}]})") ==
        Fault::declined
    );
    CHECK(fault_of(said("半", "content_filter")) == Fault::declined);
    CHECK(fault_of(said("半句话", "length")) == Fault::cut_short);
    CHECK(fault_of("plain words") == Fault::not_json);
    CHECK(fault_of(R"({"choices":[]})") == Fault::wrong_shape);
    CHECK(fault_of(R"({"choices":[{"message":"text"}]})") == Fault::wrong_shape);
    CHECK(fault_of(said("   ")) == Fault::wrong_shape);
    CHECK(fault_of(said("<think>只想不说</think>")) == Fault::wrong_shape);
}
