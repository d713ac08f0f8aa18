#include "shop/profit/attribution.hpp"

#include "shop/pricing/vat.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace taraba::profit {

namespace {

constexpr std::int64_t one_order = 1'000;

/// The amounts of a sum, in one order.
constexpr std::array amounts{
    &ProfitTotals::sales,   &ProfitTotals::revenue,    &ProfitTotals::goods,
    &ProfitTotals::courier, &ProfitTotals::commission, &ProfitTotals::advertising,
    &ProfitTotals::other,   &ProfitTotals::tax,        &ProfitTotals::net_profit};
constexpr std::array quantities{&ProfitTotals::orders, &ProfitTotals::returned,
                                &ProfitTotals::pieces};

Money& field_of(ProfitTotals& sums, LineKind kind) {
    switch (kind) {
    case LineKind::revenue: return sums.revenue;
    case LineKind::goods: return sums.goods;
    case LineKind::courier:
    case LineKind::cash_fee: return sums.courier;
    case LineKind::commission: return sums.commission;
    case LineKind::advertising: return sums.advertising;
    case LineKind::tax: return sums.tax;
    case LineKind::packaging:
    case LineKind::green_tax:
    case LineKind::service:
    case LineKind::exchange: break;
    }
    return sums.other;
}

/// Parts of a sum in proportion to weights; they add up to it.
std::vector<ProfitTotals> split_sums(const ProfitTotals& whole,
                                     const std::vector<std::int64_t>& weights) {
    std::vector<ProfitTotals> parts(weights.size(), no_totals(whole.sales.currency));
    const auto give = [&](Money amount, const auto& put) {
        const auto shares = split(amount, weights);
        for (std::size_t i = 0; i < parts.size(); ++i)
            put(parts[i], shares[i]);
    };
    for (const auto field : amounts)
        if (field != &ProfitTotals::net_profit)
            give(whole.*field, [&](ProfitTotals& part, Money share) { part.*field = share; });
    for (const auto field : quantities)
        give({(whole.*field).thousandths, whole.sales.currency},
             [&](ProfitTotals& part, Money share) { (part.*field).thousandths = share.minor; });
    for (auto& part : parts)
        part.net_profit = part.revenue - part.goods - part.courier - part.commission -
                          part.advertising - part.other - part.tax;
    return parts;
}

/// Equal keys as one, so that each key of an order has one share, which is returned.
ProfitTotals& add(std::vector<Contribution>& shares, Dimension dimension, const std::string& key,
                  const ProfitTotals& sums) {
    const auto found = std::ranges::find_if(shares, [&](const Contribution& each) {
        return each.dimension == dimension && each.key == key;
    });
    if (found == shares.end()) return shares.emplace_back(Contribution{dimension, key, sums}).sums;
    return found->sums += sums;
}

/// What a line is worth without VAT, of the pieces that stayed with the buyer.
std::int64_t worth_of(const orders::OrderLine& line, Quantity came_back) {
    const Money net = line.total - pricing::vat_inside(line.total, line.vat_rate).vat;
    const auto stayed =
        std::max<std::int64_t>(line.quantity.thousandths - came_back.thousandths, 0);
    return line.quantity.thousandths == 0
               ? 0
               : std::max<std::int64_t>(scaled(net, stayed, line.quantity.thousandths).minor, 0);
}

void add_products(std::vector<Contribution>& shares, const orders::OrderSnapshot& order,
                  const ProfitTotals& whole, const orders::Returned& returned, const Names& names) {
    const Currency currency = whole.sales.currency;
    ProfitTotals common = whole;
    std::vector<ProfitTotals> own;
    std::vector<std::int64_t> weights, values;
    for (const auto& line : order.lines) {
        const auto back = returned.lines.find(line.line_no);
        const bool some = back != returned.lines.end();
        auto& sums = own.emplace_back(no_totals(currency));
        sums.pieces = line.quantity;
        sums.goods = pricing::line_total(line.unit_cost, line.quantity);
        sums.other = line.green_tax;
        if (some) {
            sums.pieces.thousandths -= back->second.quantity.thousandths;
            sums.goods = sums.goods - back->second.goods;
            sums.other = sums.other - back->second.green_tax;
            sums.returned = {one_order};
        }
        weights.push_back(worth_of(line, some ? back->second.quantity : Quantity{0}));
        values.push_back(worth_of(line, {0}));
        common.goods = common.goods - sums.goods;
        common.other = common.other - sums.other;
    }
    // Nothing stayed with the buyer, or it cost nothing: what the lines were worth, or all the
    // same.
    if (std::ranges::all_of(weights, [](auto weight) { return weight == 0; })) weights = values;
    if (std::ranges::all_of(weights, [](auto weight) { return weight == 0; }))
        std::ranges::fill(weights, 1);
    common.orders = common.returned = common.pieces = {0};
    const auto parts = split_sums(common, weights);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        auto sums = own[i];
        sums += parts[i];
        sums.net_profit = sums.net_profit - own[i].goods - own[i].other;
        const auto product = order.lines[i].product_id;
        const auto known = names.groups.find(product);
        const ProductGroup shelf = known == names.groups.end() ? ProductGroup{} : known->second;
        for (const auto& [dimension, key] : {std::pair(Dimension::product, to_text(product)),
                                             std::pair(Dimension::category, shelf.category),
                                             std::pair(Dimension::brand, shelf.brand)}) {
            auto& now = add(shares, dimension, key, sums);
            // An order with two lines of a product is one order of it.
            now.orders = {one_order};
            if (now.returned.thousandths > 0) now.returned = {one_order};
        }
    }
}

