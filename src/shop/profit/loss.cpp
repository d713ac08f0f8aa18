#include "shop/profit/loss.hpp"

#include "shop/catalog/product.hpp"
#include "texts/profit.hpp"

#include <algorithm>

namespace taraba::profit {

namespace {

using statuses::Stage;

Money spent_on(const Report& report, LineKind kind, Currency currency) {
    Money sum{0, currency};
    for (const auto& line : report.lines)
        if (line.kind == kind) sum = sum - line.amount;
    return sum;
}

void add_lines(std::vector<LossReason>& reasons, const std::vector<orders::OrderLine>& lines,
               const VatClasses& classes, const pricing::TaxCalendar& taxes, Date day) {
    for (const auto& line : lines) {
        const Money vat = pricing::vat_inside(line.total, line.vat_rate).vat;
        const Money cost = pricing::line_total(line.unit_cost, line.quantity) + line.green_tax;
        reasons.push_back(
            {LossCause::cost_above_price, cost - (line.total - vat), line.sku, line.product_id});
        const auto now = classes.find(line.product_id);
        if (now == classes.end() || now->second == line.vat_class || !taxes.regime(day).vat_payer)
            continue;
        const Money other = pricing::vat_inside(line.total, taxes.listed_vat(now->second, day)).vat;
        const Money difference = other < vat ? vat - other : other - vat;
        reasons.push_back({LossCause::wrong_vat_class, difference, line.sku, line.product_id});
    }
}

} // namespace

std::vector<LossReason> reasons_of(const orders::Order& order,
                                   const std::vector<orders::OrderLine>& lines,
                                   const Report& report, const VatClasses& classes,
                                   const pricing::TaxCalendar& taxes, Date day) {
    std::vector<LossReason> reasons;
    if (report.net_profit.minor >= 0) return reasons;
    const Currency currency = order.total.currency;
    const auto without_vat = [&](Money gross) {
        return order.total.minor == 0 ? gross
                                      : gross - scaled(gross, order.vat.minor, order.total.minor);
    };
    const auto spent = [&](LineKind kind) { return spent_on(report, kind, currency); };
    add_lines(reasons, lines, classes, taxes, day);
    reasons.push_back({LossCause::discount, without_vat(order.discount), "", {}});
    reasons.push_back(
        {LossCause::delivery, spent(LineKind::courier) - without_vat(order.delivery), "", {}});
    reasons.push_back(
        {LossCause::cash_fee, spent(LineKind::cash_fee) - without_vat(order.fees), "", {}});
    reasons.push_back({LossCause::commission, spent(LineKind::commission), "", {}});
    reasons.push_back({LossCause::advertising, spent(LineKind::advertising), "", {}});
    reasons.push_back({LossCause::service, spent(LineKind::service), "", {}});
    reasons.push_back({LossCause::currency, spent(LineKind::exchange), "", {}});
    reasons.push_back({LossCause::returned, without_vat(report.returned), "", {}});
    std::erase_if(reasons, [](const LossReason& each) { return each.amount.minor <= 0; });
    std::ranges::stable_sort(reasons, std::greater{},
                             [](const LossReason& each) { return each.amount.minor; });
    return reasons;
}

Result<ExplainedReport> explained(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    TRY(report, find(tx, scope.id(), id));
    TRY(order, orders::must_find(tx, scope, id));
    ExplainedReport shown{report, {}};
    if (report.net_profit.minor >= 0) return shown;
    const auto lines = orders::lines_of(tx, scope.id(), id);
    std::vector<ProductId> ids;
    for (const auto& line : lines)
        ids.push_back(line.product_id);
    VatClasses classes;
    for (const auto& product : catalog::find_several(tx, scope.id(), ids))
        classes[product.id] = product.vat_class;
    shown.reasons = reasons_of(order, lines, report, classes, *pricing::taxes(scope),
                               scope.shop->time_zone().day_of(order.placed_at));
    return shown;
}

void warn(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order) {
    const auto stage = orders::standing(scope, order).order.stage;
    const bool over = stage == Stage::cancelled || stage == Stage::completed;
    // A replacement costs money by its nature.
    const bool loses = order.net_profit.minor < 0 && order.total.minor > 0;
    const bool open = loses && !over && !order.held && !order.released;

    scope.installation.workflow->alert(
        tx, scope, order, "may_lose",
        open ? texts::profit::alert::may_lose(scope.shop->language, std::to_string(order.number))
             : "");
}

} // namespace taraba::profit
