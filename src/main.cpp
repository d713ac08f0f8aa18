#include "base/log.hpp"
#include "program/program.hpp"

#include <CLI/CLI.hpp>

#include <fmt/core.h>

using namespace taraba;

namespace {

/// Options that every command takes; what is given overrides file and environment.
struct Common {
    std::string config, data, database, listen;
    bool sandbox = false;

    program::Settings settings() const {
        auto all = program::load_settings(config);
        if (!data.empty()) all.data_dir = data;
        if (!database.empty()) all.database = database;
        if (!listen.empty()) all.listen = listen;
        all.sandbox = sandbox;
        return all;
    }
};

CLI::App* command(CLI::App& app, const char* name, const char* about, Common& common) {
    auto* sub = app.add_subcommand(name, about);
    sub->add_option("--config", common.config, "TOML file with settings");
    sub->add_option("--data", common.data, "folder of the data (SQLite, key file)");
    sub->add_option("--database", common.database, "postgres://… instead of SQLite");
    return sub;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"Taraba, the order desk of an online shop"};
    app.set_version_flag("--version", TARABA_VERSION);
    app.require_subcommand(1);
    Common common;
    std::string shop = "demo", scopes = "all", file, slug, name, admin_email;
    bool demo = false;
    std::int64_t orders = 0;

    auto* serve = command(app, "serve", "serve the shops", common);
    serve->add_option("--listen", common.listen, "HOST:PORT");
    serve->add_flag("--sandbox", common.sandbox, "play the partners for shops without accounts");
    auto* migrate = command(app, "migrate", "bring the schema up to date", common);
    auto* seed = command(app, "seed", "fill in a demo shop or orders for measuring", common);
    seed->add_flag("--demo", demo, "a believable Romanian shop, `demo`");
    seed->add_option("--orders", orders, "so many orders, fast")->check(CLI::Range(0, 100'000'000));
    auto* import = app.add_subcommand("import", "bring data in")->require_subcommand(1);
    auto* catalog =
        command(*import, "catalog", "products from a Shopify or WooCommerce CSV", common);
    catalog->add_option("file", file)->required();
    catalog->add_option("--shop", shop, "slug");
    auto* shops = app.add_subcommand("shop", "shops of the installation")->require_subcommand(1);
    auto* create_shop =
        command(*shops, "create", "make a shop and print its administrator's password", common);
    create_shop->add_option("--slug", slug, "short name in addresses")->required();
    create_shop->add_option("--name", name)->required();
    create_shop->add_option("--admin-email", admin_email)->required();
    auto* keys = app.add_subcommand("api-key", "keys of machines")->require_subcommand(1);
    auto* create_key = command(*keys, "create", "make a key and print it", common);
    create_key->add_option("--shop", shop, "slug");
    create_key->add_option("--scopes", scopes, "permissions, separated by commas");
    auto* verify = app.add_subcommand("verify", "check")->require_subcommand(1);
    auto* audit = command(*verify, "audit", "that no trail was changed", common);
    auto* doctor = command(app, "doctor", "what is set up, missing or broken", common);
    auto* sandbox = command(app, "sandbox", "play the partners", common);
    sandbox->add_option("--listen", common.listen, "HOST:PORT");
    CLI11_PARSE(app, argc, argv);

    try {
        const auto settings = common.settings();
        log::start(settings.log_level);
        if (*serve) return program::serve(settings);
        if (*migrate) return program::migrate(settings);
        if (*seed) return program::seed(settings, demo, orders);
        if (*catalog) return program::import_catalog(settings, shop, file);
        if (*create_shop) return program::create_shop(settings, slug, name, admin_email);
        if (*create_key) return program::create_api_key(settings, shop, scopes);
        if (*audit) return program::verify_audit(settings);
        if (*doctor) return program::doctor(settings);
        if (*sandbox) return program::run_sandbox(settings);
    } catch (const std::exception& error) {
        fmt::print(stderr, "taraba: {}\n", error.what());
    }
    return 1;
}
