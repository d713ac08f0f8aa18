#include "shop/customers/register.hpp"
#include "shop/desk/methods.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/desk/signed_link.hpp"
#include "shop/documents/document.hpp"
#include "shop/places/places.hpp"
#include "shop/shipping/pickup_points.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/links.hpp"

#include <algorithm>

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct LocalityQuery {
    std::optional<std::string> q;
    std::optional<std::string> county;
};
BOOST_DESCRIBE_STRUCT(LocalityQuery, (), (q, county))

struct PointQuery {
    std::optional<std::string> method; ///< code of the delivery method
    std::optional<std::int64_t> siruta;
};
BOOST_DESCRIBE_STRUCT(PointQuery, (), (method, siruta))

/// The points near a locality, and what a map of them is drawn from.
struct PointMap {
    std::vector<shipping::NearPoint> items;
    places::Position south_west;
    places::Position north_east;
    std::vector<places::Landmark> landmarks;
};
BOOST_DESCRIBE_STRUCT(PointMap, (), (items, south_west, north_east, landmarks))

struct Localities {
    std::vector<places::Locality> items;
};
BOOST_DESCRIBE_STRUCT(Localities, (), (items))

struct Counties {
    std::vector<places::County> items;
};
BOOST_DESCRIBE_STRUCT(Counties, (), (items))

/// What the shop's pages show of a product.
struct OfferedProduct {
    ProductId id;
    std::string sku;
    std::string name;
    std::string category;
    Money price;
    Quantity available;
    std::string image_url;
};
BOOST_DESCRIBE_STRUCT(OfferedProduct, (), (id, sku, name, category, price, available, image_url))

struct Offer {
    std::string shop;
    std::string logo;        ///< address of the picture; empty: none
    std::string colour;      ///< `#1f3a8a`; empty: the pages' own
    std::string terms_url;   ///< of the terms of sale
    std::string privacy_url; ///< of the privacy policy
    std::vector<OfferedProduct> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (shop, logo, colour, terms_url, privacy_url, items, next_cursor))

struct BuyerStep {
    Instant at{};
    std::string text;
};
BOOST_DESCRIBE_STRUCT(BuyerStep, (), (at, text))

/// A payment as its buyer sees it.
struct BuyerPayment {
    PaymentId id;
    std::string method; ///< code
    std::string method_name;
    payments::PaymentState state = payments::PaymentState::pending;
    Money amount;
    Money refunded;
    std::string error; ///< the processor's words, when it was refused
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(BuyerPayment, (),
                      (id, method, method_name, state, amount, refunded, error, created_at))

/// The order as its buyer sees it: no costs, no names of operators.
struct BuyerOrder {
    std::string shop;
    std::int64_t number = 0;
    Instant placed_at{};
    Statuses statuses;
    orders::Contact customer;
    shop::Address delivery_address;
    std::optional<orders::ChosenPoint> pickup_point;
    std::string delivery_method;
    std::string payment_method;
    pricing::PaymentKind payment_kind = pricing::PaymentKind::bank_transfer;
    std::string payment_reference;
    std::string iban;
    std::string bank;
    std::vector<BuyerPayment> payments;              ///< through a processor
    std::vector<pricing::PaymentOption> ways_to_pay; ///< what is due; empty: nothing to choose
    std::vector<pricing::QuoteLine> lines;
    checkout::Totals totals;
    Money due;
    std::vector<std::string> awb_numbers;
    std::vector<InvoiceView> invoices;
    std::vector<BuyerStep> steps;
};
BOOST_DESCRIBE_STRUCT(BuyerOrder, (),
                      (shop, number, placed_at, statuses, customer, delivery_address, pickup_point,
                       delivery_method, payment_method, payment_kind, payment_reference, iban, bank,
                       payments, ways_to_pay, lines, totals, due, awb_numbers, invoices, steps))

/// How what is due can be paid from here: by a processor, or by a bank transfer.
std::vector<pricing::PaymentOption> ways_to_pay(const Scope& scope, const OrderView& view) {
    std::vector<pricing::PaymentOption> ways;
    const auto& stage = view.statuses.order.stage;
    if (view.due.minor == 0 || stage == statuses::Stage::cancelled) return ways;
    const Money base = view.totals.goods - view.totals.discount + view.totals.delivery;
    for (const auto& method : *pricing::payment_methods(scope)) {
        const bool from_here = method.kind == pricing::PaymentKind::online ||
                               method.kind == pricing::PaymentKind::bank_transfer;
        if (!method.active || !from_here) continue;
        if (method.companies_only && !view.billing.company) continue;
        if (method.conditions.persons_only && view.billing.company) continue;
        if (method.max_total && *method.max_total < base) continue;
        if (method.conditions.min_total && base < *method.conditions.min_total) continue;
        ways.push_back({method.id,
                        method.code,
                        name_of_method(scope, method),
                        method.kind,
                        method.icons,
                        pricing::payment_fee(method, base),
                        true,
                        {}});
    }
    return ways;
}

Result<BuyerOrder> buyer_view(db::Transaction& tx, const Scope& scope, OrderId id) {
    TRY(view, view_of(tx, scope, id));
    BuyerOrder shown;
    shown.shop = scope.shop->name;
    shown.number = view.number;
    shown.placed_at = view.placed_at;
    shown.statuses = view.statuses;
    shown.customer = view.customer;
    shown.delivery_address = view.delivery_address;
    shown.pickup_point = view.pickup_point;
    shown.delivery_method = view.delivery_method;
    shown.payment_method = view.payment_method;
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.code == view.payment_method_code) shown.payment_kind = method.kind;
    for (const auto& each : view.payments)
        if (!each.processor.empty())
            shown.payments.push_back({each.id, each.method, each.method_name, each.state,
                                      each.amount, each.refunded, each.error, each.created_at});
    shown.ways_to_pay = ways_to_pay(scope, view);
    shown.payment_reference = view.payment_reference;
    shown.iban = scope.shop->settings.seller.iban;
    shown.bank = scope.shop->settings.seller.bank;
    for (const auto& line : view.lines)
        shown.lines.push_back({line.product_id,
                               line.sku,
                               line.name,
                               line.quantity,
                               line.unit_price,
                               line.total,
                               line.vat_rate,
                               {}});
    shown.totals = view.totals;
    shown.due = view.due;
    shown.invoices = view.invoices;
    shown.steps.push_back(
        {view.placed_at, scope.language == "en" ? "Order received" : "Comandă primită"});
    // Statuses have names that buyers read in their mails too; who set them is nobody's business.
    for (const auto& event : audit::trail(tx, scope.id(), shop::order_subject(id)))
        if (event.kind == "status_changed" && !event.changes.empty())
            shown.steps.push_back({event.at, event.changes.front().to.text});
    for (const auto& shipment : view.shipments) {
        if (shipment.state != shipping::ShipmentState::registered) continue;
        shown.awb_numbers.push_back(shipment.awb_number);
        for (const auto& event : shipment.tracking)
            shown.steps.push_back(
                {event.at, event.text + (event.place.empty() ? "" : ", " + event.place)});
    }
    std::ranges::stable_sort(shown.steps, {}, &BuyerStep::at);
    return shown;
}

