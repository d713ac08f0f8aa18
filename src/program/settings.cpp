#include "program/settings.hpp"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>

namespace taraba::program {

namespace {

using Setter = std::function<void(Settings&, const std::string&)>;

std::int64_t whole(const std::string& name, const std::string& text) {
    try {
        std::size_t used = 0;
        const auto value = std::stoll(text, &used);
        if (used == text.size() && value >= 0) return value;
    } catch (const std::exception&) {
    }
    throw std::runtime_error("the setting " + name + " must be a whole number, not `" + text + "`");
}

/// Every setting by the name it has in the file; in the environment TARABA_ and capitals.
const std::map<std::string, Setter>& setters() {
    static const std::map<std::string, Setter> all{
        {"data_dir", [](Settings& s, const std::string& v) { s.data_dir = v; }},
        {"database", [](Settings& s, const std::string& v) { s.database = v; }},
        {"listen", [](Settings& s, const std::string& v) { s.listen = v; }},
        {"public_url", [](Settings& s, const std::string& v) { s.public_url = v; }},
        {"key_file", [](Settings& s, const std::string& v) { s.key_file = v; }},
        {"certificate_file", [](Settings& s, const std::string& v) { s.certificate_file = v; }},
        {"certificate_key_file",
         [](Settings& s, const std::string& v) { s.certificate_key_file = v; }},
        {"log_level", [](Settings& s, const std::string& v) { s.log_level = v; }},
        {"workers", [](Settings& s, const std::string& v) { s.workers = whole("workers", v); }},
        {"job_threads",
         [](Settings& s, const std::string& v) { s.job_threads = whole("job_threads", v); }},
        {"job_lease_seconds",
         [](Settings& s, const std::string& v) {
             s.job_lease_seconds = whole("job_lease_seconds", v);
         }},
        {"connections",
         [](Settings& s, const std::string& v) { s.connections = whole("connections", v); }},
        {"node", [](Settings& s, const std::string& v) { s.node = whole("node", v); }},
        {"trusted_proxy",
         [](Settings& s, const std::string& v) { s.trusted_proxies.push_back(v); }}};
    return all;
}

std::string as_text(const toml::node& node) {
    if (const auto text = node.value<std::string>()) return *text;
    if (const auto number = node.value<std::int64_t>()) return std::to_string(*number);
    throw std::runtime_error("settings are texts and whole numbers");
}

} // namespace

std::string Settings::host() const { return listen.substr(0, listen.rfind(':')); }

std::uint16_t Settings::port() const {
    const auto colon = listen.rfind(':');
    const auto port = colon == listen.npos ? 65'536 : whole("listen", listen.substr(colon + 1));
    if (port > 65'535) throw std::runtime_error("the setting listen must be HOST:PORT");
    return static_cast<std::uint16_t>(port);
}

std::string Settings::own_url() const {
    if (!public_url.empty()) return public_url;
    return (certificate_file.empty() ? "http://" : "https://") + listen;
}

Settings load_settings(const std::string& file) {
    Settings settings;
    if (!file.empty()) {
        const auto table = toml::parse_file(file);
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            const auto setter = setters().find(name);
            if (setter == setters().end())
                throw std::runtime_error("there is no setting `" + name + "` (in " + file + ")");
            if (const auto* list = node.as_array())
                for (const auto& each : *list)
                    setter->second(settings, as_text(each));
            else
                setter->second(settings, as_text(node));
        }
    }
    for (const auto& [name, setter] : setters()) {
        std::string variable = "TARABA_" + name;
        for (char& c : variable)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (const char* value = std::getenv(variable.c_str())) setter(settings, value);
    }
    return settings;
}

} // namespace taraba::program
