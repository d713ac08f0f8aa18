#pragma once

#include "api/api.hpp"

// What staff and API keys call: a file a resource, named after its address; each declares the
// routes of its file, and add_routes() declares them all.

namespace taraba::api::panel {

void add_activity(Api& api);
void add_ad_spend(Api& api);
void add_api_keys(Api& api);
void add_bank_lines(Api& api);
void add_bank_statements(Api& api);
void add_books(Api& api);
void add_bulk(Api& api);
void add_courier_invoices(Api& api);
void add_couriers(Api& api);
void add_credits(Api& api);
void add_customers(Api& api);
void add_dashboard(Api& api);
void add_delivery_methods(Api& api);
void add_delivery_presets(Api& api);
void add_discounts(Api& api);
void add_efactura(Api& api);
void add_goods_receipts(Api& api);
void add_guarantees(Api& api);
void add_invoice_series(Api& api);
void add_invoices(Api& api);
void add_jobs(Api& api);
void add_mail_signing(Api& api);
void add_mail_suppressions(Api& api);
void add_me(Api& api);
void add_message_templates(Api& api);
void add_messages(Api& api);
void add_my_alerts(Api& api);
void add_notices(Api& api);
void add_order_counters(Api& api);
void add_order_events(Api& api);
void add_order_files(Api& api);
void add_order_filters(Api& api);
void add_order_papers(Api& api);
void add_order_profit(Api& api);
void add_order_receipts(Api& api);
void add_order_status(Api& api);
void add_order_tabs(Api& api);
void add_order_views(Api& api);
void add_order_watch(Api& api);
void add_orders(Api& api);
void add_payment_events(Api& api);
void add_payment_methods(Api& api);
void add_payment_operations(Api& api);
void add_payments(Api& api);
void add_preferences(Api& api);
void add_print(Api& api);
void add_processors(Api& api);
void add_product_imports(Api& api);
void add_products(Api& api);
void add_profit(Api& api);
void add_remittances(Api& api);
void add_replacements(Api& api);
void add_returns(Api& api);
void add_roads(Api& api);
void add_roles(Api& api);
void add_service_cases(Api& api);
void add_service_steps(Api& api);
void add_set_up(Api& api);
void add_setting_choices(Api& api);
void add_settlements(Api& api);
void add_shipments(Api& api);
void add_shop(Api& api);
void add_sms_gateways(Api& api);
void add_staff(Api& api);
void add_staff_session(Api& api);
void add_statuses(Api& api);
void add_taxes(Api& api);
void add_trail_checks(Api& api);
void add_watch_rules(Api& api);
void add_webhooks(Api& api);

void add_routes(Api& api);

} // namespace taraba::api::panel
