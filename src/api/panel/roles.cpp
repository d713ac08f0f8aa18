#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::api::panel {

using staff::Role;

void add_roles(Api& api) {
    add_crud<Role>(
        api, {"/api/v1/roles", "roles", "role", "staff.edit", "staff.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return cut(staff::roles(tx, scope.id()), before, limit); },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return staff::find_role(tx, scope.id(), RoleId{id});
              },
              [](db::Transaction& tx, const Scope& scope, Role role, bool fresh) {
                  return staff::save_role(tx, scope, std::move(role), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return staff::remove_role(tx, scope, RoleId{id});
              }});
}

} // namespace taraba::api::panel
