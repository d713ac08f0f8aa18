#pragma once

#include "shop/partners/account.hpp"
#include "shop/payments/processor.hpp"
#include "shop/scope.hpp"

namespace taraba::payments {

/// A shop's account with a processor as it is shown.
struct ProcessorAccountView : partners::AccountView {
    Traits traits;
    CaptureRule capture = CaptureRule::at_once;
    std::string callback_url;
};
BOOST_DESCRIBE_STRUCT(ProcessorAccountView, (partners::AccountView),
                      (traits, capture, callback_url))

struct PutAccount : partners::WantedAccount {
    std::optional<CaptureRule> capture;
};
BOOST_DESCRIBE_STRUCT(PutAccount, (partners::WantedAccount), (capture))

/// Refuses with `not_found` for a processor that we don't know, and with `invalid_field`.
Result<ProcessorAccountView> put_account(const shop::Scope& scope, const std::string& processor,
                                         const PutAccount& wanted);
Result<ProcessorAccountView> account_view(const shop::Scope& scope, const std::string& processor);
std::vector<ProcessorAccountView> account_views(const shop::Scope& scope);
/// Signs in, or looks as far as can be looked without a charge. Refuses with what was said.
Result<void> check_account(const shop::Scope& scope, const std::string& processor);

/// Refuses with `processor_not_set_up`.
Result<ProcessorAccount> account_of(const shop::Scope& scope, const std::string& processor);
Result<std::unique_ptr<Processor>> processor_of(const shop::Scope& scope,
                                                const std::string& processor);
std::string callback_url(const shop::Scope& scope, const std::string& processor);

} // namespace taraba::payments
