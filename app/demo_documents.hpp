// `serve --demo`: a sample policy document with its interpretation, written, reviewed and published
// by the same use cases as real ones. It says of itself that it is a sample.
#pragma once

#include "app/record.hpp"
#include "board/model/staff.hpp"

namespace huiying::app {

/// `reviewer`: another person than the writer.
void add_sample_document(Record& record, const model::Staff& writer, const model::Staff& reviewer);

}  // namespace huiying::app
