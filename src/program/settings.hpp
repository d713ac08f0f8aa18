#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace taraba::program {

/// Settings of the installation: a TOML file, then environment variables (TARABA_LISTEN, …), then
/// the command line; the last one that says something counts.
struct Settings {
    std::string data_dir = "data";
    std::string database; ///< postgres://…; empty: SQLite in data_dir
    std::string listen = "127.0.0.1:8080";
    std::string public_url; ///< empty: http://listen
    std::string key_file;   ///< empty: data_dir/taraba.key
    std::string certificate_file, certificate_key_file;
    std::vector<std::string> trusted_proxies;
    std::string log_level = "info";
    std::int64_t workers = 64;
    std::int64_t job_threads = 3;
    std::int64_t job_lease_seconds = 120; ///< until a dead node's jobs are taken over
    std::int64_t connections = 20;        ///< to PostgreSQL
    std::int64_t node = 0;                ///< 0 to 1023, different on each node of one database
    bool sandbox = false;

    std::string key_path() const { return key_file.empty() ? data_dir + "/taraba.key" : key_file; }
    std::string host() const;
    std::uint16_t port() const;
    std::string own_url() const;
};

/// Reads the file (if it names one) and the environment. Throws std::runtime_error naming the
/// setting that is wrong.
Settings load_settings(const std::string& file);

} // namespace taraba::program
