#pragma once

#include "base/refusal.hpp"

#include <string>
#include <vector>

namespace taraba {

struct ZippedFile {
    std::string name;
    std::string bytes;
};

/// Refuses with `not_a_zip` what is none, is damaged, has no file or more than 100, or one of more
/// than 20 MB: archives come from outside.
Result<std::vector<ZippedFile>> unzip(const std::string& archive);
std::string zip(const std::vector<ZippedFile>& files);

} // namespace taraba
