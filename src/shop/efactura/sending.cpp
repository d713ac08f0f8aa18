// The way of a document to the ministry. Exactly one upload, however a call fails:
//
//   waiting ── claim ──▶ sending ── upload() ──▶ sent ── stareMesaj ──▶ accepted
//      ▲                    │  refused ─────────────────────┴─────────▶ refused (a person mends it)
//      │                    ▼  no answer, or the program died here
//      │                 unclear ── ANAF's list of messages has it ──▶ sent
//      └──── a person says so ─┘
//
// ANAF takes the same invoice twice without a word, so what may have arrived is never sent again by
// itself: its list of messages is looked through for two days, and then a person decides.

#include "base/text.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/audit/audit.hpp"
#include "shop/efactura/filing_store.hpp"
#include "shop/efactura/messages.hpp"
#include "shop/efactura/sign_in.hpp"
#include "texts/efactura.hpp"

#include <algorithm>

namespace taraba::efactura {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Longer than a call may take: who began before is not at it any more.
constexpr Millis claim_lasts = seconds(45);
/// Hours of trying at a back-off of an hour at most: ANAF's own maintenance takes days.
constexpr int attempts_max = 400;

/// Soon at first, when it is worked on, and seldom later: a message may be asked for 100 times a
/// day.
Millis until_next_ask(std::int64_t asked) {
    constexpr std::array<Millis, 7> waits{seconds(2),  seconds(10), seconds(30), minutes(2),
                                          minutes(10), minutes(30), hours(1)};
    return waits[static_cast<std::size_t>(std::min<std::int64_t>(asked, 6))];
}

void ask_later(db::Transaction& tx, const shop::Scope& scope, const Filing& filing) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "efactura_ask",
                  {{"invoice", to_text(filing.invoice_id)}}, subject_of(filing.invoice_id),
                  scope.now, until_next_ask(filing.asked));
}

std::string audit_subject(db::Transaction& tx, const shop::Scope& scope, InvoiceId id) {
    const auto invoice = invoicing::find(tx, scope.id(), id);
    return invoice && invoice->order_id ? shop::order_subject(*invoice->order_id) : subject_of(id);
}

/// A change of a filing as it is now; nothing when it has left `from` meanwhile.
template <class Change>
Result<std::optional<Filing>> change_from(const shop::Scope& scope, InvoiceId id,
                                          std::initializer_list<FilingState> from,
                                          const Change& change) {
    auto changed = scope.write([&](db::Transaction& tx) -> Result<std::optional<Filing>> {
        auto filing = find(tx, scope.id(), id);
        if (!filing || std::ranges::find(from, filing->state) == from.end())
            return std::optional<Filing>();
        change(tx, *filing);
        store(tx, scope, *filing);
        return filing;
    });
    if (changed && *changed) scope.announce("efactura", subject_of(id));
    return changed;
}

void record(db::Transaction& tx, const shop::Scope& scope, const Filing& filing,
            const std::string& what, const std::string& why = {}) {
    audit::append(tx, scope,
                  {audit_subject(tx, scope, filing.invoice_id),
                   what,
                   {{"number", "", filing.number}, {"upload", "", filing.upload_index}},
                   shortened(why, 500)});
}

