// The customer account: orders, addresses, companies, wishes, and one's own data.

#include "shop/customers/account.hpp"
#include "shop/desk/methods.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/links.hpp"
#include "shop/notices/notice.hpp"
#include "shop/orders/workflow.hpp"

namespace taraba::desk {

using customers::CustomerPlace;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct AccountView {
    std::string shop;
    std::string name;
    std::string email;
    std::string phone;
    std::string language;
    bool news = false;
    bool no_sms = false;
    bool has_password = false;
    bool deletion_asked = false;
    std::vector<CustomerPlace> places;
    std::optional<shop::Address> last_address;
    std::optional<customers::Company> last_company;
};
BOOST_DESCRIBE_STRUCT(AccountView, (),
                      (shop, name, email, phone, language, news, no_sms, has_password,
                       deletion_asked, places, last_address, last_company))

/// An order as a card of the account.
struct AccountOrder {
    OrderId id;
    std::int64_t number = 0;
    Instant placed_at{};
    Statuses statuses;
    Money total;
    Money due;
    std::string lines; ///< in short
    std::string link;  ///< its own page
    bool can_cancel = false;
    bool can_pay = false; ///< now, by the buyer; cash waits for the parcel
};
BOOST_DESCRIBE_STRUCT(AccountOrder, (),
                      (id, number, placed_at, statuses, total, due, lines, link, can_cancel,
                       can_pay))

struct AccountOrders {
    std::vector<AccountOrder> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(AccountOrders, (), (items, next_cursor))

struct Profile {
    std::string name;
    std::string phone;
    std::string language;
    bool news = false;
    std::optional<bool> no_sms; ///< as it is when not given
};
BOOST_DESCRIBE_STRUCT(Profile, (), (name, phone, language, news, no_sms))

struct NewPassword {
    static constexpr bool lenient = true;
    std::string old;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (old, password))

struct PlaceIn {
    static constexpr bool lenient = true;
    std::optional<CustomerPlaceId> id;
    std::string label;
    std::optional<shop::Address> address;
    std::optional<customers::Company> company;
};
BOOST_DESCRIBE_STRUCT(PlaceIn, (), (id, label, address, company))

struct CancelReason {
    static constexpr bool lenient = true;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelReason, (), (reason))

/// Everything that the shop keeps of a person (GDPR art. 15 and 20).
struct OwnData {
    customers::Customer customer;
    AccountView account;
    std::vector<OrderView> orders;
};
BOOST_DESCRIBE_STRUCT(OwnData, (), (customer, account, orders))

/// Only a buyer who is signed in has an account: not a person of the shop, nor a program.
template <class Handler>
auto for_customer(Handler handler) {
    return [handler](const Scope& scope, const auto& in) -> decltype(handler(scope, in)) {
        if (scope.principal.kind != ActorKind::buyer || scope.principal.id == 0)
            return refuse(RefusalKind::unauthenticated, "unauthenticated",
                          "Sign in to your account.");
        return handler(scope, in);
    };
}

CustomerId me(const Scope& scope) { return CustomerId{scope.principal.id}; }

Result<AccountView> view_of(db::Transaction& tx, const Scope& scope) {
    const auto customer = customers::find(tx, scope.id(), me(scope));
    if (!customer) return not_found("There is no such account.");
    AccountView view;
    view.shop = scope.shop->name;
    view.name = customer->name;
    view.email = customer->email;
    view.phone = customer->phone;
    view.language = customer->language;
    view.last_address = customer->address;
    view.last_company = customer->company;
    view.places = customers::places_of(tx, scope.id(), customer->id);
    return view;
}

/// With what only the account knows; the account is made at the first sign-in.
Result<AccountView> whole_view(const Scope& scope) {
    return scope.write([&](db::Transaction& tx) -> Result<AccountView> {
        TRY(view, view_of(tx, scope));
        const auto account = customers::account_of(tx, scope, me(scope));
        view.news = account.news;
        view.no_sms = account.no_sms;
        view.has_password = !account.password_hash.empty();
        view.deletion_asked = account.deletion_asked_at.has_value();
        return view;
    });
}

/// Until somebody prepares the parcel, a buyer cancels without asking.
bool may_cancel(const OrderSummary& order) {
    using statuses::Stage;
    const auto own = order.statuses.order.stage, delivery = order.statuses.delivery.stage;
    return (own == Stage::new_ || own == Stage::waiting || own == Stage::in_progress) &&
           delivery == Stage::none && order.awb_number.empty();
}

bool may_pay(const Scope& scope, const orders::Order& order) {
    const auto now = orders::standing(scope, order);
    const auto& method = method_of(*pricing::payment_methods(scope), order.payment_method_id);
    return order.paid < order.total && now.order.stage != statuses::Stage::cancelled &&
           method.kind == pricing::PaymentKind::bank_transfer;
}

AccountOrder card_of(const Scope& scope, const orders::Order& order, const OrderSummary& row) {
    return {row.id,          row.number,
            row.placed_at,   row.statuses,
            row.total,       row.due,
            row.lines,       shop::order_link(scope, row.id),
            may_cancel(row), may_pay(scope, order)};
}

Result<AccountOrders> own_orders(const Scope& scope, const shop::ListQuery& query) {
    return scope.read([&](db::Transaction& tx) -> Result<AccountOrders> {
        orders::OrderFilter filter;
        filter.customer = to_text(me(scope));
        filter.cursor = query.cursor;
        filter.limit = query.limit;
        TRY(found, orders::search(tx, scope, filter));
        AccountOrders page;
        const auto rows = summaries(tx, scope, found.orders);
        for (std::size_t i = 0; i < rows.size(); ++i)
            page.items.push_back(card_of(scope, found.orders[i], rows[i]));
        if (found.cursor) page.next_cursor = std::to_string(*found.cursor);
        return page;
    });
}

Result<AccountOrder> cancel_own(const Scope& scope, OrderId id, const std::string& reason) {
    const auto cancelled = scope.write([&](db::Transaction& tx) -> Result<AccountOrder> {
        TRY(order, orders::must_find(tx, scope, id));
        if (order.customer_id != me(scope)) return not_found("There is no such order.");
        if (!may_cancel(summaries(tx, scope, {order}).front()))
            return refuse(RefusalKind::conflict, "order_shipped",
                          "The parcel is being prepared; write to the shop to cancel.");
        TRY(after, orders::cancel(tx, scope, id, reason.empty() ? "-" : reason));
        return card_of(scope, after, summaries(tx, scope, {after}).front());
    });
    if (cancelled) scope.announce("order_changed", shop::order_subject(id));
    return cancelled;
}

Result<AccountView> change_profile(const Scope& scope, const Profile& wanted) {
    const auto changed = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto customer = customers::find(tx, scope.id(), me(scope));
        if (!customer) return not_found("There is no such account.");
        customer->name = wanted.name;
        customer->phone = wanted.phone;
        customer->language = wanted.language;
        MUST(customers::change(tx, scope, *customer));
        auto account = customers::account_of(tx, scope, me(scope));
        account.news = wanted.news;
        account.no_sms = wanted.no_sms.value_or(account.no_sms);
        customers::store(tx, scope, account);
        return true;
    });
    if (!changed) return Failure(changed.error());
    return whole_view(scope);
}

