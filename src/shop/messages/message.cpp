#include "shop/messages/message.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/links.hpp"
#include "shop/messages/gateway.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

const db::Table<Template>& template_table() {
    static const db::Table<Template> table("message_templates");
    return table;
}

const db::Table<Message>& message_table() {
    static const db::Table<Message> table("messages");
    return table;
}

std::shared_ptr<const std::vector<Template>> cached_templates(const shop::Scope& scope) {
    return scope.cached<std::vector<Template>>(
        [&](db::Transaction& tx) { return templates(tx, scope.id()); });
}

/// The template in the order's language, else in the shop's.
const Template* choose(const std::vector<Template>& all, const std::string& code,
                       const std::string& language) {
    const Template* other = nullptr;
    for (const auto& each : all) {
        if (each.code != code || !each.active || each.channel != MessageChannel::email) continue;
        if (each.language == language) return &each;
        other = &each;
    }
    return other;
}

constexpr db::Sql newest_order_sql{
    "messages.newest_order", "SELECT id FROM orders WHERE shop_id = $1 ORDER BY id DESC LIMIT 1"};

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
    const auto awb =
        tx.text({"messages.awb", "SELECT awb_number FROM shipments WHERE shop_id = $1 AND "
                                 "order_id = $2 AND state = 'registered' LIMIT 1"},
                {scope.id(), order.id});
    return {{"order_number", std::to_string(order.number)},
            {"customer_name", order.customer.name},
            {"total", to_people(order.total, order.language)},
            {"due", to_people(order.due(), order.language)},
            {"status", name(now.order)},
            {"payment_status", name(now.payment)},
            {"delivery_status", name(now.delivery)},
            {"shop_name", scope.shop->name},
            {"order_link", shop::order_link(scope, order.id)},
            {"payment_reference", order.payment_reference},
            {"iban", scope.shop->settings.seller.iban},
            {"bank", scope.shop->settings.seller.bank},
            {"awb_number", awb.value_or("")},
            {"lines", lines}};
}

/// Writes the message of a job, once: its id is the job's, so a second try finds it.
Result<Message> written(const shop::Scope& scope, MessageId id, OrderId order_id,
                        const std::string& code) {
    return scope.write([&](db::Transaction& tx) -> Result<Message> {
        if (auto known = message_table().find(tx, scope.id(), id.value)) return std::move(*known);
        TRY(order, orders::must_find(tx, scope, order_id));
        const auto all = cached_templates(scope);
        const Template* text = choose(*all, code, order.language);
        if (!text) return not_found("The shop has no template `" + code + "`.");
        const auto values = values_of(tx, scope, order);
        Message message;
        message.id = id;
        message.order_id = order_id;
        message.template_ = code;
        message.recipient = order.customer.email;
        message.subject = shortened(filled(text->subject, values), 200);
        message.body.text = filled(text->body.text, values);
        message.attachments = text->attachments;
        message_table().insert(tx, scope.id(), message);
        return message;
    });
}

Result<std::unique_ptr<MailGateway>> mail_gateway(const shop::Scope& scope) {
    const auto& settings = scope.shop->settings.mail;
    // A demo without a mail account of its own writes to the played server.
    if (settings.url.empty() && !scope.house.sandbox_smtp.empty())
        return make_smtp({scope.house.sandbox_smtp, "", "", false});
    const auto sealed = scope.read(
        [&](db::Transaction& tx) { return shop::find_secret(tx, scope.id(), "smtp_password"); });
    const auto password = sealed ? scope.house.vault.unseal(*sealed) : std::nullopt;
    return make_smtp({settings.url, settings.user, password.value_or(""), settings.require_tls});
}

Mail mail_of(const shop::Scope& scope, const std::string& id, const std::string& to,
             const std::string& subject, const std::string& text) {
    const auto& settings = scope.shop->settings;
    const std::string from =
        settings.mail.from.empty() ? settings.seller.email : settings.mail.from;
    return {id + "." + to_text(scope.id()) + "@" + from.substr(from.find('@') + 1),
            scope.shop->name,
            from,
            to,
            subject,
            text,
            html_of(text, scope.shop->name),
            {}};
}

