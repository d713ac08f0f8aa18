#pragma once

#include "shop/returns/return.hpp"

namespace taraba::returns {

using PhotoId = Id<struct PhotoTag>;

/// How the goods looked: when the buyer asked, or when they came.
struct Photo {
    PhotoId id;
    bool by_buyer = false;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (id, by_buyer))

struct PhotoFile {
    std::string type;
    std::string bytes;
};

/// Keeps one. A buyer's belong to a return that is still open. Refuses with `not_found`,
/// `return_decided`, and `invalid_field` what is no PNG, JPEG or WebP of at most 3 MB, or beyond
/// the twentieth.
Result<Return> add_photo(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& bytes, OpenedBy who);

std::vector<Photo> photos_of(db::Transaction& tx, ShopId shop, RmaId id);
std::optional<PhotoFile> find_photo(db::Transaction& tx, ShopId shop, RmaId id, PhotoId photo);

} // namespace taraba::returns