Result<AccountView> ask_deletion(const Scope& scope) {
    const auto asked = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto account = customers::account_of(tx, scope, me(scope));
        if (account.deletion_asked_at) return true;
        account.deletion_asked_at = scope.now;
        customers::store(tx, scope, account);
        const auto customer = customers::find(tx, scope.id(), me(scope));
        notices::raise(tx, scope,
                       {{},
                        "deletion_asked",
                        "customer:" + to_text(me(scope)),
                        notices::Audience::administrators,
                        customer->name + " · " + customer->email,
                        {},
                        {}});
        return true;
    });
    if (!asked) return Failure(asked.error());
    scope.announce("notice", "customer:" + to_text(me(scope)));
    return whole_view(scope);
}

Result<http::File> own_data(const Scope& scope) {
    TRY(account, whole_view(scope));
    const auto data = scope.read([&](db::Transaction& tx) -> Result<OwnData> {
        OwnData all{*customers::find(tx, scope.id(), me(scope)), account, {}};
        all.customer.note.text.clear(); // what operators wrote for themselves
        orders::OrderFilter filter;
        filter.customer = to_text(me(scope));
        filter.limit = 200;
        for (bool more = true; more;) {
            TRY(found, orders::search(tx, scope, filter));
            for (const auto& order : found.orders) {
                TRY(view, desk::view_of(tx, scope, order.id));
                all.orders.push_back(std::move(view));
            }
            more = found.cursor.has_value();
            if (more) filter.cursor = std::to_string(*found.cursor);
        }
        return all;
    });
    if (!data) return Failure(data.error());
    return http::File{"application/json", "my-data.json", to_json(*data), {}};
}

} // namespace

