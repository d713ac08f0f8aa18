#include "base/log.hpp"
#include "db/migrate.hpp"
#include "program/program.hpp"
#include "seed/seed.hpp"
#include "shop/audit/verify.hpp"
#include "shop/catalog/import.hpp"
#include "shop/partners/account.hpp"
#include "shop/staff/staff.hpp"

#include <csignal>
#include <fmt/core.h>
#include <fstream>
#include <iterator>

namespace taraba::program {

namespace {

/// SIGTERM and SIGINT are waited for, not handled: the main thread sleeps here.
void wait_for_end() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    int which = 0;
    sigwait(&signals, &which);
}

void block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Result<shop::Scope> scope_of(Program& program, const std::string& slug, const char* command) {
    const auto id = program.database().read(
        [&](db::Transaction& tx) { return shop::find_shop_by_slug(tx, slug); });
    if (!id) return not_found(said("There is no shop `{}`.", slug));
    return shop::Scope::of(program.installation(), *id, {ActorKind::system, command, {"all"}});
}

int complain(const Refusal& refusal) {
    fmt::print(stderr, "{}{}\n", refusal.field.empty() ? "" : refusal.field + ": ",
               refusal.detail.text());
    return 1;
}

} // namespace

int serve(const Settings& settings) {
    block_signals();
    Program program(settings);
    program.migrate();
    program.start();
    fmt::print("serving on http{}://{}:{}\n", settings.certificate_file.empty() ? "" : "s",
               settings.host(), program.port());
    std::fflush(stdout);
    wait_for_end();
    log::info("stopping");
    program.stop();
    return 0;
}

int migrate(const Settings& settings) {
    Program program(settings);
    const auto ran = db::migrate(program.database(), db::embedded_migrations(), system_now());
    for (const auto& name : ran)
        fmt::print("ran {}\n", name);
    if (ran.empty()) fmt::print("the schema is up to date\n");
    return 0;
}

int verify_audit(const Settings& settings) {
    Program program(settings);
    const auto shops =
        program.database().read([](db::Transaction& tx) { return shop::all_shops(tx); });
    int wrong = 0;
    for (const auto id : shops)
        for (const auto& sentence : audit::verify(program.database(), id)) {
            fmt::print("shop {}: {}\n", to_text(id), sentence);
            ++wrong;
        }
    if (wrong == 0) fmt::print("all trails are whole\n");
    return wrong == 0 ? 0 : 1;
}

int doctor(const Settings& settings) {
    int broken = 0;
    const auto say = [&](const char* mark, const std::string& what) {
        fmt::print("{:8} {}\n", mark, what);
        if (std::string_view(mark) == "broken") ++broken;
    };
    Program program(settings);
    try {
        program.database().ping();
        say("ok", settings.database.empty() ? "database: SQLite in " + settings.data_dir
                                            : "database: PostgreSQL answers");
    } catch (const std::exception& error) {
        say("broken", std::string("database: ") + error.what());
        return 1;
    }
    const auto missing = db::pending(program.database(), db::embedded_migrations());
    for (const auto& each : missing)
        say("broken", "schema: " + each + "; run `taraba migrate`");
    if (!missing.empty()) return 1;
    say("ok", "schema: up to date");
    say("ok", "key file: " + settings.key_path());
    const auto shops =
        program.database().read([](db::Transaction& tx) { return shop::all_shops(tx); });
    if (shops.empty()) say("missing", "no shop yet; run `taraba seed --demo`");
    for (const auto id : shops) {
        const auto shop = shop::current_shop(program.installation(), id);
        const auto& mine = shop->settings;
        const auto prefix = "shop " + shop->slug + ": ";
        const auto secret = [&](const char* name) {
            return program.database().read(
                [&](db::Transaction& tx) { return shop::find_secret(tx, id, name); });
        };
        say(mine.seller.tax_id.empty() ? "missing" : "ok", prefix + "legal data for invoices");
        say(mine.mail.url.empty() ? "missing" : "ok", prefix + "mail server");
        if (const auto sealed = secret("smtp_password");
            sealed && !program.installation().vault.unseal(*sealed))
            say("broken", prefix + "smtp_password cannot be unsealed with this key file");
        const auto scope =
            shop::Scope::of(program.installation(), id, {ActorKind::system, "doctor", {"all"}});
        for (const auto& account : partners::all(*scope)) {
            const std::string about =
                prefix + std::string(name_of(account.kind)) + " account " + account.partner;
            if (program.installation().vault.unseal(account.credentials.text))
                say("ok", about);
            else
                say("broken", about + " cannot be unsealed with this key file");
        }
        const auto dead = program.database().read(
            [&](db::Transaction& tx) { return jobs::dead_jobs(tx, id).size(); });
        if (dead > 0)
            say("missing", prefix + std::to_string(dead) + " failed jobs wait for a person");
    }
    return broken == 0 ? 0 : 1;
}

