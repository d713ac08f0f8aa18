#include "shop/alerts/subscriptions.hpp"

#include "jobs/jobs.hpp"
#include "texts/alerts.hpp"

#include <algorithm>

namespace taraba::alerts {

namespace {

struct Listener {
    StaffId staff_id;
    std::string email;
    std::vector<std::string> permissions;
    ByMail by_mail = ByMail::never;
    std::string phone;
    std::string listed_on;
};
BOOST_DESCRIBE_STRUCT(Listener, (), (staff_id, email, permissions, by_mail, phone, listed_on))

constexpr db::Sql listeners_sql{"alerts.listeners", R"sql(
    SELECT l.staff_id AS staff_id, s.email AS email, r.permissions AS permissions,
           l.by_mail AS by_mail, l.phone AS phone, l.listed_on AS listed_on
      FROM alert_listeners l
      JOIN staff s ON s.shop_id = l.shop_id AND s.id = l.staff_id
      JOIN roles r ON r.shop_id = s.shop_id AND r.id = s.role_id
     WHERE l.shop_id = $1 AND s.active = 1 ORDER BY l.staff_id
)sql"};

constexpr db::Sql find_sql{
    "alerts.listening",
    "SELECT by_mail, phone FROM alert_listeners WHERE shop_id = $1 AND staff_id = $2"};

constexpr db::Sql put_sql{"alerts.listen", R"sql(
    INSERT INTO alert_listeners (shop_id, staff_id, by_mail, phone, listed_on)
    VALUES ($1, $2, $3, $4, '') ON CONFLICT (shop_id, staff_id) DO UPDATE
       SET by_mail = excluded.by_mail, phone = excluded.phone
)sql"};

constexpr db::Sql listed_sql{
    "alerts.listed",
    "UPDATE alert_listeners SET listed_on = $3 WHERE shop_id = $1 AND staff_id = $2"};

bool may_see(const Listener& person, Audience audience) {
    return audience == Audience::operators ||
           std::ranges::any_of(person.permissions, [](const std::string& permission) {
               return permission == "all" || permission == "settings.edit";
           });
}

void tell(db::Transaction& tx, const shop::Scope& scope, const std::string& about,
          const std::string& email, const std::string& phone, const std::string& title,
          const std::string& text) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "tell_person",
                  {{"email", email}, {"phone", phone}, {"subject", title}, {"text", text}}, about,
                  scope.now);
}

} // namespace

Subscription subscription_of(db::Transaction& tx, ShopId shop, StaffId person) {
    return tx.find<Subscription>(find_sql, {shop, person}).value_or(Subscription{});
}

void subscribe(db::Transaction& tx, const shop::Scope& scope, StaffId person,
               const Subscription& how) {
    tx.change(put_sql, {scope.id(), person, name_of(how.by_mail), how.phone});
}

void notify_subscribers(db::Transaction& tx, const shop::Scope& scope, const Alert& alert) {
    const std::string title = texts::alerts::alert::title(scope.shop->language, alert.details);
    for (const auto& person : tx.list<Listener>(listeners_sql, {scope.id()})) {
        if (!may_see(person, alert.audience)) continue;
        if (person.by_mail == ByMail::each)
            tell(tx, scope, alert.subject, person.email, "", title, alert.details);
        if (!person.phone.empty()) tell(tx, scope, alert.subject, "", person.phone, title, title);
    }
}

void send_daily_digests(const shop::Scope& scope) {
    const Date today = scope.today();
    const bool working_day =
        shop::add_working_days(*scope.shop, today + std::chrono::days(-1), 1) == today;
    if (!working_day || scope.now < scope.shop->time_zone().at(today, Millis(8 * 3'600'000)))
        return;
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& person : tx.list<Listener>(listeners_sql, {scope.id()})) {
            if (person.by_mail != ByMail::daily || person.listed_on == to_text(today)) continue;
            tx.change(listed_sql, {scope.id(), person.staff_id, to_text(today)});
            const auto open =
                open_alerts(tx, scope, {may_see(person, Audience::administrators), false, ""});
            if (open.empty()) continue;
            std::string text;
            for (const auto& alert : open)
                text += "- " + alert.details +
                        (alert.assigned_to.empty() ? "" : " (" + alert.assigned_to + ")") + "\n";
            const auto count = std::to_string(open.size());
            tell(tx, scope, "alerts", person.email, "",
                 texts::alerts::alert::open(scope.shop->language, count), text);
        }
        return true;
    });
}

} // namespace taraba::alerts
