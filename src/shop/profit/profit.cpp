#include "shop/profit/profit.hpp"

#include "base/json.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/daily_totals.hpp"
#include "shop/profit/loss.hpp"

#include <algorithm>
#include <map>

namespace taraba::profit {

namespace {

using statuses::Stage;

constexpr db::Sql put_sql{"profit.put", R"sql(
    INSERT INTO order_profits (shop_id, order_id, lines, gross_result, tax, net_profit, final,
                               computed_at, returned, revenue, goods, courier, cash_fee, commission,
                               packaging, green_tax, advertising, service, exchange)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (shop_id, order_id) DO UPDATE
           SET lines = $3, gross_result = $4, tax = $5, net_profit = $6, final = $7,
               computed_at = $8, returned = $9, revenue = $10, goods = $11, courier = $12,
               cash_fee = $13, commission = $14, packaging = $15, green_tax = $16,
               advertising = $17, service = $18, exchange = $19
)sql"};

constexpr db::Sql find_sql{"profit.find", R"sql(
    SELECT lines, gross_result, tax, net_profit, final, returned
      FROM order_profits WHERE shop_id = $1 AND order_id = $2
)sql"};

std::string percent(Rate rate) { return format_decimal(rate.basis_points, 2, true) + " %"; }

const pricing::PaymentMethod* payment_method_of(const shop::Scope& scope, PaymentMethodId id) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == id) return &method;
    return nullptr;
}

std::vector<Cost> costs_of(const shop::Scope& scope, const orders::Order& order,
                           const std::vector<orders::OrderLine>& lines, const Facts& facts) {
    const auto& settings = scope.shop->settings;
    std::vector<Cost> costs;
    const Money zero{0, scope.currency()};
    Money green_tax = zero;
    for (const auto& line : lines) {
        costs.push_back({LineKind::goods, pricing::line_total(line.unit_cost, line.quantity),
                         line.vat_class,
                         to_decimal(line.quantity) + " × " + to_decimal(line.unit_cost) + " (" +
                             line.sku + ")"});
        green_tax += line.green_tax;
    }
    costs.push_back(
        {LineKind::courier, order.delivery_cost, "standard", to_decimal(order.delivery_cost)});
    const auto* method = payment_method_of(scope, order.payment_method_id);
    if (method && method->kind == pricing::PaymentKind::cash_on_delivery && order.total.minor > 0)
        costs.push_back({LineKind::cash_fee, settings.courier_cash_fee, "standard",
                         to_decimal(settings.courier_cash_fee)});
    costs.push_back({LineKind::packaging, settings.packaging_cost, "standard",
                     to_decimal(settings.packaging_cost)});
    costs.push_back({LineKind::green_tax, green_tax, "standard", to_decimal(green_tax)});
    // Card services are exempt of VAT (Cod fiscal art. 292 (2) a).
    for (const auto& [processor, commission] : facts.commissions)
        costs.push_back({LineKind::commission, commission, "zero",
                         to_decimal(commission) + " (" + processor + ")"});
    for (const auto& each : settings.advertising)
        if (each.channel == facts.last_channel)
            costs.push_back({LineKind::advertising, each.cost, "standard",
                             to_decimal(each.cost) + " (" + facts.last_channel + ")"});
    costs.push_back({LineKind::service, facts.repairs, "standard", to_decimal(facts.repairs)});
    costs.push_back({LineKind::exchange, -facts.exchange, "zero", to_decimal(-facts.exchange)});
    std::erase_if(costs, [](const Cost& cost) { return cost.net.minor == 0; });
    return costs;
}

/// Costs that are figures of the shop's settings. Once the order is completed they are what they
/// were then.
bool is_set_by_shop(LineKind kind) {
    return kind == LineKind::cash_fee || kind == LineKind::packaging ||
           kind == LineKind::advertising;
}

/// What is on the shelf again did not cost anything. Its courier stays.
void take_back(const orders::Returned& returned, std::vector<Cost>& costs) {
    if (returned.goods.minor != 0)
        costs.push_back({LineKind::goods, -returned.goods, "standard",
                         "− " + to_decimal(returned.goods) + " (RMA)"});
    if (returned.green_tax.minor != 0)
        costs.push_back({LineKind::green_tax, -returned.green_tax, "standard",
                         "− " + to_decimal(returned.green_tax) + " (RMA)"});
}

void put_report(db::Transaction& tx, const shop::Scope& scope, OrderId id, const Report& report) {
    const auto of = [&](LineKind kind) {
        Money sum{0, scope.currency()};
        for (const auto& line : report.lines)
            if (line.kind == kind) sum += line.amount;
        return sum;
    };
    tx.later(put_sql,
             {scope.id(), id, to_json(report.lines), report.gross_result, report.tax,
              report.net_profit, report.final, scope.now, report.returned, of(LineKind::revenue),
              of(LineKind::goods), of(LineKind::courier), of(LineKind::cash_fee),
              of(LineKind::commission), of(LineKind::packaging), of(LineKind::green_tax),
              of(LineKind::advertising), of(LineKind::service), of(LineKind::exchange)});
}

Facts facts_of(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order) {
    const auto referrers = orders::referrers_of(tx, scope.id(), order.id);
    Facts facts{referrers.empty() ? "" : referrers.back().channel, {}, {}};
    facts.exchange = {0, scope.currency()};
    for (const auto& payment : payments::of_order(tx, scope.id(), order.id)) {
        if (payment.commission.minor != 0)
            facts.commissions.emplace_back(payment.processor, payment.commission);
        facts.exchange += payment.exchange();
    }
    if (scope.installation.workflow->returned)
        facts.returned = scope.installation.workflow->returned(tx, scope, order);
    if (scope.installation.workflow->repairs)
        facts.repairs = scope.installation.workflow->repairs(tx, scope, order);
    return facts;
}

