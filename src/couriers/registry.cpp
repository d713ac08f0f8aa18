#include "couriers/cargus.hpp"
#include "couriers/dpd.hpp"
#include "couriers/fan.hpp"
#include "couriers/gls.hpp"
#include "couriers/own.hpp"
#include "couriers/sameday.hpp"

namespace taraba::shipping {

const std::map<std::string, RegisteredCourier>& courier_registry() {
    static const std::map<std::string, RegisteredCourier> all{
        {"fan", couriers::fan()}, {"sameday", couriers::sameday()}, {"cargus", couriers::cargus()},
        {"dpd", couriers::dpd()}, {"gls", couriers::gls()},         {"own", couriers::own()}};
    return all;
}

} // namespace taraba::shipping
