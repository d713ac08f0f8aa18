#pragma once

#include "processors/signing.hpp"
#include "sandbox/played.hpp"

#include <optional>

namespace taraba::sandbox {

/// A charge at a played processor.
struct PlayedCharge {
    std::string id; ///< the processor's own number
    std::string processor;
    std::string reference; ///< the merchant's
    std::string amount;    ///< decimal, as it came
    std::string currency;
    std::string state = "open"; ///< open, approved, authorised, captured, refused, voided, refunded
    std::string refunded = "0.00";
    std::string callback_url;
    std::string return_url;
    std::string description;
};
BOOST_DESCRIBE_STRUCT(PlayedCharge, (),
                      (id, processor, reference, amount, currency, state, refunded, callback_url,
                       return_url, description))

/// What happened at the processor, for it to tell.
struct PlayedEvent {
    std::string what;   ///< authorised, captured, refused, voided, refunded, disputed, …
    std::string amount; ///< decimal
    bool forged = false;
};

class PayDesk;

/// The other side of one processor.
class PlayedProcessor {
public:
    virtual ~PlayedProcessor() = default;
    virtual std::map<std::string, std::string> credentials() = 0;
    virtual void add_routes(http::Router& router) = 0;
    /// What a charge that the buyer pays becomes: captured, authorised or approved.
    virtual std::string paid_state() const = 0;
    virtual std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                                     const PlayedEvent& event) = 0;
    /// Where the browser goes after the page: to the merchant, or a form that posts the answer.
    virtual std::optional<std::string> leading_page(const PlayedCharge&, const PlayedEvent&) {
        return std::nullopt;
    }
};

/// The hosted pages, the charges and the callbacks of all played processors.
class PayDesk {
public:
    explicit PayDesk(Faults& faults);
    ~PayDesk();
    void add_routes(http::Router& router);
    std::map<std::string, std::string> credentials(const std::string& processor);

    /// Keeps a charge and gives it a number. A reference that is known gives the charge it has.
    PlayedCharge open(PlayedCharge charge);
    std::optional<PlayedCharge> find(const std::string& processor, const std::string& id);
    std::optional<PlayedCharge> find_reference(const std::string& processor,
                                               const std::string& reference);
    void keep(const PlayedCharge& charge);
    /// A part of what was captured goes back; false when it is more than is left.
    bool give_back(PlayedCharge& charge, const std::string& amount);
    /// The address of the hosted page of a charge.
    static std::string page_of(const http::Request& request, const PlayedCharge& charge);
    void tell(const PlayedCharge& charge, const PlayedEvent& event);

    /// A route of a partner, which faults may strike under the name `call`.
    void add(http::Router& router, http::Method method, const std::string& pattern,
             const std::string& call, const PlayedHandler& handler) {
        add_played(router, faults_, method, pattern, call, handler);
    }

private:
    http::Response show(const http::Request& request);
    http::Response choose(const http::Request& request);
    http::Response act(const http::Request& request);
    http::Response all();
    /// The callbacks of an event as its fault has it.
    std::vector<LateCalls::Due> callbacks(const PlayedCharge& charge, const PlayedEvent& event,
                                          bool& early);

    Faults& faults_;
    std::map<std::string, std::unique_ptr<PlayedProcessor>> played_;
    std::mutex mutex_;
    std::map<std::string, PlayedCharge> charges_;
    std::int64_t last_number_ = 70'000'000;
    LateCalls late_;
};

/// Where the account of a shop has its notices sent, told from where its buyers go back to.
std::string callback_from(const std::string& return_url, const std::string& processor);

std::unique_ptr<PlayedProcessor> play_payu(PayDesk& desk);
std::unique_ptr<PlayedProcessor> play_euplatesc(PayDesk& desk);
std::unique_ptr<PlayedProcessor> play_romcard(PayDesk& desk);
std::unique_ptr<PlayedProcessor> play_netopia(PayDesk& desk);
std::unique_ptr<PlayedProcessor> play_netopia_v1(PayDesk& desk);
std::unique_ptr<PlayedProcessor> play_paypal(PayDesk& desk);

} // namespace taraba::sandbox
