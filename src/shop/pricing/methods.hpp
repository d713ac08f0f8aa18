#pragma once

#include "shop/pricing/payment_method.hpp"

#include <algorithm>

namespace taraba::pricing {

/// The method of an order; methods are never removed, only no longer offered.
template <class Methods, class AnyId>
const auto& method_of(const Methods& methods, AnyId id) {
    const auto found =
        std::ranges::find_if(methods, [&](const auto& method) { return method.id == id; });
    expects(found != methods.end());
    return *found;
}

/// In the language of whoever asks.
template <class Method>
std::string name_of_method(const shop::Scope& scope, const Method& method) {
    return scope.language == "en" && !method.name_en.empty() ? method.name_en : method.name;
}

/// Of a payment method by its code; the code itself when there is no such method any more.
inline std::string payment_method_name(const shop::Scope& scope, const std::string& code) {
    for (const auto& method : *payment_methods(scope))
        if (method.code == code) return name_of_method(scope, method);
    return code;
}

} // namespace taraba::pricing
