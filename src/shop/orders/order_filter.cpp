#include "shop/orders/order_filter.hpp"

#include "base/form.hpp"
#include "base/text.hpp"
#include "shop/customers/customer.hpp"
#include "shop/page.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/quote.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

using statuses::Axis;

Result<std::vector<StatusId>> status_ids(const shop::Scope& scope, Axis axis,
                                         const std::vector<std::string>& names) {
    std::vector<StatusId> ids;
    const auto catalogue = statuses::of(scope);
    for (const auto& list : names)
        for (const auto& name : split_at(list, ',')) {
            const auto size = ids.size();
            if (const auto* status = catalogue->find(name); status && status->axis == axis)
                ids.push_back(status->id);
            else
                for (const auto& each : catalogue->all())
                    if (each.axis == axis && name_of(each.stage) == name) ids.push_back(each.id);
            if (ids.size() == size)
                return invalid_field(std::string(name_of(axis)) + "_status",
                                     said("There is no status or stage `{}` on this axis.", name));
        }
    return ids;
}

/// The start of a day of the shop, or of the day after it, or a point in time as it stands.
Result<Instant> boundary(const shop::Scope& scope, const std::string& text, bool end,
                         const char* field) {
    if (const auto at = instant_from(text)) return *at;
    const auto day = date_from(text);
    if (!day) return invalid_field(field, "This is neither a day nor a time.");
    return scope.shop->time_zone().start_of(end ? *day + std::chrono::days(1) : *day);
}

std::vector<std::string> entries(const std::vector<std::string>& lists) {
    std::vector<std::string> all;
    for (const auto& list : lists)
        for (auto& entry : split_at(list, ','))
            if (!entry.empty()) all.push_back(std::move(entry));
    return all;
}

/// The ids of methods named by id or code.
template <class Methods, class AnyId>
Result<void> add_methods(const Methods& methods, const std::vector<std::string>& lists,
                         const char* field, std::vector<AnyId>& ids) {
    for (const auto& name : entries(lists)) {
        const auto found = std::ranges::find_if(methods, [&](const auto& method) {
            return method.code == name || to_text(method.id) == name;
        });
        if (found == methods.end())
            return invalid_field(field, said("There is no method `{}`.", shortened(name, 60)));
        ids.push_back(found->id);
    }
    return {};
}

/// A courier stands for the delivery methods that use it.
Result<void> add_couriers(const shop::Scope& scope, const std::vector<std::string>& lists,
                          std::vector<DeliveryMethodId>& ids) {
    for (const auto& name : entries(lists)) {
        const auto size = ids.size();
        for (const auto& method : *pricing::delivery_methods(scope))
            if (method.courier == name) ids.push_back(method.id);
        if (ids.size() == size)
            return invalid_field("courier", "No delivery method uses this courier.");
    }
    return {};
}

Result<std::optional<Money>> amount(const shop::Scope& scope,
                                    const std::optional<std::string>& text, const char* field) {
    if (!text) return std::optional<Money>();
    const auto money = money_from(*text, scope.currency());
    if (!money) return invalid_field(field, money.error().detail);
    return std::optional(*money);
}

Result<void> read_statuses(const shop::Scope& scope, const OrderFilter& filter, Wanted& wanted) {
    const std::vector<std::string>* names[]{&filter.order_status, &filter.payment_status,
                                            &filter.delivery_status};
    for (std::size_t i = 0; i < 3; ++i) {
        TRY(ids, status_ids(scope, axes[i], *names[i]));
        wanted.statuses[i] = ids;
    }
    return {};
}

Result<void> read_period(const shop::Scope& scope, const OrderFilter& filter, Wanted& wanted) {
    const auto zone = scope.shop->time_zone();
    if (filter.period) {
        const auto days = days_of(*filter.period, scope.today());
        wanted.from = first_id_at(zone.start_of(days.first));
        wanted.before = first_id_at(zone.start_of(days.last + std::chrono::days(1)));
    }
    if (filter.placed_from) {
        TRY(at, boundary(scope, *filter.placed_from, false, "placed_from"));
        wanted.from = std::max(wanted.from, first_id_at(at));
    }
    if (filter.placed_to) {
        TRY(at, boundary(scope, *filter.placed_to, true, "placed_to"));
        wanted.before = std::min(wanted.before, first_id_at(at));
    }
    TRY(cursor, shop::cursor_id(filter.cursor));
    wanted.before = std::min(wanted.before, cursor);
    return {};
}

