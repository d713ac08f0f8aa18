#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/customers/public_register.hpp"

// VIES, the European Commission's register of VAT numbers (GET …/ms/{state}/vat/{number}).

namespace taraba::customers {

Result<RegisteredCompany> ask_vies(const std::string& base, const std::string& number) {
    const auto answer =
        http::fetch({"GET",
                     base + "/ms/" + number.substr(0, 2) + "/vat/" + number.substr(2),
                     {},
                     "",
                     Millis(5'000)});
    const auto said = answer && answer->status == 200 ? parse_json(answer->body) : register_down();
    const auto* fields = said ? said->if_object() : nullptr;
    const auto* valid = fields ? fields->if_contains("isValid") : nullptr;
    if (!valid || !valid->is_bool()) return register_down();
    // A state that is out of reach has said nothing of the number.
    const std::string why = string_in(*fields, "userError");
    if (!valid->as_bool() && why != "INVALID" && why != "INVALID_INPUT") return register_down();
    if (!valid->as_bool()) return not_found("VIES knows no VAT payer with this number.");
    RegisteredCompany company;
    company.cui = number;
    company.name = string_in(*fields, "name");
    company.address = string_in(*fields, "address");
    company.place.country = country_of_vat_number(number);
    company.vat_payer = true;
    return company;
}

} // namespace taraba::customers
