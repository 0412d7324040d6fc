#include "board/model/field_fault.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace huiying::model {
namespace {

/// errc_category() with a field: an error code has room for a number and its category alone.
class FieldCategory final : public boost::system::error_category {
  public:
    FieldCategory(std::string_view field, std::string_view words) : field_(field), words_(words) {}

    virtual ~FieldCategory() = default;

    const char* name() const noexcept override { return "huiying_field"; }

    std::string message(int value) const override {
        return std::string(code_of(static_cast<Errc>(value))) + ": " + field_;
    }

    FieldFault fault() const { return {field_, words_}; }

  private:
    const std::string field_;
    const std::string words_;
};

const FieldCategory& category_of(std::string_view field, std::string_view words) {
    using Key = std::pair<std::string, std::string>;
    static std::mutex mutex;
    static std::map<Key, std::unique_ptr<const FieldCategory>> categories;
    const std::lock_guard lock(mutex);
    auto& category = categories[Key(field, words)];
    if (!category)
        category = std::make_unique<const FieldCategory>(field, words);
    return *category;
}

}  // namespace

boost::system::error_code in_field(Errc errc, std::string_view field, std::string_view words) {
    return {static_cast<int>(errc), category_of(field, words)};
}

FieldFault fault_of(const boost::system::error_code& code) {
    const auto* category = dynamic_cast<const FieldCategory*>(&code.category());
    return category ? category->fault() : FieldFault{};
}

}  // namespace huiying::model
