#include "config/settings.hpp"

#include "catch.hpp"
#include "config/config_error.hpp"

#include <fstream>
#include <unistd.h>

using namespace huiying::config;

namespace {

class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& text)
        : path_(
              std::filesystem::temp_directory_path() /
              ("huiying_settings_" + std::to_string(::getpid()) + ".toml")
          ) {
        std::ofstream(path_) << text;
    }

    ~TemporaryFile() { std::filesystem::remove(path_); }

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string refusal(const SettingSources& sources) {
    try {
        (void)load_settings(sources);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE(
    "a flag wins over the environment, which wins over the file, which wins over the default",
    "[config]"
) {
    const TemporaryFile file("[server]\nport = 1\nthreads = 3\n[log]\nlevel = \"warn\"\n");
    const auto settings = load_settings(
        {.file = file.path(),
         .environment =
             {{"HUIYING_SERVER_PORT", "2"}, {"HUIYING_LOG_LEVEL", "error"}, {"PATH", "/"}},
         .flags = {{"server.port", "4"}}}
    );
    CHECK(settings.integer("server.port") == 4);
    CHECK(settings.text("log.level") == "error");
    CHECK(settings.integer("server.threads") == 3);
    CHECK(settings.text("server.address") == "0.0.0.0");
    CHECK(
        settings.list("roles") ==
        std::vector<std::string>{"intake", "worker", "clock", "sender", "web"}
    );
}

TEST_CASE("a wrong configuration is refused with file, line, key and what is allowed", "[config]") {
    const TemporaryFile unknown("\n[server]\nprot = 1\n");
    CHECK(
        refusal({.file = unknown.path()})
            .find(unknown.path().string() + ":3: unknown key server.prot; allowed: ") !=
        std::string::npos
    );
    const TemporaryFile wrong_type("[server]\nport = \"80\"\n");
    CHECK(
        refusal({.file = wrong_type.path()})
            .find(":2: server.port: wrong type; allowed: a whole number") != std::string::npos
    );
    CHECK(
        refusal({.flags = {{"server.port", "70000"}}}) ==
        "flag --server.port: server.port: 70000 is out of range; allowed: a whole number from 0 to "
        "65535"
    );
    CHECK(
        refusal({.environment = {{"HUIYING_LOG_LEVEL", "loud"}}}
        ).find("allowed: debug|info|warn|error") != std::string::npos
    );
    CHECK(refusal({.file = "/no/such/file.toml"}) == "/no/such/file.toml: file not found");
    const TemporaryFile broken("[server\n");
    CHECK(refusal({.file = broken.path()}).find(broken.path().string() + ":1: ") == 0);
}

TEST_CASE("the reference file holds every key and is accepted as it stands", "[config]") {
    const TemporaryFile file(reference_file());
    const auto settings = load_settings({.file = file.path()});
    for (const auto& row : setting_rows())
        CHECK(settings.effective().find(std::string(row.key) + " = ") != std::string::npos);
}

TEST_CASE("secrets are not printed", "[config]") {
    const auto settings = load_settings({.flags = {{"redis.password", "hunter2"}}});
    CHECK(settings.effective().find("hunter2") == std::string::npos);
}

TEST_CASE("a text that is none of the choices or has another form is refused", "[config]") {
    struct Row {
        const char* key;
        const char* value;
        const char* said;  ///< nullptr: accepted
    };

    const auto row = GENERATE(
        Row{"roles", "worker, sender", nullptr},
        Row{"roles", "intake,cook", "roles: \"cook\" is none of them; allowed: intake|worker"},
        Row{"server.address", "::1", nullptr},
        Row{"server.address", "localhost", "server.address: \"localhost\"; allowed: an IPv4"},
        Row{"server.base_path", "/huiying", nullptr},
        Row{"server.base_path", "", nullptr},
        Row{"server.base_path", "huiying", "server.base_path: \"huiying\"; allowed: nothing, or"},
        Row{"server.base_path", "/huiying/", "server.base_path"},
        Row{"server.base_path", "/", "server.base_path"},
        Row{"server.base_path", "/a//b", "server.base_path"},
        Row{"server.base_path", "/a b", "server.base_path"},
        Row{"server.public_url", "https://town.example:8443/board", nullptr},
        Row{"server.public_url", "town.example", "server.public_url: \"town.example\"; allowed"},
        Row{"server.public_url", "https://", "server.public_url"},
        Row{"server.public_url", "https://town.example/", "server.public_url"},
        Row{"server.trusted_proxies", "10.0.0.0/8,::1,192.168.1.1", nullptr},
        Row{"server.trusted_proxies", "10.0.0.0/8,portal", "server.trusted_proxies: \"portal\""},
        Row{"server.trusted_proxies", "10.0.0.0/33", "server.trusted_proxies"},
        Row{"server.trusted_proxies", "10.0.0.0/", "server.trusted_proxies"},
        Row{"server.trusted_proxies", "10.0.0.0/8x", "server.trusted_proxies"}
    );
    const auto said = refusal({.flags = {{row.key, row.value}}});
    INFO(row.key << " = " << row.value << ": " << said);
    if (row.said)
        CHECK(said.find(row.said) != std::string::npos);
    else
        CHECK(said == "accepted");
}

TEST_CASE("a section of two words is found in a variable's name", "[config]") {
    const auto settings = load_settings(
        {.environment = {{"HUIYING_LANGUAGE_MODEL_CHAT_URL", "http://127.0.0.1:9/v1/chat"}}}
    );
    CHECK(settings.text("language_model.chat_url") == "http://127.0.0.1:9/v1/chat");
    CHECK(settings.text("language_model.embeddings_url").empty());
}
