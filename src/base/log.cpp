#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>

namespace taraba::log {

void start(const std::string& level) {
    auto logger = spdlog::stderr_logger_mt("taraba");
    logger->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","thread":%t,"event":%v})",
                        spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(logger);
}

} // namespace taraba::log
