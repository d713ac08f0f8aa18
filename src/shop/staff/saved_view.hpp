#pragma once

#include "shop/scope.hpp"

namespace taraba::staff {

/// A filter of the order list under a name: the person's own, or everybody's.
struct SavedView {
    SavedViewId id;
    std::string name;
    std::string query; ///< as in the address: `order_status=new&period=today`
    bool shared = false;
    std::int64_t position = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, name, query, shared, position, version))

/// Those of everybody and those of whoever asks, by position.
std::vector<SavedView> views_for(db::Transaction& tx, const shop::Scope& scope);
std::optional<SavedView> find_view(db::Transaction& tx, const shop::Scope& scope, std::int64_t id);
/// Sharing needs settings.edit. Refuses with `invalid_field` and `forbidden`.
Result<SavedView> save_view(db::Transaction& tx, const shop::Scope& scope, SavedView view,
                            bool fresh);
Result<void> remove_view(db::Transaction& tx, const shop::Scope& scope, std::int64_t id);

/// How a person likes the panel, by name; empty when it was never said.
std::string preference(db::Transaction& tx, const shop::Scope& scope, const std::string& name);
/// Refuses with `invalid_field`.
Result<void> put_preference(db::Transaction& tx, const shop::Scope& scope, const std::string& name,
                            const std::string& value);

} // namespace taraba::staff
