#include "sandbox/sandbox.hpp"

#include "base/json.hpp"
#include "sandbox/anaf_desk.hpp"
#include "sandbox/courier_book.hpp"
#include "sandbox/fan_desk.hpp"
#include "sandbox/pay_desk.hpp"
#include "sandbox/register_desk.hpp"
#include "sandbox/sms_desk.hpp"

#include <algorithm>

namespace taraba::sandbox {

namespace {

struct FaultOrder {
    static constexpr bool lenient = true;
    std::string call;
    Fault fault = Fault::none;
    std::int64_t times = 1;
    std::int64_t wait_ms = 20'000;
    std::int64_t every = 1; ///< strikes each so many-th call
};
BOOST_DESCRIBE_STRUCT(FaultOrder, (), (call, fault, times, wait_ms, every))

} // namespace

void Faults::set(const std::string& call, Fault fault, std::int64_t times, Millis wait,
                 std::int64_t every) {
    const std::lock_guard lock(mutex_);
    planned_[call] = {fault, times, wait, std::max<std::int64_t>(1, every), 0};
}

Faults::Next Faults::take(const std::string& call) {
    const std::lock_guard lock(mutex_);
    const auto found = planned_.find(call);
    if (found == planned_.end() || found->second.times <= 0) return {};
    if (++found->second.calls % found->second.every != 0) return {};
    --found->second.times;
    return {found->second.fault, found->second.wait};
}

Sandbox::Sandbox()
    : fan_(std::make_unique<FanDesk>(faults_)), pay_(std::make_unique<PayDesk>(faults_)),
      sms_(std::make_unique<SmsDesk>(faults_)), couriers_(std::make_unique<CourierBook>(faults_)),
      anaf_(std::make_unique<AnafDesk>(faults_)) {}
Sandbox::~Sandbox() = default;

std::map<std::string, std::string> Sandbox::credentials(const std::string& processor) {
    return pay_->credentials(processor);
}

void Sandbox::add_routes(http::Router& router) {
    fan_->add_routes(router);
    add_register_routes(router, faults_);
    pay_->add_routes(router);
    sms_->add_routes(router);
    couriers_->add_routes(router);
    anaf_->add_routes(router);
    http::Route faults;
    faults.method = http::Method::post;
    faults.pattern = "/sandbox/faults";
    faults.documented = false;
    faults.handle = [this](http::Request& request) {
        const auto order = from_json_text<FaultOrder>(request.body);
        if (!order) return http::problem(order.error(), request);
        faults_.set(order->call, order->fault, order->times, Millis(order->wait_ms), order->every);
        http::Response response;
        response.status = 204;
        return response;
    };
    router.add(std::move(faults));
    http::Route mails;
    mails.pattern = "/sandbox/mails";
    mails.documented = false;
    mails.handle = [this](http::Request&) {
        http::Response response;
        response.body = to_json(mail_.caught());
        return response;
    };
    router.add(std::move(mails));
}

} // namespace taraba::sandbox
