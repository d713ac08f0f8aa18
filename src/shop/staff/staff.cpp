#include "shop/staff/staff.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::staff {

namespace {

const db::Table<Role>& role_table() {
    static const db::Table<Role> table("roles");
    return table;
}

const db::Table<StaffRow>& staff_table() {
    static const db::Table<StaffRow> table("staff");
    return table;
}

constexpr db::Sql role_in_use_sql{
    "staff.role_in_use", "SELECT id FROM staff WHERE shop_id = $1 AND role_id = $2 LIMIT 1"};

constexpr db::Sql email_taken_sql{
    "staff.email_taken", "SELECT id FROM staff WHERE shop_id = $1 AND email = $2 AND id <> $3"};

Staff shown(const StaffRow& row) {
    return {row.id, row.email, row.name, row.role_id, row.language, row.active, {}, row.version};
}

bool is_last_administrator(db::Transaction& tx, ShopId shop, StaffId id) {
    for (const auto& person : staff_table().all(tx, shop)) {
        const auto role = find_role(tx, shop, person.role_id);
        const bool all =
            role && std::ranges::find(role->permissions, "all") != role->permissions.end();
        if (person.active && all && person.id != id) return false;
    }
    return true;
}

} // namespace

Result<void> check_permissions(const std::vector<std::string>& names, const std::string& field) {
    for (const auto& name : names)
        if (std::ranges::find(permissions, name) == std::end(permissions))
            return invalid_field(field, said("There is no permission `{}`.", name));
    return {};
}

std::vector<Role> roles(db::Transaction& tx, ShopId shop) { return role_table().all(tx, shop); }

std::optional<Role> find_role(db::Transaction& tx, ShopId shop, RoleId id) {
    return role_table().find(tx, shop, id.value);
}

Result<Role> save_role(db::Transaction& tx, const shop::Scope& scope, Role role, bool fresh) {
    if (trimmed(role.name).empty()) return invalid_field("name", "A role needs a name.");
    MUST(check_permissions(role.permissions, "permissions"));
    std::string list;
    for (const auto& name : role.permissions)
        list += (list.empty() ? "" : ", ") + name;
    if (fresh) {
        role.id = scope.new_id<RoleId>();
        role.version = 1;
        role_table().insert(tx, scope.id(), role);
    } else if (++role.version; !role_table().update(tx, scope.id(), role)) {
        return refuse(RefusalKind::conflict, "version_conflict",
                      "Somebody else has just changed this role; look again.");
    }
    audit::append(tx, scope,
                  {"role:" + to_text(role.id),
                   fresh ? "role_created" : "role_changed",
                   {{"name", "", role.name}, {"permissions", "", list}}});
    return role;
}

Result<void> remove_role(db::Transaction& tx, const shop::Scope& scope, RoleId id) {
    if (tx.number(role_in_use_sql, {scope.id(), id}))
        return refuse(RefusalKind::conflict, "in_use", "Somebody still has this role.");
    if (!role_table().remove(tx, scope.id(), id.value)) return not_found("There is no such role.");
    audit::append(tx, scope, {"role:" + to_text(id), "role_removed"});
    return {};
}

std::vector<Staff> people(db::Transaction& tx, ShopId shop) {
    std::vector<Staff> list;
    for (const auto& row : staff_table().all(tx, shop))
        list.push_back(shown(row));
    return list;
}

std::optional<Staff> find_person(db::Transaction& tx, ShopId shop, StaffId id) {
    const auto row = staff_table().find(tx, shop, id.value);
    return row ? std::optional(shown(*row)) : std::nullopt;
}

Result<Staff> save_person(db::Transaction& tx, const shop::Scope& scope, Staff person, bool fresh) {
    person.email = folded(person.email);
    if (person.email.find('@') == std::string::npos)
        return invalid_field("email", "This is not an e-mail address.");
    if (trimmed(person.name).empty()) return invalid_field("name", "A person needs a name.");
    if (person.language != "ro" && person.language != "en")
        return invalid_field("language", "The language is ro or en.");
    if (!find_role(tx, scope.id(), person.role_id))
        return invalid_field("role_id", "There is no such role.");
    if (person.password && character_count(*person.password) < 10)
        return invalid_field("password", "A password has at least 10 characters.");
    if (tx.number(email_taken_sql, {scope.id(), person.email, person.id}))
        return invalid_field("email", "Somebody already signs in with this address.");

    if (fresh) {
        person.id = scope.new_id<StaffId>();
        person.version = 1;
    }
    StaffRow row{person.id,       person.email, person.name,   person.role_id,
                 person.language, "",           person.active, person.version};
    if (fresh) {
        if (!person.password) return invalid_field("password", "A new person needs a password.");
        row.password_hash = hash_password(*person.password);
        staff_table().insert(tx, scope.id(), row);
    } else {
        const auto stored = staff_table().find(tx, scope.id(), person.id.value);
        if (!stored) return not_found("There is no such person.");
        const bool weaker = !person.active || person.role_id != stored->role_id;
        if (weaker && is_last_administrator(tx, scope.id(), person.id))
            return refuse(RefusalKind::conflict, "last_administrator",
                          "The last person with all rights stays as they are.");
        row.version = ++person.version;
        row.password_hash =
            person.password ? hash_password(*person.password) : stored->password_hash;
        if (!staff_table().update(tx, scope.id(), row))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this person; look again.");
    }
    audit::append(tx, scope,
                  {"staff:" + to_text(person.id),
                   fresh ? "staff_created" : "staff_changed",
                   {{"email", "", person.email}, {"active", "", person.active ? "yes" : "no"}}});
    person.password.reset();
    return person;
}

} // namespace taraba::staff
