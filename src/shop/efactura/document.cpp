#include "shop/efactura/document.hpp"

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "base/xml_text.hpp"
#include "shop/customers/company.hpp"
#include "shop/invoicing/issuing.hpp"
#include "shop/invoicing/line_price.hpp"
#include "shop/places/places.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <sstream>

namespace taraba::efactura {

namespace {

using invoicing::InvoiceContent;
using invoicing::InvoiceKind;
using invoicing::InvoiceLine;
using invoicing::Party;
using invoicing::WithoutVat;
using pugi::xml_node;

constexpr const char* profile =
    "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1";
/// Of a person, who has no tax number (ANAF, structure of the B2C invoice).
constexpr const char* nobodys_number = "0000000000000";

/// At most so many characters, as the length rules count them (BR-RO-L…).
std::string cut(std::string_view text, std::size_t characters) {
    std::size_t seen = 0, end = 0;
    for (; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && ++seen > characters) break;
    return std::string(trimmed(text.substr(0, end)));
}

xml_node add(xml_node parent, const char* name) { return parent.append_child(name); }

void add(xml_node parent, const char* name, const std::string& text) {
    parent.append_child(name).text().set(xml_text(text).c_str());
}

void add_some(xml_node parent, const char* name, const std::string& text) {
    if (!text.empty()) add(parent, name, text);
}

void add(xml_node parent, const char* name, Money amount) {
    auto node = parent.append_child(name);
    node.append_attribute("currencyID").set_value(std::string(amount.currency.code()).c_str());
    node.text().set(to_decimal(amount).c_str());
}

bool pays_vat(const InvoiceContent& content) { return content.seller.tax_id.starts_with("RO"); }

/// UNCL 5305, and why there is no VAT as VATEX (both of EN 16931).
struct Category {
    const char* code;
    const char* reason_code;
};

Category category_of(const InvoiceContent& content, Rate rate) {
    if (!pays_vat(content)) return {"O", "VATEX-EU-O"};
    if (rate.basis_points > 0) return {"S", ""};
    switch (content.without_vat.value_or(WithoutVat::exempt)) {
    case WithoutVat::reverse_charge: return {"AE", "VATEX-EU-AE"};
    case WithoutVat::intra_community: return {"K", "VATEX-EU-IC"};
    case WithoutVat::exported: return {"G", "VATEX-EU-G"};
    default: return {"E", ""};
    }
}

/// Of papers that do not say why.
std::string reason_of(const InvoiceContent& content) {
    const bool payer = pays_vat(content);
    const auto why =
        payer ? content.without_vat.value_or(WithoutVat::exempt) : WithoutVat::small_enterprise;
    return invoicing::words_of(
        why, content.without_vat_by.empty() ? "Cod fiscal art. 292" : content.without_vat_by, "ro");
}

void add_category(xml_node parent, const char* name, const InvoiceContent& content, Rate rate,
                  bool with_reason) {
    auto node = add(parent, name);
    const auto category = category_of(content, rate);
    const std::string code = category.code;
    add(node, "cbc:ID", code);
    if (code != "O") add(node, "cbc:Percent", format_decimal(rate.basis_points, 2, true));
    if (with_reason && code != "S") {
        add_some(node, "cbc:TaxExemptionReasonCode", category.reason_code);
        add(node, "cbc:TaxExemptionReason", reason_of(content));
    }
    add(add(node, "cac:TaxScheme"), "cbc:ID", "VAT");
}

/// In Bucharest the city is its sector: of the locality, else of the postal code, which begins with
/// it. Empty where neither says.
std::string sector_of(const shop::Address& address) {
    const auto* place = places::find_locality(address.siruta);
    const std::string number =
        digits_of(place && place->type == "sector" ? place->name : address.locality);
    if (number.size() == 1 && number >= "1" && number <= "6") return "SECTOR" + number;
    const auto& code = address.postal_code;
    if (code.size() == 6 && code[0] == '0' && code[1] >= '1' && code[1] <= '6')
        return std::string("SECTOR") + code[1];
    return "";
}

bool is_abroad(const shop::Address& address) { return address.country != "RO"; }

std::string city_of(const shop::Address& address) {
    return !is_abroad(address) && address.county == "B" ? sector_of(address) : address.locality;
}

/// Abroad the region may be missing, except where the rules want one (BR-RO-211).
std::string county_of(const shop::Address& address) {
    return is_abroad(address) ? address.county : "RO-" + address.county;
}

void add_address(xml_node node, const shop::Address& address, const std::string& county) {
    constexpr std::size_t street_max = 150, more_max = 100, city_max = 50, code_max = 20;
    const std::string street = cut(address.street, street_max);
    add(node, "cbc:StreetName", street);
    add_some(node, "cbc:AdditionalStreetName", cut(address.street.substr(street.size()), more_max));
    add(node, "cbc:CityName", cut(city_of(address), city_max));
    add_some(node, "cbc:PostalZone", cut(address.postal_code, code_max));
    add_some(node, "cbc:CountrySubentity", county);
    add(add(node, "cac:Country"), "cbc:IdentificationCode", address.country);
}

void add_contact(xml_node node, const Party& party) {
    constexpr std::size_t contact_max = 100;
    if (party.phone.empty() && party.email.empty()) return;
    auto contact = add(node, "cac:Contact");
    add_some(contact, "cbc:Telephone", cut(party.phone, contact_max));
    add_some(contact, "cbc:ElectronicMail", cut(party.email, contact_max));
}

void add_vat_number(xml_node node, const std::string& number) {
    auto scheme = add(node, "cac:PartyTaxScheme");
    add(scheme, "cbc:CompanyID", number);
    add(add(scheme, "cac:TaxScheme"), "cbc:ID", "VAT");
}

void add_seller(xml_node invoice, const InvoiceContent& content) {
    constexpr std::size_t name_max = 200;
    const auto& seller = content.seller;
    auto party = add(add(invoice, "cac:AccountingSupplierParty"), "cac:Party");
    add_address(add(party, "cac:PostalAddress"), seller.address, county_of(seller.address));
    if (pays_vat(content)) {
        add_vat_number(party, seller.tax_id);
    } else {
        // A tax number that is no VAT number (BT-32; BR-O-02 wants no other).
        auto scheme = add(party, "cac:PartyTaxScheme");
        add(scheme, "cbc:CompanyID", seller.tax_id);
        add(add(scheme, "cac:TaxScheme"), "cbc:ID", "TAX");
    }
    auto legal = add(party, "cac:PartyLegalEntity");
    add(legal, "cbc:RegistrationName", cut(seller.name, name_max));
    add_some(legal, "cbc:CompanyID",
             seller.trade_register_number.empty() ? seller.tax_id : seller.trade_register_number);
    if (!seller.share_capital.empty())
        add(legal, "cbc:CompanyLegalForm", "Capital social " + seller.share_capital);
    add_contact(party, seller);
}

void add_buyer(xml_node invoice, const InvoiceContent& content) {
    constexpr std::size_t name_max = 200;
    const auto& buyer = content.buyer;
    auto party = add(add(invoice, "cac:AccountingCustomerParty"), "cac:Party");
    add_address(add(party, "cac:PostalAddress"), buyer.address, county_of(buyer.address));
    const bool has_vat =
        buyer.company && pays_vat(content) &&
        (buyer.tax_id.starts_with("RO") || customers::is_eu_vat_number(buyer.tax_id));
    if (has_vat) add_vat_number(party, buyer.tax_id);
    auto legal = add(party, "cac:PartyLegalEntity");
    add(legal, "cbc:RegistrationName", cut(buyer.name, name_max));
    if (!buyer.company)
        add(legal, "cbc:CompanyID", nobodys_number);
    else if (has_vat && !buyer.trade_register_number.empty())
        add(legal, "cbc:CompanyID", buyer.trade_register_number);
    else
        add(legal, "cbc:CompanyID", buyer.tax_id);
    add_contact(party, buyer);
}

void add_line(xml_node invoice, const InvoiceContent& content, const InvoiceLine& line,
              std::size_t no) {
    constexpr std::size_t name_max = 100, description_max = 200, sku_max = 100;
    auto node = add(invoice, "cac:InvoiceLine");
    add(node, "cbc:ID", std::to_string(no));
    auto quantity = add(node, "cbc:InvoicedQuantity");
    quantity.append_attribute("unitCode").set_value(unit_code(line.unit).c_str());
    quantity.text().set(to_decimal(invoicing::signed_pieces(line)).c_str());
    add(node, "cbc:LineExtensionAmount", line.net);
    auto item = add(node, "cac:Item");
    const std::string name = cut(line.description, name_max);
    if (name.size() < line.description.size())
        add(item, "cbc:Description", cut(line.description, description_max));
    add(item, "cbc:Name", name);
    if (!line.sku.empty())
        add(add(item, "cac:SellersItemIdentification"), "cbc:ID", cut(line.sku, sku_max));
    add_category(item, "cac:ClassifiedTaxCategory", content, line.vat_rate, false);
    auto amount = add(add(node, "cac:Price"), "cbc:PriceAmount");
    amount.append_attribute("currencyID").set_value(content.currency.c_str());
    amount.text().set(invoicing::unit_price_text(line).c_str());
}

/// Where goods go that leave the country: their VAT hangs on it (BR-IC-11, BR-IC-12).
void add_delivery(xml_node invoice, const InvoiceContent& content) {
    const bool leaves = content.without_vat == WithoutVat::intra_community ||
                        content.without_vat == WithoutVat::exported;
    if (!leaves && !content.delivered_on) return;
    auto delivery = add(invoice, "cac:Delivery");
    add(delivery, "cbc:ActualDeliveryDate",
        to_text(content.delivered_on.value_or(content.issued_on)));
    if (!leaves) return;
    const auto& to = content.buyer.address;
    add_address(add(add(delivery, "cac:DeliveryLocation"), "cac:Address"), to,
                to.county.empty() ? to.locality : county_of(to));
}

void add_taxes(xml_node invoice, const InvoiceContent& content) {
    auto total = add(invoice, "cac:TaxTotal");
    add(total, "cbc:TaxAmount", content.vat_total);
    for (const auto& group : content.vat) {
        auto part = add(total, "cac:TaxSubtotal");
        add(part, "cbc:TaxableAmount", group.net);
        add(part, "cbc:TaxAmount", group.vat);
        add_category(part, "cac:TaxCategory", content, group.rate, true);
    }
    if (content.vat_in_own) // BR-53: the VAT in lei
        add(add(invoice, "cac:TaxTotal"), "cbc:TaxAmount", *content.vat_in_own);
}

void add_notes(xml_node invoice, const InvoiceContent& content) {
    constexpr std::size_t notes_max = 20, note_max = 300;
    for (std::size_t i = 0; i < std::min(notes_max, content.mentions.size()); ++i)
        add_some(invoice, "cbc:Note", cut(content.mentions[i], note_max));
}

void add_references(xml_node invoice, const InvoiceContent& content,
                    const std::optional<Corrected>& corrected) {
    if (content.order_number)
        add(add(invoice, "cac:OrderReference"), "cbc:ID", std::to_string(*content.order_number));
    if (!corrected) return;
    auto reference = add(add(invoice, "cac:BillingReference"), "cac:InvoiceDocumentReference");
    add(reference, "cbc:ID", corrected->number);
    add(reference, "cbc:IssueDate", to_text(corrected->issued_on));
}

void add_payment(xml_node invoice, const InvoiceContent& content) {
    constexpr std::size_t words_max = 300;
    if (!content.seller.iban.empty()) {
        auto means = add(invoice, "cac:PaymentMeans");
        add(means, "cbc:PaymentMeansCode", content.payment.empty() ? "30" : "1");
        add(add(means, "cac:PayeeFinancialAccount"), "cbc:ID", content.seller.iban);
    }
    // What is left to pay needs a day or terms (BR-CO-25).
    if (!content.due_on)
        add(add(invoice, "cac:PaymentTerms"), "cbc:Note",
            content.payment.empty() ? "La primirea facturii" : cut(content.payment, words_max));
}

void add_totals(xml_node invoice, const InvoiceContent& content) {
    auto totals = add(invoice, "cac:LegalMonetaryTotal");
    add(totals, "cbc:LineExtensionAmount", content.net);
    add(totals, "cbc:TaxExclusiveAmount", content.net);
    add(totals, "cbc:TaxInclusiveAmount", content.gross);
    add(totals, "cbc:PayableAmount", content.gross);
}

/// What the ministry's rules would refuse of a party's data.
Result<void> check_party(const Party& party, const std::string& path) {
    if (trimmed(party.name).empty()) return invalid_field(path + "name", "The name is missing.");
    if (trimmed(party.address.street).empty())
        return invalid_field(path + "address.street",
                             "The street is missing (BR-RO-081, BR-RO-082).");
    const bool abroad = is_abroad(party.address);
    if (!abroad && !places::find_county(party.address.county))
        return invalid_field(path + "address.county",
                             "This is no county of Romania (BR-RO-110, BR-RO-111).");
    if (city_of(party.address).empty())
        return invalid_field(path + "address.locality",
                             !abroad && party.address.county == "B"
                                 ? Sentence("Bucharest needs its sector (BR-RO-100, BR-RO-101).")
                                 : Sentence("The locality is missing (BR-RO-091, BR-RO-092)."));
    if (party.company && trimmed(party.tax_id).empty())
        return invalid_field(path + "tax_id", "The tax number is missing (BR-RO-065, BR-RO-120).");
    return {};
}

} // namespace

std::string unit_code(const std::string& unit) {
    // As merchants write units in Romanian, and the ministry's codes: read, shown to nobody.
    static constexpr std::pair<const char*, const char*> codes[]{
        {"buc", "H87"},   {"kg", "KGM"},     {"g", "GRM"},      {"l", "LTR"},    {"ml", "MLT"},
        {"m", "MTR"},     {"cm", "CMT"},     {"mp", "MTK"},     {"mc", "MTQ"},   {"oră", "HUR"},
        {"ora", "HUR"},   {"ore", "HUR"},    {"zi", "DAY"},     {"lună", "MON"}, {"set", "SET"},
        {"cutie", "XBX"}, {"pachet", "XPK"}, {"pereche", "PR"}, {"t", "TNE"}};
    for (const auto& [name, code] : codes)
        if (unit == name) return code;
    return "C62"; // one, of whatever it is
}

std::string number_of(const std::string& series, std::int64_t number) {
    return series + std::to_string(number);
}

Result<std::string> document_of(const InvoiceContent& content,
                                const std::optional<Corrected>& corrected) {
    if (content.kind == InvoiceKind::proforma)
        return refuse(RefusalKind::conflict, "not_an_invoice", "A proforma is no fiscal invoice.");
    MUST(check_party(content.seller, "seller."));
    MUST(check_party(content.buyer, "buyer."));
    pugi::xml_document document;
    auto declaration = document.prepend_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("UTF-8");
    auto invoice = document.append_child("Invoice");
    const std::string schema = "urn:oasis:names:specification:ubl:schema:xsd:";
    invoice.append_attribute("xmlns").set_value((schema + "Invoice-2").c_str());
    invoice.append_attribute("xmlns:cac")
        .set_value((schema + "CommonAggregateComponents-2").c_str());
    invoice.append_attribute("xmlns:cbc").set_value((schema + "CommonBasicComponents-2").c_str());
    // In the order of the schema.
    add(invoice, "cbc:UBLVersionID", "2.1");
    add(invoice, "cbc:CustomizationID", profile);
    add(invoice, "cbc:ID", number_of(content.series, content.number));
    add(invoice, "cbc:IssueDate", to_text(content.issued_on));
    if (content.due_on) add(invoice, "cbc:DueDate", to_text(*content.due_on));
    add(invoice, "cbc:InvoiceTypeCode", "380");
    add_notes(invoice, content);
    add(invoice, "cbc:DocumentCurrencyCode", content.currency);
    if (content.vat_in_own)
        add(invoice, "cbc:TaxCurrencyCode", std::string(content.vat_in_own->currency.code()));
    if (content.vat_at_cash_receipt) // UNCL 2005: VAT falls due when it is paid (BR-RO-040)
        add(add(invoice, "cac:InvoicePeriod"), "cbc:DescriptionCode", "432");
    add_references(invoice, content, corrected);
    add_seller(invoice, content);
    add_buyer(invoice, content);
    add_delivery(invoice, content);
    add_payment(invoice, content);
    add_taxes(invoice, content);
    add_totals(invoice, content);
    for (std::size_t i = 0; i < content.lines.size(); ++i)
        add_line(invoice, content, content.lines[i], i + 1);
    std::ostringstream text;
    document.save(text, "  ");
    return text.str();
}

} // namespace taraba::efactura
