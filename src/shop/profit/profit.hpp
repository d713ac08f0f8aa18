#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::profit {

enum class LineKind {
    revenue,
    goods,
    courier,
    cash_fee,
    commission,
    packaging,
    green_tax,
    advertising,
    service,
    exchange, ///< a charge in another currency that was worth less, or more, when it came
    tax
};
BOOST_DESCRIBE_ENUM(LineKind, revenue, goods, courier, cash_fee, commission, packaging, green_tax,
                    advertising, service, exchange, tax)

/// One addend, costs negative, with its formula in figures, which read the same in every language.
struct ProfitLine {
    LineKind kind = LineKind::revenue;
    Money amount;
    std::string explanation;
};
BOOST_DESCRIBE_STRUCT(ProfitLine, (), (kind, amount, explanation))

struct Report {
    std::vector<ProfitLine> lines;
    Money gross_result;
    Money tax;
    Money net_profit;
    bool final = false; ///< completed: only facts that come late change it
    Money returned;     ///< with VAT: what was given back for goods that came back
};
BOOST_DESCRIBE_STRUCT(Report, (), (lines, gross_result, tax, net_profit, final, returned))

/// A cost as it stands on the supplier's invoice, without VAT, and its class.
struct Cost {
    LineKind kind;
    Money net;
    std::string vat_class;
    std::string explanation;
};

/// revenue − costs = gross result; − tax of the regime = net profit. A VAT payer counts revenue
/// and costs without VAT, a non-payer with it, each cost rounded. Micro-enterprise: share of
/// revenue, due even on a loss; profit tax: share of a positive result. Source: domain rules of
/// Legea 227/2015 titles II and III (docs/profit.md). `carried` are lines that stand as they are.
Report compute(Money gross_revenue, Money vat, const std::vector<Cost>& costs,
               const pricing::TaxCalendar& taxes, Date day,
               const std::vector<ProfitLine>& carried = {});

/// What is known of an order beside itself.
struct Facts {
    std::string last_channel;                                 ///< whose advertising is counted
    std::vector<std::pair<std::string, Money>> commissions{}; ///< by processor
    std::optional<orders::Returned> returned{};
    Money repairs{};  ///< without VAT
    Money exchange{}; ///< of payments; negative: they were worth less when they came
};

/// The report of an order from what is known now. Of a frozen one the costs that come from the
/// shop's settings, not from facts, stay as they were.
Report report_of(const shop::Scope& scope, const orders::Order& order,
                 const std::vector<orders::OrderLine>& lines, const Facts& facts,
                 const Report* frozen = nullptr);

/// The stored report. Refuses with `not_found`.
Result<Report> find(db::Transaction& tx, ShopId shop, OrderId id);
void insert_later(db::Transaction& tx, const shop::Scope& scope, OrderId id, const Report& report);

/// Keeps reports current and blocks completion at a loss, and before it the courier when the shop
/// wants so, with `order_at_loss`.
void register_steps(orders::Workflow& workflow);

} // namespace taraba::profit
