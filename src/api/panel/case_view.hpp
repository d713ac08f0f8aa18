#pragma once

#include "api/api.hpp"
#include "shop/service/case.hpp"

namespace taraba::api::panel {

struct NewsView {
    Instant at{};
    std::string step; ///< its name
    std::string words;
    std::string actor;
    bool internal = false;
};
BOOST_DESCRIBE_STRUCT(NewsView, (), (at, step, words, actor, internal))

struct CaseView : service::Case {
    std::int64_t order_number = 0;
    std::string customer;
    std::string step_name;
    std::int64_t days_left = 0; ///< to the term; negative when it has passed
    std::vector<shop::ServiceStep> next;
    std::vector<NewsView> news;
};
BOOST_DESCRIBE_STRUCT(CaseView, (service::Case),
                      (order_number, customer, step_name, days_left, next, news))

enum class Depth { row, whole };

/// A case with its order; whole: with its story and what may come next too.
CaseView view_of(db::Transaction& tx, const Scope& scope, const service::Case& piece,
                 Depth depth = Depth::whole);

} // namespace taraba::api::panel
