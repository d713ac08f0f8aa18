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

constexpr db::Sql end_sessions_sql{"staff.end_sessions",
                                   "DELETE FROM sessions WHERE shop_id = $1 AND staff_id = $2"};

bool gives_all(const Role& role) {
    return std::ranges::find(role.permissions, "all") != role.permissions.end();
}

/// Whether somebody has all rights besides those that `lost` says of.
bool is_administrator_left(db::Transaction& tx, ShopId shop,
                           const std::function<bool(const StaffRow&)>& lost) {
    for (const auto& person : staff_table().all(tx, shop)) {
        const auto role = find_role(tx, shop, person.role_id);
        if (person.active && role && gives_all(*role) && !lost(person)) return true;
    }
    return false;
}

Failure last_administrator() {
    return refuse(RefusalKind::conflict, "last_administrator",
                  "The last person with all rights stays as they are.");
}

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string role_name(db::Transaction& tx, ShopId shop, RoleId id) {
    const auto role = find_role(tx, shop, id);
    return role ? role->name : "";
}

/// What differs, by its names; a password only as having changed.
std::vector<audit::Change> changes_of(db::Transaction& tx, ShopId shop, const StaffRow& before,
                                      const StaffRow& now) {
    std::vector<audit::Change> changes;
    const auto note = [&](const char* field, const std::string& from, const std::string& to) {
        if (from != to) changes.push_back({field, from, to});
    };
    const auto may_sign_in = [](const StaffRow& row) {
        return std::string(row.id.value == 0 ? "" : row.active ? "yes" : "no");
    };
    note("email", before.email, now.email);
    note("name", before.name, now.name);
    note("role", role_name(tx, shop, before.role_id), role_name(tx, shop, now.role_id));
    note("active", may_sign_in(before), may_sign_in(now));
    if (before.id.value != 0 && before.password_hash != now.password_hash)
        changes.push_back({"password", "", ""});
    return changes;
}

} // namespace

Result<void> check_permissions(const std::vector<std::string>& names, const std::string& field) {
    for (const auto& name : names)
        if (!is_permission(name))
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
    const auto before = fresh ? std::optional(Role{}) : find_role(tx, scope.id(), role.id);
    if (!before) return not_found("There is no such role.");
    if (gives_all(*before) && !gives_all(role) &&
        !is_administrator_left(tx, scope.id(),
                               [&](const StaffRow& each) { return each.role_id == role.id; }))
        return last_administrator();
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
                   {{"name", before->name, role.name},
                    {"permissions", list_of(before->permissions), list_of(role.permissions)}}});
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
    StaffRow before;
    StaffRow row{person.id,       person.email, person.name,   person.role_id,
                 person.language, "",           person.active, person.version};
    if (fresh) {
        if (!person.password) return invalid_field("password", "A new person needs a password.");
        row.password_hash = hash_password(*person.password);
        staff_table().insert(tx, scope.id(), row);
    } else {
        const auto stored = staff_table().find(tx, scope.id(), person.id.value);
        if (!stored) return not_found("There is no such person.");
        before = *stored;
        const auto old_role = find_role(tx, scope.id(), stored->role_id);
        const bool was_administrator = stored->active && old_role && gives_all(*old_role);
        const bool weaker =
            !person.active || !gives_all(*find_role(tx, scope.id(), person.role_id));
        if (was_administrator && weaker &&
            !is_administrator_left(tx, scope.id(),
                                   [&](const StaffRow& each) { return each.id == person.id; }))
            return last_administrator();
        row.version = ++person.version;
        row.password_hash =
            person.password ? hash_password(*person.password) : stored->password_hash;
        if (!staff_table().update(tx, scope.id(), row))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this person; look again.");
        // Who knew the old password, or comes back later, signs in again.
        if (person.password || !person.active) tx.change(end_sessions_sql, {scope.id(), person.id});
    }
    audit::append(tx, scope,
                  {"staff:" + to_text(person.id), fresh ? "staff_created" : "staff_changed",
                   changes_of(tx, scope.id(), before, row)});
    person.password.reset();
    return person;
}

} // namespace taraba::staff
