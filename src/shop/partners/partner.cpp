#include "shop/partners/partner.hpp"

namespace taraba::partners {

const std::string& PartnerAccount::credential(const std::string& name) const {
    static const std::string none;
    const auto found = credentials.find(name);
    return found == credentials.end() ? none : found->second;
}

std::string PartnerAccount::address(const std::string& name, const std::string& sandbox,
                                    const std::string& live) const {
    const auto given = [&](const std::string& key) {
        const auto found = endpoints.find(key);
        return found == endpoints.end() ? std::string() : found->second;
    };
    std::string all = given(name);
    if (all.empty()) all = given("base");
    if (all.empty() && endpoints.size() == 1) all = endpoints.begin()->second;
    if (all.empty()) all = is_live() ? live : sandbox;
    while (all.ends_with('/'))
        all.pop_back();
    return all;
}

} // namespace taraba::partners
