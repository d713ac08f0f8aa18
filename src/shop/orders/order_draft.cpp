#include "shop/orders/order_draft.hpp"

#include "base/text.hpp"
#include "shop/customers/customer.hpp"

#include <algorithm>

namespace taraba::orders {

Result<std::vector<pricing::Wanted>> look_up(db::Transaction& tx, const shop::Scope& scope,
                                             const std::vector<WantedLine>& lines,
                                             bool also_withdrawn) {
    constexpr std::size_t lines_max = 1'000;
    if (lines.empty()) return invalid_field("lines", "An order has at least one line.");
    if (lines.size() > lines_max) return invalid_field("lines", "An order has at most 1000 lines.");
    std::vector<std::string> skus;
    for (const auto& line : lines)
        if (std::ranges::find(skus, line.sku) == skus.end()) skus.push_back(line.sku);
    const auto products = catalog::find_by_skus(tx, scope.id(), skus);

    std::vector<pricing::Wanted> wanted;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string here = "lines[" + std::to_string(i) + "].";
        const auto product =
            std::ranges::find(products, lines[i].sku, &catalog::StockedProduct::sku);
        if (product == products.end() || (!product->active && !also_withdrawn))
            return invalid_field(here + "sku", said("The shop does not sell `{}`.", lines[i].sku));
        const auto same = std::ranges::find_if(
            wanted, [&](const auto& each) { return each.product.id == product->id; });
        const std::int64_t quantity =
            lines[i].quantity.thousandths + (same == wanted.end() ? 0 : same->quantity.thousandths);
        if (lines[i].quantity.thousandths <= 0 || quantity > quantity_max)
            return invalid_field(here + "quantity",
                                 "The quantity is above 0 and at most a million.");
        // Keeps every amount of the order far inside what money can hold.
        if (Wide{product->price.minor} * quantity / 1'000 > money_minor_max / 1'000)
            return invalid_field(here + "quantity", "So much is more than one order can hold.");
        if (same == wanted.end())
            wanted.push_back({*product, {quantity}, {}});
        else
            same->quantity = {quantity};
    }
    return wanted;
}

std::vector<OrderLine> draft_lines(const std::vector<pricing::Wanted>& wanted,
                                   const pricing::Priced& priced) {
    std::vector<OrderLine> lines;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto& product = wanted[i].product;
        const auto& quoted = priced.quote.lines[i];
        lines.push_back({static_cast<std::int64_t>(i) + 1, product.id, product.sku, quoted.name,
                         product.unit, quoted.quantity, quoted.unit_price, quoted.total,
                         product.cost, pricing::line_total(product.green_tax, quoted.quantity),
                         product.vat_class, quoted.vat_rate, product.weight_g,
                         product.warranty_months});
    }
    return lines;
}

void apply(const shop::Scope& scope, const pricing::Priced& priced, Order& order) {
    const auto& quote = priced.quote;
    order.delivery_method_id = priced.delivery_method.id;
    order.payment_method_id = priced.payment_method.id;
    order.goods = quote.goods;
    order.discount = quote.discount;
    order.delivery = quote.delivery;
    order.fees = quote.fees;
    order.vat = pricing::total_vat(quote.vat, scope.currency());
    order.total = quote.total;
    order.weight_g = priced.weight_g;
    order.county = order.address.county;
    // Until the courier names its tariff, the full price without VAT is the best guess of it.
    const Rate standard = pricing::taxes(scope)->vat("standard", scope.today());
    order.delivery_cost = pricing::vat_inside(priced.delivery_full_price, standard).net;
}

Result<Contact> checked_contact(const Contact& contact, const std::string& path) {
    Contact result = contact;
    result.name = trimmed(contact.name);
    result.email = folded(contact.email);
    if (result.name.empty()) return invalid_field(path + "name", "The name is missing.");
    if (!customers::is_email(result.email))
        return invalid_field(path + "email", "This is not an e-mail address.");
    const auto phone = customers::plain_phone(contact.phone);
    if (!phone) return invalid_field(path + "phone", "This is not a phone number.");
    result.phone = *phone;
    return result;
}

Result<Billing> checked_billing(const Billing& billing, const Contact& contact,
                                const std::string& path) {
    Billing result = billing;
    if (billing.company) {
        TRY(company, customers::checked(*billing.company, path + "company."));
        result.company = company;
        result.person.reset();
    } else {
        const std::string name(billing.person ? trimmed(billing.person->name) : "");
        result.person = Person{name.empty() ? contact.name : name};
    }
    if (billing.address) {
        TRY(address, customers::checked(*billing.address, path + "address."));
        result.address = address;
    }
    return result;
}

} // namespace taraba::orders