void refuse_filing(db::Transaction& tx, const shop::Scope& scope, Filing& filing,
                   const std::string& error) {
    filing.state = FilingState::refused;
    filing.error = shortened(error, 2'000);
    filing.answered_at = scope.now;
    record(tx, scope, filing, "efactura_refused", filing.error);
    tell_refused(tx, scope, filing);
}

/// Moves `waiting` to `sending` for this job alone; nothing when there is nothing to send. What a
/// dead job held is unclear. Refuses with `being_sent` what another job holds.
Result<std::optional<Filing>> claim(const shop::Scope& scope, InvoiceId id) {
    bool mine = false;
    TRY(filing, change_from(scope, id, {FilingState::waiting, FilingState::sending},
                            [&](db::Transaction& tx, Filing& now) {
                                mine = now.state == FilingState::waiting;
                                if (mine) {
                                    now.state = FilingState::sending;
                                    now.uploaded_at = scope.now;
                                } else if (scope.now - *now.uploaded_at >= claim_lasts) {
                                    now.state = FilingState::unclear;
                                    now.asked = 0;
                                    now.error = "The program stopped while sending.";
                                    ask_later(tx, scope, now);
                                }
                            }));
    if (mine) return filing;
    if (filing && filing->state == FilingState::sending)
        return refuse(RefusalKind::unavailable, "being_sent", "It is being sent.");
    return std::optional<Filing>();
}

Result<void> set_waiting(const shop::Scope& scope, InvoiceId id, const std::string& error) {
    MUST(change_from(scope, id, {FilingState::sending}, [&](db::Transaction&, Filing& filing) {
        filing.state = FilingState::waiting;
        filing.error = error;
    }));
    return {};
}

Result<void> keep_upload(const shop::Scope& scope, InvoiceId id, const Result<Uploaded>& uploaded) {
    MUST(change_from(scope, id, {FilingState::sending}, [&](db::Transaction& tx, Filing& filing) {
        filing.asked = 0;
        if (!uploaded) { // may have arrived
            filing.state = FilingState::unclear;
            filing.error = uploaded.error().detail.text();
            ask_later(tx, scope, filing);
        } else if (uploaded->index.empty()) {
            refuse_filing(tx, scope, filing, uploaded->error);
        } else {
            filing.state = FilingState::sent;
            filing.upload_index = uploaded->index;
            filing.error.clear();
            record(tx, scope, filing, "efactura_sent");
            ask_later(tx, scope, filing);
        }
    }));
    return {};
}

Result<void> send(const shop::Scope& scope, InvoiceId id) {
    const auto service = open_service(scope);
    if (!service) {
        // Without a sign-in there is nothing to try again: signing in sends what waits.
        if (service.error().code == "not_signed_in") return {};
        return Failure(service.error());
    }
    TRY(claimed, claim(scope, id));
    if (!claimed) return {};
    const auto paper = scope.read([&](db::Transaction& tx) {
        return std::pair(find_paper(tx, scope.id(), id), invoicing::find(tx, scope.id(), id));
    });
    expects(paper.first && paper.second);
    const auto& content = paper.second->content;
    const auto uploaded = upload(*service, digits_of(content.seller.tax_id), claimed->person,
                                 content.buyer.address.country != "RO", paper.first->xml.text);
    const std::string code = uploaded ? "" : uploaded.error().code;
    if (code != "authority_down" && code != "authority_sign_in" && code != "authority_busy")
        return keep_upload(scope, id, uploaded);
    MUST(set_waiting(scope, id, uploaded.error().detail.text()));
    if (code == "authority_sign_in") MUST(renew(scope));
    return Failure(uploaded.error());
}

/// What ANAF has made of it.
Result<void> take_answer(const shop::Scope& scope, const Anaf& service, const Filing& filing,
                         const Asked& asked) {
    std::string zip, error = asked.error;
    if (!asked.download_id.empty()) {
        TRY(downloaded, download(service, asked.download_id));
        zip = downloaded;
        if (asked.progress == Progress::refused) error = mistakes_in(zip);
    }
    MUST(change_from(
        scope, filing.invoice_id, {FilingState::sent}, [&](db::Transaction& tx, Filing& now) {
            now.download_id = asked.download_id;
            now.answered_at = scope.now;
            if (!zip.empty()) put_answer(tx, scope.id(), now.invoice_id, zip);
            if (asked.progress == Progress::refused) {
                refuse_filing(tx, scope, now, error.empty() ? "ANAF gave no reason." : error);
                return;
            }
            now.state = FilingState::accepted;
            now.error.clear();
            record(tx, scope, now, "efactura_accepted");
            for (const char* kind : {"efactura_refused", "efactura_due", "efactura_unclear"})
                alerts::resolve(tx, scope, subject_of(now.invoice_id), kind);
        }));
    return {};
}

/// A message about an upload that no filing knows, with this invoice in it. Only what is younger
/// than the call is looked into: ANAF gives a message ten times a day at most.
Result<std::string> find_upload(const shop::Scope& scope, const Anaf& service,
                                const Filing& filing) {
    TRY(recent, fetch_messages(scope, service));
    for (const auto& message : recent) {
        constexpr auto clocks_differ = minutes(10);
        if (message.kind != "FACTURA TRIMISA" || message.upload_index.empty() ||
            message.made_at < *filing.uploaded_at - clocks_differ)
            continue;
        if (scope.read([&](db::Transaction& tx) {
                return is_known_upload(tx, scope.id(), message.upload_index);
            }))
            continue;
        TRY(zip, download(service, std::to_string(message.id)));
        if (invoice_number_in(zip) == filing.number) return message.upload_index;
    }
    return std::string();
}

Result<void> ask_again(const shop::Scope& scope, const Filing& filing) {
    constexpr std::int64_t looked_for = 55; // two days
    MUST(change_from(scope, filing.invoice_id, {FilingState::sent, FilingState::unclear},
                     [&](db::Transaction& tx, Filing& now) {
                         ++now.asked;
                         if (now.state == FilingState::unclear && now.asked == 3)
                             alerts::raise(tx, scope,
                                           {{},
                                            "efactura_unclear",
                                            subject_of(now.invoice_id),
                                            alerts::Audience::operators,
                                            now.number + ": " + now.error,
                                            {},
                                            {}});
                         if (now.state == FilingState::sent || now.asked < looked_for)
                             ask_later(tx, scope, now);
                     }));
    return {};
}

Result<void> ask(const shop::Scope& scope, InvoiceId id) {
    const auto filing = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!filing || (filing->state != FilingState::sent && filing->state != FilingState::unclear))
        return {};
    TRY(service, open_service(scope));
    if (filing->state == FilingState::unclear) {
        TRY(index, find_upload(scope, service, *filing));
        if (index.empty()) return ask_again(scope, *filing);
        MUST(change_from(scope, id, {FilingState::unclear}, [&](db::Transaction& tx, Filing& now) {
            now.state = FilingState::sent;
            now.upload_index = index;
            now.asked = 0;
            now.error.clear();
            record(tx, scope, now, "efactura_found");
            ask_later(tx, scope, now);
        }));
        return {};
    }
    const auto asked = state_of(service, filing->upload_index);
    if (!asked) {
        if (asked.error().code == "authority_sign_in") MUST(renew(scope));
        return Failure(asked.error());
    }
    if (asked->progress == Progress::in_work) return ask_again(scope, *filing);
    return take_answer(scope, service, *filing, *asked);
}

