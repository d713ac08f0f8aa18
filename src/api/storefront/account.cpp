#include "shop/customers/account.hpp"
#include "api/panel/order_view.hpp"
#include "api/storefront/customer_only.hpp"
#include "api/storefront/routes.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/customers/company.hpp"
#include "shop/customers/customer.hpp"
#include "shop/orders/order_list.hpp"

namespace taraba::api::storefront {

using customers::CustomerPlace;

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

/// Everything that the shop keeps of a person (GDPR art. 15 and 20).
struct OwnData {
    customers::Customer customer;
    AccountView account;
    std::vector<panel::OrderView> orders;
};
BOOST_DESCRIBE_STRUCT(OwnData, (), (customer, account, orders))

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
        alerts::raise(tx, scope,
                      {{},
                       "deletion_asked",
                       "customer:" + to_text(me(scope)),
                       alerts::Audience::administrators,
                       customer->name + " · " + customer->email,
                       {},
                       {}});
        return true;
    });
    if (!asked) return Failure(asked.error());
    scope.announce("notice", "customer:" + to_text(me(scope)));
    return whole_view(scope);
}

Result<File> own_data(const Scope& scope) {
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
                TRY(view, panel::view_of(tx, scope, order.id));
                all.orders.push_back(std::move(view));
            }
            more = found.cursor.has_value();
            if (more) filter.cursor = std::to_string(*found.cursor);
        }
        return all;
    });
    if (!data) return Failure(data.error());
    return File{"application/json", "my-data.json", to_json(*data), {}};
}

} // namespace

void add_account(Api& api) {
    constexpr Permission own = customers::account_permission;
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

} // namespace taraba::api::storefront