/// What the guard against losses made of the order.
std::string outcome_of(const orders::Order& order, const Report& report) {
    if (order.released) return "released";
    if (order.held) return "held";
    return report.net_profit.minor < 0 ? "may_lose" : "earns";
}

/// How much each of some touches counts.
std::vector<std::int64_t> weights_of(Dimension way, std::size_t touches) {
    std::vector<std::int64_t> weights(touches, 0);
    switch (way) {
    case Dimension::channel_first: weights.front() = 1; break;
    case Dimension::channel_linear: std::ranges::fill(weights, 1); break;
    case Dimension::channel_position:
        if (touches <= 2) {
            std::ranges::fill(weights, 1);
            break;
        }
        std::ranges::fill(weights, 20);
        weights.front() = weights.back() = 40 * static_cast<std::int64_t>(touches - 2);
        break;
    default: weights.back() = 1; break;
    }
    return weights;
}

void add_channels(std::vector<Contribution>& shares, const orders::OrderSnapshot& order,
                  const ProfitTotals& whole) {
    for (const auto& [channel, campaign] :
         {std::pair(Dimension::channel_first, Dimension::campaign_first),
          std::pair(Dimension::channel_last, Dimension::campaign_last),
          std::pair(Dimension::channel_linear, Dimension::campaign_linear),
          std::pair(Dimension::channel_position, Dimension::campaign_position)}) {
        if (order.referrers.empty()) {
            add(shares, channel, "", whole);
            add(shares, campaign, "", whole);
            continue;
        }
        const auto parts = split_sums(whole, weights_of(channel, order.referrers.size()));
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].orders.thousandths == 0) continue;
            const auto& touch = order.referrers[i];
            add(shares, channel, touch.channel, parts[i]);
            add(shares, campaign,
                touch.campaign.empty() ? "" : touch.channel + " / " + touch.campaign, parts[i]);
        }
    }
}

} // namespace

ProfitTotals no_totals(Currency currency) {
    ProfitTotals sums;
    for (const auto field : amounts)
        sums.*field = {0, currency};
    return sums;
}

ProfitTotals& operator+=(ProfitTotals& sum, const ProfitTotals& more) {
    for (const auto field : amounts)
        sum.*field += more.*field;
    for (const auto field : quantities)
        (sum.*field).thousandths += (more.*field).thousandths;
    return sum;
}

ProfitTotals totals_of(const orders::OrderSnapshot& order, const Report& report) {
    ProfitTotals sums = no_totals(order.order.total.currency);
    sums.orders = {one_order};
    if (report.returned.minor != 0) sums.returned = {one_order};
    for (const auto& line : order.lines)
        sums.pieces.thousandths += line.quantity.thousandths;
    sums.sales = order.order.total - report.returned;
    for (const auto& line : report.lines) {
        auto& field = field_of(sums, line.kind);
        field = line.kind == LineKind::revenue ? field + line.amount : field - line.amount;
    }
    sums.net_profit = report.net_profit;
    return sums;
}

std::vector<Contribution> contributions_of(const orders::OrderSnapshot& order, const Report& report,
                                           const orders::Returned& returned, const Names& names) {
    ProfitTotals whole = totals_of(order, report);
    for (const auto& [line_no, back] : returned.lines)
        whole.pieces.thousandths -= back.quantity.thousandths;
    if (!returned.lines.empty()) whole.returned = {one_order};
    std::vector<Contribution> shares;
    add(shares, Dimension::total, "", whole);
    add(shares, Dimension::customer, to_text(order.order.customer_id), whole);
    add(shares, Dimension::county, order.order.county, whole);
    add(shares, Dimension::delivery_method, names.delivery_method, whole);
    add(shares, Dimension::courier, names.courier, whole);
    add(shares, Dimension::payment_method, names.payment_method, whole);
    add(shares, Dimension::outcome, outcome_of(order.order, report), whole);
    add_products(shares, order, whole, returned, names);
    add_channels(shares, order, whole);
    return shares;
}

} // namespace taraba::profit
