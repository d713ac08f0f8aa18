#pragma once

#include "base/permission.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace taraba {

enum class ActorKind { operator_, buyer, machine, job, courier, processor, system };

/// Who is asking. It lives in base so that http can carry it and every area can ask it, while
/// only the staff area knows how it comes about.
struct Principal {
    ActorKind kind = ActorKind::system;
    std::string name; ///< as the audit trail shows it
    std::set<std::string, std::less<>> permissions;
    std::int64_t id = 0; ///< of the person of the shop or the buyer; 0 for everybody else

    bool may(Permission permission) const { return has(permission.name()); }
    /// The same by a name that is kept, such as a status's; a role may no longer have it.
    bool has(std::string_view permission) const {
        return permissions.contains("all") || permissions.contains(permission);
    }
};

std::string_view to_text(ActorKind kind);

} // namespace taraba