void keep_outcome(const shop::Scope& scope, MessageId id, const Result<void>& outcome) {
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto message = *message_table().find(tx, scope.id(), id.value);
        ++message.attempts;
        message.state = outcome ? MessageState::sent : MessageState::failed;
        message.error = outcome ? "" : shortened(as_utf8(outcome.error().detail), 400);
        if (outcome) message.sent_at = scope.now;
        ++message.version;
        message_table().update(tx, scope.id(), message);
        if (outcome || message.attempts == 1)
            audit::append(tx, scope,
                          {shop::order_subject(message.order_id),
                           outcome ? "message_sent" : "message_failed",
                           {{"subject", "", message.subject}},
                           message.error});
        return true;
    });
    expects(static_cast<bool>(kept));
}

Result<void> send(shop::Installation& house, const Attach& attach, ShopId shop_id,
                  const jobs::Job& job) {
    TRY(scope, shop::Scope::of(house, shop_id, {ActorKind::job, "messages", {}}));
    const auto& payload = job.payload.as_object();
    const auto order = parse_id(payload.at("order").as_string());
    const auto* resent = payload.if_contains("message");
    const MessageId id{resent ? parse_id(resent->as_string()).value_or(0) : job.id.value};
    const auto message = written(scope, id, OrderId{order.value_or(0)},
                                 std::string(payload.at("template").as_string()));
    // A template that was removed meanwhile has nothing to say.
    if (!message && message.error().kind == RefusalKind::not_found) return {};
    if (!message) return Failure(message.error());
    if (message->state == MessageState::sent) return {};

    TRY(gateway, mail_gateway(scope));
    auto mail =
        mail_of(scope, to_text(id), message->recipient, message->subject, message->body.text);
    for (const auto paper : message->attachments)
        if (const auto pdf = attach(scope, message->order_id, paper))
            mail.attachments.push_back(
                {std::string(name_of(paper)) + ".pdf", "application/pdf", *pdf});
    const auto outcome = gateway->send(mail);
    keep_outcome(scope, id, outcome);
    scope.announce("message", shop::order_subject(message->order_id));
    return outcome;
}

Result<void> send_plain(shop::Installation& house, ShopId shop_id, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(house, shop_id, {ActorKind::job, "messages", {}}));
    const auto text = house.vault.unseal(std::string(job.payload.at("sealed").as_string()));
    if (!text) return refuse(RefusalKind::conflict, "unreadable", "The mail cannot be unsealed.");
    TRY(gateway, mail_gateway(scope));
    return gateway->send(mail_of(scope, to_text(job.id),
                                 std::string(job.payload.at("to").as_string()),
                                 std::string(job.payload.at("subject").as_string()), *text));
}

constexpr db::Sql administrators_sql{"messages.administrators", R"sql(
    SELECT s.email AS email, r.permissions AS permissions
      FROM staff s JOIN roles r ON r.shop_id = s.shop_id AND r.id = s.role_id
     WHERE s.shop_id = $1 AND s.active = 1
)sql"};

struct Administrator {
    std::string email;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Administrator, (), (email, permissions))

Result<void> tell_administrators(shop::Installation& house, ShopId shop_id, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(house, shop_id, {ActorKind::job, "messages", {}}));
    TRY(gateway, mail_gateway(scope));
    const auto people = scope.read(
        [&](db::Transaction& tx) { return tx.list<Administrator>(administrators_sql, {shop_id}); });
    const std::string subject(job.payload.at("subject").as_string());
    const std::string text(job.payload.at("text").as_string());
    for (const auto& person : people)
        if (std::ranges::find(person.permissions, "all") != person.permissions.end())
            MUST(gateway->send(
                mail_of(scope, to_text(job.id) + "." + hex(sha256(person.email)).substr(0, 8),
                        person.email, subject, text)));
    return {};
}

} // namespace