/// What an order at a loss may not enter.
bool is_guarded(const shop::Scope& scope, const statuses::Status& to) {
    return to.stage == Stage::completed ||
           (to.stage == Stage::preparing && scope.shop->settings.hold_loss_before_courier);
}

/// Whether the amounts of a kind of cost, or what came back, are others.
bool differs(const Report& one, const Report& other) {
    std::map<LineKind, std::int64_t> sums;
    for (const auto& line : one.lines)
        sums[line.kind] += line.amount.minor;
    for (const auto& line : other.lines)
        sums[line.kind] -= line.amount.minor;
    return one.returned != other.returned ||
           std::ranges::any_of(sums, [](const auto& sum) { return sum.second != 0; });
}

/// Late facts change a frozen report, and the difference is on record.
void keep_difference(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                     const Report& before, const Report& now) {
    if (before.net_profit == now.net_profit) return;
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "profit_recomputed",
                   {{"net_profit", to_decimal(before.net_profit), to_decimal(now.net_profit)}}});
}

} // namespace

Report compute(Money gross_revenue, Money vat, const std::vector<Cost>& costs,
               const pricing::TaxCalendar& taxes, Date day,
               const std::vector<ProfitLine>& carried) {
    const auto& regime = taxes.regime(day);
    Report report;
    const Money revenue = regime.vat_payer ? gross_revenue - vat : gross_revenue;
    report.lines.push_back({LineKind::revenue, revenue,
                            regime.vat_payer ? to_decimal(gross_revenue) + " − " + to_decimal(vat)
                                             : to_decimal(gross_revenue)});
    report.gross_result = revenue;
    // A non-payer's cost is rounded once for each rate of a kind, as its suppliers invoice it.
    for (const auto& cost : costs) {
        const Rate rate = taxes.listed_vat(cost.vat_class, day);
        const Money amount = regime.vat_payer ? cost.net : cost.net + portion(cost.net, rate);
        report.lines.push_back(
            {cost.kind, -amount,
             cost.explanation + (regime.vat_payer ? "" : " + " + percent(rate))});
        report.gross_result = report.gross_result - amount;
    }
    for (const auto& line : carried) {
        report.lines.push_back(line);
        report.gross_result += line.amount;
    }
    const bool micro = regime.kind == "micro";
    const Money base = micro ? revenue : report.gross_result;
    const bool due = base.minor > 0;
    report.tax = due ? portion(base, regime.rate) : Money{0, base.currency};
    report.lines.push_back(
        {LineKind::tax, -report.tax,
         percent(regime.rate) + " × " + to_decimal(due ? base : Money{0, base.currency})});
    report.net_profit = report.gross_result - report.tax;
    report.returned = {0, revenue.currency};
    return report;
}

Report report_of(const shop::Scope& scope, const orders::Order& order,
                 const std::vector<orders::OrderLine>& lines, const Facts& facts,
                 const Report* frozen) {
    const Date day = scope.shop->time_zone().day_of(order.placed_at);
    auto costs = costs_of(scope, order, lines, facts);
    Money gross = order.total, vat = order.vat;
    if (facts.returned) {
        take_back(*facts.returned, costs);
        gross = gross - facts.returned->gross;
        vat = vat - facts.returned->vat;
    }
    std::vector<ProfitLine> carried;
    if (frozen) {
        std::erase_if(costs, [](const Cost& cost) { return is_set_by_shop(cost.kind); });
        std::ranges::copy_if(frozen->lines, std::back_inserter(carried),
                             [](const ProfitLine& line) { return is_set_by_shop(line.kind); });
    }
    auto report = compute(gross, vat, costs, *pricing::taxes(scope), day, carried);
    if (facts.returned) report.returned = facts.returned->gross;
    return report;
}

Result<Report> find(db::Transaction& tx, ShopId shop, OrderId id) {
    auto report = tx.find<Report>(find_sql, {shop, id});
    if (!report) return not_found("There is no such order.");
    return std::move(*report);
}

void insert_later(db::Transaction& tx, const shop::Scope& scope, OrderId id, const Report& report) {
    put_report(tx, scope, id, report);
}

void register_steps(orders::Workflow& workflow) {
    workflow.guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                 const orders::Order& order,
                                 const statuses::Status& to) -> Result<void> {
        if (!is_guarded(scope, to) || order.released) return {};
        const auto report = report_of(scope, order, orders::lines_of(tx, scope.id(), order.id),
                                      facts_of(tx, scope, order));
        if (report.net_profit.minor >= 0) return {};
        return refuse(
            RefusalKind::conflict, "order_at_loss",
            said("The order would lose {}; it is held until somebody with the right releases it.",
                 to_decimal(-report.net_profit)),
            "status");
    });
    workflow.on_change.push_back(
        [](db::Transaction& tx, const shop::Scope& scope, orders::Order& order) {
            const auto kept = find(tx, scope.id(), order.id);
            const bool frozen = kept && kept->final;
            auto report = report_of(scope, order, orders::lines_of(tx, scope.id(), order.id),
                                    facts_of(tx, scope, order), frozen ? &*kept : nullptr);
            report.final = frozen || orders::standing(scope, order).order.stage == Stage::completed;
            mark_changed(tx, scope, order);
            if (frozen && !differs(*kept, report)) return;
            if (frozen) keep_difference(tx, scope, order.id, *kept, report);
            put_report(tx, scope, order.id, report);
            order.net_profit = report.net_profit;
            if (report.net_profit.minor < 0 || (kept && kept->net_profit.minor < 0))
                warn(tx, scope, order);
        });
}

} // namespace taraba::profit
