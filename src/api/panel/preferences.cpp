#include "api/panel/routes.hpp"
#include "shop/staff/saved_view.hpp"

namespace taraba::api::panel {

namespace {

struct Preference {
    std::string name;
    LongText value;
};
BOOST_DESCRIBE_STRUCT(Preference, (), (name, value))

Result<Preference> preference_of(const Scope& scope, const std::string& name) {
    return scope.read([&](db::Transaction& tx) -> Result<Preference> {
        return Preference{name, {staff::preference(tx, scope, name)}};
    });
}

Result<Preference> keep_preference(const Scope& scope, const Preference& wanted) {
    return scope.write([&](db::Transaction& tx) -> Result<Preference> {
        MUST(staff::put_preference(tx, scope, wanted.name, wanted.value.text));
        return wanted;
    });
}

} // namespace

void add_preferences(Api& api) {
    api.get<Nothing, Preference>("/api/v1/me/preferences/{name}",
                                 {"How one likes the panel", "staff", "orders.read"},
                                 [](const Scope& scope, const In<>& in) {
                                     return preference_of(scope, in.request.path_value("name"));
                                 });
    api.post<Preference, Preference>("/api/v1/me/preferences",
                                     {"Keep how one likes the panel", "staff", "orders.read"},
                                     [](const Scope& scope, const In<Preference>& in) {
                                         return keep_preference(scope, in.body);
                                     });
}

} // namespace taraba::api::panel
