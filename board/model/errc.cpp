#include "board/model/errc.hpp"

#include <array>
#include <string>

namespace huiying::model {
namespace {

constexpr std::array<std::string_view, 53> kCodes{
    "ok",
    "bad_request",
    "bad_encoding",
    "empty_text",
    "text_too_long",
    "body_too_large",
    "unsupported_media",
    "too_many_files",
    "unknown_account",
    "bad_signature",
    "stale_timestamp",
    "unauthenticated",
    "forbidden",
    "bad_csrf_token",
    "bad_credentials",
    "locked_out",
    "rate_limited",
    "not_found",
    "wrong_code",
    "move_not_allowed",
    "version_conflict",
    "already_exists",
    "second_person_needed",
    "text_changed",
    "calendar_not_covered",
    "queue_full",
    "queue_unavailable",
    "store_unavailable",
    "unparsable",
    "outcome_unknown",
    "placeholder_left",
    "reason_needed",
    "basis_needed",
    "channel_needed",
    "summary_needed",
    "not_reached",
    "review_needed",
    "opinion_missing",
    "return_window_closed",
    "already_returned",
    "return_cap_reached",
    "unit_designated",
    "extension_over_cap",
    "deadline_passed",
    "already_asked",
    "commitment_open",
    "date_not_ahead",
    "already_evaluated",
    "reminded_already",
    "survivor_unfit",
    "search_too_long",
    "phone_left",
    "identity_left",
};

class Category final : public boost::system::error_category {
  public:
    virtual ~Category() = default;

    const char* name() const noexcept override { return "huiying"; }

    std::string message(int value) const override {
        return std::string(code_of(static_cast<Errc>(value)));
    }
};

}  // namespace

std::string_view code_of(Errc errc) {
    const auto index = static_cast<std::size_t>(errc);
    return index < kCodes.size() ? kCodes[index] : "unknown";
}

boost::system::error_category const& errc_category() {
    static const Category kCategory;
    return kCategory;
}

}  // namespace huiying::model
