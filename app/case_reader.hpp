// Reads the fields of one case of a file of clock cases (`huiying sla batch`) strictly: what is
// missing, misspelt or of the wrong form is an error of that case, with the field and what is
// allowed. Used by sla_case. Pure.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/sla/message_clock.hpp"
#include "board/sla/working_hours.hpp"

#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::app {

using Json = nlohmann::ordered_json;

/// What is wrong with a case; what() is in Chinese.
class CaseError : public std::runtime_error {
  public:
    CaseError(model::Errc code, const std::string& message)
        : std::runtime_error(message), code_(code) {}

    model::Errc code() const { return code_; }

  private:
    model::Errc code_;
};

/// The fields of one JSON object, which must outlive it. A field that is null counts as missing.
class CaseReader {
  public:
    /// `where`: its path in the case, "" or "params". Throws CaseError when it is no object.
    CaseReader(const Json& object, std::string where);

    /// Throws CaseError for a field that is not among them.
    void allow_only(std::initializer_list<std::string_view> names) const;

    bool has(std::string_view name) const;
    /// The field as it stands, present even when null.
    bool is_given(std::string_view name) const;

    std::string text(std::string_view name) const;
    /// One of `words`; its index.
    std::size_t choice(std::string_view name, const std::vector<std::string_view>& words) const;
    std::int64_t number(std::string_view name) const;
    int whole(std::string_view name, int lowest, int highest) const;
    model::Instant instant(std::string_view name) const;
    std::optional<model::Instant> instant_if(std::string_view name) const;
    std::chrono::seconds time_of_day_or(std::string_view name, std::chrono::seconds fallback) const;
    /// The objects of an array; none when the field is missing.
    std::vector<CaseReader> objects(std::string_view name) const;
    CaseReader object(std::string_view name) const;
    std::vector<sla::Span> spans(std::string_view name) const;
    std::vector<std::string> names() const;

    CaseError wrong(std::string_view name, const std::string& reason) const;

  private:
    const Json* find(std::string_view name) const;
    const Json& get(std::string_view name) const;
    std::string path(std::string_view name) const;

    const Json* object_;
    std::string where_;
};

/// params.pauses. Throws CaseError.
sla::PauseLedger read_pauses(const CaseReader& params);
/// {workdays, granted_at}. Throws CaseError.
sla::Extension read_extension(const CaseReader& extension);
/// {ordinary, weekdays, breaks, special}. Throws CaseError.
sla::WorkingHours read_hours(const CaseReader& hours);

}  // namespace huiying::app
