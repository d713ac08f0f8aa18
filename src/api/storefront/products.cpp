#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/catalog/product.hpp"

namespace taraba::api::storefront {

namespace {

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

} // namespace

void add_products(Api& api) {
    api.get<shop::ListQuery, Offer>("/api/v1/checkout/products",
                                    {"What the shop sells", "checkout", "checkout"},
                                    [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
                                        return offer(scope, in.query);
                                    });
}

} // namespace taraba::api::storefront
