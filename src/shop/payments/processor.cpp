#include "shop/payments/processor.hpp"

namespace taraba::payments {

namespace {

Failure not_offered(const char* what) {
    return refuse(RefusalKind::conflict, "processor_refused",
                  std::string("This processor does not offer ") + what + " through its interface.");
}

} // namespace

const std::string& ProcessorAccount::credential(const std::string& name) const {
    static const std::string none;
    const auto found = credentials.find(name);
    return found == credentials.end() ? none : found->second;
}

std::string ProcessorAccount::address(const std::string& name, const std::string& sandbox,
                                      const std::string& live) const {
    const auto given = [&](const std::string& key) {
        const auto found = endpoints.find(key);
        return found == endpoints.end() ? std::string() : found->second;
    };
    std::string all = given(name);
    if (all.empty()) all = given("base");
    if (all.empty() && endpoints.size() == 1) all = endpoints.begin()->second;
    if (all.empty()) all = is_live() ? live : sandbox;
    while (all.ends_with('/'))
        all.pop_back();
    return all;
}

CallbackAnswer Processor::answer(const Incoming&, Reception reception, const std::string& refusal) {
    const bool taken = reception == Reception::taken;
    return {taken                               ? 200
            : reception == Reception::try_again ? 503
                                                : 403,
            "text/plain; charset=utf-8", taken ? "OK" : refusal};
}

Result<Polled> Processor::poll(const ChargeRef&) { return not_offered("asking for a charge"); }
Result<OperationAnswer> Processor::capture(const ChargeRef&, Money) {
    return not_offered("capturing");
}
Result<OperationAnswer> Processor::void_hold(const ChargeRef&) { return not_offered("voiding"); }
Result<OperationAnswer> Processor::refund(const ChargeRef&, Money, const std::string&,
                                          const std::string&) {
    return not_offered("refunds");
}

bool is_without_decimals(Currency currency) {
    const auto code = currency.code();
    return code == "HUF" || code == "JPY" || code == "TWD";
}

} // namespace taraba::payments
