#pragma once

#include "shop/shops/shop.hpp"

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

/// By the shop's rules; else reads utm_source, utm_medium, utm_campaign, gclid, fbclid and the like
/// from the landing page, else the host of the referring page.
Channel channel_of(std::string_view url, std::string_view landing_url,
                   const std::vector<shop::ChannelRule>& rules = {});

/// Refuses with `invalid_field`: more than 200 rules, one without a text or a channel.
Result<void> check(const std::vector<shop::ChannelRule>& rules);

/// What advertising networks say of a click on the landing page.
struct Click {
    std::string keyword; ///< utm_term
    std::string id;      ///< `gclid=…` and the like
};
Click click_of(std::string_view landing_url);

/// How many touches an order keeps.
inline constexpr std::size_t touches_max = 10;

/// Addresses are kept up to this length.
inline constexpr std::size_t url_bytes_max = 2'000;

/// In order of time; of more than ten the first and the last nine. A touch without a time counts
/// as `now`, in the order in which it came. What the rules say now is kept with the order when they
/// change.
std::vector<Referrer> kept(std::vector<Touch> touches, Instant now,
                           const std::vector<shop::ChannelRule>& rules = {});

} // namespace taraba::referrers
