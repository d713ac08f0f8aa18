#include "shop/returns/photos.hpp"

#include "shop/audit/audit.hpp"
#include "shop/catalog/images.hpp"
#include "shop/returns/return_store.hpp"

namespace taraba::returns {

namespace {

constexpr std::size_t photos_max = 20;
constexpr std::size_t bytes_max = 3'000'000;

constexpr db::Sql insert_sql{"returns.insert_photo", R"sql(
    INSERT INTO return_photos (shop_id, id, return_id, by_buyer, type, bytes)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};
constexpr db::Sql list_sql{"returns.photos", R"sql(
    SELECT id, by_buyer FROM return_photos WHERE shop_id = $1 AND return_id = $2 ORDER BY id
)sql"};
constexpr db::Sql find_sql{"returns.find_photo", R"sql(
    SELECT type, bytes FROM return_photos WHERE shop_id = $1 AND return_id = $2 AND id = $3
)sql"};

} // namespace

Result<Return> add_photo(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& bytes, OpenedBy who) {
    using enum ReturnState;
    TRY(rma, who == OpenedBy::buyer
                 ? in_state(tx, scope, id, {requested, approved})
                 : in_state(tx, scope, id, {requested, approved, received, refunding, refunded}));
    const auto type = catalog::picture_type(bytes);
    if (!type) return invalid_field("photo", "A photo is PNG, JPEG or WebP.");
    if (bytes.size() > bytes_max) return invalid_field("photo", "A photo has at most 3 MB.");
    if (photos_of(tx, scope.id(), id).size() >= photos_max)
        return invalid_field("photo", "A return has at most 20 photos.");
    tx.change(insert_sql, {scope.id(), scope.new_id<PhotoId>(), id, who == OpenedBy::buyer, *type,
                           db::Bytes{bytes}});
    store(tx, scope, rma); // of two at once one is tried again, and counts the other
    audit::append(
        tx, scope,
        {shop::order_subject(rma.order_id), "photo_added", {{"return", "", rma.label()}}});
    return rma;
}

std::vector<Photo> photos_of(db::Transaction& tx, ShopId shop, RmaId id) {
    return tx.list<Photo>(list_sql, {shop, id});
}

std::optional<PhotoFile> find_photo(db::Transaction& tx, ShopId shop, RmaId id, PhotoId photo) {
    std::optional<PhotoFile> found;
    tx.run(find_sql, std::initializer_list<db::Param>{shop, id, photo}, [&](const db::Row& row) {
        found = PhotoFile{std::string(row.text(0)), std::string(row.text(1))};
    });
    return found;
}

} // namespace taraba::returns
