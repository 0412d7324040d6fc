// The ceiling of the intake benchmark: Boost.Beast tuned as far as it goes, doing nothing else.
// Reads a request with its body, answers fixed bytes. Concrete executor, one thread, prebuilt
// response, eager parser, no timers; the same HTTP work as the real server, none of its checks.
//   bare_server        prints the port, runs until it is killed
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> kAwait;
constexpr std::string_view kAnswer =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n"
    "{\"number\":\"x\",\"code\":1}";

Awaitable<void> serve(Socket socket) {
    boost::system::error_code error;
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    boost::beast::flat_static_buffer<8192> buffer;
    std::optional<bhttp::request_parser<bhttp::string_body>> parser;
    while (!error) {
        parser.emplace();
        parser->eager(true);
        co_await bhttp::async_read(socket, buffer, *parser, asio::redirect_error(kAwait, error));
        if (error)
            co_return;
        // At once if the socket takes it all, which it nearly always does: saves a trip through the
        // scheduler.
        const auto sent = socket.write_some(asio::buffer(kAnswer), error);
        if (error == asio::error::would_block)
            error = {};
        if (!error && sent < kAnswer.size())
            co_await asio::async_write(
                socket, asio::buffer(kAnswer.substr(sent)), asio::redirect_error(kAwait, error)
            );
    }
}

Awaitable<void> listen(Acceptor& acceptor) {
    for (;;) {
        Socket socket = co_await acceptor.async_accept(kAwait);
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
    }
}

void run() {
    asio::io_context context{1};
    Acceptor acceptor(
        context.get_executor(), asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0)
    );
    std::cout << acceptor.local_endpoint().port() << std::endl;
    asio::co_spawn(context, listen(acceptor), asio::detached);
    context.run();
}

}  // namespace

int main() {
    try {
        run();
    } catch (const std::exception& error) {
        std::cerr << "bare_server: " << error.what() << '\n';
    }
    return 1;
}
