#include "base/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace taraba::metrics {

namespace {

struct Metrics {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("taraba_http_requests_total")
                                                            .Help("Requests")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("taraba_http_request_seconds")
                                                             .Help("Time to answer")
                                                             .Register(registry);
    std::mutex mutex;
    std::map<std::pair<std::string, int>, prometheus::Counter*> counters;
    std::map<std::string, prometheus::Histogram*> histograms;
    std::map<std::string, prometheus::Family<prometheus::Counter>*> others;
};

Metrics& metrics() {
    static Metrics all;
    return all;
}

} // namespace

void count_request(const std::string& route, int status, double seconds) {
    auto& all = metrics();
    const std::lock_guard lock(all.mutex);
    auto*& counter = all.counters[{route, status}];
    if (!counter)
        counter = &all.requests.Add({{"route", route}, {"status", std::to_string(status)}});
    counter->Increment();
    auto*& histogram = all.histograms[route];
    if (!histogram)
        histogram = &all.seconds.Add({{"route", route}},
                                     prometheus::Histogram::BucketBoundaries{
                                         0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5});
    histogram->Observe(seconds);
}

void count(const std::string& name, const std::string& label, const std::string& value) {
    auto& all = metrics();
    const std::lock_guard lock(all.mutex);
    auto*& family = all.others[name];
    if (!family) family = &prometheus::BuildCounter().Name(name).Help(name).Register(all.registry);
    family->Add({{label, value}}).Increment();
}

std::string text() { return prometheus::TextSerializer().Serialize(metrics().registry.Collect()); }

} // namespace taraba::metrics
