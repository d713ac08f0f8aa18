// The three processors that sign lengths: PayU, euplatesc.ro and Romcard.

#include "sandbox/pay_desk.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "processors/euplatesc.hpp"
#include "processors/payu.hpp"
#include "processors/romcard.hpp"

namespace taraba::sandbox {

namespace {

using processors::compact_time;
using processors::upper_case;

const std::vector<std::string> form_headers{"Content-Type: application/x-www-form-urlencoded"};

http::Response text(const std::string& body, int status = 200) {
    http::Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = body;
    return response;
}

http::Response to_page(const http::Request& request, const PlayedCharge& charge) {
    http::Response response;
    response.status = 303;
    response.headers.emplace_back("Location", PayDesk::page_of(request, charge));
    return response;
}

bool is_told_to_refuse(const http::Request& request) {
    return request.header("x-played-refusal") == "1";
}

std::string now_compact() { return compact_time(unix_ms(system_now())); }

class PlayedPayu : public PlayedProcessor {
public:
    explicit PlayedPayu(PayDesk& desk) : desk_(desk) {}
    std::map<std::string, std::string> credentials() override {
        return {{"merchant", "TARABADEMO"}, {"key", key}};
    }
    std::string paid_state() const override { return "authorised"; }
    void add_routes(http::Router& router) override {
        desk_.add(router, http::Method::post, "/payu/order/lu.php", "payu.start",
                  [this](const http::Request& request) { return begin(request); });
        desk_.add(router, http::Method::post, "/payu/order/idn.php", "payu.capture",
                  [this](const http::Request& request) { return operate(request, true); });
        desk_.add(router, http::Method::post, "/payu/order/irn.php", "payu.refund",
                  [this](const http::Request& request) { return operate(request, false); });
        desk_.add(router, http::Method::post, "/payu/order/ios.php", "payu.status",
                  [this](const http::Request& request) { return status(request); });
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        const std::string status = status_of(event.what);
        if (status.empty()) return std::nullopt;
        Fields ipn{{"REFNO", charge.id},
                   {"REFNOEXT", charge.reference},
                   {"ORDERSTATUS", status},
                   {"PAYMETHOD_CODE", "CCVISAMC"},
                   {"IPN_PID[]", charge.id},
                   {"IPN_PNAME[]", charge.description},
                   {"IPN_TOTALGENERAL", event.amount},
                   {"IPN_DATE", now_compact()},
                   {"CURRENCY", charge.currency}};
        ipn.emplace_back("HASH", processors::payu_ipn_hash(ipn, event.forged ? "another" : key));
        return OutgoingCallback{"POST", charge.callback_url, form_headers, to_form(ipn)};
    }

private:
    static constexpr const char* key = "9s0l2R8_K+4x[dem0]";

