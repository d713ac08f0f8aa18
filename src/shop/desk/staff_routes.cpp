#include "shop/crud.hpp"
#include "shop/desk/routes.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;
using staff::ApiKey;
using staff::Role;
using staff::Staff;

namespace {

struct Me {
    std::string name;
    std::string shop;
    std::string shop_slug;
    std::string language;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Me, (), (name, shop, shop_slug, language, permissions))

} // namespace

void add_staff_routes(Api& api) {
    api.get<Nothing, Me>("/api/v1/me", {"Who is asking, and what they may", "staff", ""},
                         [](const Scope& scope, const In<>&) -> Result<Me> {
                             const auto& who = scope.principal;
                             return Me{who.name,
                                       scope.shop->name,
                                       scope.shop->slug,
                                       scope.language,
                                       {who.permissions.begin(), who.permissions.end()}};
                         });
    add_crud<Role>(api, {"/api/v1/roles", "roles", "role", "staff.edit", "staff.edit",
                         [](db::Transaction& tx, const Scope& scope, const std::string&,
                            std::int64_t before, std::int64_t limit) {
                             return shop::cut(staff::roles(tx, scope.id()), before, limit);
                         },
                         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                             return staff::find_role(tx, scope.id(), RoleId{id});
                         },
                         [](db::Transaction& tx, const Scope& scope, Role role, bool fresh) {
                             return staff::save_role(tx, scope, std::move(role), fresh);
                         },
                         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                             return staff::remove_role(tx, scope, RoleId{id});
                         }});
    add_crud<Staff>(
        api,
        {"/api/v1/staff", "staff", "person", "staff.edit", "staff.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return shop::cut(staff::people(tx, scope.id()), before, limit); },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
             return staff::find_person(tx, scope.id(), StaffId{id});
         },
         [](db::Transaction& tx, const Scope& scope, Staff person, bool fresh) {
             return staff::save_person(tx, scope, std::move(person), fresh);
         },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
             auto person = staff::find_person(tx, scope.id(), StaffId{id});
             if (!person) return not_found("There is no such person.");
             person->active = false; // the trail names people, so they stay
             MUST(staff::save_person(tx, scope, *person, false));
             return {};
         }});
    add_crud<ApiKey>(
        api,
        {"/api/v1/api-keys", "API keys", "API key", "staff.edit", "staff.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return shop::cut(staff::keys(tx, scope.id()), before, limit); },
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

} // namespace taraba::desk
