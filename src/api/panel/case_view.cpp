#include "api/panel/case_view.hpp"

#include "shop/orders/order.hpp"
#include "shop/service/case.hpp"
#include "shop/service/steps.hpp"

namespace taraba::api::panel {

using service::Case;

namespace {

std::string step_title(const Scope& scope, const std::string& code, const std::string& language) {
    const auto* step = service::find_step(scope, code);
    return step ? service::title_of(*step, language) : code;
}

std::vector<shop::ServiceStep> next_of(const Scope& scope, const Case& piece) {
    if (piece.closed_on) return {};
    auto steps = service::steps_of(scope);
    std::erase_if(steps, [&](const auto& step) {
        return step.code == piece.step ||
               (step.stage == service::Stage::handed_back && !piece.outcome);
    });
    return steps;
}

} // namespace

CaseView view_of(db::Transaction& tx, const Scope& scope, const Case& piece, Depth depth) {
    CaseView view;
    static_cast<Case&>(view) = piece;
    view.step_name = step_title(scope, piece.step, scope.language);
    view.days_left = (piece.due_on.day - scope.today().day).count();
    if (const auto order = orders::find(tx, scope.id(), piece.order_id)) {
        view.order_number = order->number;
        view.customer = order->customer.name;
    }
    if (depth == Depth::row) return view;
    view.next = next_of(scope, piece);
    for (const auto& each : service::news_of(tx, scope.id(), piece.id))
        view.news.push_back({each.at(), step_title(scope, each.step, scope.language),
                             each.words.text, each.actor, each.internal});
    return view;
}
} // namespace taraba::api::panel
