// What makes the demo shop look like one: products, people, templates.

#include "seed/seed.hpp"

#include "base/csv.hpp"
#include "base/data.hpp"
#include "shop/catalog/product.hpp"
#include "shop/messages/message.hpp"
#include "shop/staff/staff.hpp"

#include <charconv>
#include <fmt/core.h>

namespace taraba::seed {

namespace {

/// Aisle, rack and level: `B-02-3`.
std::string shelf_of(int place) {
    return fmt::format("{}-{:02}-{}", static_cast<char>('A' + place / 12 % 6), place / 4 % 3 + 1,
                       place % 4 + 1);
}

/// An EAN-13 of the Romanian prefix; digits count 1 and 3 in turn and the last one fills up to 10.
std::string barcode_of(int place) {
    std::string code = fmt::format("5940000{:05}", place + 1);
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i)
        sum += (code[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return code + std::to_string((10 - sum % 10) % 10);
}

} // namespace

Result<void> seed_products(const shop::Scope& scope) {
    const CsvTable table(embedded_data("demo-products.csv"));
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        int place = 0;
        for (const auto& row : table.records()) {
            const auto text = [&](const char* name) { return std::string(table.cell(row, name)); };
            const auto whole = [&](const char* name) {
                std::int64_t value = 0;
                const auto cell = table.cell(row, name);
                std::from_chars(cell.data(), cell.data() + cell.size(), value);
                return value;
            };
            const auto money = [&](const char* name) {
                return *money_from(text(name), scope.currency());
            };
            catalog::StockedProduct product;
            product.sku = text("sku");
            product.name = text("name");
            product.name_en = text("name_en");
            product.category = text("category");
            product.brand = text("brand");
            product.price = money("price");
            product.cost = money("cost");
            product.vat_class = text("vat_class");
            product.weight_g = whole("weight_g");
            product.length_mm = whole("length_mm");
            product.width_mm = whole("width_mm");
            product.height_mm = whole("height_mm");
            product.green_tax = money("green_tax");
            product.delivery_surcharge = {0, scope.currency()};
            product.warranty_months = whole("warranty_months");
            product.stock = units(whole("stock"));
            product.shelf = shelf_of(place);
            product.barcode = barcode_of(place++);
            MUST(catalog::create(tx, scope, product));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

Result<void> seed_staff(const shop::Scope& scope) {
    const struct {
        const char *role, *name, *email;
        std::vector<std::string> permissions;
    } people[]{{"Administrator", "Ana Ionescu", "admin@demo.example", {"all"}},
               {"Operator comenzi",
                "Mihai Pop",
                "operator@demo.example",
                {"orders.read", "orders.edit", "orders.status", "payments.edit", "invoices.issue",
                 "shipments.send", "products.read", "customers.read", "customers.edit",
                 "settings.read", "checkout"}},
               {"Depozit",
                "Ilie Marin",
                "depozit@demo.example",
                {"orders.read", "shipments.send", "products.read", "products.edit"}}};
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : people) {
            TRY(role, staff::save_role(tx, scope, {{}, each.role, each.permissions, 1}, true));
            MUST(staff::save_person(
                tx, scope,
                {{}, each.email, each.name, role.id, "ro", true, std::string(demo_password), 1},
                true));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

Result<void> seed_templates(const shop::Scope& scope) {
    using messages::AttachedPaper;
    const struct {
        const char *code, *language, *subject, *body;
        std::vector<AttachedPaper> attachments;
    } texts[]{
        {"order_placed",
         "ro",
         "Comanda {{order_number}} a fost primită",
         "Bună ziua, {{customer_name}},\n\nAm primit comanda {{order_number}} și o "
         "pregătim:\n\n{{lines}}\n\n"
         "Total: {{total}}\n\nUrmăriți comanda aici:\n{{order_link}}\n\nVă "
         "mulțumim,\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"order_placed",
         "en",
         "We have received order {{order_number}}",
         "Hello {{customer_name}},\n\nWe have received order "
         "{{order_number}}:\n\n{{lines}}\n\nTotal: {{total}}\n\n"
         "Follow the order here:\n{{order_link}}\n\nThank you,\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"order_taken",
         "ro",
         "Comanda {{order_number}} este în lucru",
         "Bună ziua, {{customer_name}},\n\nUn coleg a preluat comanda {{order_number}}. Vă "
         "anunțăm când pleacă.\n\n"
         "{{order_link}}\n\n{{shop_name}}",
         {}},
        {"order_taken",
         "en",
         "Order {{order_number}} is in progress",
         "Hello {{customer_name}},\n\nA colleague is working on order {{order_number}}. We "
         "will tell you when it "
         "leaves.\n\n{{order_link}}\n\n{{shop_name}}",
         {}},
        {"order_shipped",
         "ro",
         "Comanda {{order_number}} a plecat spre dumneavoastră",
         "Bună ziua, {{customer_name}},\n\nComanda e pe drum. AWB: {{awb_number}}.\nDe plată "
         "la livrare: {{due}}\n\n"
         "{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"order_shipped",
         "en",
         "Order {{order_number}} is on its way",
         "Hello {{customer_name}},\n\nYour order is on its way. AWB: {{awb_number}}.\nTo pay "
         "at delivery: {{due}}\n\n"
         "{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"order_delivered",
         "ro",
         "Comanda {{order_number}} a fost livrată",
         "Bună ziua, {{customer_name}},\n\nComanda {{order_number}} a ajuns. Vă "
         "mulțumim.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"order_delivered",
         "en",
         "Order {{order_number}} has been delivered",
         "Hello {{customer_name}},\n\nOrder {{order_number}} has arrived. Thank "
         "you.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"order_cancelled",
         "ro",
         "Comanda {{order_number}} a fost anulată",
         "Bună ziua, {{customer_name}},\n\nComanda {{order_number}} a fost "
         "anulată.\n\n{{shop_name}}",
         {}},
        {"order_cancelled",
         "en",
         "Order {{order_number}} was cancelled",
         "Hello {{customer_name}},\n\nOrder {{order_number}} was cancelled.\n\n{{shop_name}}",
         {}},
        {"return_requested",
         "ro",
         "Am primit cererea de retur la comanda {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nAm primit cererea dumneavoastră de retur la comanda "
         "{{order_number}} și vă răspundem curând. O urmăriți aici:\n{{order_link}}#returns"
         "\n\n{{shop_name}}",
         {}},
        {"return_requested",
         "en",
         "Your return from order {{order_number}}",
         "Hello {{customer_name}},\n\nWe have received your request to send goods of order "
         "{{order_number}} back and will answer soon. Follow it here:\n{{order_link}}#returns"
         "\n\n{{shop_name}}",
         {}},
        {"return_approved",
         "ro",
         "Puteți trimite înapoi produsele comenzii {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nReturul la comanda {{order_number}} e acceptat. Unde "
         "și până când trimiteți produsele citiți aici:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_approved",
         "en",
         "You can send the goods of order {{order_number}} back",
         "Hello {{customer_name}},\n\nYour return from order {{order_number}} is agreed. Where to "
         "and until when to send the goods is here:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_refused",
         "ro",
         "Despre returul la comanda {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nNu putem primi returul la comanda {{order_number}}; "
         "de ce, citiți aici:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_refused",
         "en",
         "About your return from order {{order_number}}",
         "Hello {{customer_name}},\n\nWe cannot take the goods of order {{order_number}} back; "
         "why is said here:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_collected",
         "ro",
         "Curierul vine după produsele comenzii {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nAm chemat curierul să ridice de la dumneavoastră "
         "produsele returnate din comanda {{order_number}}. Pregătiți coletul; eticheta e aici:"
         "\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_collected",
         "en",
         "The courier comes for the goods of order {{order_number}}",
         "Hello {{customer_name}},\n\nWe have asked the courier to fetch the goods that you send "
         "back from order {{order_number}}. Please have the parcel ready; its label is here:"
         "\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_received",
         "ro",
         "Produsele comenzii {{order_number}} au ajuns înapoi la noi",
         "Bună ziua, {{customer_name}},\n\nProdusele returnate din comanda {{order_number}} au "
         "ajuns la noi. Urmează banii:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_received",
         "en",
         "The goods of order {{order_number}} are back with us",
         "Hello {{customer_name}},\n\nThe goods that you sent back from order {{order_number}} "
         "are here. The money follows:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_refunded",
         "ro",
         "Am trimis banii pentru returul la comanda {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nAm trimis banii pentru produsele returnate din "
         "comanda {{order_number}}:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"return_refunded",
         "en",
         "We have sent the money for your return from order {{order_number}}",
         "Hello {{customer_name}},\n\nWe have sent the money for the goods that came back from "
         "order {{order_number}}:\n{{order_link}}#returns\n\n{{shop_name}}",
         {}},
        {"replacement_placed",
         "ro",
         "Vă trimitem un alt produs: comanda {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nVă trimitem gratuit, în locul produsului înapoiat:\n"
         "{{lines}}\n\nO urmăriți aici:\n{{order_link}}\n\n{{shop_name}}",
         {}},
        {"replacement_placed",
         "en",
         "Your replacement: order {{order_number}}",
         "Hello {{customer_name}},\n\nIn the place of what came back we send you, free of "
         "charge:\n{{lines}}\n\nFollow it here:\n{{order_link}}\n\n{{shop_name}}",
         {}},
        {"service_step",
         "ro",
         "{{case_product}}: {{case_step}}",
         "Bună ziua, {{customer_name}},\n\nDespre produsul {{case_product}} (fișa de service "
         "{{case_number}}, comanda {{order_number}}):\n\n{{case_words}}\n\nÎl urmăriți aici:\n"
         "{{order_link}}#service\n\n{{shop_name}}",
         {}},
        {"service_step",
         "en",
         "{{case_product}}: {{case_step}}",
         "Hello {{customer_name}},\n\nAbout your {{case_product}} (case {{case_number}}, order "
         "{{order_number}}):\n\n{{case_words}}\n\nFollow it here:\n{{order_link}}#service"
         "\n\n{{shop_name}}",
         {}},
        {"service_news",
         "ro",
         "{{case_product}}: ce mai e nou",
         "Bună ziua, {{customer_name}},\n\nNu v-am uitat. Produsul {{case_product}} (fișa de "
         "service {{case_number}}) este tot la pasul „{{case_step}}”.\n\n{{case_words}}\n\n"
         "{{order_link}}#service\n\n{{shop_name}}",
         {}},
        {"service_news",
         "en",
         "{{case_product}}: where it stands",
         "Hello {{customer_name}},\n\nWe have not forgotten you. Your {{case_product}} (case "
         "{{case_number}}) is still at “{{case_step}}”.\n\n{{case_words}}\n\n"
         "{{order_link}}#service\n\n{{shop_name}}",
         {}},
        {"sign_in_link",
         "ro",
         "Intrarea în contul dumneavoastră",
         "Bună ziua, {{customer_name}},\n\nCu acest link intrați în contul de la "
         "{{shop_name}}; e valabil o jumătate de oră și o singură dată:\n{{sign_in_link}}\n\n"
         "Dacă nu l-ați cerut dumneavoastră, nu faceți nimic.",
         {}},
        {"sign_in_link",
         "en",
         "Sign in to your account",
         "Hello {{customer_name}},\n\nThis link signs you in at {{shop_name}}; it holds for "
         "half an hour and once:\n{{sign_in_link}}\n\nIf you did not ask for it, do nothing.",
         {}},
        {"payment_link",
         "ro",
         "Plata comenzii {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nPentru comanda {{order_number}} aveți de plătit "
         "{{due}}. Găsiți aici comanda și cum o plătiți:\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"payment_link",
         "en",
         "Payment of order {{order_number}}",
         "Hello {{customer_name}},\n\nThere is {{due}} to pay for order {{order_number}}. "
         "Here is the order and how to pay it:\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"payment_reminder",
         "ro",
         "Comanda {{order_number}} își așteaptă plata",
         "Bună ziua, {{customer_name}},\n\nPentru comanda {{order_number}} așteptăm încă "
         "{{due}}, cu detaliile {{payment_reference}} în contul {{iban}}. Dacă ați plătit "
         "deja, vă mulțumim și nu mai e nimic de făcut.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"payment_reminder",
         "en",
         "Order {{order_number}} is waiting for its payment",
         "Hello {{customer_name}},\n\nWe are still waiting for {{due}} for order "
         "{{order_number}}, with the reference {{payment_reference}} to the account {{iban}}. "
         "If you have paid already, thank you, there is nothing to "
         "do.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::proforma}},
        {"credit_reminder",
         "ro",
         "Termenul de plată al comenzii {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nPentru comanda {{order_number}} mai sunt de "
         "plătit {{due}} în contul {{iban}}; termenul de pe factură e aproape sau a trecut. "
         "Dacă plata e deja pe drum, vă mulțumim.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"credit_reminder",
         "en",
         "The term of order {{order_number}}",
         "Hello {{customer_name}},\n\nThere is still {{due}} to pay for order "
         "{{order_number}} to the account {{iban}}; the term on the invoice is near or past. If "
         "the payment is on its way, thank you.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"payment_received",
         "ro",
         "Am primit plata pentru comanda {{order_number}}",
         "Bună ziua, {{customer_name}},\n\nAm primit {{total}} pentru comanda "
         "{{order_number}}.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}},
        {"payment_received",
         "en",
         "We received the payment for order {{order_number}}",
         "Hello {{customer_name}},\n\nWe received {{total}} for order "
         "{{order_number}}.\n\n{{order_link}}\n\n{{shop_name}}",
         {AttachedPaper::invoice}}};
    const struct {
        const char *code, *language, *body;
    } sms[]{{"order_shipped", "ro",
             "{{shop_name}}: comanda {{order_number}} e pe drum, AWB {{awb_number}}. De plata la "
             "livrare {{due}}. {{short_link}}"},
            {"order_shipped", "en",
             "{{shop_name}}: order {{order_number}} is on its way, AWB {{awb_number}}. To pay at "
             "delivery {{due}}. {{short_link}}"},
            {"payment_link", "ro",
             "{{shop_name}}: plata comenzii {{order_number}}, {{due}}: {{short_link}}"},
            {"payment_link", "en",
             "{{shop_name}}: pay order {{order_number}}, {{due}}: {{short_link}}"}};
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : texts) {
            messages::Template text;
            text.code = each.code;
            text.language = each.language;
            text.subject = each.subject;
            text.body.text = each.body;
            text.attachments = each.attachments;
            MUST(messages::save(tx, scope, text, true));
        }
        for (const auto& each : sms) {
            messages::Template text;
            text.code = each.code;
            text.channel = messages::MessageChannel::sms;
            text.language = each.language;
            text.body.text = each.body;
            MUST(messages::save(tx, scope, text, true));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

} // namespace taraba::seed
