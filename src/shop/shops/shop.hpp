#pragma once

#include "base/shape.hpp"
#include "db/db.hpp"

#include <map>
#include <string>
#include <vector>

namespace taraba::shop {

/// A place in the words of an address: the locality by its SIRUTA code, the rest as typed.
struct Address {
    static constexpr bool lenient = true;
    std::int64_t siruta = 0;
    std::string county; ///< code: CJ
    std::string locality;
    std::string street;
    std::string postal_code;
    std::string country = "RO"; ///< ISO 3166; elsewhere `county` is a region, or empty
};
BOOST_DESCRIBE_STRUCT(Address, (), (siruta, county, locality, street, postal_code, country))

/// The shop as it stands on its papers (Cod fiscal art. 319 (20), Legea 31/1990 art. 74).
struct Seller {
    static constexpr bool lenient = true;
    std::string name;
    std::string tax_id; ///< CUI, with RO when a VAT payer
    std::string trade_register_number;
    Address address;
    std::string bank;
    std::string iban;
    std::string share_capital;
    std::string email;
    std::string phone;
    bool vat_at_cash_receipt = false;
};
BOOST_DESCRIBE_STRUCT(Seller, (),
                      (name, tax_id, trade_register_number, address, bank, iban, share_capital,
                       email, phone, vat_at_cash_receipt))

/// Where mail goes out. The password is a sealed secret `smtp_password`.
struct MailSettings {
    static constexpr bool lenient = true;
    std::string url; ///< smtp://host:587 or smtps://host:465
    std::string user;
    std::string from; ///< address
    bool require_tls = true;
    /// From the third message about one order in this time on, the rest goes together; 0: never.
    std::int64_t gather_minutes = 10;
};
BOOST_DESCRIBE_STRUCT(MailSettings, (), (url, user, from, require_tls, gather_minutes))

/// Text messages to buyers; the gateway's account is a partner account.
struct SmsSettings {
    static constexpr bool lenient = true;
    std::string gateway;          ///< by which they go; empty: none are sent
    bool keep_diacritics = false; ///< a message with them costs about twice
    std::string quiet_from;       ///< `21:00`, on the shop's clock; empty: never quiet
    std::string quiet_to;
    Money part_price; ///< of one part, as the gateway's contract has it
};
BOOST_DESCRIBE_STRUCT(SmsSettings, (), (gateway, keep_diacritics, quiet_from, quiet_to, part_price))

/// What one order that came through a channel cost in advertising, without VAT.
struct ChannelCost {
    std::string channel;
    Money cost;
};
BOOST_DESCRIBE_STRUCT(ChannelCost, (), (channel, cost))

/// What of a visit a channel rule looks at; all in small letters.
enum class VisitPart {
    source,    ///< utm_source of the page that was opened
    medium,    ///< utm_medium
    campaign,  ///< utm_campaign
    came_from, ///< host of the page before, without `www.`
    landed_on  ///< path of the page that was opened
};
BOOST_DESCRIBE_ENUM(VisitPart, source, medium, campaign, came_from, landed_on)
enum class Matches { is, begins_with, contains };
BOOST_DESCRIBE_ENUM(Matches, is, begins_with, contains)

/// The shop's own name of where visits come from. The first rule that fits is taken, and what no
/// rule fits is named as programs usually do.
struct ChannelRule {
    VisitPart part = VisitPart::source;
    Matches matches = Matches::is;
    std::string text;
    std::string channel;
};
BOOST_DESCRIBE_STRUCT(ChannelRule, (), (part, matches, text, channel))

/// When the invoice of an order is issued by itself. `never` leaves it to the operators.
enum class InvoiceRule { at_placement, at_payment, on_status, never };
BOOST_DESCRIBE_ENUM(InvoiceRule, at_placement, at_payment, on_status, never)

/// How the shop's papers look; frozen with each paper that is issued.
struct PaperLayout {
    static constexpr bool lenient = true;
    std::string colour; ///< `#1f3a8a`: of titles; empty: black
    std::string footer; ///< a line or two at the end
    std::string logo;   ///< hash of a PNG in shop_files; empty: none
};
BOOST_DESCRIBE_STRUCT(PaperLayout, (), (colour, footer, logo))

/// What a courier knows a warehouse by: a value of the account that is another one there, such as
/// the number of the pick-up point.
struct WarehouseAtCourier {
    static constexpr bool lenient = true;
    std::string courier;
    std::string credential; ///< its name in the account
    std::string value;
};
BOOST_DESCRIBE_STRUCT(WarehouseAtCourier, (), (courier, credential, value))

/// A place that parcels leave from, beside the seat.
struct Warehouse {
    static constexpr bool lenient = true;
    std::string name;
    std::int64_t siruta = 0;
    std::string locality; ///< as people read it
    std::vector<WarehouseAtCourier> at_couriers;
};
BOOST_DESCRIBE_STRUCT(Warehouse, (), (name, siruta, locality, at_couriers))

/// How much longer the road between two counties is than the crow flies; the same both ways.
struct RoadFactor {
    std::string from; ///< codes
    std::string to;
    std::int64_t percent = 130;
};
BOOST_DESCRIBE_STRUCT(RoadFactor, (), (from, to, percent))

/// Which courier carries an order whose delivery method leaves it to the rules: the first rule that
/// holds says. All that are given must hold.
struct CourierRule {
    static constexpr bool lenient = true;
    std::string courier;               ///< of the registry, or `cheapest`
    std::vector<std::string> counties; ///< codes; empty: everywhere
    std::int64_t weight_g_from = 0;    ///< heavier than
    std::int64_t weight_g_to = 0;      ///< up to and including; 0: any
    std::optional<Money> value_from;   ///< of the order, at least
    std::optional<Money> value_to;     ///< at most
    std::optional<bool> cash;          ///< with cash on delivery, or without
};
BOOST_DESCRIBE_STRUCT(CourierRule, (),
                      (courier, counties, weight_g_from, weight_g_to, value_from, value_to, cash))

/// What the program understands of a step of a service case; names and number are the shop's.
enum class ServiceStage {
    received,   ///< the piece is here
    in_work,    ///< being looked at or mended
    at_partner, ///< at another workshop
    repaired,
    replaced,
    refunded,
    refused,
    handed_back ///< with the buyer again: the end
};
BOOST_DESCRIBE_ENUM(ServiceStage, received, in_work, at_partner, repaired, replaced, refunded,
                    refused, handed_back)

struct ServiceStep {
    static constexpr bool lenient = true;
    std::string code; ///< stable, for letters and programs
    ServiceStage stage = ServiceStage::in_work;
    std::string name;
    std::string name_en;
};
BOOST_DESCRIBE_STRUCT(ServiceStep, (), (code, stage, name, name_en))

struct ServiceSettings {
    static constexpr bool lenient = true;
    std::vector<ServiceStep> steps; ///< empty: those of service::standard_steps()
    std::int64_t news_days = 3;     ///< the buyer hears at least so often; 0: only on steps
    std::int64_t repair_days = 15;  ///< calendar days; the law's most for consumers
};
BOOST_DESCRIBE_STRUCT(ServiceSettings, (), (steps, news_days, repair_days))

/// Why goods come back, as the law tells it apart: the terms hang on it.
enum class ReturnReason {
    withdrawal, ///< without a reason, within 14 days
    wrong_item, ///< not what was ordered
    damaged,    ///< in transport
    defect      ///< under the guarantee
};
BOOST_DESCRIBE_ENUM(ReturnReason, withdrawal, wrong_item, damaged, defect)

/// A reason in the shop's own words; its terms are those of its ground in law.
struct ReturnCause {
    static constexpr bool lenient = true;
    std::string name;
    std::string name_en;
    ReturnReason ground = ReturnReason::withdrawal;
    bool photo = false; ///< a buyer is asked for a picture
};
BOOST_DESCRIBE_STRUCT(ReturnCause, (), (name, name_en, ground, photo))

struct ReturnSettings {
    static constexpr bool lenient = true;
    std::vector<ReturnCause> causes;   ///< empty: the grounds of the law as they are
    std::int64_t withdrawal_days = 14; ///< calendar days; the law's 14 or more
    bool companies_too = false;        ///< may withdraw, which the law does not give them
    bool fetched = false;              ///< buyers may ask for the shop's courier
    std::string text;                  ///< that buyers read before they ask
    std::string text_en;
};
BOOST_DESCRIBE_STRUCT(ReturnSettings, (),
                      (causes, withdrawal_days, companies_too, fetched, text, text_en))

/// Who sends invoices to RO e-Factura (OUG 120/2021): this program, or another one that the shop
/// has. `elsewhere` still makes the documents.
enum class Reporting { here, elsewhere };
BOOST_DESCRIBE_ENUM(Reporting, here, elsewhere)

/// What a piece that is sold has cost (OMFP 1802/2014, 96 and 97).
enum class StockCost {
    average,       ///< of all pieces on the shelf, anew with each receipt
    first_in_first ///< of the oldest receipt that still has one
};
BOOST_DESCRIBE_ENUM(StockCost, average, first_in_first)

struct BookSettings {
    static constexpr bool lenient = true;
    Reporting reporting = Reporting::here;
    StockCost stock_cost = StockCost::average;
};
BOOST_DESCRIBE_STRUCT(BookSettings, (), (reporting, stock_cost))

struct ShopSettings {
    static constexpr bool lenient = true;
    Seller seller;
    MailSettings mail;
    SmsSettings sms;
    std::vector<CourierRule> courier_rules;
    std::vector<Warehouse> warehouses;
    std::vector<RoadFactor> road_factors;
    InvoiceRule invoice_rule = InvoiceRule::on_status;
    Money packaging_cost;   ///< of one order, without VAT
    Money courier_cash_fee; ///< what the courier takes for cash on delivery, without VAT
    std::vector<ChannelCost> advertising;
    std::vector<ChannelRule> channel_rules;
    bool hold_loss_before_courier = false; ///< not only at completion
    std::int64_t payment_days = 5;         ///< working days for a bank transfer
    std::int64_t transfer_remind_days = 1; ///< before the term; 0: no reminders
    std::int64_t transfer_cancel_days = 0; ///< working days after the term; 0: never by itself
    std::string public_url;                ///< of links in mails
    std::string logo_text;
    PaperLayout layout;
    std::vector<Date> closed_days; ///< working days on which the shop does not work
    std::string terms_url;         ///< of the terms of sale that the checkout shows
    std::string privacy_url;
    ServiceSettings service;
    ReturnSettings returns;
    BookSettings books;
};
BOOST_DESCRIBE_STRUCT(ShopSettings, (),
                      (seller, mail, sms, courier_rules, warehouses, road_factors, invoice_rule,
                       packaging_cost, courier_cash_fee, advertising, channel_rules,
                       hold_loss_before_courier, payment_days, transfer_remind_days,
                       transfer_cancel_days, public_url, logo_text, layout, closed_days, terms_url,
                       privacy_url, service, returns, books))

struct Shop {
    ShopId shop_id;
    std::string slug;
    std::optional<std::string> host;
    std::string name;
    std::string currency;
    std::string zone;
    std::string language;
    ShopSettings settings;
    std::int64_t config_version = 1;
    Instant created_at{};
    std::int64_t version = 1;

