#include "shop/alerts/findings.hpp"

#include "shop/audit/audit.hpp"
#include "shop/catalog/product.hpp"
#include "shop/payments/payment.hpp"
#include "shop/returns/return.hpp"
#include "shop/shipping/shipment.hpp"
#include "texts/alerts.hpp"

#include <algorithm>
#include <map>

namespace taraba::alerts {

namespace {

namespace words = texts::alerts::finding;

constexpr std::int64_t most = 1'000;

std::string moment(const shop::Scope& scope, Instant at) {
    return scope.shop->time_zone().local_text(at).substr(0, 16);
}

std::map<OrderId, std::int64_t> numbers_of(db::Transaction& tx, ShopId shop,
                                           const std::vector<std::int64_t>& ids) {
    std::map<OrderId, std::int64_t> numbers;
    if (!ids.empty())
        for (const auto& order : orders::find_several(tx, shop, ids))
            numbers[order.id] = order.number;
    return numbers;
}

std::vector<Finding> silent_parcels(db::Transaction& tx, const shop::Scope& scope,
                                    const WatchRule& rule) {
    std::vector<Finding> found;
    std::vector<std::int64_t> ids;
    for (const auto& parcel : shipping::under_way(tx, scope.id(), most)) {
        if (term_end(*scope.shop, rule, parcel.heard_at) > scope.now) continue;
        found.push_back({shop::order_subject(parcel.order_id),
                         words::silent_parcel(scope.shop->language, parcel.awb_number,
                                              moment(scope, parcel.heard_at)),
                         parcel.order_id});
        ids.push_back(parcel.order_id.value);
    }
    for (const auto numbers = numbers_of(tx, scope.id(), ids); auto& finding : found) {
        finding.order_number = numbers.at(*finding.order_id);
        finding.details = "#" + std::to_string(finding.order_number) + ", " + finding.details;
    }
    return found;
}

std::vector<Finding> refunds_due(db::Transaction& tx, const shop::Scope& scope,
                                 const WatchRule& rule) {
    const Date until =
        rule.unit == TermUnit::working_days
            ? shop::add_working_days(*scope.shop, scope.today(), static_cast<int>(rule.term))
            : scope.today() + std::chrono::days(rule.term);
    std::vector<Finding> found;
    for (const auto& rma : returns::due_until(tx, scope.id(), until))
        if (const auto order = orders::find(tx, scope.id(), rma.order_id))
            found.push_back({shop::order_subject(order->id),
                             words::refund_due(scope.shop->language, std::to_string(order->number),
                                               rma.label(), to_text(rma.refund_until)),
                             order->id, order->number});
    return found;
}

std::vector<Finding> low_stock(db::Transaction& tx, const shop::Scope& scope,
                               const WatchRule& rule) {
    std::vector<Finding> found;
    for (const auto& product : catalog::below(tx, scope.id(), rule.below, most))
        found.push_back({"product:" + to_text(product.id),
                         words::low_stock(scope.shop->language, product.sku, product.name,
                                          to_decimal(product.stock - product.reserved)),
                         {}});
    return found;
}

std::vector<Finding> quiet_processors(db::Transaction& tx, const shop::Scope& scope,
                                      const WatchRule& rule) {
    std::vector<Finding> found;
    for (const auto& each : payments::awaited_processors(tx, scope.id()))
        if (term_end(*scope.shop, rule, each.since) <= scope.now)
            found.push_back({"processor:" + each.processor,
                             words::quiet_processor(scope.shop->language, each.processor,
                                                    moment(scope, each.since)),
                             {}});
    return found;
}

void raise_signal(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                  const Finding& finding) {
    Alert alert{{},
                kind_of(rule.id),
                finding.subject,
                rule.audience,
                rule.name + " · " + finding.details,
                finding.order_id,
                {}};
    if (rule.escalate_hours > 0)
        alert.escalate_at = scope.now + std::chrono::hours(rule.escalate_hours);
    if (raise(tx, scope, alert) && finding.order_id)
        audit::append(tx, scope, {finding.subject, "alert_raised", {{"alert", "", rule.name}}});
}

/// True when something was raised or resolved.
Result<bool> follow(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule) {
    std::map<std::string, Finding> now;
    if (rule.active)
        for (auto& finding : findings_of(tx, scope, rule))
            now.try_emplace(finding.subject, std::move(finding));
    bool changed = false;
    for (const auto& alert : of_kind(tx, scope.id(), kind_of(rule.id)))
        if (now.erase(alert.subject) == 0) {
            resolve(tx, scope, alert.subject, alert.kind);
            changed = true;
        }
    for (const auto& [subject, finding] : now)
        raise_signal(tx, scope, rule, finding);
    return changed || !now.empty();
}

} // namespace

std::vector<Finding> findings_of(db::Transaction& tx, const shop::Scope& scope,
                                 const WatchRule& rule) {
    switch (rule.kind) {
    case WatchKind::parcel_silent: return silent_parcels(tx, scope, rule);
    case WatchKind::refund_due: return refunds_due(tx, scope, rule);
    case WatchKind::stock_below: return low_stock(tx, scope, rule);
    case WatchKind::processor_quiet: return quiet_processors(tx, scope, rule);
    case WatchKind::order_waits: break;
    }
    return {};
}

void follow_findings(const shop::Scope& scope) {
    bool changed = false;
    for (const auto& rule : *written_rules(scope)) {
        if (rule.kind == WatchKind::order_waits) continue;
        const auto done = scope.write([&](db::Transaction& tx) { return follow(tx, scope, rule); });
        changed = changed || (done && *done);
    }
    if (changed) scope.announce("notice", "");
}

PastSilence past_silence(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                         Instant from) {
    PastSilence past;
    for (const auto& heard : shipping::scans_since(tx, scope.id(), from, most)) {
        ++past.parcels;
        for (std::size_t i = 1; i < heard.size(); ++i)
            if (term_end(*scope.shop, rule, heard[i - 1]) < heard[i]) ++past.silences;
    }
    return past;
}

} // namespace taraba::alerts