/// A box around the points that are near, half as wide again as it is high.
void frame(PointMap& map, const places::Position& centre) {
    constexpr std::int64_t margin_e6 = 12'000, near_m = 10'000; // about a kilometre; ten
    auto low = centre, high = centre;
    const auto nearest_m = map.items.front().distance_m.value_or(0);
    for (const auto& point : map.items) {
        if (point.distance_m.value_or(0) > 2 * nearest_m + near_m) continue;
        low.latitude_e6 = std::min(low.latitude_e6, point.latitude_e6);
        low.longitude_e6 = std::min(low.longitude_e6, point.longitude_e6);
        high.latitude_e6 = std::max(high.latitude_e6, point.latitude_e6);
        high.longitude_e6 = std::max(high.longitude_e6, point.longitude_e6);
    }
    // At our latitudes a degree east is 0.7 of a degree north.
    const auto tall = high.latitude_e6 - low.latitude_e6 + 2 * margin_e6;
    const auto wide = (high.longitude_e6 - low.longitude_e6 + 2 * margin_e6) * 7 / 10;
    const auto add_tall = margin_e6 + std::max<std::int64_t>(0, wide * 2 / 3 - tall) / 2;
    const auto add_wide = margin_e6 + std::max<std::int64_t>(0, tall * 3 / 2 - wide) * 10 / 7 / 2;
    map.south_west = {low.latitude_e6 - add_tall, low.longitude_e6 - add_wide};
    map.north_east = {high.latitude_e6 + add_tall, high.longitude_e6 + add_wide};
}

Result<PointMap> points(const Scope& scope, const PointQuery& query) {
    constexpr std::size_t most = 30;
    const auto methods = pricing::delivery_methods(scope);
    const auto method =
        std::ranges::find(*methods, query.method.value_or(""), &pricing::DeliveryMethod::code);
    if (method == methods->end() || !method->active || !method->formula.to_points)
        return invalid_field("method", "This method delivers to no pick-up points.");
    TRY(near, shipping::points_near(scope, method->courier, query.siruta.value_or(0), most));
    PointMap map{std::move(near), {}, {}, {}};
    if (map.items.empty()) return map;
    const places::Position first{map.items.front().latitude_e6, map.items.front().longitude_e6};
    frame(map, places::position_of(query.siruta.value_or(0)).value_or(first));
    map.landmarks = places::landmarks(map.south_west, map.north_east, 12);
    return map;
}

Result<Offer> offer(const Scope& scope, const shop::ListQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    auto products = scope.read([&](db::Transaction& tx) {
        return catalog::list(tx, scope.id(), query.q.value_or(""), before, limit + 1);
    });
    auto page = shop::page_of(std::move(products), static_cast<std::size_t>(limit),
                              [](const auto& product) { return product.id.value; });
    const auto& settings = scope.shop->settings;
    Offer shown{scope.shop->name,
                settings.layout.logo.empty()
                    ? ""
                    : "/files/" + to_text(scope.id()) + "/" + settings.layout.logo,
                settings.layout.colour,
                settings.terms_url,
                settings.privacy_url,
                {},
                page.next_cursor};
    for (const auto& product : page.items)
        if (product.active)
            shown.items.push_back({product.id, product.sku,
                                   scope.language == "en" && !product.name_en.empty()
                                       ? product.name_en
                                       : product.name,
                                   product.category, product.price,
                                   product.stock - product.reserved, product.image_url});
    return shown;
}

