// Says which process of which machine owns something in Redis, so that another process of the same
// machine can tell at once that the owner is dead and need not wait for a lease to run out.
// Used by PartitionLeases. Reads /proc (Linux); any thread.
#pragma once

#include <string>
#include <string_view>

namespace huiying::queue {

/// "<name>@<machine>/<pid>/<start>/<nonce>", unique for every call. `machine` holds the boot id and
/// the PID namespace, `start` the start time of the process, so that a reused pid or a neighbouring
/// container is never taken for the owner.
std::string make_owner(std::string_view name);

/// True only when `owner` was made on this machine and namespace and its process is gone.
bool is_certainly_dead(std::string_view owner);

}  // namespace huiying::queue
