#include "bench.hpp"

#include "client.hpp"

#include "base/crypto.hpp"
#include "base/form.hpp"
#include "processors/euplatesc.hpp"
#include "program/program.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/money_in.hpp"

#include <atomic>
#include <fmt/core.h>
#include <thread>

namespace taraba::bench {

namespace {

constexpr int threads = 8;
constexpr std::size_t charges = 4'000;
constexpr const char* key = "00112233445566778899AABBCCDDEEFF";

struct Prepared {
    std::string reference;
    Money amount;
    std::string body; ///< of the signed callback
};

Result<void> set_up(const shop::Scope& scope) {
    payments::PutAccount account;
    account.credentials = {{"merchant_id", "testaccount"}, {"key", key}};
    MUST(payments::put_account(scope, "euplatesc", account));
    const auto stocked = scope.write([&](db::Transaction& tx) -> Result<bool> {
        const auto product = catalog::list(tx, scope.id(), "", INT64_MAX, 1).front();
        MUST(catalog::move_stock(tx, scope, product.id, units(100'000), "bench"));
        return true;
    });
    if (!stocked) return Failure(stocked.error());
    return {};
}

std::string callback_of(const std::string& reference, Money amount) {
    Fields fields{{"amount", to_decimal(amount)},  {"curr", "RON"},
                  {"invoice_id", reference},       {"ep_id", "EP" + reference},
                  {"merch_id", "testaccount"},     {"action", "0"},
                  {"message", "Approved"},         {"approval", "683855"},
                  {"timestamp", "20261125120000"}, {"nonce", hex(random_bytes(16))}};
    fields.emplace_back(
        "fp_hash", processors::euplatesc_hash(fields, processors::euplatesc_answer_fields, key));
    return to_form(fields);
}

/// Orders that wait for their card, and the callbacks that will say so.
std::vector<Prepared> prepare(const shop::Scope& scope, std::size_t count) {
    const auto sku = scope.read([&](db::Transaction& tx) {
        return catalog::list(tx, scope.id(), "", INT64_MAX, 1).front().sku;
    });
    std::vector<Prepared> all;
    for (std::size_t i = 0; i < count; ++i) {
        checkout::PlaceOrder wanted;
        wanted.lines = {{sku, units(1)}};
        wanted.customer = {"Ion Pop", "ion" + std::to_string(i % 300) + "@exemplu.ro",
                           "0722123456"};
        wanted.delivery_address =
            shop::Address{54984, "CJ", "Cluj-Napoca", "Str. Unirii 1", "400335"};
        wanted.delivery_method = "courier";
        wanted.payment_method = "card_euplatesc";
        const auto placed = checkout::place(scope, wanted);
        expects(static_cast<bool>(placed));
        const auto started = payments::start(scope, placed->id, {"card_euplatesc", {}, {}});
        expects(static_cast<bool>(started));
        const std::string reference = field(started->redirect->fields, "invoice_id");
        all.push_back(
            {reference, started->payment.amount, callback_of(reference, started->payment.amount)});
    }
    return all;
}

template <class Work>
double spread(std::size_t count, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> all;
    const double start = seconds_now();
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (std::size_t i = next++; i < count; i = next++)
                work(t, i);
        });
    for (auto& thread : all)
        thread.join();
    return static_cast<double>(count) / (seconds_now() - start);
}

/// The same news into the same books, without HTTP, reading and signature.
void take_straight(const shop::Scope& scope, const Prepared& each) {
    payments::ChargeNotification notice;
    notice.event = payments::ChargeEvent::captured;
    notice.reference = each.reference;
    notice.processor_ref = "EP" + each.reference;
    notice.amount = each.amount;
    payments::PaymentEvent news;
    news.id = scope.new_id<PaymentEventId>();
    news.processor = "euplatesc";
    news.fingerprint = hex(sha256(each.body));
    news.headers.text = "{}";
    news.raw.text = each.body;
    const auto taken = scope.write([&](db::Transaction& tx) {
        return payments::record_notification(tx, scope, news, notice);
    });
    expects(static_cast<bool>(taken));
}

} // namespace

void callbacks(const std::string& folder, const std::string& database) {
    program::Settings settings;
    settings.data_dir = folder;
    settings.database = database;
    settings.listen = "127.0.0.1:0";
    settings.job_threads = 0;
    settings.connections = 32;
    program::Program program(settings);
    program.migrate();
    program.start();
    const auto id = *program.database().read(
        [](db::Transaction& tx) { return shop::find_shop_by_slug(tx, "demo"); });
    const auto fresh = [&] {
        return *shop::Scope::of(program.installation(), id, {ActorKind::machine, "bench", {"all"}});
    };
    expects(static_cast<bool>(set_up(fresh())));
    const auto scope = fresh();
    const auto straight = prepare(scope, charges), sent = prepare(scope, charges);
    const double limit =
        spread(charges, [&](int, std::size_t i) { take_straight(scope, straight[i]); });

    std::vector<std::unique_ptr<Client>> clients;
    for (int t = 0; t < threads; ++t)
        clients.push_back(std::make_unique<Client>(program.port()));
    std::atomic<std::size_t> refused{0};
    // Each callback comes twice, the second time among those of later charges.
    const double mixed = spread(charges * 2, [&](int t, std::size_t i) {
        const std::size_t which = i % 2 == 0 ? i / 2 : (i / 2 >= 40 ? i / 2 - 40 : 0);
        const int status = clients[static_cast<std::size_t>(t)]->call(
            "POST", "/callbacks/demo/euplatesc", "", sent[which].body);
        if (status != 200) ++refused;
    });
    std::size_t paid = 0;
    scope.read([&](db::Transaction& tx) {
        for (const auto& each : sent) {
            tx.run({"bench.paid",
                    "SELECT captured FROM payment_attempts WHERE shop_id = $1 AND id = $2"},
                   std::initializer_list<db::Param>{scope.id(), *parse_id(each.reference)},
                   [&](const db::Row& row) { paid += row.integer(0) == each.amount.minor; });
        }
        return true;
    });
    fmt::print("callbacks, half of them repeated: {:.0f} a second with {} clients; the same news "
               "straight into the books {:.0f}; ratio {:.2f}\n",
               mixed, threads, limit, mixed / limit);
    fmt::print("{} of {} charges paid, each once; {} refused\n", paid, charges, refused.load());
}

} // namespace taraba::bench
