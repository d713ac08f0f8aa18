#include "api/panel/routes.hpp"
#include "shop/efactura/anaf.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/efactura/messages.hpp"
#include "shop/efactura/sign_in.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/partners/account.hpp"

namespace taraba::api::panel {

using efactura::AnafMessage;
using efactura::Filing;
using efactura::FilingState;
using efactura::SignInView;

namespace {

struct FilingView : Filing {
    std::optional<OrderId> order_id;
    std::string buyer; ///< name
    std::optional<shop::Address> buyer_address;
    Date issued_on{};
    efactura::Advice advice = efactura::Advice::none;
};
BOOST_DESCRIBE_STRUCT(FilingView, (Filing), (order_id, buyer, buyer_address, issued_on, advice))

struct FilingPage {
    std::vector<FilingView> items;
    std::optional<std::string> next_cursor;
    std::vector<efactura::StateCount> open;
};
BOOST_DESCRIBE_STRUCT(FilingPage, (), (items, next_cursor, open))

struct FilingQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<FilingState> state;
};
BOOST_DESCRIBE_STRUCT(FilingQuery, (), (cursor, limit, state))

struct SendAgain {
    static constexpr bool lenient = true;
    std::optional<shop::Address> buyer_address; ///< mended; the invoice's when not given
};
BOOST_DESCRIBE_STRUCT(SendAgain, (), (buyer_address))

struct SignInAddress {
    std::string url;
};
BOOST_DESCRIBE_STRUCT(SignInAddress, (), (url))

struct MessageAnswer {
    std::string id; ///< ANAF's number
    std::string kind;
    std::string upload_index;
    std::string sender;
    std::string details;
    Instant made_at{};
};
BOOST_DESCRIBE_STRUCT(MessageAnswer, (), (id, kind, upload_index, sender, details, made_at))

FilingView view_of(db::Transaction& tx, const Scope& scope, const Filing& filing) {
    FilingView view{filing};
    view.advice = efactura::advice_for(filing);
    if (const auto invoice = invoicing::find(tx, scope.id(), filing.invoice_id)) {
        view.order_id = invoice->order_id;
        view.buyer = invoice->content.buyer.name;
        view.buyer_address = invoice->content.buyer.address;
        view.issued_on = invoice->issued_on;
    }
    return view;
}

Result<FilingPage> page_of(const Scope& scope, const FilingQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    return scope.read([&](db::Transaction& tx) {
        const auto page =
            shop::page_of(efactura::list(tx, scope.id(), query.state, before, limit + 1),
                          static_cast<std::size_t>(limit),
                          [](const auto& each) { return each.invoice_id.value; });
        FilingPage shown{{}, page.next_cursor, efactura::count_open(tx, scope.id())};
        for (const auto& filing : page.items)
            shown.items.push_back(view_of(tx, scope, filing));
        return shown;
    });
}

Result<shop::Page<MessageAnswer>> messages_page(const Scope& scope, const shop::ListQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    const auto page = shop::page_of(scope.read([&](db::Transaction& tx) {
        return efactura::kept_messages(tx, scope.id(), before, limit + 1);
    }),
                                    static_cast<std::size_t>(limit),
                                    [](const AnafMessage& each) { return each.id; });
    shop::Page<MessageAnswer> shown{{}, page.next_cursor};
    for (const auto& each : page.items)
        shown.items.push_back({std::to_string(each.id), each.kind, each.upload_index, each.sender,
                               each.details, each.made_at});
    return shown;
}

} // namespace

void add_efactura(Api& api) {
    api.get<Nothing, SignInView>("/api/v1/efactura/account",
                                 {"How the shop is signed in at ANAF", "efactura", "settings.edit"},
                                 [](const Scope& scope, const In<>&) -> Result<SignInView> {
                                     return efactura::sign_in_view(scope);
                                 });
    api.put<partners::WantedAccount, SignInView>(
        "/api/v1/efactura/account",
        {"Set the application registered at ANAF", "efactura", "settings.edit"},
        [](const Scope& scope, const In<partners::WantedAccount>& in) {
            return efactura::put_account(scope, in.body);
        });
    api.post<Nothing, SignInAddress>(
        "/api/v1/efactura/sign-in",
        {"Where a person signs in with the certificate", "efactura", "settings.edit"},
        [](const Scope& scope, const In<>&) -> Result<SignInAddress> {
            TRY(url, efactura::sign_in_url(scope));
            return SignInAddress{url};
        });
    api.post<Nothing, Nothing>(
        "/api/v1/efactura/sign-out", {"Forget the sign-in at ANAF", "efactura", "settings.edit"},
        [](const Scope& scope, const In<>&) -> Result<Nothing> {
            MUST(efactura::sign_out(scope));
            return Nothing{};
        },
        204);
    api.get<FilingQuery, FilingPage>(
        "/api/v1/efactura",
        {"Invoices on their way to the ministry, newest first", "efactura", "orders.read"},
        [](const Scope& scope, const In<Nothing, FilingQuery>& in) {
            return page_of(scope, in.query);
        });
    api.get<shop::ListQuery, shop::Page<MessageAnswer>>(
        "/api/v1/efactura/messages",
        {"What ANAF has told the shop, newest first", "efactura", "orders.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
            return messages_page(scope, in.query);
        });
    api.get<Nothing, FilingView>(
        "/api/v1/invoices/{id}/efactura",
        {"How an invoice stands with the ministry", "efactura", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<FilingView> {
            TRY(id, in.id<InvoiceId>());
            return scope.read([&](db::Transaction& tx) -> Result<FilingView> {
                const auto filing = efactura::find(tx, scope.id(), id);
                if (!filing) return not_found("This invoice was not given to e-Factura.");
                return view_of(tx, scope, *filing);
            });
        });
    api.post<SendAgain, FilingView>(
        "/api/v1/invoices/{id}/efactura",
        {"Send an invoice to the ministry, or again", "efactura", "invoices.issue"},
        [](const Scope& scope, const In<SendAgain>& in) -> Result<FilingView> {
            TRY(id, in.template id<InvoiceId>());
            return scope.write([&](db::Transaction& tx) -> Result<FilingView> {
                TRY(filing, efactura::send_again(tx, scope, id, in.body.buyer_address));
                return view_of(tx, scope, filing);
            });
        });
    api.file<Nothing>("/api/v1/invoices/{id}/efactura.zip", "application/zip",
                      {"The ministry's signed answer", "efactura", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<InvoiceId>());
                          return scope.read([&](db::Transaction& tx) -> Result<File> {
                              TRY(zip, efactura::answer_of(tx, scope, id));
                              const auto filing = efactura::find(tx, scope.id(), id);
                              return File{"application/zip", filing->number + ".zip", zip};
                          });
                      });
}

} // namespace taraba::api::panel
