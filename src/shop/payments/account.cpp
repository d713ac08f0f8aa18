#include "shop/payments/account.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

constexpr db::Sql find_sql{"payments.find_account", R"sql(
    SELECT mode, credentials, endpoints, capture, version
      FROM processor_accounts WHERE shop_id = $1 AND processor = $2
)sql"};

constexpr db::Sql put_sql{"payments.put_account", R"sql(
    INSERT INTO processor_accounts (shop_id, processor, mode, credentials, endpoints, capture, version)
    VALUES ($1, $2, $3, $4, $5, $6, 1)
        ON CONFLICT (shop_id, processor) DO UPDATE
           SET mode = $3, credentials = $4, endpoints = $5, capture = $6,
               version = processor_accounts.version + 1
)sql"};

using Values = std::map<std::string, std::string>;

struct Kept {
    ProcessorMode mode = ProcessorMode::sandbox;
    LongText credentials; ///< sealed
    LongText endpoints;
    CaptureRule capture = CaptureRule::at_once;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (mode, credentials, endpoints, capture, version))

Values values_of(const std::string& text) {
    Values values;
    const auto parsed = parse_json(text);
    if (const auto* object = parsed ? parsed->if_object() : nullptr)
        for (const auto& [name, value] : *object)
            values[std::string(name)] = std::string(value.as_string());
    return values;
}

std::string text_of(const Values& values) {
    json::object object;
    for (const auto& [name, value] : values)
        object[name] = value;
    return to_json(json::value(object));
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

const RegisteredProcessor* registered(const std::string& processor) {
    const auto found = processor_registry().find(processor);
    return found == processor_registry().end() ? nullptr : &found->second;
}

std::optional<Kept> kept(const shop::Scope& scope, const std::string& processor) {
    return scope.read([&](db::Transaction& tx) {
        return tx.find<Kept>(find_sql, {scope.id(), processor});
    });
}

Values opened(const shop::Scope& scope, const Kept& account) {
    const auto text = scope.house.vault.unseal(account.credentials.text);
    return text ? values_of(*text) : Values{};
}

bool is_complete(const Traits& traits, const Values& credentials) {
    return std::ranges::all_of(traits.credentials, [&](const CredentialField& field) {
        const auto found = credentials.find(field.name);
        return found != credentials.end() && !found->second.empty();
    });
}

Result<Values> checked_endpoints(const PutAccount& wanted) {
    TRY(endpoints, read_values(wanted.endpoints, "endpoints"));
    std::erase_if(endpoints, [](const auto& each) { return each.second.empty(); });
    for (const auto& [name, address] : endpoints)
        if (!address.starts_with("http://") && !address.starts_with("https://"))
            return invalid_field("endpoints." + name, "An address begins with https://.");
    return endpoints;
}

Result<Values> checked_credentials(const Traits& traits, const PutAccount& wanted, Values known) {
    TRY(given, read_values(wanted.credentials, "credentials"));
    for (const auto& [name, value] : given) {
        const auto field = std::ranges::find(traits.credentials, name, &CredentialField::name);
        if (field == traits.credentials.end())
            return invalid_field("credentials." + name,
                                 traits.title + " has no credential of this name.");
        // A form that never saw the secret sends it back empty.
        if (!value.empty() || !field->secret) known[name] = value;
    }
    return known;
}

ProcessorAccountView view_of(const shop::Scope& scope, const Traits& traits,
                             const std::optional<Kept>& account) {
    ProcessorAccountView view;
    view.traits = traits;
    view.capture = traits.capture;
    view.callback_url = callback_url(scope, traits.name);
    json::object shown, endpoints;
    if (account) {
        view.mode = account->mode;
        view.capture = account->capture;
        view.version = account->version;
        const Values credentials = opened(scope, *account);
        view.set_up = is_complete(traits, credentials);
        for (const auto& field : traits.credentials) {
            const auto found = credentials.find(field.name);
            if (found == credentials.end()) continue;
            if (field.secret)
                view.secrets.push_back(field.name);
            else
                shown[field.name] = found->second;
        }
        for (const auto& [name, address] : values_of(account->endpoints.text))
            endpoints[name] = address;
    }
    view.played = !account && !scope.house.sandbox_url.empty();
    view.credentials = std::move(shown);
    view.endpoints = std::move(endpoints);
    return view;
}

} // namespace

std::string callback_url(const shop::Scope& scope, const std::string& processor) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.house.public_url : own) + "/callbacks/" + scope.shop->slug + "/" +
           processor;
}

Result<ProcessorAccountView> put_account(const shop::Scope& scope, const std::string& processor,
                                         const PutAccount& wanted) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    const auto before = kept(scope, processor);
    TRY(endpoints, checked_endpoints(wanted));
    TRY(credentials,
        checked_credentials(known->traits, wanted, before ? opened(scope, *before) : Values{}));
    const auto capture = wanted.capture.value_or(before ? before->capture : known->traits.capture);
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_sql, {scope.id(), processor, name_of(wanted.mode),
                            scope.house.vault.seal(text_of(credentials)), text_of(endpoints),
                            name_of(capture)});
        shop::bump_config(tx, scope.id());
        audit::append(tx, scope,
                      {"processor:" + processor,
                       "processor_changed",
                       {{"mode", before ? std::string(name_of(before->mode)) : "",
                         std::string(name_of(wanted.mode))}}});
        return true;
    });
    if (!done) return Failure(done.error());
    return account_view(scope, processor);
}

Result<ProcessorAccountView> account_view(const shop::Scope& scope, const std::string& processor) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    return view_of(scope, known->traits, kept(scope, processor));
}

std::vector<ProcessorAccountView> account_views(const shop::Scope& scope) {
    std::vector<ProcessorAccountView> all;
    for (const auto& [name, each] : processor_registry())
        all.push_back(view_of(scope, each.traits, kept(scope, name)));
    return all;
}

Result<ProcessorAccount> account_of(const shop::Scope& scope, const std::string& processor) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    const auto account = kept(scope, processor);
    // A demo without an account of its own is paid through the played processor.
    if (!account && scope.house.played_processor)
        return ProcessorAccount{ProcessorMode::sandbox,
                                scope.house.played_processor(processor),
                                {{"base", scope.house.sandbox_url + "/" + processor}},
                                known->traits.capture};
    const Values credentials = account ? opened(scope, *account) : Values{};
    if (!account || !is_complete(known->traits, credentials))
        return refuse(RefusalKind::conflict, "processor_not_set_up",
                      "The account with " + known->traits.title + " is not set up.");
    return ProcessorAccount{account->mode, credentials, values_of(account->endpoints.text),
                            account->capture};
}

Result<std::unique_ptr<Processor>> processor_of(const shop::Scope& scope,
                                                const std::string& processor) {
    TRY(account, account_of(scope, processor));
    return processor_registry().at(processor).make(account);
}

Result<void> check_account(const shop::Scope& scope, const std::string& processor) {
    TRY(partner, processor_of(scope, processor));
    return partner->check();
}

} // namespace taraba::payments
