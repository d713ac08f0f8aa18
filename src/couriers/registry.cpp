#include "couriers/fan.hpp"

namespace taraba::shipping {

const std::map<std::string, CourierMaker>& courier_registry() {
    static const std::map<std::string, CourierMaker> all{{"fan", couriers::make_fan}};
    return all;
}

} // namespace taraba::shipping
