#include "shop/messages/suppression.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"

namespace taraba::messages {

namespace {

constexpr db::Sql put_sql{"messages.suppress", R"sql(
    INSERT INTO mail_suppressions (shop_id, email, kind, detail, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (shop_id, email) DO UPDATE SET kind = $3, detail = $4, at = $5
)sql"};
constexpr db::Sql remove_sql{"messages.allow",
                             "DELETE FROM mail_suppressions WHERE shop_id = $1 AND email = $2"};
constexpr db::Sql find_sql{"messages.suppression", R"sql(
    SELECT email, kind, detail, at FROM mail_suppressions WHERE shop_id = $1 AND email = $2
)sql"};
constexpr db::Sql list_sql{"messages.suppressions", R"sql(
    SELECT email, kind, detail, at FROM mail_suppressions WHERE shop_id = $1
     ORDER BY at DESC LIMIT 500
)sql"};

} // namespace

Result<Suppression> suppress(db::Transaction& tx, const shop::Scope& scope, Suppression what) {
    what.email = folded(what.email);
    if (!customers::is_email(what.email))
        return invalid_field("email", "This is not an e-mail address.");
    what.detail = shortened(as_utf8(what.detail), 400);
    what.at = scope.now;
    tx.change(put_sql, {scope.id(), what.email, name_of(what.kind), what.detail, what.at});
    audit::append(tx, scope,
                  {"messages",
                   "address_suppressed",
                   {{"kind", "", std::string(name_of(what.kind))}},
                   what.detail});
    return what;
}

Result<void> allow_again(db::Transaction& tx, const shop::Scope& scope, const std::string& email) {
    if (tx.change(remove_sql, {scope.id(), folded(email)}) == 0)
        return not_found("This address is not held back.");
    audit::append(tx, scope, {"messages", "address_allowed"});
    return {};
}

std::optional<Suppression> suppression_of(db::Transaction& tx, ShopId shop,
                                          const std::string& email) {
    return tx.find<Suppression>(find_sql, {shop, folded(email)});
}

std::vector<Suppression> suppressions(db::Transaction& tx, ShopId shop) {
    return tx.list<Suppression>(list_sql, {shop});
}

} // namespace taraba::messages
