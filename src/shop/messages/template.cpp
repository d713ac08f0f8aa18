#include "shop/messages/template.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/links.hpp"
#include "shop/messages/sms.hpp"
#include "shop/pricing/quote.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

const db::Table<Template>& template_table() {
    static const db::Table<Template> table("message_templates");
    return table;
}

constexpr db::Sql newest_order_sql{
    "messages.newest_order", "SELECT id FROM orders WHERE shop_id = $1 ORDER BY id DESC LIMIT 1"};

constexpr db::Sql awb_sql{"messages.awb", R"sql(
    SELECT awb_number FROM shipments
     WHERE shop_id = $1 AND order_id = $2 AND state = 'registered' AND return_id IS NULL
     ORDER BY id DESC LIMIT 1
)sql"};

} // namespace

std::vector<std::string> variables() {
    return {"order_number", "customer_name", "lines", "total", "due", "status", "payment_status",
            "delivery_status", "awb_number", "order_link", "short_link", "payment_reference",
            "iban", "bank", "shop_name",
            // only in letters about a service case
            "case_number", "case_product", "case_step", "case_words", "case_due"};
}

std::map<std::string, std::string> values_of(db::Transaction& tx, const shop::Scope& scope,
                                             const orders::Order& order) {
    const auto now = orders::standing(scope, order);
    const auto name = [&](const statuses::Status& status) {
        return order.language == "en" && !status.name_en.empty() ? status.name_en : status.name;
    };
    std::string lines;
    for (const auto& line : orders::lines_of(tx, scope.id(), order.id))
        lines += (lines.empty() ? "" : "\n") + to_decimal(line.quantity) + " × " + line.name +
                 " · " + to_people(line.total, order.language);
    const auto awb = tx.text(awb_sql, {scope.id(), order.id});
    return {{"order_number", std::to_string(order.number)},
            {"customer_name", order.customer.name},
            {"total", to_people(order.total, order.language)},
            {"due", to_people(order.due(), order.language)},
            {"status", name(now.order)},
            {"payment_status", name(now.payment)},
            {"delivery_status", name(now.delivery)},
            {"shop_name", scope.shop->name},
            {"order_link", shop::order_link(scope, order.id)},
            {"short_link", shop::short_link(scope, order.id)},
            {"payment_reference", order.payment_reference},
            {"iban", scope.shop->settings.seller.iban},
            {"bank", scope.shop->settings.seller.bank},
            {"awb_number", awb.value_or("")},
            {"lines", lines}};
}

std::optional<Template> choose(const shop::Scope& scope, MessageChannel channel,
                               const std::string& code, const std::string& language) {
    const auto all = scope.cached<std::vector<Template>>(
        [&](db::Transaction& tx) { return templates(tx, scope.id()); });
    const Template* other = nullptr;
    for (const auto& each : *all) {
        if (each.code != code || !each.active || each.channel != channel) continue;
        if (each.language == language) return each;
        other = &each;
    }
    return other ? std::optional(*other) : std::nullopt;
}

std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
    std::string result;
    while (!text.empty()) {
        const auto open = text.find("{{");
        const auto close = open == text.npos ? text.npos : text.find("}}", open);
        if (close == text.npos) break;
        result += text.substr(0, open);
        const auto name = std::string(trimmed(text.substr(open + 2, close - open - 2)));
        const auto known = values.find(name);
        result += known == values.end() ? "{{" + name + "}}" : known->second;
        text.remove_prefix(close + 2);
    }
    return result + std::string(text);
}

