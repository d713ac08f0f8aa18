#include "shop/payments/account.hpp"

#include "base/json.hpp"

namespace taraba::payments {

namespace {

using partners::KeptAccount;
using partners::PartnerKind;

const RegisteredProcessor* registered(const std::string& processor) {
    const auto found = processor_registry().find(processor);
    return found == processor_registry().end() ? nullptr : &found->second;
}

std::optional<KeptAccount> kept(const shop::Scope& scope, const std::string& processor) {
    return partners::find(scope, PartnerKind::processor, processor);
}

CaptureRule capture_of(const std::optional<KeptAccount>& account, const Traits& traits) {
    const auto rule = account ? choice_from<CaptureRule>(account->capture) : std::nullopt;
    return rule.value_or(traits.capture);
}

ProcessorAccountView view_of(const shop::Scope& scope, const Traits& traits) {
    const auto account = kept(scope, traits.name);
    return {partners::view(scope, account, traits.credentials), traits, capture_of(account, traits),
            callback_url(scope, traits.name)};
}

} // namespace

std::string callback_url(const shop::Scope& scope, const std::string& processor) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.installation.public_url : own) + "/callbacks/" + scope.shop->slug +
           "/" + processor;
}

Result<ProcessorAccountView> put_account(const shop::Scope& scope, const std::string& processor,
                                         const PutAccount& wanted) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    const auto capture = wanted.capture.value_or(capture_of(kept(scope, processor), known->traits));
    MUST(partners::put(scope, PartnerKind::processor, processor, known->traits.credentials, wanted,
                       std::string(name_of(capture))));
    TRY(after, shop::Scope::of(scope.installation, scope.id(), scope.principal));
    return view_of(after, known->traits);
}

Result<ProcessorAccountView> account_view(const shop::Scope& scope, const std::string& processor) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    return view_of(scope, known->traits);
}

std::vector<ProcessorAccountView> account_views(const shop::Scope& scope) {
    std::vector<ProcessorAccountView> all;
    for (const auto& [name, each] : processor_registry())
        all.push_back(view_of(scope, each.traits));
    return all;
}

Result<ProcessorAccount> account_of(const shop::Scope& scope, const std::string& processor) {
    const auto* known = registered(processor);
    if (!known) return not_found("There is no processor of this name.");
    const auto account = kept(scope, processor);
    // A demo without an account of its own is paid through the played processor.
    if (!account && scope.installation.played_processor)
        return ProcessorAccount{{partners::PartnerMode::sandbox,
                                 scope.installation.played_processor(processor),
                                 {{"base", scope.installation.sandbox_url + "/" + processor}}},
                                known->traits.capture};
    if (!account) return partners::not_set_up(PartnerKind::processor, known->traits.title);
    TRY(opened, partners::open(scope, *account, known->traits.credentials));
    return ProcessorAccount{opened, capture_of(account, known->traits)};
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
