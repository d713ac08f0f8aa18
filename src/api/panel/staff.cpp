#include "shop/staff/staff.hpp"
#include "api/crud.hpp"
#include "api/panel/routes.hpp"

namespace taraba::api::panel {

using staff::Staff;

void add_staff(Api& api) {
    add_crud<Staff>(
        api, {"/api/v1/staff", "staff", "person", "staff.edit", "staff.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return cut(staff::people(tx, scope.id()), before, limit); },
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
}

} // namespace taraba::api::panel
