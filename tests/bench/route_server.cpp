// What http::Server and Router cost over the bare server: one asynchronous route that answers at
// once, among a table of routes like the product's, with request ids, an access callback and the
// headers that every page carries.
//   route_server        prints the port, runs until it is killed
#include "http/io_thread.hpp"
#include "http/server.hpp"

#include <atomic>
#include <iostream>
#include <thread>

namespace http = huiying::http;

namespace {

http::Router table() {
    http::Router router;
    for (const char* page : {"/", "/ask", "/q", "/healthz", "/readyz", "/metrics"})
        router.add({http::Method::get, page, page, [](const http::Request&) {
                        return http::text(200, "page\n");
                    }});
    for (const char* call :
         {"/api/v1/messages", "/api/v1/tickets", "/api/v1/units", "/api/v1/session"})
        router.add({http::Method::post, call, call, [](const http::Request&) {
                        return http::json(200, "{}");
                    }});
    router.add(
        {http::Method::post,
         "/hooks/{platform}/{account}",
         "hooks",
         [](const http::Request& request, http::Responder respond) {
             const bool is_known = request.param("account") == "town";
             respond(http::json(is_known ? 200 : 404, R"({"number":"x","code":1})"));
         }}
    );
    return router;
}

}  // namespace

int main() {
    std::atomic<std::uint64_t> exchanges{0};
    http::IoThread thread("route-server");
    http::ServerSettings settings;
    settings.decorate = [](const http::Request&, http::Response& response) {
        response.headers.emplace_back("X-Content-Type-Options", "nosniff");
        response.headers.emplace_back("Referrer-Policy", "same-origin");
    };
    settings.on_exchange = [&](const http::Exchange& exchange) {
        exchanges.fetch_add(exchange.status == 200 ? 1 : 0, std::memory_order_relaxed);
    };
    http::Server server(thread.context(), settings, table());
    std::cout << server.listen() << std::endl;
    thread.join();
}
