#pragma once

#include "shop/catalog/product.hpp"

namespace taraba::catalog {

struct ProductImage {
    std::string type;
    std::string bytes;
};

/// `image/png` and the like, by the first bytes and not by what the sender says, because browsers
/// are given it again; nothing for what is no PNG, JPEG or WebP.
std::optional<std::string> picture_type(std::string_view bytes);

/// Keeps a picture of a product and shows it from now on; gives the product. The type is read from
/// the bytes: PNG, JPEG or WebP. Refuses with `invalid_field` what is neither, or above 3 MB.
Result<StockedProduct> add_image(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                                 const std::string& bytes);
std::optional<ProductImage> find_image(db::Transaction& tx, ShopId shop, std::int64_t image);
/// Where the shop's pages find a picture that was uploaded.
std::string image_path(ShopId shop, std::int64_t image);

} // namespace taraba::catalog