struct EstimateQuery {
    std::string sku;
    std::optional<std::string> quantity; ///< 1 when not given
    std::string county;                  ///< code or name
    std::string locality;
};
BOOST_DESCRIBE_STRUCT(EstimateQuery, (), (sku, quantity, county, locality))

struct DeliveryEstimate {
    std::vector<pricing::DeliveryOption> items;
};
BOOST_DESCRIBE_STRUCT(DeliveryEstimate, (), (items))

Result<DeliveryEstimate> estimate(const Scope& scope, const EstimateQuery& query) {
    checkout::QuoteIn in;
    const auto thousandths = parse_decimal(query.quantity.value_or("1"), 3);
    if (!thousandths || *thousandths <= 0)
        return invalid_field("quantity", "A quantity is more than nothing.");
    orders::WantedLine line;
    line.sku = query.sku;
    line.quantity = Quantity{*thousandths};
    in.lines = {line};
    in.delivery_address = shop::Address{0, query.county, query.locality, "", ""};
    TRY(quote, checkout::quote(scope, in));
    return DeliveryEstimate{quote.delivery_methods};
}

} // namespace

void add_checkout_routes(Api& api) {
    api.get<EstimateQuery, DeliveryEstimate>(
        "/api/v1/checkout/delivery-estimate",
        {"What delivery of one product to a place would cost, and when it would be there: for a "
         "storefront's product page",
         "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, EstimateQuery>& in) {
            return estimate(scope, in.query);
        });
    api.post<checkout::QuoteIn, pricing::Quote>(
        "/api/v1/checkout/quotes", {"Every cost before the buyer commits", "checkout", "checkout"},
        [](const Scope& scope, const In<checkout::QuoteIn>& in) {
            return checkout::quote(scope, in.body);
        });
    api.post<checkout::PlaceOrder, checkout::PlacedOrder>(
        "/api/v1/checkout/orders", {"Place an order", "checkout", "checkout"},
        [](const Scope& scope, const In<checkout::PlaceOrder>& in) {
            return checkout::place(scope, in.body);
        },
        201);
    api.get<TokenQuery, BuyerOrder>(
        "/api/v1/checkout/orders/{id}",
        {"The buyer's order, by its signed link", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerOrder> {
            TRY(id, signed_order(scope, in));
            return scope.read([&](db::Transaction& tx) { return buyer_view(tx, scope, id); });
        });
    api.file<TokenQuery>(
        "/api/v1/checkout/orders/{id}/invoices/{invoice}.pdf", "application/pdf",
        {"A paper of the buyer's order", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<http::File> {
            TRY(id, signed_order(scope, in));
            TRY(invoice_id, in.template id<InvoiceId>("invoice"));
            const auto invoice = scope.read(
                [&](db::Transaction& tx) { return invoicing::find(tx, scope.id(), invoice_id); });
            if (!invoice || invoice->order_id != id) return not_found("There is no such paper.");
            return http::File{"application/pdf",
                              invoice->series + std::to_string(invoice->number) + ".pdf",
                              documents::invoice_pdf(scope, invoice->content)};
        });
    api.get<shop::ListQuery, Offer>("/api/v1/checkout/products",
                                    {"What the shop sells", "checkout", "checkout"},
                                    [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
                                        return offer(scope, in.query);
                                    });
    api.get<Nothing, customers::RegisteredCompany>(
        "/api/v1/checkout/companies/{cui}",
        {"A company by its CUI, from the public register", "checkout", "checkout"},
        [](const Scope& scope, const In<>& in) {
            return customers::look_up_company(scope, in.request.path_values.find("cui")->second);
        });
    api.get<PointQuery, PointMap>(
        "/api/v1/checkout/pickup-points",
        {"Lockers and offices near a locality, with a map's worth of landmarks", "checkout",
         "checkout"},
        [](const Scope& scope, const In<Nothing, PointQuery>& in) {
            return points(scope, in.query);
        });
    api.get<LocalityQuery, Localities>(
        "/api/v1/localities", {"Localities of Romania whose name begins so", "places", ""},
        [](const Scope&, const In<Nothing, LocalityQuery>& in) -> Result<Localities> {
            const std::string text = in.query.q.value_or("");
            if (trimmed(text).empty()) return invalid_field("q", "`q` is required.");
            if (in.query.county && !places::find_county(*in.query.county))
                return invalid_field("county", "There is no such county.");
            return Localities{places::search(text, in.query.county.value_or(""), 20)};
        });
    api.get<Nothing, Counties>(
        "/api/v1/counties", {"Counties of Romania", "places", ""},
        [](const Scope&, const In<>&) -> Result<Counties> { return Counties{places::counties()}; });
}

} // namespace taraba::desk