    static std::string status_of(const std::string& what) {
        if (what == "authorised") return "PAYMENT_AUTHORIZED";
        if (what == "captured") return "COMPLETE";
        if (what == "refused") return "CARD_NOTAUTHORIZED";
        if (what == "voided") return "REVERSED";
        if (what == "refunded") return "REFUND";
        return "";
    }
    http::Response begin(const http::Request& request) {
        const Fields fields = parse_form(request.body);
        if (hex(hmac_md5(key, processors::payu_source(fields))) != field(fields, "ORDER_HASH"))
            return text("Invalid signature", 400);
        PlayedCharge charge;
        charge.processor = "payu";
        charge.reference = field(fields, "ORDER_REF");
        charge.amount = field(fields, "ORDER_PRICE[]");
        charge.currency = field(fields, "PRICES_CURRENCY");
        charge.description = field(fields, "ORDER_PNAME[]");
        charge.return_url = field(fields, "BACK_REF");
        charge.callback_url = callback_from(charge.return_url, "payu");
        return to_page(request, desk_.open(charge));
    }
    http::Response answer(const std::string& ref, const std::string& code,
                          const std::string& words) {
        const std::string date = now_compact();
        return text("<EPAYMENT>" + ref + "|" + code + "|" + words + "|" + date + "|" +
                    processors::payu_hash({ref, code, words, date}, key) + "</EPAYMENT>");
    }
    http::Response operate(const http::Request& request, bool capture) {
        const Fields fields = parse_form(request.body);
        std::vector<std::optional<std::string>> values;
        for (const auto& [name, value] : fields)
            if (name != "ORDER_HASH") values.emplace_back(value);
        const std::string ref = field(fields, "ORDER_REF");
        if (processors::payu_hash(values, key) != field(fields, "ORDER_HASH"))
            return answer(ref, "4", "Invalid signature");
        auto charge = desk_.find("payu", ref);
        if (!charge) return answer(ref, "2", "ORDER_REF missing or incorrect");
        if (is_told_to_refuse(request)) return answer(ref, "9", "Refused by the bank");
        if (capture) {
            if (charge->state != "authorised") return answer(ref, "7", "Order already confirmed");
            charge->state = "captured";
            desk_.keep(*charge);
            desk_.tell(*charge, {"captured", charge->amount});
            return answer(ref, "1", "Confirmed");
        }
        const auto amount = find_field(fields, "AMOUNT").value_or(charge->amount);
        if (charge->state == "authorised") {
            charge->state = "voided";
            desk_.keep(*charge);
            desk_.tell(*charge, {"voided", charge->amount});
            return answer(ref, "1", "OK");
        }
        if (!desk_.give_back(*charge, amount)) return answer(ref, "11", "Amount too large");
        desk_.tell(*charge, {"refunded", amount});
        return answer(ref, "1", "OK");
    }
    http::Response status(const http::Request& request) {
        const std::string reference = field(parse_form(request.body), "REFNOEXT");
        const auto charge = desk_.find_reference("payu", reference);
        std::vector<std::pair<std::string, std::string>> nodes;
        if (charge)
            nodes = {{"ORDER_DATE", now_compact()},
                     {"REFNO", charge->id},
                     {"REFNOEXT", reference},
                     {"ORDER_STATUS",
                      charge->state == "open" ? "WAITING_PAYMENT" : status_of(charge->state)},
                     {"PAYMETHOD", "Visa/MasterCard"}};
        else
            nodes = {{"ORDER_STATUS", "NOT_FOUND"}, {"ERROR_CODE", "5011"}};
        std::vector<std::optional<std::string>> values;
        std::string body = "<?xml version=\"1.0\"?><Order>";
        for (const auto& [name, value] : nodes) {
            body += "<" + name + ">" + escape_html(value) + "</" + name + ">";
            values.emplace_back(value);
        }
        body += "<HASH>" + processors::payu_hash(values, key) + "</HASH></Order>";
        auto response = text(body);
        response.content_type = "application/xml";
        return response;
    }
    PayDesk& desk_;
};

class PlayedEuplatesc : public PlayedProcessor {
public:
    explicit PlayedEuplatesc(PayDesk& desk) : desk_(desk) {}
    /// The processor's own test account, which its manual publishes.
    std::map<std::string, std::string> credentials() override {
        return {{"merchant_id", "testaccount"}, {"key", key}};
    }
    std::string paid_state() const override { return "captured"; }
    void add_routes(http::Router& router) override {
        desk_.add(router, http::Method::post, "/euplatesc/tdsprocess/tranzactd.php",
                  "euplatesc.start",
                  [this](const http::Request& request) { return begin(request); });
        desk_.add(router, http::Method::post, "/euplatesc/v3/index.php", "euplatesc.manage",
                  [this](const http::Request& request) { return manage(request); });
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        const bool approved = event.what == "captured" || event.what == "authorised";
        if (!approved && event.what != "refused") return std::nullopt;
        return OutgoingCallback{"POST", charge.callback_url, form_headers,
                                to_form(answer(charge, event, approved))};
    }

private:
    static constexpr const char* key = "00112233445566778899AABBCCDDEEFF";

