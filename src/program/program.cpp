#include "program/program.hpp"

#include "api/authentication.hpp"
#include "api/routes.hpp"
#include "db/migrate.hpp"
#include "db/statistics.hpp"
#include "program/wiring.hpp"

#include <filesystem>
#include <unistd.h>

namespace taraba::program {

namespace {

std::unique_ptr<db::Database> open_database(const Settings& settings) {
    std::filesystem::create_directories(settings.data_dir);
    const db::Options options{static_cast<int>(settings.connections)};
    if (settings.database.empty())
        return db::open_sqlite(settings.data_dir + "/taraba.db", options);
    return db::open_postgres(settings.database, options);
}

/// Different for every process, so that a job's owner is told from its predecessor.
std::string node_name() {
    return "node-" + std::to_string(::getpid()) + "-" + base64url(random_bytes(6));
}

} // namespace

Program::Program(const Settings& settings, const Clock& clock)
    : settings_(settings), database_(open_database(settings)),
      // Without a number of its own a node takes a random one: two nodes of one database then
      // still make the same id only in the same millisecond, which the primary key refuses.
      ids_(settings.node != 0 ? settings.node
                              : static_cast<unsigned char>(random_bytes(1)[0]) * 4 +
                                    (static_cast<unsigned char>(random_bytes(1)[0]) & 3)),
      vault_(Vault::open(settings.key_path())),
      workflow_(make_workflow()), installation_{*database_, clock, ids_, vault_, events_},
      runner_(*database_, clock, node_name(), std::chrono::seconds(settings.job_lease_seconds)) {
    installation_.workflow = &workflow_;
    installation_.public_url = settings.own_url();
    installation_.jobs_hint = [this] { runner_.hint(); };
    api_ = std::make_unique<api::Api>(router_, installation_, api::authenticate);
    if (settings.sandbox) {
        sandbox_ = std::make_unique<sandbox::Sandbox>();
        sandbox_->add_routes(router_);
        installation_.sandbox_smtp = sandbox_->smtp_url();
        installation_.played_processor = [this](const std::string& name) {
            return sandbox_->credentials(name);
        };
    }
    api::add_routes(*api_);
    load_sentences();
    // Throws when two records of the API have one name, before anybody is served.
    (void)http::openapi_document(router_, TARABA_VERSION);
    register_jobs(runner_, installation_);
    register_schedules(runner_, installation_);
}

Program::~Program() { stop(); }

void Program::migrate() {
    db::migrate(*database_, db::embedded_migrations(), installation_.clock());
    db::refresh_statistics(*database_);
}

void Program::start() {
    http::ServerOptions options;
    options.host = settings_.host();
    options.port = settings_.port();
    options.workers = static_cast<int>(settings_.workers);
    options.certificate_file = settings_.certificate_file;
    options.key_file = settings_.certificate_key_file;
    options.trusted_proxies = settings_.trusted_proxies;
    server_ = std::make_unique<http::Server>(router_, events_, options);
    server_->start();
    if (settings_.port() == 0 && settings_.public_url.empty())
        installation_.public_url =
            "http://" + settings_.host() + ":" + std::to_string(server_->port());
    if (settings_.sandbox)
        installation_.sandbox_url =
            "http://" + settings_.host() + ":" + std::to_string(server_->port());
    runner_.start(static_cast<int>(settings_.job_threads));
}

void Program::stop() {
    // Jobs under way first: those of a demo talk to the partners that this very server plays.
    runner_.stop();
    if (server_) server_->stop(Millis(30'000));
    server_.reset();
}

} // namespace taraba::program
