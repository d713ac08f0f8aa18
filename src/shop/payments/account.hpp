#pragma once

#include "shop/payments/processor.hpp"
#include "shop/scope.hpp"

namespace taraba::payments {

/// A shop's account with a processor as it is shown: secrets only by whether they are there.
struct ProcessorAccountView {
    Traits traits;
    ProcessorMode mode = ProcessorMode::sandbox;
    CaptureRule capture = CaptureRule::at_once;
    json::value credentials; ///< those that are no secret
    json::value endpoints;
    std::vector<std::string> secrets; ///< names of the kept ones
    bool set_up = false;
    bool played = false; ///< the sandbox stands in for it
    std::string callback_url;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ProcessorAccountView, (),
                      (traits, mode, capture, credentials, endpoints, secrets, set_up, played,
                       callback_url, version))

/// What is set; a secret that is not named stays as it is.
struct PutAccount {
    static constexpr bool lenient = true;
    ProcessorMode mode = ProcessorMode::sandbox;
    json::value credentials; ///< object of texts
    json::value endpoints;   ///< object of texts
    std::optional<CaptureRule> capture;
};
BOOST_DESCRIBE_STRUCT(PutAccount, (), (mode, credentials, endpoints, capture))

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
