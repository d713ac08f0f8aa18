#include "api/panel/return_view.hpp"
#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/order.hpp"
#include "shop/returns/photos.hpp"
#include "shop/returns/return.hpp"
#include "shop/shipping/collection.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/shipping/shipment.hpp"
#include "shop/statuses/status.hpp"

#include <algorithm>

namespace taraba::api::storefront {

using returns::Return;
using returns::ReturnState;

namespace {

/// What a buyer sees of a return.
struct BuyerReturnLine {
    std::string name;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(BuyerReturnLine, (), (name, quantity))
/// A step that a return has taken, as its order's record has it.
struct BuyerReturnStep {
    std::string step; ///< opened, approved, received, …
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(BuyerReturnStep, (), (step, at))
struct BuyerReturn {
    RmaId id;
    std::int64_t number = 0;
    ReturnState state = ReturnState::requested;
    Instant opened_at{};
    returns::ReturnReason reason = returns::ReturnReason::withdrawal;
    returns::ReturnWish wish = returns::ReturnWish::money;
    std::vector<BuyerReturnLine> lines;
    std::string answer;
    std::optional<Date> send_until;
    Date refund_until{};
    Money amount;
    bool may_cancel = false;
    bool by_courier = false;
    std::string cause;
    std::string awb_number; ///< of the parcel that the courier fetches; empty: none yet
    std::vector<returns::Photo> photos;
    std::vector<BuyerReturnStep> steps; ///< oldest first
};
BOOST_DESCRIBE_STRUCT(BuyerReturn, (),
                      (id, number, state, opened_at, reason, wish, lines, answer, send_until,
                       refund_until, amount, may_cancel, by_courier, cause, awb_number, photos,
                       steps))
/// A reason of the shop's own, in the buyer's language.
struct BuyerCause {
    std::string name;
    returns::ReturnReason ground = returns::ReturnReason::withdrawal;
    bool photo = false;
};
BOOST_DESCRIBE_STRUCT(BuyerCause, (), (name, ground, photo))
struct BuyerReturns {
    std::vector<BuyerReturn> items;
    std::vector<returns::Returnable> returnable;
    Date today{};
    bool delivered = false;
    shop::Address send_to; ///< where the goods go
    std::string seller;
    std::vector<BuyerCause> causes; ///< of the shop; empty: the grounds as they are
    bool fetched = false;           ///< the courier may be asked for
    std::string text;               ///< of the shop, about returns
    std::int64_t withdrawal_days = 14;
};
BOOST_DESCRIBE_STRUCT(BuyerReturns, (),
                      (items, returnable, today, delivered, send_to, seller, causes, fetched, text,
                       withdrawal_days))

BuyerReturn buyers(const panel::ReturnView& view) {
    BuyerReturn shown{view.id,     view.number, view.state,  view.opened_at,  view.reason,
                      view.wish,   {},          view.answer, view.send_until, view.refund_until,
                      view.amount, false,       {}};
    shown.by_courier = view.by_courier;
    shown.cause = view.cause;
    shown.photos = view.photos;
    bool comes = false;
    for (const auto& each : view.collections) {
        comes = comes || (each.state != shipping::ShipmentState::failed &&
                          each.state != shipping::ShipmentState::cancelled);
        if (each.state == shipping::ShipmentState::registered) shown.awb_number = each.awb_number;
    }
    for (const auto& line : view.lines)
        shown.lines.push_back({line.name, line.quantity});
    shown.may_cancel =
        !comes && (view.state == ReturnState::requested || view.state == ReturnState::approved);
    return shown;
}

std::vector<BuyerReturnStep> steps_of(const std::vector<audit::Event>& trail, const Return& rma) {
    constexpr std::string_view prefix = "return_";
    std::vector<BuyerReturnStep> steps;
    for (const auto& event : trail)
        if (event.kind.starts_with(prefix) &&
            std::ranges::any_of(event.changes, [&](const audit::Change& change) {
                return change.field == "return" && change.to.text == rma.label();
            }))
            steps.push_back({event.kind.substr(prefix.size()), event.at});
    return steps;
}

Result<BuyerReturns> buyers_of(const Scope& scope, OrderId id) {
    return scope.read([&](db::Transaction& tx) -> Result<BuyerReturns> {
        TRY(order, orders::must_find(tx, scope, id));
        BuyerReturns all;
        const auto mine = returns::of_order(tx, scope.id(), id);
        const auto trail = mine.empty() ? std::vector<audit::Event>()
                                        : audit::trail(tx, scope.id(), shop::order_subject(id));
        for (const auto& rma : mine) {
            all.items.push_back(buyers(panel::view_of(tx, scope, rma)));
            all.items.back().steps = steps_of(trail, rma);
        }
        all.returnable = returns::returnable(tx, scope, order);
        all.today = scope.today();
        all.delivered = orders::standing(scope, order).delivery.stage == statuses::Stage::delivered;
        all.send_to = scope.shop->settings.seller.address;
        all.seller = scope.shop->settings.seller.name;
        const auto& rules = scope.shop->settings.returns;
        const bool english = order.language == "en";
        for (const auto& cause : rules.causes)
            all.causes.push_back({english && !cause.name_en.empty() ? cause.name_en : cause.name,
                                  cause.ground, cause.photo});
        all.fetched = rules.fetched;
        all.text = english && !rules.text_en.empty() ? rules.text_en : rules.text;
        all.withdrawal_days = rules.withdrawal_days;
        return all;
    });
}

/// A step that the buyer takes with a return of the order behind the link.
template <class Step>
Result<BuyerReturns> stepped(const Scope& scope, const In<Nothing, TokenQuery>& in,
                             const Step& step) {
    TRY(id, signed_order(scope, in));
    TRY(rma_id, in.template id<RmaId>("return"));
    MUST(scope.write([&](db::Transaction& tx) -> Result<Return> {
        MUST(panel::return_of(tx, scope, rma_id, id));
        return step(tx, rma_id);
    }));
    scope.announce("return", shop::order_subject(id));
    return buyers_of(scope, id);
}

} // namespace

void add_returns(Api& api) {
    api.get<TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns",
        {"The buyer's returns, and what may still be sent back until when", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerReturns> {
            TRY(id, signed_order(scope, in));
            return buyers_of(scope, id);
        });
    api.post_at<returns::WantedReturn, TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns",
        {"The buyer sends goods back", "checkout", "checkout"},
        [](const Scope& scope,
           const In<returns::WantedReturn, TokenQuery>& in) -> Result<BuyerReturns> {
            TRY(id, signed_order(scope, in));
            MUST(scope.create([&](db::Transaction& tx) {
                return returns::open(tx, scope, id, in.body, returns::OpenedBy::buyer);
            }));
            scope.announce("return", shop::order_subject(id));
            return buyers_of(scope, id);
        },
        201);
    api.post_at<Nothing, TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns/{return}/cancel",
        {"The buyer keeps the goods after all", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerReturns> {
            return stepped(scope, in, [&](db::Transaction& tx, RmaId rma) {
                return returns::cancel(tx, scope, rma);
            });
        });
    api.post_at<Nothing, TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns/{return}/photos",
        {"The buyer adds a photo: the body is the PNG, JPEG or WebP", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerReturns> {
            return stepped(scope, in, [&](db::Transaction& tx, RmaId rma) {
                return returns::add_photo(tx, scope, rma, in.request.body,
                                          returns::OpenedBy::buyer);
            });
        },
        200, 4 << 20);
    api.file<TokenQuery>("/api/v1/checkout/orders/{id}/returns/{return}/photos/{photo}", "image/*",
                         {"A photo of a return", "checkout", "checkout"},
                         [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<File> {
                             TRY(id, signed_order(scope, in));
                             TRY(rma_id, in.template id<RmaId>("return"));
                             TRY(photo, in.template id<returns::PhotoId>("photo"));
                             return panel::return_photo(scope, rma_id, photo, id);
                         });
    api.file<TokenQuery>(
        "/api/v1/checkout/orders/{id}/returns/{return}/label.pdf", "application/pdf",
        {"The label of the parcel that the courier fetches", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<File> {
            TRY(id, signed_order(scope, in));
            TRY(rma_id, in.template id<RmaId>("return"));
            std::optional<ShipmentId> parcel;
            for (const auto& each : scope.read([&](db::Transaction& tx) {
                     return shipping::collections_of(tx, scope.id(), rma_id);
                 }))
                if (each.order_id == id && each.state == shipping::ShipmentState::registered)
                    parcel = each.id;
            if (!parcel) return not_found("There is no label yet.");
            TRY(pdf, shipping::label_of(scope, *parcel, shipping::LabelFormat::a4));
            return File{"application/pdf", "awb-" + to_text(*parcel) + ".pdf", pdf, {}};
        });
    api.file<TokenQuery>("/api/v1/checkout/orders/{id}/returns/{return}/paper.pdf",
                         "application/pdf",
                         {"The paper of a return, to put into the parcel", "checkout", "checkout"},
                         [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<File> {
                             TRY(id, signed_order(scope, in));
                             TRY(rma_id, in.template id<RmaId>("return"));
                             return panel::return_paper(scope, rma_id, id);
                         });
}

} // namespace taraba::api::storefront