Result<void> read_methods(const shop::Scope& scope, const OrderFilter& filter, Wanted& wanted) {
    MUST(add_methods(*pricing::payment_methods(scope), filter.payment_method, "payment_method",
                     wanted.payment_methods));
    MUST(add_methods(*pricing::delivery_methods(scope), filter.delivery_method, "delivery_method",
                     wanted.delivery_methods));
    std::vector<DeliveryMethodId> of_couriers;
    MUST(add_couriers(scope, filter.courier, of_couriers));
    if (filter.courier.empty()) return {};
    if (wanted.delivery_methods.empty()) {
        wanted.delivery_methods = of_couriers;
        return {};
    }
    std::erase_if(wanted.delivery_methods, [&](DeliveryMethodId id) {
        return std::ranges::find(of_couriers, id) == of_couriers.end();
    });
    wanted.nothing = wanted.nothing || wanted.delivery_methods.empty();
    return {};
}

void read_customer(db::Transaction& tx, const shop::Scope& scope, const std::string& text,
                   Wanted& wanted) {
    if (const auto id = parse_id(text)) {
        wanted.customer = CustomerId{*id};
    } else if (const auto known = customers::find_by_email(tx, scope.id(), text)) {
        wanted.customer = known->id;
    } else {
        wanted.nothing = true;
    }
}

void read_product(db::Transaction& tx, const shop::Scope& scope, const std::string& text,
                  Wanted& wanted) {
    // A SKU may be all digits, so it is asked for first.
    const auto named = catalog::find_by_skus(tx, scope.id(), {text});
    if (!named.empty())
        wanted.product = named.front().id;
    else if (const auto id = parse_id(text))
        wanted.product = ProductId{*id};
    else
        wanted.nothing = true;
}

void read_words(const std::string& text, Wanted& wanted) {
    wanted.words = text.find('@') != std::string::npos
                       ? std::vector{std::string(trimmed(folded(text)))}
                       : search_terms(text);
    // The longest word first: it is the rarest as a rule.
    std::ranges::stable_sort(wanted.words, std::greater{}, &std::string::size);
    if (wanted.words.empty() && !trimmed(text).empty()) wanted.nothing = true;
}

} // namespace

Days days_of(Period period, Date today) {
    using std::chrono::days, std::chrono::months;
    const std::chrono::year_month_day now{today.day};
    const Date month{now.year() / now.month() / 1};
    const auto days_ago = [&](int count) { return today + days(-count); };
    switch (period) {
    case Period::today: return {today, today};
    case Period::yesterday: return {days_ago(1), days_ago(1)};
    case Period::last7: return {days_ago(6), today};
    case Period::last30: return {days_ago(29), today};
    case Period::this_week: {
        const auto since_monday = std::chrono::weekday(today.day) - std::chrono::Monday;
        return {Date{today.day - since_monday}, today};
    }
    case Period::this_month: return {month, today};
    case Period::last_month:
        return {Date{(now.year() / now.month() - months(1)) / 1}, month + days(-1)};
    case Period::this_year: break;
    }
    return {Date{now.year() / 1 / 1}, today};
}

Result<Wanted> read(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter) {
    Wanted wanted;
    MUST(read_statuses(scope, filter, wanted));
    MUST(read_period(scope, filter, wanted));
    MUST(read_methods(scope, filter, wanted));
    wanted.counties = entries(filter.county);
    for (const auto& county : wanted.counties)
        if (!places::find_county(county))
            return invalid_field("county", "There is no such county.");
    TRY(total_from, amount(scope, filter.total_from, "total_from"));
    TRY(total_to, amount(scope, filter.total_to, "total_to"));
    wanted.total_from = total_from;
    wanted.total_to = total_to;
    // Who may not see profits may not find them out by filtering either.
    if (scope.principal.may("profit.read")) {
        TRY(profit_from, amount(scope, filter.profit_from, "profit_from"));
        TRY(profit_to, amount(scope, filter.profit_to, "profit_to"));
        wanted.profit_from = profit_from;
        wanted.profit_to = profit_to;
    }
    if (filter.customer) read_customer(tx, scope, *filter.customer, wanted);
    if (filter.product) read_product(tx, scope, *filter.product, wanted);
    if (filter.referrer) wanted.channel = folded(*filter.referrer);
    wanted.match = filter.referrer_match.value_or(ReferrerMatch::any);
    if (filter.tag) wanted.tag = folded(*filter.tag);
    wanted.alert = filter.alert;
    wanted.handler = filter.handler;
    wanted.held = filter.held;
    if (filter.q) read_words(*filter.q, wanted);
    return wanted;
}

Result<OrderFilter> filter_from(const std::string& query) {
    OrderFilter filter;
    MUST(read_fields(parse_form(query), shape_of<OrderFilter>(), &filter));
    return filter;
}

} // namespace taraba::orders
