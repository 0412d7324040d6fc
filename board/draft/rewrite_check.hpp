// Whether a rewritten text says only what its sources say: sentence by sentence. What a model wrote
// is not believed in anything: each clause needs one source sentence that states all its numbers,
// dates, names, amounts and promises, says most of its words, and turns it neither round nor into
// a duty. Whatever stood in the request (an injected order, too) cannot loosen that. Errs on the
// side of refusing: a refused sentence costs a person one look at the plain draft. Used by desk.
// Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

struct CheckedSentence {
    std::string text;  ///< with the white space that follows it
    bool supported = false;
    std::string why;  ///< Chinese, for the person; empty where supported
};

struct CheckedRewrite {
    std::vector<CheckedSentence> sentences;  ///< put together: what was written
    std::string text;                        ///< the supported sentences only, tidied
    std::vector<std::string> left_out;       ///< clauses of the draft with a fact that `text` lacks

    [[nodiscard]] std::size_t supported() const;
};

/// `draft`: the plain text that was to be rewritten; `sources`: what it rests on. Both support.
/// REQUIRES: valid UTF-8.
[[nodiscard]] CheckedRewrite check_rewrite(
    std::string_view rewritten, std::string_view draft, const std::vector<std::string>& sources
);

}  // namespace huiying::draft
