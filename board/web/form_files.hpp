// The files of a citizen's form: how many, what is wrong with them in the citizen's words, and how
// they are kept. Used by page_ask and page_addition.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/web/sent_form.hpp"

#include <string>
#include <vector>

namespace huiying::desk {
class Files;
}

namespace huiying::web {

/// "" where they are not too many for one form.
std::string count_error(const std::vector<SentFile>& files);

/// What is wrong with a file that desk refused.
std::string file_error(const std::string& name, model::Errc errc);

/// As they came, by their hashes: not kept yet, their types not known.
std::vector<model::Attachment> named_files(const std::vector<SentFile>& files);

struct KeptFiles {
    std::vector<model::Attachment> attachments;
    std::string fault;  ///< of the first that was refused; empty: all are kept
};

/// Blocks (disk).
[[nodiscard]] KeptFiles keep_files(desk::Files& files, const std::vector<SentFile>& sent);

/// Their hashes, for the key that makes a form sent twice one message.
std::string hashes_of(const std::vector<model::Attachment>& attachments);

}  // namespace huiying::web