/// Those who can do something are told of what comes to its term, the day before it does. What has
/// to be asked of ANAF is a job: of many shops none waits for another's answer.
void look_around(const shop::Scope& scope) {
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        const std::string& language = scope.shop->language;
        for (const auto& filing : due_until(tx, scope.id(), scope.today() + std::chrono::days(1)))
            alerts::raise(tx, scope,
                          {{},
                           "efactura_due",
                           subject_of(filing.invoice_id),
                           alerts::Audience::administrators,
                           texts::efactura::alert::due(language, filing.number,
                                                       to_people(filing.due_on, language)),
                           {},
                           {}});
        jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "efactura_hourly", json::object(),
                      "efactura", scope.now);
        return true;
    });
}

/// The sign-in is renewed in time, and ANAF's messages are fetched. Down for an hour, it is asked
/// in the next.
Result<void> ask_hourly(const shop::Scope& scope, InvoiceId) {
    renew_in_time(scope);
    if (const auto service = open_service(scope)) (void)fetch_messages(scope, *service);
    return {};
}

using Work = Result<void> (*)(const shop::Scope&, InvoiceId);

jobs::Handler handler(shop::Installation& installation, Work work) {
    return [&installation, work](ShopId shop, const jobs::Job& job) -> Result<void> {
        const auto id = jobs::id_in(job, "invoice");
        TRY(scope, shop::Scope::of(installation, shop, {ActorKind::job, "e-factura", {"all"}}));
        return work(scope, InvoiceId{id.value_or(0)});
    };
}

} // namespace

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    runner.on("efactura_send", handler(installation, send), attempts_max);
    runner.on("efactura_ask", handler(installation, ask), attempts_max);
    runner.on("efactura_hourly", handler(installation, ask_hourly));
}

void watch(const shop::Scope& scope) {
    if (scope.shop->settings.books.reporting == shop::Reporting::here) look_around(scope);
}

} // namespace taraba::efactura
