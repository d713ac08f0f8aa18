#include "shop/partners/account.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::partners {

namespace {

constexpr db::Sql all_sql{"partners.accounts", R"sql(
    SELECT kind, partner, mode, credentials, endpoints, capture, version
      FROM partner_accounts WHERE shop_id = $1
)sql"};

constexpr db::Sql put_sql{"partners.put_account", R"sql(
    INSERT INTO partner_accounts (shop_id, kind, partner, mode, credentials, endpoints, capture, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
        ON CONFLICT (shop_id, kind, partner) DO UPDATE
           SET mode = $4, credentials = $5, endpoints = $6, capture = $7,
               version = partner_accounts.version + 1
)sql"};

/// All accounts of a shop, which are few.
struct Accounts {
    std::vector<KeptAccount> items;
};

Values values_of(const std::string& text) {
    Values values;
    const auto parsed = parse_json(text);
    if (const auto* object = parsed ? parsed->if_object() : nullptr)
        for (const auto& [name, value] : *object)
            values[std::string(name)] = std::string(value.as_string());
    return values;
}

json::object object_of(const Values& values) {
    json::object object;
    for (const auto& [name, value] : values)
        object[name] = value;
    return object;
}

/// Refuses what is no object of texts.
Result<Values> read_values(const json::value& source, const std::string& field) {
    Values values;
    if (source.is_null()) return values;
    const auto* object = source.if_object();
    if (!object) return invalid_field(field, "This is an object of texts.");
    constexpr std::size_t bytes_max = 20'000;
    for (const auto& [name, value] : *object) {
        const std::string at = field + "." + std::string(name);
        if (!value.is_string()) return invalid_field(at, "This is a text.");
        if (value.as_string().size() > bytes_max || !is_utf8(value.as_string()))
            return invalid_field(at, "This text is too long or no UTF-8.");
        values[std::string(name)] = trimmed(value.as_string());
    }
    return values;
}

Values opened(const shop::Scope& scope, const KeptAccount& account) {
    const auto text = scope.installation.vault.unseal(account.credentials.text);
    return text ? values_of(*text) : Values{};
}

bool is_complete(const std::vector<CredentialField>& fields, const Values& credentials) {
    return std::ranges::all_of(fields, [&](const CredentialField& field) {
        const auto found = credentials.find(field.name);
        return field.optional || (found != credentials.end() && !found->second.empty());
    });
}

Result<Values> checked_endpoints(const WantedAccount& wanted) {
    TRY(endpoints, read_values(wanted.endpoints, "endpoints"));
    std::erase_if(endpoints, [](const auto& each) { return each.second.empty(); });
    for (const auto& [name, address] : endpoints)
        if (!address.starts_with("http://") && !address.starts_with("https://"))
            return invalid_field("endpoints." + name, "An address begins with https://.");
    return endpoints;
}

Result<Values> checked_credentials(const std::vector<CredentialField>& fields,
                                   const WantedAccount& wanted, Values known) {
    TRY(given, read_values(wanted.credentials, "credentials"));
    for (const auto& [name, value] : given) {
        const auto field = std::ranges::find(fields, name, &CredentialField::name);
        if (field == fields.end())
            return invalid_field("credentials." + name, "There is no credential of this name.");
        // A form that never saw the secret sends it back empty.
        if (!value.empty() || !field->secret) known[name] = value;
    }
    return known;
}

} // namespace

std::vector<KeptAccount> all(const shop::Scope& scope) {
    return scope
        .cached<Accounts>([&](db::Transaction& tx) {
            return Accounts{tx.list<KeptAccount>(all_sql, {scope.id()})};
        })
        ->items;
}

std::optional<KeptAccount> find(const shop::Scope& scope, PartnerKind kind,
                                const std::string& partner) {
    for (auto& each : all(scope))
        if (each.kind == kind && each.partner == partner) return std::move(each);
    return std::nullopt;
}

Result<void> put(const shop::Scope& scope, PartnerKind kind, const std::string& partner,
                 const std::vector<CredentialField>& fields, const WantedAccount& wanted,
                 const std::string& capture) {
    const auto before = find(scope, kind, partner);
    TRY(endpoints, checked_endpoints(wanted));
    TRY(credentials,
        checked_credentials(fields, wanted, before ? opened(scope, *before) : Values{}));
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_sql,
                  {scope.id(), name_of(kind), partner, name_of(wanted.mode),
                   scope.installation.vault.seal(to_json(json::value(object_of(credentials)))),
                   to_json(json::value(object_of(endpoints))), capture});
        shop::bump_config(tx, scope.id());
        audit::append(tx, scope,
                      {std::string(name_of(kind)) + ":" + partner,
                       std::string(name_of(kind)) + "_changed",
                       {{"mode", before ? std::string(name_of(before->mode)) : "",
                         std::string(name_of(wanted.mode))}}});
        return true;
    }));
    return {};
}

AccountView view(const shop::Scope& scope, const std::optional<KeptAccount>& kept,
                 const std::vector<CredentialField>& fields) {
    AccountView view;
    view.played = !kept && !scope.installation.sandbox_url.empty();
    view.credentials = json::object();
    view.endpoints = json::object();
    if (!kept) return view;
    const Values credentials = opened(scope, *kept);
    view.mode = kept->mode;
    view.version = kept->version;
    view.set_up = is_complete(fields, credentials);
    json::object shown;
    for (const auto& field : fields) {
        const auto found = credentials.find(field.name);
        if (found == credentials.end()) continue;
        if (field.secret)
            view.secrets.push_back(field.name);
        else
            shown[field.name] = found->second;
    }
    view.credentials = std::move(shown);
    view.endpoints = object_of(values_of(kept->endpoints.text));
    return view;
}

Result<PartnerAccount> open(const shop::Scope& scope, const KeptAccount& kept,
                            const std::vector<CredentialField>& fields) {
    PartnerAccount account{kept.mode, opened(scope, kept), values_of(kept.endpoints.text)};
    if (!is_complete(fields, account.credentials)) return not_set_up(kept.kind, kept.partner);
    for (const auto& field : fields)
        if (auto& value = account.credentials[field.name]; value.empty()) value = field.preset;
    return account;
}

Failure not_set_up(PartnerKind kind, const std::string& title) {
    return refuse(RefusalKind::conflict, std::string(name_of(kind)) + "_not_set_up",
                  said("The account with {} is not set up.", title));
}

} // namespace taraba::partners
