#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/rule.hpp"
#include "shop/alerts/watch.hpp"

#include <algorithm>

namespace taraba::api::panel {

using alerts::WatchRule;

void add_watch_rules(Api& api) {
    add_crud<WatchRule>(
        api, {"/api/v1/watch-rules", "watch rules", "watch rule", "settings.read", "settings.edit",
              [](db::Transaction&, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return cut(*alerts::written_rules(scope), before, limit); },
              [](db::Transaction&, const Scope& scope, std::int64_t id) {
                  const auto rules = alerts::written_rules(scope);
                  const auto found = std::ranges::find(*rules, RuleId{id}, &WatchRule::id);
                  return found == rules->end() ? std::nullopt : std::optional(*found);
              },
              [](db::Transaction& tx, const Scope& scope, WatchRule rule, bool fresh) {
                  return alerts::save(tx, scope, std::move(rule), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return alerts::remove(tx, scope, RuleId{id});
              }});
    api.create<WatchRule, alerts::Tried>(
        "/api/v1/watch-rules/try",
        {"What a rule would have raised, from the records of the last 90 days", "watch rules",
         "settings.read"},
        [](const Scope& scope, const In<>& in) -> Result<alerts::Tried> {
            WatchRule rule;
            MUST(overlay_json(in.raw, shape_of<WatchRule>(), &rule));
            return alerts::try_on_history(scope, rule, scope.now - std::chrono::hours(24 * 90));
        });
}

} // namespace taraba::api::panel