    static Fields answer(const PlayedCharge& charge, const PlayedEvent& event, bool approved) {
        Fields fields{{"amount", event.amount},
                      {"curr", charge.currency},
                      {"invoice_id", charge.reference},
                      {"ep_id", charge.id},
                      {"merch_id", "testaccount"},
                      {"action", approved ? "0" : "2"},
                      {"message", approved ? "Approved" : "Do not honour"},
                      {"approval", approved ? "683855" : ""},
                      {"timestamp", now_compact()},
                      {"nonce", hex(random_bytes(16))}};
        fields.emplace_back("fp_hash",
                            upper_case(processors::euplatesc_hash(
                                fields, processors::euplatesc_answer_fields,
                                event.forged ? "FF112233445566778899AABBCCDDEEFF" : key)));
        return fields;
    }
    http::Response begin(const http::Request& request) {
        const Fields fields = parse_form(request.body);
        if (upper_case(processors::euplatesc_hash(fields, processors::euplatesc_request_fields,
                                                  key)) != upper_case(field(fields, "fp_hash")))
            return text("Invalid fp_hash", 400);
        PlayedCharge charge;
        charge.processor = "euplatesc";
        charge.reference = field(fields, "invoice_id");
        charge.amount = field(fields, "amount");
        charge.currency = field(fields, "curr");
        charge.description = field(fields, "order_desc");
        charge.callback_url = field(fields, "ExtraData[silenturl]");
        charge.return_url = field(fields, "ExtraData[successurl]");
        return to_page(request, desk_.open(charge));
    }
    http::Response manage(const http::Request& request) {
        const Fields fields = parse_form(request.body);
        std::vector<std::string> names;
        for (const auto& [name, value] : fields)
            if (name != "fp_hash") names.push_back(name);
        const auto error = [](const char* words) {
            return played_json({{"error", words}, {"ecode", "E10"}});
        };
        if (upper_case(processors::euplatesc_hash(fields, names, key)) !=
            upper_case(field(fields, "fp_hash")))
            return error("Invalid hash");
        const std::string method = field(fields, "method");
        if (method == "check_mid") return played_json({{"success", "testaccount"}});
        auto charge = desk_.find("euplatesc", field(fields, "epid"));
        if (!charge) return error("Unknown transaction");
        if (method == "check_status") {
            const json::value rows =
                json::array{{{"merch_id", "testaccount"},
                             {"invoice_id", charge->reference},
                             {"ep_id", charge->id},
                             {"action", charge->state == "refused" ? "2" : "0"},
                             {"message", charge->state},
                             {"captured", charge->state == "captured" ? "1" : "0"},
                             {"refunded", charge->refunded},
                             {"amount", charge->amount},
                             {"curr", charge->currency}}};
            return played_json(
                {{"success", charge->state == "open" ? std::string("[]") : to_json(rows)}});
        }
        if (is_told_to_refuse(request)) return error("Refused by the bank");
        if (method == "capture" || method == "partial_capture") {
            charge->state = "captured";
            desk_.keep(*charge);
        } else if (method == "reversal") {
            charge->state = "voided";
            desk_.keep(*charge);
        } else if (method != "refund" || !desk_.give_back(*charge, field(fields, "amount"))) {
            return error("Amount too large");
        }
        return played_json({{"success", "1"}});
    }
    PayDesk& desk_;
};

class PlayedRomcard : public PlayedProcessor {
public:
    explicit PlayedRomcard(PayDesk& desk) : desk_(desk) {}
    std::map<std::string, std::string> credentials() override {
        return {{"terminal", "60001099"},
                {"merchant", "000000060001099"},
                {"merchant_name", "Prăvălia Demo"},
                {"merchant_url", "https://pravalia-demo.example"},
                {"email", "plati@pravalia-demo.example"},
                {"key", key}};
    }
    std::string paid_state() const override { return "authorised"; }
    void add_routes(http::Router& router) override {
        desk_.add(router, http::Method::post, "/romcard/", "romcard.form",
                  [this](const http::Request& request) {
                      const Fields fields = parse_form(request.body);
                      return field(fields, "TRTYPE") == "0" ? begin(request, fields)
                                                            : operate(request, fields);
                  });
        desk_.add(router, http::Method::get, "/romcard/", "romcard.page",
                  [](const http::Request&) { return text("e-Gateway"); });
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        if (event.what != "authorised" && event.what != "refused") return std::nullopt;
        return OutgoingCallback{"POST", charge.callback_url, form_headers,
                                to_form(answer(charge, event))};
    }
    /// The buyer's own browser carries the answer as well.
    std::optional<std::string> leading_page(const PlayedCharge& charge,
                                            const PlayedEvent& event) override {
        std::string page =
            "<!doctype html><html lang=\"ro\"><meta charset=\"utf-8\"><title>Romcard"
            "</title><body onload=\"document.forms[0].submit()\"><form method=\"post\""
            " action=\"" +
            escape_html(charge.callback_url) + "\">";
        for (const auto& [name, value] : answer(charge, event))
            page += input(name, value);
        return page + "<button>Înapoi la magazin</button></form></body></html>";
    }

private:
    static constexpr const char* key = "0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B";

