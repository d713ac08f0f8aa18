#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace taraba::log {

/// One JSON object a line on standard error. Never give it personal data: ids and codes only.
void start(const std::string& level);

struct Field {
    std::string_view name;
    std::string_view value;
};

void info(std::string_view event, std::initializer_list<Field> fields = {});
void warn(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

} // namespace taraba::log
