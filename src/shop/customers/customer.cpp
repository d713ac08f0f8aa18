#include "shop/customers/customer.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"
#include "shop/search.hpp"

#include <unicode/uloc.h>

#include <algorithm>

namespace taraba::customers {

namespace {

const db::Table<Customer>& table() {
    static const db::Table<Customer> customers("customers");
    return customers;
}

const shop::TermTable& terms() {
    static const shop::TermTable customer_terms("customer_terms", "customer_id");
    return customer_terms;
}

constexpr db::Sql id_by_email_sql{"customers.by_email",
                                  "SELECT id FROM customers WHERE shop_id = $1 AND email = $2"};

std::vector<std::string> terms_of(const Customer& customer) {
    auto words =
        search_terms(customer.name + " " + customer.email + " " + customer.phone +
                     (customer.company ? " " + customer.company->name + " " + customer.company->cui
                                       : std::string()));
    words.push_back(customer.email);
    return words;
}

} // namespace

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos &&
           text.find('.', at) != text.npos && !text.ends_with('.') && text[at + 1] != '.' &&
           text.size() <= 200 && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',';
           });
}

std::optional<std::string> plain_phone(std::string_view text) {
    for (const char c : text)
        if ((c < '0' || c > '9') && std::string_view(" +-./()").find(c) == std::string_view::npos)
            return std::nullopt;
    std::string digits = digits_of(text);
    if (digits.starts_with("0040")) digits.erase(0, 3);
    if (digits.starts_with("40") && digits.size() == 11) digits.erase(0, 1);
    if (digits.size() < 9 || digits.size() > 15) return std::nullopt;
    return digits;
}

Result<Customer> checked(Customer customer) {
    customer.email = folded(customer.email);
    customer.name = trimmed(customer.name);
    if (!is_email(customer.email)) return invalid_field("email", "This is not an e-mail address.");
    if (customer.name.empty()) return invalid_field("name", "A customer needs a name.");
    const auto phone = plain_phone(customer.phone);
    if (!phone) return invalid_field("phone", "This is not a phone number.");
    customer.phone = *phone;
    if (customer.language != "ro" && customer.language != "en")
        return invalid_field("language", "The language is ro or en.");
    if (customer.company) {
        TRY(company, checked(*customer.company, "company."));
        customer.company = company;
    }
    if (customer.address) {
        TRY(address, checked(*customer.address, "address."));
        customer.address = address;
    }
    return customer;
}

namespace {

/// Bucharest by the postal code, which begins with the sector.
const places::Locality* sector_of(const std::string& postal_code) {
    if (postal_code.size() != 6 || postal_code[0] != '0') return nullptr;
    const auto sector = places::resolve("B", std::string("Sectorul ") + postal_code[1], "");
    return sector ? *sector : nullptr;
}

bool is_country(const std::string& code) {
    const char* const* known = uloc_getISOCountries();
    for (; *known; ++known)
        if (code == *known) return true;
    return false;
}

} // namespace

Result<shop::Address> checked(shop::Address address, const std::string& path, Typed typed) {
    address.country = plain_code(address.country);
    if (address.country.empty()) address.country = "RO";
    if (address.country != "RO")
        return invalid_field(path + "country", "The shop delivers in Romania.");
    const places::Locality* place = nullptr;
    if (address.siruta != 0) {
        place = places::find_locality(address.siruta);
        if (!place) return invalid_field(path + "siruta", "No locality has this SIRUTA code.");
    } else {
        TRY(found, places::resolve(address.county, address.locality, path));
        place = found;
    }
    if (place->county == "B" && place->type != "sector") {
        const auto* sector = sector_of(address.postal_code);
        if (!sector && typed == Typed::whole)
            return invalid_field(path + "locality", "Which sector of Bucharest? Choose Sectorul 1 "
                                                    "to 6, or give the postal code.");
        if (sector) place = sector;
    }
    address.siruta = place->siruta;
    address.county = place->county;
    address.locality = place->name;
    address.street = trimmed(address.street);
    if (address.street.empty() && typed == Typed::whole)
        return invalid_field(path + "street", "The street is missing.");
    if (address.postal_code.empty()) address.postal_code = place->postal_code;
    const auto& code = address.postal_code;
    if (!code.empty() && (code.size() != 6 || digits_of(code).size() != 6))
        return invalid_field(path + "postal_code", "A Romanian postal code has six digits.");
    return address;
}