std::string html_of(std::string_view text, const std::string& shop_name) {
    std::string body;
    bool in_paragraph = false;
    for (const auto& line : split_at(text, '\n')) {
        if (trimmed(line).empty()) {
            if (in_paragraph) body += "</p>\n";
            in_paragraph = false;
            continue;
        }
        body += in_paragraph ? "<br>" : "<p style=\"margin:0 0 16px\">";
        in_paragraph = true;
        std::string_view rest = line;
        while (!rest.empty()) {
            const auto link = rest.find("http");
            const bool is_link = link != rest.npos && (rest.substr(link).starts_with("http://") ||
                                                       rest.substr(link).starts_with("https://"));
            if (!is_link) break;
            const auto end = std::min(rest.find(' ', link), rest.size());
            const std::string url = escape_html(rest.substr(link, end - link));
            body += escape_html(rest.substr(0, link)) + "<a href=\"" + url + "\">" + url + "</a>";
            rest.remove_prefix(end);
        }
        body += escape_html(rest);
    }
    if (in_paragraph) body += "</p>\n";
    return "<!doctype html><html><body style=\"margin:0;padding:24px;background:#f6f6f6\">"
           "<div style=\"max-width:600px;margin:0 auto;padding:24px;background:#fff;color:#222;"
           "font:16px/1.5 sans-serif;overflow-wrap:anywhere\"><p style=\"margin:0 0 "
           "16px;font-weight:bold\">" +
           escape_html(shop_name) + "</p>\n" + body + "</div></body></html>";
}

Result<WrittenMessage> preview(const shop::Scope& scope, MessageChannel channel,
                               const std::string& subject, const std::string& body,
                               std::optional<OrderId> order) {
    return scope.read([&](db::Transaction& tx) -> Result<WrittenMessage> {
        if (!order)
            if (const auto newest = tx.number(newest_order_sql, {scope.id()}))
                order = OrderId{*newest};
        std::map<std::string, std::string> values;
        if (order) {
            TRY(found, orders::must_find(tx, scope, *order));
            values = values_of(tx, scope, found);
        }
        const std::string text = filled(body, values);
        if (channel == MessageChannel::email)
            return WrittenMessage{
                filled(subject, values), {text}, {html_of(text, scope.shop->name)}, {}, {}};
        const std::string sms = sms_body(scope, text);
        const auto length = sms_length(sms);
        return WrittenMessage{"", {sms}, {}, length, cost_of(scope, length.parts)};
    });
}

bool holds(const shop::Scope& scope, const MessageConditions& conditions,
           const orders::Order& order) {
    const auto lists = [](const std::vector<std::string>& all, const std::string& word) {
        return all.empty() || std::ranges::find(all, word) != all.end();
    };
    const auto code_of = [](const auto& methods, auto id) {
        for (const auto& method : methods)
            if (method.id == id) return method.code;
        return std::string();
    };
    return lists(conditions.payment_methods,
                 code_of(*pricing::payment_methods(scope), order.payment_method_id)) &&
           lists(conditions.delivery_methods,
                 code_of(*pricing::delivery_methods(scope), order.delivery_method_id)) &&
           lists(conditions.counties, order.county) &&
           !(conditions.min_total && order.total < *conditions.min_total) &&
           !(conditions.companies && *conditions.companies != order.billing.company.has_value());
}

Result<Template> save(db::Transaction& tx, const shop::Scope& scope, Template text, bool fresh) {
    if (trimmed(text.code).empty()) return invalid_field("code", "A template needs a code.");
    if (text.language != "ro" && text.language != "en")
        return invalid_field("language", "The language is ro or en.");
    if (text.channel == MessageChannel::email && trimmed(text.subject).empty())
        return invalid_field("subject", "An e-mail needs a subject.");
    if (trimmed(text.body.text).empty()) return invalid_field("body", "A message needs a text.");
    if (text.conditions.min_total && text.conditions.min_total->currency != scope.currency())
        return invalid_field("conditions.min_total.currency",
                             said("The shop sells in {}.", scope.shop->currency));
    if (text.conditions.offer && text.channel != MessageChannel::email)
        return invalid_field("conditions.offer", "Offers go by e-mail only.");
    for (const auto& other : templates(tx, scope.id()))
        if (other.id != text.id && other.code == text.code && other.language == text.language &&
            other.channel == text.channel)
            return invalid_field("code", "There is already such a template in this language.");
    if (fresh) {
        text.id = scope.new_id<TemplateId>();
        text.version = 1;
        template_table().insert(tx, scope.id(), text);
    } else {
        ++text.version;
        if (!template_table().update(tx, scope.id(), text))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this template; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"template:" + to_text(text.id),
                   fresh ? "template_created" : "template_changed",
                   {{"code", "", text.code}}});
    return text;
}

std::vector<Template> templates(db::Transaction& tx, ShopId shop) {
    return template_table().all(tx, shop);
}

} // namespace taraba::messages
