#include "base/log.hpp"

#include "base/json.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace taraba::log {

namespace {

void write(spdlog::level::level_enum level, std::string_view event,
           std::initializer_list<Field> fields) {
    if (!spdlog::should_log(level)) return;
    std::string text;
    write_json_text(text, event);
    for (const auto& field : fields) {
        text += ',';
        write_json_text(text, field.name);
        text += ':';
        write_json_text(text, field.value);
    }
    spdlog::log(level, spdlog::string_view_t(text));
}

} // namespace

void start(const std::string& level) {
    auto logger = spdlog::stderr_logger_mt("taraba");
    logger->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","thread":%t,"event":%v})",
                        spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(logger);
}

void info(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::info, event, fields);
}

void warn(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::warn, event, fields);
}

void error(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::err, event, fields);
}

} // namespace taraba::log
