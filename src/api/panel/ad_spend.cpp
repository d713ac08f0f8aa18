#include "api/panel/routes.hpp"
#include "shop/referrers/spend.hpp"

namespace taraba::api::panel {

namespace {

struct SpendQuery {
    std::optional<std::string> channel; ///< of all rows, when the file does not say
};
BOOST_DESCRIBE_STRUCT(SpendQuery, (), (channel))

} // namespace

void add_ad_spend(Api& api) {
    api.post_at<Nothing, SpendQuery, referrers::SpendReport>(
        "/api/v1/ad-spend",
        {"Take in what advertising cost: the body is a CSV by day and campaign", "profit",
         "settings.edit"},
        [](const Scope& scope, const In<Nothing, SpendQuery>& in) {
            return referrers::take_spend(scope, in.query.channel.value_or(""), in.request.body);
        },
        200, 20 << 20);
}

} // namespace taraba::api::panel
