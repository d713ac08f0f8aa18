#pragma once

#include "api/api.hpp"

#include <algorithm>
#include <functional>

namespace taraba::api {

/// The five routes of a list that people edit: GET list and one, POST, PATCH with version check,
/// DELETE. What an area cannot do, it leaves out.
template <class T>
struct Crud {
    std::string path; ///< /api/v1/statuses
    std::string tag;
    std::string name; ///< for summaries: `status`
    Permission read_permission;
    Permission edit_permission;
    std::function<std::vector<T>(db::Transaction&, const Scope&, const std::string& q,
                                 std::int64_t before, std::int64_t limit)>
        list;
    std::function<std::optional<T>(db::Transaction&, const Scope&, std::int64_t id)> find;
    std::function<Result<T>(db::Transaction&, const Scope&, T value, bool fresh)> save;
    std::function<Result<void>(db::Transaction&, const Scope&, std::int64_t id)> remove;
};

template <class T>
void add_crud(Api& api, const Crud<T>& crud) {
    using IdType = decltype(T::id);
    api.get<shop::ListQuery, shop::Page<T>>(
        crud.path, {"List of " + crud.tag, crud.tag, crud.read_permission},
        [crud](const Scope& scope,
               const In<Nothing, shop::ListQuery>& in) -> Result<shop::Page<T>> {
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            auto rows = scope.read([&](db::Transaction& tx) {
                return crud.list(tx, scope, in.query.q.value_or(""), before, limit + 1);
            });
            return shop::page_of(std::move(rows), static_cast<std::size_t>(limit),
                                 [](const T& row) { return row.id.value; });
        });
    api.get<Nothing, T>(crud.path + "/{id}", {"One " + crud.name, crud.tag, crud.read_permission},
                        [crud](const Scope& scope, const In<>& in) -> Result<T> {
                            TRY(id, in.id<IdType>());
                            auto found = scope.read([&](db::Transaction& tx) {
                                return crud.find(tx, scope, id.value);
                            });
                            if (!found) return not_found("There is nothing with this id.");
                            return std::move(*found);
                        });
    api.create<T, T>(crud.path, {"Create a " + crud.name, crud.tag, crud.edit_permission},
                     [crud](const Scope& scope, const In<>& in) -> Result<T> {
                         T value{};
                         MUST(overlay_json(in.raw, shape_of<T>(), &value));
                         value.id = {};
                         value.version = 1;
                         return scope.create([&](db::Transaction& tx) {
                             return crud.save(tx, scope, value, true);
                         });
                     });
    if (crud.find && crud.save)
        api.patch<T, T>(crud.path + "/{id}",
                        {"Change a " + crud.name, crud.tag, crud.edit_permission},
                        [crud](const Scope& scope, const In<>& in) -> Result<T> {
                            TRY(id, in.id<IdType>());
                            return scope.write([&](db::Transaction& tx) -> Result<T> {
                                auto value = crud.find(tx, scope, id.value);
                                if (!value) return not_found("There is nothing with this id.");
                                const auto version = in.version().value_or(value->version);
                                const auto stored_version = value->version;
                                MUST(overlay_json(in.raw, shape_of<T>(), &*value));
                                if (version != stored_version || value->version != stored_version)
                                    return version_conflict();
                                value->id = id;
                                return crud.save(tx, scope, *value, false);
                            });
                        });
    if (crud.remove)
        api.remove(crud.path + "/{id}", {"Remove a " + crud.name, crud.tag, crud.edit_permission},
                   [crud](const Scope& scope, const In<>& in) -> Result<void> {
                       TRY(id, in.id<IdType>());
                       const auto removed = scope.write([&](db::Transaction& tx) -> Result<bool> {
                           MUST(crud.remove(tx, scope, id.value));
                           return true;
                       });
                       if (!removed) return Failure(removed.error());
                       return {};
                   });
}

/// For short lists that are read whole: the rows below `before`, newest first, at most `limit`.
template <class T>
std::vector<T> cut(std::vector<T> rows, std::int64_t before, std::int64_t limit) {
    std::erase_if(rows, [&](const T& row) { return row.id.value >= before; });
    std::ranges::sort(rows, std::greater{}, [](const T& row) { return row.id.value; });
    if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
    return rows;
}

} // namespace taraba::api