    Currency money() const { return Currency::of(currency); }
    Zone time_zone() const { return *Zone::named(zone); }
};
BOOST_DESCRIBE_STRUCT(Shop, (),
                      (shop_id, slug, host, name, currency, zone, language, settings,
                       config_version, created_at, version))

void insert_shop(db::Transaction& tx, const Shop& shop);
std::optional<Shop> find_shop(db::Transaction& tx, ShopId id);
std::optional<ShopId> find_shop_by_slug(db::Transaction& tx, const std::string& slug);
std::optional<ShopId> find_shop_by_host(db::Transaction& tx, const std::string& host);
std::vector<ShopId> all_shops(db::Transaction& tx);
std::optional<std::int64_t> find_config_version(db::Transaction& tx, ShopId id);
/// Every node forgets what it has cached of the shop's settings.
void bump_config(db::Transaction& tx, ShopId id);
/// False when somebody else changed the settings first.
bool update_settings(db::Transaction& tx, const Shop& read, const std::string& name,
                     const ShopSettings& settings);

/// The n-th working day after `from`: no weekend, no public holiday, no day the shop is closed.
Date add_working_days(const Shop& shop, Date from, int count);

struct ShopFile {
    std::string type;
    std::string bytes;
};
/// Keeps a file under the hash of what is in it, and gives the hash.
std::string put_file(db::Transaction& tx, ShopId shop, const ShopFile& file);
std::optional<ShopFile> find_file(db::Transaction& tx, ShopId shop, const std::string& hash);

void put_secret(db::Transaction& tx, ShopId shop, const std::string& name,
                const std::string& sealed);
std::optional<std::string> find_secret(db::Transaction& tx, ShopId shop, const std::string& name);

/// Takes `count` numbers of a counter and gives the first of them.
std::int64_t take_numbers(db::Transaction& tx, ShopId shop, const std::string& counter,
                          std::int64_t count);

} // namespace taraba::shop
