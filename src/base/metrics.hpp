#pragma once

#include <string>

namespace taraba::metrics {

/// Counts one answered request under its route's pattern.
void count_request(const std::string& route, int status, double seconds);
/// Adds to a counter that other rooms keep, such as jobs done.
void count(const std::string& name, const std::string& label, const std::string& value);
/// The Prometheus text of everything counted.
std::string text();

} // namespace taraba::metrics
