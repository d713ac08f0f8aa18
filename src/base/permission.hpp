#pragma once

#include <algorithm>
#include <string_view>

namespace taraba {

/// Every permission there is; roles and API keys are made of them. `all` stands for every one.
inline constexpr std::string_view all_permissions[]{"all",
                                                    "orders.read",
                                                    "orders.edit",
                                                    "orders.status",
                                                    "orders.release_loss",
                                                    "payments.edit",
                                                    "invoices.issue",
                                                    "shipments.send",
                                                    "products.read",
                                                    "products.edit",
                                                    "customers.read",
                                                    "customers.edit",
                                                    "settings.read",
                                                    "settings.edit",
                                                    "staff.edit",
                                                    "profit.read",
                                                    "checkout"};

constexpr bool is_permission(std::string_view name) {
    return std::ranges::find(all_permissions, name) != std::end(all_permissions);
}

/// What the code asks for: one of them, or `account`, which buyers have who are signed in and no
/// role has. A name that is neither does not compile.
class Permission {
public:
    constexpr Permission() = default; ///< nothing is asked for
    consteval Permission(const char* name) : name_(name) {
        if (!name_.empty() && name_ != "account" && !is_permission(name_))
            throw "there is no such permission";
    }
    constexpr bool empty() const { return name_.empty(); }
    constexpr std::string_view name() const { return name_; }

private:
    std::string_view name_;
};

} // namespace taraba