int run_sandbox(const Settings& settings) {
    block_signals();
    http::Router router;
    EventHub events;
    sandbox::Sandbox sandbox;
    sandbox.add_routes(router);
    http::ServerOptions options;
    options.host = settings.host();
    options.port = settings.port();
    http::Server server(router, events, options);
    server.start();
    fmt::print("sandbox on http://{}:{}, mail on {}\n", settings.host(), server.port(),
               sandbox.smtp_url());
    std::fflush(stdout);
    wait_for_end();
    return 0;
}

int import_catalog(const Settings& settings, const std::string& shop, const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        fmt::print(stderr, "cannot read {}\n", file);
        return 1;
    }
    const std::string csv{std::istreambuf_iterator<char>(in), {}};
    Program program(settings);
    const auto scope = scope_of(program, shop, "import");
    if (!scope) return complain(scope.error());
    const auto report = catalog::import_catalog(*scope, csv);
    if (!report) return complain(report.error());
    for (const auto& problem : report->problems)
        fmt::print(stderr, "line {}: {}: {}\n", problem.line, problem.field, problem.detail);
    fmt::print("{}: {} created, {} changed, {} unchanged, {} rows left out\n", report->format,
               report->created, report->changed, report->unchanged, report->problems.size());
    return 0;
}

int create_shop(const Settings& settings, const std::string& slug, const std::string& name,
                const std::string& admin_email) {
    Program program(settings);
    program.migrate();
    const auto password = seed::create_shop(program.installation(), slug, name, admin_email);
    if (!password) return complain(password.error());
    fmt::print("shop `{}`: {} signs in with {}\n", slug, admin_email, *password);
    return 0;
}

int create_api_key(const Settings& settings, const std::string& shop, const std::string& scopes) {
    Program program(settings);
    const auto scope = scope_of(program, shop, "api-key");
    if (!scope) return complain(scope.error());
    staff::ApiKey wanted;
    wanted.name = "command line";
    for (std::size_t start = 0; start <= scopes.size();) {
        const auto end = std::min(scopes.find(',', start), scopes.size());
        wanted.scopes.push_back(scopes.substr(start, end - start));
        start = end + 1;
    }
    const auto made =
        scope->write([&](db::Transaction& tx) { return staff::create_key(tx, *scope, wanted); });
    if (!made) return complain(made.error());
    fmt::print("{}\n", *made->key);
    return 0;
}

int seed(const Settings& settings, bool demo, std::int64_t orders) {
    Program program(settings);
    program.migrate();
    if (demo) {
        const auto made = seed::seed_demo(program.installation());
        if (!made) return complain(made.error());
        fmt::print("{}", *made);
    }
    if (orders > 0) {
        const auto scope = scope_of(program, "demo", "seed");
        if (!scope) return complain(scope.error());
        seed::seed_orders(*scope, orders);
    }
    return 0;
}

} // namespace taraba::program
