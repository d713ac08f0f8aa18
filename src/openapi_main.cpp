// Writes the API's description for the build of the web pages: taraba_openapi FILE

#include "api/authentication.hpp"
#include "api/routes.hpp"
#include "http/assets.hpp"

#include <fstream>
#include <iterator>

using namespace taraba;

namespace {

/// Routes are only described here, never served.
class NoDatabase : public db::Database {
public:
    db::Engine engine() const override { return db::Engine::sqlite; }
    void ping() override {}
    void fail_statement(int) override {}

protected:
    void transact(const Work&) override { throw Fault("no database"); }
    void look(const std::function<void(db::Transaction&)>&) override { throw Fault("no database"); }
};

} // namespace

/// The pages are built from what this program writes, so it has none.
std::span<const http::Asset> http::embedded_assets() { return {}; }

int main(int argc, char** argv) {
    if (argc != 2) return 1;
    NoDatabase database;
    IdMaker ids(1);
    const Vault vault = Vault::with_key(std::string(32, 'k'));
    EventHub events;
    shop::Installation installation{database, system_now, ids, vault, events};
    http::Router router;
    api::Api api(router, installation, api::authenticate);
    api::add_routes(api);
    const std::string document = http::openapi_document(router, TARABA_VERSION);
    // Left alone when nothing changed, so that the pages aren't built again for nothing.
    std::ifstream before(argv[1]);
    if (before && std::string(std::istreambuf_iterator<char>(before), {}) == document) return 0;
    std::ofstream(argv[1]) << document;
    return 0;
}
