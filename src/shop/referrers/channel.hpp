#pragma once

#include "base/shape.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace taraba::referrers {

/// A visit that led to an order, as the storefront reports it.
struct Touch {
    static constexpr bool lenient = true;
    LongText url;         ///< where the visitor came from (the referring page)
    LongText landing_url; ///< the shop's page that was opened
    std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(Touch, (), (url, landing_url, at))

/// The same with the channel it was read as.
struct Referrer {
    std::int64_t position = 0; ///< from 1, in order of time
    std::string url;
    std::string landing_url;
    Instant at{};
    std::string channel;
    std::string campaign;
};
BOOST_DESCRIBE_STRUCT(Referrer, (), (position, url, landing_url, at, channel, campaign))

struct Channel {
    std::string name; ///< `google adwords`, `facebook`, `direct`, …
    std::string campaign;
};

/// Reads utm_source, utm_medium, utm_campaign, gclid, fbclid and the like from the landing page,
/// else the host of the referring page.
Channel channel_of(std::string_view url, std::string_view landing_url);

/// How many touches an order keeps.
inline constexpr std::size_t touches_max = 10;

/// Addresses are kept up to this length.
inline constexpr std::size_t url_bytes_max = 2'000;

/// In order of time; of more than ten the first and the last nine. A touch without a time counts
/// as `now`, in the order in which it came.
std::vector<Referrer> kept(std::vector<Touch> touches, Instant now);

} // namespace taraba::referrers
