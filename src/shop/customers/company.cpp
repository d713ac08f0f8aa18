#include "shop/customers/company.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace taraba::customers {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

} // namespace

std::string plain_code(std::string_view text) {
    std::string code;
    for (const char c : text) {
        if (c == ' ' || c == '\t') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

bool is_valid_cui(std::string_view text) {
    std::string cui = plain_code(text);
    if (cui.starts_with("RO")) cui.erase(0, 2);
    if (cui.size() < 2 || cui.size() > 10 || !all_digits(cui)) return false;
    constexpr std::array weights{7, 5, 3, 2, 1, 7, 5, 3, 2};
    const std::string body = std::string(10 - cui.size(), '0') + cui.substr(0, cui.size() - 1);
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (body[i] - '0') * weights[i];
    const int check = sum * 10 % 11 % 10;
    return check == cui.back() - '0';
}

bool is_valid_iban(std::string_view text) {
    const std::string iban = plain_code(text);
    if (iban.size() < 15 || iban.size() > 34) return false;
    if (!is_letter(iban[0]) || !is_letter(iban[1]) || !is_digit(iban[2]) || !is_digit(iban[3]))
        return false;
    if (iban.starts_with("RO") &&
        (iban.size() != 24 || !std::all_of(iban.begin() + 4, iban.begin() + 8, is_letter)))
        return false;
    int remainder = 0;
    for (const char c : iban.substr(4) + iban.substr(0, 4)) {
        if (is_digit(c))
            remainder = (remainder * 10 + (c - '0')) % 97;
        else if (is_letter(c))
            remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return remainder == 1;
}

bool is_valid_trade_register_number(std::string_view text) {
    const std::string number = plain_code(text);
    if (number.size() < 2 || (number[0] != 'J' && number[0] != 'F' && number[0] != 'C'))
        return false;
    const std::string rest = number.substr(1);
    if (number.size() == 14) return all_digits(rest);
    const auto parts = split_at(rest, '/');
    return parts.size() == 3 && all_digits(parts[0]) && parts[0].size() <= 2 &&
           all_digits(parts[1]) && parts[1].size() <= 7 && all_digits(parts[2]) &&
           parts[2].size() == 4;
}

bool is_eu_state(std::string_view iso) {
    static constexpr std::string_view states[]{
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
    return std::ranges::find(states, iso) != std::end(states);
}

std::string country_of_vat_number(std::string_view text) {
    const std::string number = plain_code(text);
    const std::string letters = number.substr(0, 2);
    return letters == "EL" ? "GR" : letters;
}

bool is_eu_vat_number(std::string_view text) {
    const std::string number = plain_code(text);
    if (number.size() < 4 || number.size() > 14 || number.starts_with("GR")) return false;
    const std::string state = country_of_vat_number(number);
    return state != "RO" && is_eu_state(state) &&
           std::all_of(number.begin() + 2, number.end(),
                       [](char c) { return is_digit(c) || is_letter(c); });
}

Result<Company> checked(Company company, const std::string& path, const std::string& country) {
    company.name = trimmed(company.name);
    company.cui = plain_code(company.cui);
    company.iban = plain_code(company.iban);
    company.reg_no = plain_code(company.reg_no);
    if (company.name.empty()) return invalid_field(path + "name", "A company needs its name.");
    if (country != "RO" && company.cui.empty())
        return invalid_field(path + "cui", "A company needs its tax number.");
    if (country == "RO" && !is_valid_cui(company.cui))
        return invalid_field(path + "cui",
                             "This CUI is not valid: its check digit does not match.");
    if (!company.iban.empty() && !is_valid_iban(company.iban))
        return invalid_field(path + "iban",
                             "This IBAN is not valid: its check digits do not match.");
    if (country == "RO" && !company.reg_no.empty() &&
        !is_valid_trade_register_number(company.reg_no))
        return invalid_field(path + "reg_no", "A trade register number looks like J40/9950/2006 or "
                                              "J2024012345409.");
    return company;
}

} // namespace taraba::customers
