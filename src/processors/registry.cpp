#include "processors/euplatesc.hpp"
#include "processors/netopia.hpp"
#include "processors/netopia_v1.hpp"
#include "processors/paypal.hpp"
#include "processors/payu.hpp"
#include "processors/romcard.hpp"

namespace taraba::payments {

const std::map<std::string, RegisteredProcessor>& processor_registry() {
    static const std::map<std::string, RegisteredProcessor> all{
        {"payu", processors::payu()},
        {"netopia", processors::netopia()},
        {"netopia_v1", processors::netopia_v1()},
        {"paypal", processors::paypal()},
        {"romcard", processors::romcard()},
        {"euplatesc", processors::euplatesc()}};
    return all;
}

} // namespace taraba::payments
