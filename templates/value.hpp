// What a template is filled with: a tree of text, yes/no, lists and named fields. Used by web,
// draft, desk and bot; the mustache library stays inside this room.
#pragma once

#include <concepts>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace huiying::templates {

class Value {
  public:
    using List = std::vector<Value>;
    using Object = std::map<std::string, Value>;

    /// An empty object.
    Value();
    // Out of line: inlined moves of the tree make g++ 12 warn of uninitialised members.
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;
    ~Value();

    // Implicit on purpose: a tree is written down as {{"number", number}, {"urgent", true}}.
    Value(std::string text)  // NOLINT(google-explicit-constructor)
        : held_(std::move(text)) {}

    Value(std::string_view text)  // NOLINT(google-explicit-constructor)
        : held_(std::string(text)) {}

    Value(const char* text)  // NOLINT(google-explicit-constructor)
        : held_(std::string(text)) {}

    template <std::same_as<bool> Bool>
    Value(Bool yes)  // NOLINT(google-explicit-constructor)
        : held_(yes) {}

    /// Whole numbers are written in decimal.
    template <std::integral Number>

    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
        Value(Number number)  // NOLINT(google-explicit-constructor)
        : held_(std::to_string(number)) {}

    Value(List list)  // NOLINT(google-explicit-constructor)
        : held_(std::move(list)) {}

    Value(Object fields)  // NOLINT(google-explicit-constructor)
        : held_(std::move(fields)) {}

    /// Object of the given fields.
    Value(std::initializer_list<std::pair<const std::string, Value>> fields)
        : held_(Object(fields)) {}

    /// Adds or replaces a field. REQUIRES: an object; throws std::bad_variant_access otherwise.
    Value& set(std::string name, Value value) {
        std::get<Object>(held_).insert_or_assign(std::move(name), std::move(value));
        return *this;
    }

    /// Adds an element. REQUIRES: a list; throws std::bad_variant_access otherwise.
    Value& add(Value value) {
        std::get<List>(held_).push_back(std::move(value));
        return *this;
    }

    [[nodiscard]] const std::variant<Object, List, std::string, bool>& held() const {
        return held_;
    }

  private:
    std::variant<Object, List, std::string, bool> held_;
};

}  // namespace huiying::templates
