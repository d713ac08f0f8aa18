#pragma once

#include "base/money.hpp"
#include "base/refusal.hpp"
#include "base/shape.hpp"
#include "shop/partners/incoming.hpp"
#include "shop/partners/partner.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

// The port behind which every payment processor stands (src/processors/). Amounts are in the
// currency of the charge, which need not be the shop's.

namespace taraba::payments {

using partners::Incoming;

/// When money that a card's bank has set aside is taken. `at_once` leaves it to the processor where
/// its account does so by itself.
enum class CaptureRule { at_once, on_shipment, by_hand };
BOOST_DESCRIBE_ENUM(CaptureRule, at_once, on_shipment, by_hand)

/// What a processor is and can do.
struct Traits {
    std::string name; ///< of the registry: `euplatesc`
    std::string title;
    std::vector<partners::CredentialField> credentials;
    std::vector<std::string>
        currencies; ///< that it charges; the first when the shop's is not among them
    std::vector<std::string> brands;    ///< visa, visa_electron, maestro, mastercard, paypal
    std::vector<std::string> endpoints; ///< names of the addresses it is reached at
    CaptureRule capture = CaptureRule::at_once; ///< unless the merchant chooses
    bool captures = false;
    bool partial_captures = false;
    bool voids = false;
    bool refunds = false;
    bool partial_refunds = false;
    bool polls = false; ///< can be asked how a charge stands
};
BOOST_DESCRIBE_STRUCT(Traits, (),
                      (name, title, credentials, currencies, brands, endpoints, capture, captures,
                       partial_captures, voids, refunds, partial_refunds, polls))

/// A shop's account with a processor, opened.
struct ProcessorAccount : partners::PartnerAccount {
    CaptureRule capture = CaptureRule::at_once;
};

/// Whom the money comes from, as processors want to know.
struct Payer {
    std::string name;
    std::string email;
    std::string phone;
    std::string company;
    std::string street;
    std::string city;
    std::string county;
    std::string postal_code;
};

/// What is to be charged.
struct Charge {
    std::string reference; ///< ours, digits only, unique in the installation
    Money amount;
    std::string description;
    Payer payer;
    std::string language = "ro";
    std::string callback_url;
    std::string return_url; ///< the order's page; proves nothing
    Instant now{};
};

/// How the buyer gets to the processor's page.
struct Redirect {
    std::string method = "GET"; ///< or POST, with the fields
    std::string url;
    std::vector<std::pair<std::string, std::string>> fields{};
};

/// The answer to a start. `extra` comes back with every later call about the charge.
struct Started {
    Redirect redirect;
    std::string processor_ref;
    std::string extra;
};

/// What a processor says has become of a charge.
enum class ChargeEvent {
    nothing,    ///< no news about money
    approved,   ///< the buyer agreed; the money is there only after complete()
    authorised, ///< set aside at the bank
    captured,   ///< ours
    refused,
    voided,   ///< set free again
    refunded, ///< `amount` went back: this time, or altogether when `altogether`
    disputed, ///< the bank takes it back for now
    dispute_won,
    dispute_lost
};
BOOST_DESCRIBE_ENUM(ChargeEvent, nothing, approved, authorised, captured, refused, voided, refunded,
                    disputed, dispute_won, dispute_lost)

/// One thing that a processor says of a charge, verified.
struct ChargeNotification {
    ChargeEvent event = ChargeEvent::nothing;
    std::string reference;     ///< ours, of the charge
    std::string processor_ref; ///< theirs, of the charge
    std::string extra;         ///< replaces what is kept, unless empty
    Money amount;
    bool altogether = false;
    std::string operation_ref; ///< theirs, of a refund
    std::string identity;      ///< the same for a repetition; empty: the bytes as they came
    std::string mismatch;      ///< why it is not for this account, though it is signed
    std::string words;         ///< what the buyer or operator is told
};

/// How a callback was taken, for the answer that the processor demands.
enum class Reception { taken, try_again, refused };

struct CallbackAnswer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// A charge that was started.
struct ChargeRef {
    std::string reference;
    std::string processor_ref;
    std::string extra;
    Money amount; ///< of the whole charge
};

struct OperationAnswer {
    std::string processor_ref;
    std::string raw;
};

/// What a poll brought, with the answer as it came.
struct Polled {
    std::vector<ChargeNotification> notifications;
    std::string raw;
};

/// One account with a processor. Every outside call has a time limit. A refusal says what
/// happened: `processor_refused` (it said no, in its words), `processor_unclear` (no clear answer:
/// the call may have had its effect), `processor_down` (it had none).
class Processor {
public:
    virtual ~Processor() = default;
    /// Whether the account works, as far as that can be known without a charge.
    virtual Result<void> check() = 0;
    virtual Result<Started> start(const Charge& charge) = 0;
    /// Reads a callback. Refuses with `callback_malformed` what cannot be read and with
    /// `callback_forged` what the processor has not signed.
    virtual Result<ChargeNotification> read_callback(const Incoming& callback) = 0;
    /// `refusal` is empty unless the reception says otherwise.
    /// Unless a processor demands more: 200, or 503 to have it sent again, or 403.
    virtual CallbackAnswer answer(const Incoming& callback, Reception reception,
                                  const std::string& refusal);
    /// How the charge stands, asked of the processor. An approved one is completed by the call.
    virtual Result<Polled> poll(const ChargeRef& charge);
    virtual Result<OperationAnswer> capture(const ChargeRef& charge, Money amount);
    virtual Result<OperationAnswer> void_hold(const ChargeRef& charge);
    /// `operation` is ours, unique: a processor that knows it does nothing twice.
    virtual Result<OperationAnswer> refund(const ChargeRef& charge, Money amount,
                                           const std::string& operation, const std::string& reason);
};

struct RegisteredProcessor {
    Traits traits;
    std::function<std::unique_ptr<Processor>(const ProcessorAccount&)> make;
};

/// Processors by name. Filled in processors/registry.cpp.
const std::map<std::string, RegisteredProcessor>& processor_registry();

/// Currencies whose amounts have no decimals where a processor is concerned.
bool is_without_decimals(Currency currency);

} // namespace taraba::payments
