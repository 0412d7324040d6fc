// The signals that end the server. Used by serve.
#pragma once

namespace huiying::app {

/// Blocks them in this thread and those that it starts.
void block_signals();

/// Says that the server listens on `port`, and waits for one of them. REQUIRES: block_signals().
void wait_for_end(int port);

}  // namespace huiying::app
