#include "shop/customers/register.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/public_register.hpp"
#include "texts/customers.hpp"

namespace taraba::customers {

namespace {

constexpr int kept_days = 30; ///< for which an answer serves when nobody answers

constexpr db::Sql find_sql{"customers.registered", R"sql(
    SELECT answer FROM registered_companies WHERE shop_id = $1 AND cui = $2 AND asked_on >= $3
)sql"};
constexpr db::Sql put_sql{"customers.put_registered", R"sql(
    INSERT INTO registered_companies (shop_id, cui, asked_on, answer) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, cui) DO UPDATE SET asked_on = $3, answer = $4
)sql"};

/// A Romanian number is known by its digits, another by all of it.
std::string key_of(const std::string& cui) {
    const std::string plain = plain_code(cui);
    return is_valid_cui(plain) ? digits_of(plain) : plain;
}

std::string address_of(const shop::Scope& scope, const char* real, const char* played) {
    return scope.installation.sandbox_url.empty() ? real : scope.installation.sandbox_url + played;
}

Result<RegisteredCompany> ask(const shop::Scope& scope, const std::string& cui) {
    if (is_valid_cui(cui))
        return ask_anaf(address_of(scope, anaf_register_url, "/anaf"), digits_of(cui),
                        scope.today());
    return ask_vies(address_of(scope, vies_url, "/vies"), cui);
}

std::optional<RegisteredCompany> kept(db::Transaction& tx, const shop::Scope& scope,
                                      const std::string& cui, Date since) {
    const auto answer = tx.text(find_sql, {scope.id(), key_of(cui), to_text(since)});
    if (!answer) return std::nullopt;
    return trusted_json<RegisteredCompany>(*answer);
}

Result<void> compare(shop::Installation& installation, ShopId shop, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop, {ActorKind::job, "register", {}}));
    const auto order = jobs::id_in(job, "order");
    const auto* number = job.payload.as_object().if_contains("cui");
    if (!order || !number || !number->is_string()) return {};
    const std::string cui(number->as_string());
    const auto company = look_up_company(scope, cui);
    if (!company && company.error().kind == RefusalKind::unavailable)
        return Failure(company.error());
    namespace words = texts::customers::register_says;
    const std::string& language = scope.shop->language;
    std::string says;
    if (!company)
        says = words::unknown(language);
    else if (!company->active)
        says = words::struck_off(language);
    else if (company->vat_payer != plain_code(cui).starts_with("RO") && is_valid_cui(cui))
        says = company->vat_payer ? words::pays_vat(language) : words::pays_no_vat(language);
    if (says.empty()) return {};
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        audit::append(tx, scope,
                      {shop::order_subject(OrderId{*order}),
                       "register_differs",
                       {{"cui", cui, company ? company->cui : ""}},
                       says});
        return true;
    }));
    return {};
}

} // namespace

Result<RegisteredCompany> look_up_company(const shop::Scope& scope, const std::string& typed) {
    const std::string cui = plain_code(typed);
    if (!is_valid_cui(cui) && !is_eu_vat_number(cui))
        return invalid_field("cui", "This CUI is not valid.");
    const auto known = scope.read([&](db::Transaction& tx) {
        return kept(tx, scope, cui, scope.today() + std::chrono::days(-kept_days));
    });
    if (known && known->asked_on == scope.today()) return *known;
    auto company = ask(scope, cui);
    if (!company) {
        if (known && company.error().code == "register_down") return *known;
        return Failure(company.error());
    }
    company->asked_on = scope.today();
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_sql, {scope.id(), key_of(cui), to_text(scope.today()), to_json(*company)});
        return true;
    }));
    return *company;
}

std::optional<RegisteredCompany> find_registered(db::Transaction& tx, const shop::Scope& scope,
                                                 const std::string& cui) {
    return kept(tx, scope, cui, scope.today() + std::chrono::days(-kept_days));
}

void ask_register(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                  const std::string& cui) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "company_register",
                  {{"order", to_text(order)}, {"cui", cui}}, shop::order_subject(order), scope.now);
}

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    runner.on("company_register", [&installation](ShopId shop, const jobs::Job& job) {
        return compare(installation, shop, job);
    });
}

} // namespace taraba::customers
