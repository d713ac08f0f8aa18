#pragma once

#include "api/api.hpp"
#include "shop/returns/collection.hpp"
#include "shop/returns/photos.hpp"

namespace taraba::api::panel {

/// The courier's parcel of a return.
struct CollectionView {
    ShipmentId id;
    std::string courier; ///< of the registry
    std::string title;   ///< as people read it
    shipping::ShipmentState state = shipping::ShipmentState::requested;
    shipping::ShipmentStage stage = shipping::ShipmentStage::registered;
    std::string awb_number;
    std::string error;
};
BOOST_DESCRIBE_STRUCT(CollectionView, (), (id, courier, title, state, stage, awb_number, error))

struct ReturnLineView : returns::ReturnLine {
    std::string sku;
    std::string name;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(ReturnLineView, (returns::ReturnLine), (sku, name, unit))

/// A return with what people want to know of it.
struct ReturnView : returns::Return {
    Instant opened_at{};
    std::int64_t order_number = 0;
    std::string customer;
    bool company = false;
    std::vector<ReturnLineView> lines;
    Money worth;                             ///< what it is worth by what was paid
    Money paid_back;                         ///< so far
    std::vector<CollectionView> collections; ///< oldest first
    std::vector<returns::Photo> photos;
};
BOOST_DESCRIBE_STRUCT(ReturnView, (returns::Return),
                      (opened_at, order_number, customer, company, lines, worth, paid_back,
                       collections, photos))

ReturnView view_of(db::Transaction& tx, const Scope& scope, const returns::Return& rma);

/// The return, of the order when one is given. Refuses with `not_found`.
Result<returns::Return> return_of(db::Transaction& tx, const Scope& scope, RmaId id,
                                  std::optional<OrderId> of);
/// Its paper; nothing when it is not of the order that is given.
Result<File> return_paper(const Scope& scope, RmaId id, std::optional<OrderId> of);
Result<File> return_photo(const Scope& scope, RmaId id, returns::PhotoId photo,
                          std::optional<OrderId> of);

} // namespace taraba::api::panel
