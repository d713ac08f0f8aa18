#include "shop/payments/processor.hpp"

namespace taraba::payments {

namespace {

Failure not_offered(const Sentence& what) {
    return refuse(RefusalKind::conflict, "processor_refused",
                  said("This processor does not offer {} through its interface.", what));
}

} // namespace

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