void add_account_routes(Api& api) {
    const char* own = customers::account_permission;
    api.get<Nothing, AccountView>(
        "/api/v1/account", {"One's own account", "account", own},
        for_customer([](const Scope& scope, const In<>&) { return whole_view(scope); }));
    api.post<Profile, AccountView>("/api/v1/account/profile",
                                   {"Change name, telephone and wishes", "account", own},
                                   for_customer([](const Scope& scope, const In<Profile>& in) {
                                       return change_profile(scope, in.body);
                                   }));
    api.post<NewPassword, Nothing>(
        "/api/v1/account/password", {"Set or change the password", "account", own},
        for_customer([](const Scope& scope, const In<NewPassword>& in) {
            return customers::set_password(scope, in.body.old, in.body.password,
                                           in.request.cookie("taraba_account").value_or(""));
        }),
        204);
    api.get<shop::ListQuery, AccountOrders>(
        "/api/v1/account/orders", {"One's own orders, newest first", "account", own},
        for_customer([](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
            return own_orders(scope, in.query);
        }));
    api.post<CancelReason, AccountOrder>(
        "/api/v1/account/orders/{id}/cancel",
        {"Cancel one's own order before it is prepared", "account", own},
        for_customer([](const Scope& scope, const In<CancelReason>& in) -> Result<AccountOrder> {
            TRY(id, in.template id<OrderId>());
            return cancel_own(scope, id, in.body.reason);
        }));
    api.post<PlaceIn, CustomerPlace>(
        "/api/v1/account/places", {"Keep an address or a company", "account", own},
        for_customer([](const Scope& scope, const In<PlaceIn>& in) {
            return scope.write([&](db::Transaction& tx) {
                return customers::save_place(tx, scope,
                                             {in.body.id.value_or(CustomerPlaceId{}), me(scope),
                                              in.body.label, in.body.address, in.body.company, 1});
            });
        }));
    api.post<Nothing, Nothing>(
        "/api/v1/account/places/{id}/remove", {"Forget an address or a company", "account", own},
        for_customer([](const Scope& scope, const In<>& in) -> Result<void> {
            TRY(id, in.id<CustomerPlaceId>());
            const auto removed = scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(customers::remove_place(tx, scope, me(scope), id));
                return true;
            });
            if (!removed) return Failure(removed.error());
            return {};
        }),
        204);
    api.post<Nothing, AccountView>(
        "/api/v1/account/deletion", {"Ask the shop to forget one's data", "account", own},
        for_customer([](const Scope& scope, const In<>&) { return ask_deletion(scope); }));
    api.file<Nothing>(
        "/api/v1/account/data.json", "application/json",
        {"Everything that the shop keeps of one", "account", own},
        for_customer([](const Scope& scope, const In<>&) { return own_data(scope); }));
}

} // namespace taraba::desk
