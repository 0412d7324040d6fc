// Words that must not leave the house, each behind a sign of its own (⟦1⟧), and back again. Used by
// rewriting. Not thread-safe; pure otherwise.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

class HiddenWords {
  public:
    /// Whether the text could be taken for one with signs in it: then nothing of it may be hidden.
    [[nodiscard]] static bool has_signs(std::string_view text);

    /// `words` wherever they stand, then personal details (text::mask_personal). The same words get
    /// the same sign, in all texts. REQUIRES: no has_signs().
    [[nodiscard]] std::string hide(std::string text, const std::vector<std::string>& words);

    /// The words again; nullopt: a sign that was never given.
    [[nodiscard]] std::optional<std::string> shown(std::string_view text) const;

  private:
    std::string sign_of(std::string_view word);

    std::vector<std::string> hidden_;
};

}  // namespace huiying::desk
