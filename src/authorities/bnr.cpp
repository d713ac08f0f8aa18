#include "base/decimal.hpp"
#include "http/client.hpp"
#include "shop/payments/exchange.hpp"

#include <pugixml.hpp>

namespace taraba::payments {

Result<std::vector<ExchangeRate>> read_rates(const std::string& xml) {
    pugi::xml_document document;
    const Failure unreadable = refuse(RefusalKind::unavailable, "rate_missing",
                                      "The National Bank's file of rates cannot be read.");
    if (!document.load_buffer(xml.data(), xml.size())) return unreadable;
    std::vector<ExchangeRate> rates;
    for (const auto& cube : document.child("DataSet").child("Body").children("Cube")) {
        const auto day = date_from(cube.attribute("date").value());
        if (!day) return unreadable;
        for (const auto& node : cube.children("Rate")) {
            const std::string currency = node.attribute("currency").value();
            const auto value = parse_decimal(node.child_value(), 4);
            const auto multiplier = node.attribute("multiplier").as_llong(1);
            if (currency.size() != 3 || !value || *value <= 0 || multiplier < 1) continue;
            rates.push_back({currency, *day, divide_half_up(*value, multiplier)});
        }
    }
    if (rates.empty()) return unreadable;
    return rates;
}

Result<std::vector<ExchangeRate>> published_rates(const std::string& url) {
    TRY(response, http::fetch({"GET", url}));
    return read_rates(response.body);
}

} // namespace taraba::payments