Result<shop::Address> checked_anywhere(shop::Address address, const std::string& path) {
    address.country = plain_code(address.country);
    if (address.country.empty() || address.country == "RO")
        return checked(std::move(address), path);
    if (!is_country(address.country))
        return invalid_field(path + "country", "A country has two letters, like DE (ISO 3166).");
    address.siruta = 0;
    address.county = trimmed(address.county);
    address.locality = trimmed(address.locality);
    address.street = trimmed(address.street);
    if (address.locality.empty())
        return invalid_field(path + "locality", "The locality is missing.");
    if (address.street.empty()) return invalid_field(path + "street", "The street is missing.");
    return address;
}

Result<Customer> create(db::Transaction& tx, const shop::Scope& scope, Customer typed) {
    TRY(customer, checked(std::move(typed)));
    if (tx.number(id_by_email_sql, {scope.id(), customer.email}))
        return invalid_field("email", "A customer with this e-mail address is already there.");
    customer.id = scope.new_id<CustomerId>();
    customer.created_at = scope.now;
    customer.version = 1;
    table().insert(tx, scope.id(), customer);
    terms().put(tx, scope.id(), customer.id.value, terms_of(customer));
    audit::begin(tx, scope, {subject_of(customer.id), "customer_created"});
    return customer;
}

Result<Customer> change(db::Transaction& tx, const shop::Scope& scope, Customer typed) {
    const auto before = find(tx, scope.id(), typed.id);
    if (!before) return not_found("There is no such customer.");
    TRY(customer, checked(std::move(typed)));
    const auto taken = tx.number(id_by_email_sql, {scope.id(), customer.email});
    if (taken && *taken != customer.id.value)
        return invalid_field("email", "A customer with this e-mail address is already there.");
    customer.created_at = before->created_at;
    ++customer.version;
    if (!table().update(tx, scope.id(), customer))
        return refuse(RefusalKind::conflict, "version_conflict",
                      "Somebody else has just changed this customer; look again.");
    terms().clear(tx, scope.id(), customer.id.value, terms_of(*before));
    terms().put(tx, scope.id(), customer.id.value, terms_of(customer));
    // The trail says that personal data changed, not from what to what: it outlives an erasure.
    audit::append(tx, scope, {subject_of(customer.id), "customer_changed"});
    return customer;
}

Result<void> remove(db::Transaction& tx, const shop::Scope& scope, CustomerId id) {
    const auto customer = find(tx, scope.id(), id);
    if (!customer) return not_found("There is no such customer.");
    terms().clear(tx, scope.id(), id.value, terms_of(*customer));
    table().remove(tx, scope.id(), id.value);
    audit::append(tx, scope, {subject_of(id), "customer_removed"});
    return {};
}

std::optional<Customer> find(db::Transaction& tx, ShopId shop, CustomerId id) {
    return table().find(tx, shop, id.value);
}

std::optional<Customer> find_by_email(db::Transaction& tx, ShopId shop, const std::string& email) {
    const auto id = tx.number(id_by_email_sql, {shop, folded(email)});
    return id ? find(tx, shop, CustomerId{*id}) : std::nullopt;
}

std::vector<Customer> list(db::Transaction& tx, ShopId shop, const std::string& text,
                           std::int64_t before, std::int64_t limit) {
    const auto words = search_terms(text);
    if (words.empty()) return table().page(tx, shop, before, limit);
    std::vector<Customer> found;
    for (const auto id : terms().matching(tx, shop, words, before, 2'000).ids) {
        found.push_back(*find(tx, shop, CustomerId{id}));
        if (found.size() == static_cast<std::size_t>(limit)) break;
    }
    return found;
}

CustomerId find_or_create_later(db::Transaction& tx, const shop::Scope& scope,
                                const std::optional<Customer>& known, const Customer& typed) {
    if (known) return known->id;
    // Between the look and now somebody may have become a customer with this address; the unique
    // key then fails the transaction and it is tried again with a new look.
    Customer customer = typed;
    customer.id = scope.new_id<CustomerId>();
    customer.created_at = scope.now;
    table().insert_later(tx, scope.id(), customer);
    terms().put(tx, scope.id(), customer.id.value, terms_of(customer));
    return customer.id;
}

} // namespace taraba::customers
