#pragma once

#include "api/api.hpp"
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "program/settings.hpp"
#include "sandbox/sandbox.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/scope.hpp"

namespace taraba::program {

/// Everything one running program consists of, put together in the order it needs.
class Program {
public:
    explicit Program(const Settings& settings, const Clock& clock = system_now);
    ~Program();

    shop::Installation& installation() { return installation_; }
    db::Database& database() { return *database_; }
    jobs::Runner& runner() { return runner_; }
    http::Router& router() { return router_; }
    const Settings& settings() const { return settings_; }

    /// Runs what is missing of the schema.
    void migrate();
    /// Starts serving and working on jobs.
    void start();
    std::uint16_t port() const { return server_->port(); }
    /// Finishes the requests and jobs under way.
    void stop();

private:
    Settings settings_;
    std::unique_ptr<db::Database> database_;
    IdMaker ids_;
    Vault vault_;
    EventHub events_;
    orders::Workflow workflow_;
    shop::Installation installation_;
    jobs::Runner runner_;
    http::Router router_;
    std::unique_ptr<api::Api> api_;
    std::unique_ptr<sandbox::Sandbox> sandbox_;
    std::unique_ptr<http::Server> server_;
};

// The commands; each returns the exit code.
int serve(const Settings& settings);
int migrate(const Settings& settings);
int doctor(const Settings& settings);
int verify_audit(const Settings& settings);
int run_sandbox(const Settings& settings);
int import_catalog(const Settings& settings, const std::string& shop, const std::string& file);
int create_shop(const Settings& settings, const std::string& slug, const std::string& name,
                const std::string& admin_email);
int create_api_key(const Settings& settings, const std::string& shop, const std::string& scopes);
int seed(const Settings& settings, bool demo, std::int64_t orders);

} // namespace taraba::program
