// The shop's papers, taxes and partners: what an administrator sets and can try at once.

#include "shop/crud.hpp"
#include "shop/desk/routes.hpp"
#include "shop/documents/document.hpp"
#include "shop/webhooks/webhook.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct Taxes {
    std::vector<pricing::VatRate> vat_rates;
    std::vector<pricing::TaxRegime> regimes;
};
BOOST_DESCRIBE_STRUCT(Taxes, (), (vat_rates, regimes))

struct NewVatRate {
    std::string vat_class;
    Date valid_from{};
    Rate rate;
    std::string source; ///< the law
};
BOOST_DESCRIBE_STRUCT(NewVatRate, (), (vat_class, valid_from, rate, source))

struct NewTaxRegime {
    Date valid_from{};
    bool vat_payer = true;
    std::string kind;
    Rate rate;
};
BOOST_DESCRIBE_STRUCT(NewTaxRegime, (), (valid_from, vat_payer, kind, rate))

struct AllSeries {
    std::vector<invoicing::Series> items;
};
BOOST_DESCRIBE_STRUCT(AllSeries, (), (items))

struct Logo {
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Logo, (), (hash))

struct DeliveryPage {
    std::vector<webhooks::Delivery> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DeliveryPage, (), (items, next_cursor))

void add_tax_routes(Api& api) {
    api.get<Nothing, Taxes>("/api/v1/taxes",
                            {"VAT rates and tax regimes by date", "taxes", "settings.read"},
                            [](const Scope& scope, const In<>&) -> Result<Taxes> {
                                const auto calendar = pricing::taxes(scope);
                                return Taxes{calendar->rates(), calendar->regimes()};
                            });
    api.post<NewVatRate, pricing::VatRate>(
        "/api/v1/vat-rates", {"A VAT rate from a day on", "taxes", "settings.edit"},
        [](const Scope& scope, const In<NewVatRate>& in) {
            const auto& wanted = in.body;
            return scope.create([&](db::Transaction& tx) {
                return pricing::add_vat_rate(
                    tx, scope,
                    {0, wanted.vat_class, wanted.valid_from, wanted.rate, wanted.source});
            });
        },
        201);
    api.post<NewTaxRegime, pricing::TaxRegime>(
        "/api/v1/tax-regimes", {"A tax regime from a day on", "taxes", "settings.edit"},
        [](const Scope& scope, const In<NewTaxRegime>& in) {
            const auto& wanted = in.body;
            return scope.create([&](db::Transaction& tx) {
                return pricing::add_tax_regime(
                    tx, scope, {0, wanted.valid_from, wanted.vat_payer, wanted.kind, wanted.rate});
            });
        },
        201);
}

void add_series_routes(Api& api) {
    api.get<Nothing, AllSeries>(
        "/api/v1/invoice-series", {"Series of invoice numbers", "invoices", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<AllSeries> {
            return scope.read([&](db::Transaction& tx) -> Result<AllSeries> {
                return AllSeries{invoicing::all_series(tx, scope.id())};
            });
        });
    api.post<invoicing::Series, invoicing::Series>(
        "/api/v1/invoice-series",
        {"Change a series, or where its numbers go on", "invoices", "settings.edit"},
        [](const Scope& scope, const In<invoicing::Series>& in) {
            return scope.create(
                [&](db::Transaction& tx) { return invoicing::change_series(tx, scope, in.body); });
        });
    api.file_for<shop::PaperLayout>(
        "/api/v1/invoices/sample", "application/pdf",
        {"How an invoice looks in a layout, saved or not", "invoices", "settings.read"},
        [](const Scope& scope, const In<shop::PaperLayout>& in) -> Result<http::File> {
            return http::File{"application/pdf",
                              "sample.pdf",
                              documents::invoice_pdf(scope, invoicing::sample(scope, in.body)),
                              {}};
        });
    api.post<Nothing, Logo>(
        "/api/v1/shop/logo",
        {"Keep a logo: the body is the PNG; name its hash in the layout", "settings",
         "settings.edit"},
        [](const Scope& scope, const In<>& in) -> Result<Logo> {
            const auto& bytes = in.request.body;
            if (!bytes.starts_with("\x89PNG") || bytes.size() > 500'000)
                return invalid_field("logo", "A logo is a PNG of at most 500 kB.");
            return scope.write([&](db::Transaction& tx) -> Result<Logo> {
                return Logo{shop::put_file(tx, scope.id(), {"image/png", bytes})};
            });
        });
}

void add_webhook_routes(Api& api) {
    using webhooks::Webhook;
    add_crud<Webhook>(api,
                      {"/api/v1/webhooks", "webhooks", "webhook", "settings.read", "settings.edit",
                       [](db::Transaction& tx, const Scope& scope, const std::string&,
                          std::int64_t before, std::int64_t limit) {
                           return shop::cut(webhooks::webhooks(tx, scope.id()), before, limit);
                       },
                       [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                           return webhooks::find(tx, scope.id(), WebhookId{id});
                       },
                       webhooks::save,
                       [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                           return webhooks::remove(tx, scope, WebhookId{id});
                       }});
    api.get<shop::ListQuery, DeliveryPage>(
        "/api/v1/webhooks/{id}/deliveries",
        {"What was sent to a webhook, newest first", "webhooks", "settings.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) -> Result<DeliveryPage> {
            TRY(id, in.template id<WebhookId>());
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            return scope.read([&](db::Transaction& tx) -> Result<DeliveryPage> {
                if (!webhooks::find(tx, scope.id(), id))
                    return not_found("There is no such webhook.");
                auto page =
                    shop::page_of(webhooks::deliveries(tx, scope.id(), id, before, limit + 1),
                                  static_cast<std::size_t>(limit),
                                  [](const auto& each) { return each.id.value; });
                return DeliveryPage{std::move(page.items), page.next_cursor};
            });
        });
    api.post<Nothing, webhooks::Delivery>(
        "/api/v1/webhook-deliveries/{id}/replay",
        {"Send a delivery again", "webhooks", "settings.edit"},
        [](const Scope& scope, const In<>& in) -> Result<webhooks::Delivery> {
            TRY(id, in.id<WebhookDeliveryId>());
            return scope.write(
                [&](db::Transaction& tx) { return webhooks::replay(tx, scope, id); });
        });
}

} // namespace

void add_shop_routes(Api& api) {
    add_tax_routes(api);
    add_series_routes(api);
    add_webhook_routes(api);
}

} // namespace taraba::desk
