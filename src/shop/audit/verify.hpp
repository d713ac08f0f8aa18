#pragma once

#include "shop/audit/audit.hpp"

namespace taraba::audit {

/// The three walks of a verification: each trail down to its head, each trail to see that it has a
/// head, each sealed head to see that it is still there.
enum class Walk { trails, heads, seals, done };
BOOST_DESCRIBE_ENUM(Walk, trails, heads, seals, done)

/// How far a verification has come.
struct VerifyMark {
    Walk walk = Walk::trails;
    std::string after; ///< the last subject, or day, that was looked at
};

struct Portion {
    std::int64_t trails = 0;        ///< walked down in this portion
    std::vector<std::string> wrong; ///< a sentence each
};

/// The next portion of a shop's trails, of about 500 subjects or one sealed day; moves the mark. A
/// changed event, a missing or reordered one, a cut tail, a head or a sealed trail that is gone is
/// wrong.
Portion verify_some(db::Transaction& tx, ShopId shop, VerifyMark& mark);

/// All of it at once. Empty when all is well.
std::vector<std::string> verify(db::Database& database, ShopId shop);

} // namespace taraba::audit
