#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/messages/suppression.hpp"

namespace taraba::api::panel {

namespace {

struct Suppressions {
    std::vector<messages::Suppression> items;
};
BOOST_DESCRIBE_STRUCT(Suppressions, (), (items))

} // namespace

void add_mail_suppressions(Api& api) {
    api.get<Nothing, Suppressions>(
        "/api/v1/mail-suppressions",
        {"Addresses that nothing more is sent to, the newest first", "messages", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Suppressions> {
            return scope.read([&](db::Transaction& tx) -> Result<Suppressions> {
                return Suppressions{messages::suppressions(tx, scope.id())};
            });
        });
    api.post<messages::Suppression, messages::Suppression>(
        "/api/v1/mail-suppressions",
        {"Tell of a bounce or a complaint: nothing more is sent to the address", "messages",
         "orders.edit"},
        [](const Scope& scope, const In<messages::Suppression>& in) {
            return scope.create(
                [&](db::Transaction& tx) { return messages::suppress(tx, scope, in.body); });
        },
        201);
    api.remove("/api/v1/mail-suppressions/{email}",
               {"Send to the address again", "messages", "orders.edit"},
               [](const Scope& scope, const In<>& in) -> Result<void> {
                   const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
                       MUST(messages::allow_again(tx, scope, in.request.path_value("email")));
                       return true;
                   });
                   if (!done) return Failure(done.error());
                   return {};
               });
}

} // namespace taraba::api::panel
