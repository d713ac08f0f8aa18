#include "shop/returns/terms.hpp"

#include "base/calendar.hpp"

namespace taraba::returns {

namespace {

constexpr std::chrono::days fourteen{14};

} // namespace

Date withdrawal_until(Date arrived, std::int64_t days) {
    return add_working_days(arrived + std::chrono::days(days), 0);
}

Date send_until(Date told) { return told + fourteen; }

Date refund_until(Date told) { return told + fourteen; }

std::optional<Date> warranty_until(Date arrived, std::int64_t months) {
    if (months <= 0) return std::nullopt;
    return months_after(arrived, months);
}

} // namespace taraba::returns