    static std::string input(const std::string& name, const std::string& value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape_html(value) + "\">";
    }
    static Fields answer(const PlayedCharge& charge, const PlayedEvent& event) {
        const bool approved = event.what == "authorised";
        Fields fields{{"TERMINAL", "60001099"},
                      {"TRTYPE", "0"},
                      {"ORDER", charge.reference},
                      {"AMOUNT", event.amount},
                      {"CURRENCY", charge.currency},
                      {"DESC", charge.description},
                      {"ACTION", approved ? "0" : "2"},
                      {"RC", approved ? "00" : "05"},
                      {"MESSAGE", approved ? "Approved" : "Do not honour"},
                      {"RRN", charge.id},
                      {"INT_REF", "1F4129EA" + charge.id},
                      {"APPROVAL", approved ? "621CBF" : ""},
                      {"TIMESTAMP", now_compact()},
                      {"NONCE", hex(random_bytes(16))}};
        fields.emplace_back("P_SIGN", processors::romcard_sign(
                                          fields, processors::romcard_answer_fields,
                                          event.forged ? "FF0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B" : key));
        return fields;
    }
    http::Response begin(const http::Request& request, const Fields& fields) {
        if (processors::romcard_sign(fields, processors::romcard_request_fields, key) !=
            field(fields, "P_SIGN"))
            return text("Wrong P_SIGN", 400);
        PlayedCharge charge;
        charge.processor = "romcard";
        charge.reference = field(fields, "ORDER");
        charge.amount = field(fields, "AMOUNT");
        charge.currency = field(fields, "CURRENCY");
        charge.description = field(fields, "DESC");
        charge.callback_url = field(fields, "BACKREF");
        return to_page(request, desk_.open(charge));
    }
    http::Response operate(const http::Request& request, const Fields& fields) {
        if (processors::romcard_sign(fields, processors::romcard_operation_fields, key) !=
            field(fields, "P_SIGN"))
            return text("Wrong P_SIGN", 400);
        auto charge = desk_.find("romcard", field(fields, "RRN"));
        const std::string type = field(fields, "TRTYPE"), amount = field(fields, "AMOUNT");
        bool good = charge && !is_told_to_refuse(request);
        if (good && type == "21") {
            good = charge->state == "authorised";
            if (good) charge->state = "captured";
            if (good) desk_.keep(*charge);
        } else if (good && charge->state == "authorised") {
            charge->state = "voided";
            desk_.keep(*charge);
        } else if (good) {
            good = desk_.give_back(*charge, amount);
        }
        Fields said{{"ACTION", good ? "0" : "2"},
                    {"RC", good ? "00" : "-12"},
                    {"MESSAGE", good ? "Approved" : "Refused by the bank"},
                    {"TRTYPE", type},
                    {"AMOUNT", amount},
                    {"CURRENCY", field(fields, "CURRENCY")},
                    {"ORDER", field(fields, "ORDER")},
                    {"RRN", field(fields, "RRN")},
                    {"INT_REF", field(fields, "INT_REF")},
                    {"TIMESTAMP", now_compact()},
                    {"NONCE", hex(random_bytes(16))}};
        said.emplace_back("P_SIGN", processors::romcard_sign(
                                        said, processors::romcard_operation_answer_fields, key));
        std::string page = "<html><body><form>";
        for (const auto& [name, value] : said)
            page += input(name, value);
        return played_page(page + "</form></body></html>");
    }
    PayDesk& desk_;
};

} // namespace

std::unique_ptr<PlayedProcessor> play_payu(PayDesk& desk) {
    return std::make_unique<PlayedPayu>(desk);
}
std::unique_ptr<PlayedProcessor> play_euplatesc(PayDesk& desk) {
    return std::make_unique<PlayedEuplatesc>(desk);
}
std::unique_ptr<PlayedProcessor> play_romcard(PayDesk& desk) {
    return std::make_unique<PlayedRomcard>(desk);
}

} // namespace taraba::sandbox