std::vector<std::string> variables() {
    return {"order_number",
            "customer_name",
            "lines",
            "total",
            "due",
            "status",
            "payment_status",
            "delivery_status",
            "awb_number",
            "order_link",
            "payment_reference",
            "iban",
            "bank",
            "shop_name"};
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

Result<WrittenMessage> preview(const shop::Scope& scope, const std::string& subject,
                               const std::string& body, std::optional<OrderId> order) {
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
        return WrittenMessage{filled(subject, values), {text}, {html_of(text, scope.shop->name)}};
    });
}

Result<void> send_test(const shop::Scope& scope, const std::string& to,
                       const WrittenMessage& message) {
    if (to.find('@') == to.npos) return invalid_field("to", "This is not an e-mail address.");
    TRY(gateway, mail_gateway(scope));
    return gateway->send(mail_of(scope, std::to_string(scope.house.ids.next(scope.now)), to,
                                 message.subject, message.text.text));
}

Result<Template> save(db::Transaction& tx, const shop::Scope& scope, Template text, bool fresh) {
    if (trimmed(text.code).empty()) return invalid_field("code", "A template needs a code.");
    if (text.language != "ro" && text.language != "en")
        return invalid_field("language", "The language is ro or en.");
    if (text.channel == MessageChannel::email && trimmed(text.subject).empty())
        return invalid_field("subject", "An e-mail needs a subject.");
    if (trimmed(text.body.text).empty()) return invalid_field("body", "A message needs a text.");
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

std::vector<Message> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + message_table().columns() +
        " FROM messages WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Message>({"messages.of_order", sql}, {shop, id});
}

bool send_later(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                const std::string& code) {
    const auto all = cached_templates(scope);
    if (std::ranges::find(*all, code, &Template::code) == all->end()) return false;
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "order_message",
                  {{"order", to_text(order)}, {"template", code}}, shop::order_subject(order),
                  scope.now);
    return true;
}

bool mail_later(db::Transaction& tx, const shop::Scope& scope, const std::string& to,
                const std::string& code, const std::string& language,
                const std::map<std::string, std::string>& values) {
    const auto all = cached_templates(scope);
    const Template* text = choose(*all, code, language);
    if (!text) return false;
    // Sealed, because what waits in the queue can be read by whoever sees jobs.
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "plain_mail",
                  {{"to", to},
                   {"subject", filled(text->subject, values)},
                   {"sealed", scope.house.vault.seal(filled(text->body.text, values))}},
                  "", scope.now);
    return true;
}

Result<Message> resend(db::Transaction& tx, const shop::Scope& scope, MessageId id) {
    auto message = message_table().find(tx, scope.id(), id.value);
    if (!message) return not_found("There is no such message.");
    message->state = MessageState::waiting;
    ++message->version;
    message_table().update(tx, scope.id(), *message);
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "order_message",
                  {{"order", to_text(message->order_id)},
                   {"template", message->template_},
                   {"message", to_text(id)}},
                  shop::order_subject(message->order_id), scope.now);
    audit::append(tx, scope,
                  {shop::order_subject(message->order_id),
                   "message_resent",
                   {{"subject", "", message->subject}}});
    return std::move(*message);
}

void register_jobs(jobs::Runner& runner, shop::Installation& house, const Attach& attach) {
    runner.on("order_message", [&house, attach](ShopId shop, const jobs::Job& job) {
        return send(house, attach, shop, job);
    });
    runner.on("plain_mail",
              [&house](ShopId shop, const jobs::Job& job) { return send_plain(house, shop, job); });
    runner.on("tell_administrators", [&house](ShopId shop, const jobs::Job& job) {
        return tell_administrators(house, shop, job);
    });
}

} // namespace taraba::messages
