#pragma once

#include <functional>
#include <string>

namespace taraba {

/// A document to be handed out: a PDF, a spreadsheet, a CSV.
struct File {
    std::string content_type;
    std::string name; ///< suggested to whoever saves it
    std::string bytes;
    /// Instead of bytes: each call gives the next piece, an empty one ends it, so that a long
    /// document needs no more memory than a piece.
    std::function<std::string()> pieces{};
};

} // namespace taraba
