#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::api::panel {

using staff::ApiKey;

void add_api_keys(Api& api) {
    add_crud<ApiKey>(
        api,
        {"/api/v1/api-keys", "API keys", "API key", "staff.edit", "staff.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return cut(staff::keys(tx, scope.id()), before, limit); },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> std::optional<ApiKey> {
             for (auto& key : staff::keys(tx, scope.id()))
                 if (key.id.value == id) return std::move(key);
             return std::nullopt;
         },
         [](db::Transaction& tx, const Scope& scope, ApiKey key, bool fresh) {
             return fresh ? staff::create_key(tx, scope, std::move(key))
                          : staff::change_key(tx, scope, std::move(key));
         },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
             return staff::revoke_key(tx, scope, ApiKeyId{id});
         }});
}

} // namespace taraba::api::panel
