#include "shop/staff/saved_view.hpp"

#include "base/text.hpp"
#include "db/table.hpp"

#include <algorithm>

namespace taraba::staff {

namespace {

struct ViewRow {
    SavedViewId id;
    StaffId staff_id; ///< 0: of everybody
    std::string name;
    std::string query;
    std::int64_t position = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ViewRow, (), (id, staff_id, name, query, position, version))

const db::Table<ViewRow>& view_table() {
    static const db::Table<ViewRow> views("saved_views");
    return views;
}

constexpr db::Sql preference_sql{
    "staff.preference",
    "SELECT value FROM staff_preferences WHERE shop_id = $1 AND staff_id = $2 AND name = $3"};

constexpr db::Sql put_preference_sql{"staff.put_preference", R"sql(
    INSERT INTO staff_preferences (shop_id, staff_id, name, value) VALUES ($1, $2, $3, $4)
    ON CONFLICT (shop_id, staff_id, name) DO UPDATE SET value = $4
)sql"};

bool visible(const shop::Scope& scope, const ViewRow& row) {
    return row.staff_id.value == 0 || row.staff_id.value == scope.principal.id;
}

SavedView shown(const ViewRow& row) {
    return {row.id, row.name, row.query, row.staff_id.value == 0, row.position, row.version};
}

Result<void> may_share(const shop::Scope& scope, bool shared) {
    if (!shared || scope.principal.may("settings.edit")) return {};
    return refuse(RefusalKind::forbidden, "forbidden",
                  "A view of everybody needs the permission `settings.edit`.");
}

} // namespace

std::vector<SavedView> views_for(db::Transaction& tx, const shop::Scope& scope) {
    std::vector<SavedView> views;
    for (const auto& row : view_table().all(tx, scope.id()))
        if (visible(scope, row)) views.push_back(shown(row));
    std::ranges::stable_sort(views, {}, &SavedView::position);
    return views;
}

std::optional<SavedView> find_view(db::Transaction& tx, const shop::Scope& scope, std::int64_t id) {
    const auto row = view_table().find(tx, scope.id(), id);
    return row && visible(scope, *row) ? std::optional(shown(*row)) : std::nullopt;
}

Result<SavedView> save_view(db::Transaction& tx, const shop::Scope& scope, SavedView view,
                            bool fresh) {
    if (trimmed(view.name).empty() || view.name.size() > 80)
        return invalid_field("name", "A view has a name of at most 80 letters.");
    if (view.query.size() > 2'000) return invalid_field("query", "The filter is too long.");
    MUST(may_share(scope, view.shared));
    if (fresh) {
        view.id = scope.new_id<SavedViewId>();
    } else {
        const auto before = find_view(tx, scope, view.id.value);
        if (!before) return not_found("There is no such view.");
        MUST(may_share(scope, before->shared));
        ++view.version;
    }
    const ViewRow row{view.id,       StaffId{view.shared ? 0 : scope.principal.id},
                      view.name,     view.query,
                      view.position, view.version};
    if (fresh)
        view_table().insert(tx, scope.id(), row);
    else if (!view_table().update(tx, scope.id(), row))
        return version_conflict();
    return view;
}

Result<void> remove_view(db::Transaction& tx, const shop::Scope& scope, std::int64_t id) {
    const auto view = find_view(tx, scope, id);
    if (!view) return not_found("There is no such view.");
    MUST(may_share(scope, view->shared));
    view_table().remove(tx, scope.id(), id);
    return {};
}

std::string preference(db::Transaction& tx, const shop::Scope& scope, const std::string& name) {
    return tx.text(preference_sql, {scope.id(), scope.principal.id, name}).value_or("");
}

Result<void> put_preference(db::Transaction& tx, const shop::Scope& scope, const std::string& name,
                            const std::string& value) {
    if (name.empty() || name.size() > 60)
        return invalid_field("name", "A preference has a name of at most 60 letters.");
    if (value.size() > 8'000) return invalid_field("value", "This is too long.");
    tx.change(put_preference_sql, {scope.id(), scope.principal.id, name, value});
    return {};
}

} // namespace taraba::staff
