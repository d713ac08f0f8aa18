#include "shop/referrers/channel.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace taraba::referrers {

namespace {

std::map<std::string, std::string> query_of(std::string_view url) {
    std::map<std::string, std::string> values;
    const auto mark = url.find('?');
    if (mark == url.npos) return values;
    for (const auto& part : split_at(url.substr(mark + 1, url.find('#') - mark - 1), '&')) {
        const auto equals = part.find('=');
        values[folded(percent_decoded(part.substr(0, equals), true))] =
            equals == part.npos ? "" : as_utf8(percent_decoded(part.substr(equals + 1), true));
    }
    return values;
}

std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return {};
    url.remove_prefix(scheme + 3);
    std::string host = folded(url.substr(0, url.find_first_of("/?#:")));
    if (host.starts_with("www.")) host.erase(0, 4);
    return host;
}

bool is_paid(std::string_view medium) {
    return medium == "cpc" || medium == "ppc" || medium == "paid" || medium == "paidsearch" ||
           medium == "sem" || medium == "ads" || medium == "cpm";
}

/// Click ids that advertising networks add to the landing page.
constexpr std::pair<std::string_view, std::string_view> click_ids[]{
    {"gclid", "google adwords"}, {"gbraid", "google adwords"}, {"wbraid", "google adwords"},
    {"fbclid", "facebook"},      {"msclkid", "bing ads"},      {"ttclid", "tiktok"},
};

/// Hosts that people know by a name; a host below one of them counts too.
constexpr std::pair<std::string_view, std::string_view> hosts[]{
    {"google", "google"},           {"bing.com", "bing"},
    {"yahoo.com", "yahoo"},         {"duckduckgo.com", "duckduckgo"},
    {"facebook.com", "facebook"},   {"fb.com", "facebook"},
    {"instagram.com", "instagram"}, {"tiktok.com", "tiktok"},
    {"youtube.com", "youtube"},     {"compari.ro", "compari.ro"},
    {"price.ro", "price.ro"},       {"shopmania.ro", "shopmania.ro"},
    {"emag.ro", "emag.ro"},         {"okazii.ro", "okazii.ro"},
};

std::string channel_of_host(const std::string& host) {
    for (const auto& [known, name] : hosts) {
        const std::string part(known);
        if (host == part || host.ends_with("." + part) ||
            (part.find('.') == part.npos &&
             (host.starts_with(part + ".") || host.find("." + part + ".") != host.npos)))
            return std::string(name);
    }
    return host;
}

std::string channel_of_source(const std::string& source, const std::string& medium) {
    const bool google = source == "google" || source == "adwords" || source == "googleads" ||
                        source == "google adwords" || source == "google ads";
    if (google && (is_paid(medium) || source != "google")) return "google adwords";
    if (google) return "google";
    if (source == "fb" || source == "facebook" || source == "facebook.com" || source == "meta")
        return is_paid(medium) ? "facebook ads" : "facebook";
    if (source == "ig" || source == "instagram")
        return is_paid(medium) ? "instagram ads" : "instagram";
    if (medium == "email" || source == "newsletter") return "newsletter";
    return source;
}

std::string path_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme != url.npos) url.remove_prefix(scheme + 3);
    const auto slash = url.find('/');
    return slash == url.npos ? "/" : folded(url.substr(slash, url.find_first_of("?#") - slash));
}

bool fits(const shop::ChannelRule& rule, const std::string& value) {
    const std::string text = folded(rule.text);
    switch (rule.matches) {
    case shop::Matches::is: return value == text;
    case shop::Matches::begins_with: return value.starts_with(text);
    case shop::Matches::contains: break;
    }
    return value.find(text) != value.npos;
}

} // namespace

Channel channel_of(std::string_view url, std::string_view landing_url,
                   const std::vector<shop::ChannelRule>& rules) {
    const auto query = query_of(landing_url);
    const auto value = [&](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    std::string campaign = shortened(value("utm_campaign"), 200);
    const std::string source = folded(value("utm_source"));
    const std::string medium = folded(value("utm_medium"));
    const std::map<shop::VisitPart, std::string> parts{
        {shop::VisitPart::source, source},
        {shop::VisitPart::medium, medium},
        {shop::VisitPart::campaign, folded(campaign)},
        {shop::VisitPart::came_from, host_of(url)},
        {shop::VisitPart::landed_on, landing_url.empty() ? "" : path_of(landing_url)}};
    for (const auto& rule : rules)
        if (fits(rule, parts.at(rule.part))) return {rule.channel, campaign};
    for (const auto& [id, name] : click_ids)
        if (name != "facebook" && query.contains(std::string(id)))
            return {std::string(name), campaign};
    if (!source.empty()) return {shortened(channel_of_source(source, medium), 100), campaign};
    if (query.contains("fbclid")) return {"facebook", campaign};
    const std::string host = host_of(url);
    // A page of the shop itself leads nowhere new.
    if (host.empty() || host == host_of(landing_url)) return {"direct", campaign};
    return {shortened(channel_of_host(host), 100), campaign};
}

Result<void> check(const std::vector<shop::ChannelRule>& rules) {
    constexpr std::size_t rules_max = 200;
    if (rules.size() > rules_max)
        return invalid_field("settings.channel_rules", "There are at most 200 rules.");
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const std::string field = "settings.channel_rules." + std::to_string(i) + ".";
        if (trimmed(rules[i].text).empty() || rules[i].text.size() > 200)
            return invalid_field(field + "text", "A rule says what to look for.");
        if (trimmed(rules[i].channel).empty() || rules[i].channel.size() > 100)
            return invalid_field(field + "channel", "A rule names the channel.");
    }
    return {};
}

Click click_of(std::string_view landing_url) {
    const auto query = query_of(landing_url);
    Click click;
    if (const auto term = query.find("utm_term"); term != query.end())
        click.keyword = shortened(term->second, 200);
    for (const auto& [name, channel] : click_ids)
        if (const auto found = query.find(std::string(name)); found != query.end())
            click.id = std::string(name) + "=" + shortened(found->second, 200);
    return click;
}

std::vector<Referrer> kept(std::vector<Touch> touches, Instant now,
                           const std::vector<shop::ChannelRule>& rules) {
    std::ranges::stable_sort(touches, {},
                             [&](const Touch& touch) { return touch.at.value_or(now); });
    if (touches.size() > touches_max) // the first and the last nine
        touches.erase(touches.begin() + 1,
                      touches.end() - static_cast<std::ptrdiff_t>(touches_max) + 1);
    std::vector<Referrer> list;
    for (const auto& touch : touches) {
        const auto channel = channel_of(touch.url.text, touch.landing_url.text, rules);
        list.push_back({static_cast<std::int64_t>(list.size()) + 1,
                        shortened(touch.url.text, url_bytes_max),
                        shortened(touch.landing_url.text, url_bytes_max), touch.at.value_or(now),
                        channel.name, channel.campaign});
    }
    return list;
}

} // namespace taraba::referrers
