#pragma once

#include <span>
#include <string_view>

namespace taraba {

/// A file of data/, which is part of the binary.
struct EmbeddedFile {
    std::string_view name; ///< without its folder
    std::string_view text;
};

/// All of them, by name.
std::span<const EmbeddedFile> embedded_files();

/// The text of one. An unknown name is a fault.
std::string_view embedded_data(std::string_view name);

} // namespace taraba
