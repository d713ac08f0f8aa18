#pragma once

#include <string_view>

namespace taraba {

/// The text of a file of data/, which is part of the binary. An unknown name is a fault.
std::string_view embedded_data(std::string_view name);

} // namespace taraba
