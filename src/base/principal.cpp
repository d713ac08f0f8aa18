#include "base/principal.hpp"

namespace taraba {

std::string_view to_text(ActorKind kind) {
    switch (kind) {
    case ActorKind::operator_: return "operator";
    case ActorKind::buyer: return "buyer";
    case ActorKind::machine: return "machine";
    case ActorKind::job: return "job";
    case ActorKind::courier: return "courier";
    case ActorKind::processor: return "processor";
    case ActorKind::system: break;
    }
    return "system";
}

} // namespace taraba
