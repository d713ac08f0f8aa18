#include "api/panel/routes.hpp"

namespace taraba::api::panel {

void add_routes(Api& api) {
    add_activity(api);
    add_ad_spend(api);
    add_api_keys(api);
    add_bank_lines(api);
    add_bank_statements(api);
    add_books(api);
    add_bulk(api);
    add_courier_invoices(api);
    add_couriers(api);
    add_credits(api);
    add_customers(api);
    add_dashboard(api);
    add_delivery_methods(api);
    add_delivery_presets(api);
    add_discounts(api);
    add_efactura(api);
    add_goods_receipts(api);
    add_guarantees(api);
    add_invoice_series(api);
    add_invoices(api);
    add_jobs(api);
    add_mail_signing(api);
    add_mail_suppressions(api);
    add_me(api);
    add_message_templates(api);
    add_messages(api);
    add_my_alerts(api);
    add_notices(api);
    add_order_counters(api);
    add_order_events(api);
    add_order_files(api);
    add_order_filters(api);
    add_order_papers(api);
    add_order_profit(api);
    add_order_receipts(api);
    add_order_status(api);
    add_order_tabs(api);
    add_order_views(api);
    add_order_watch(api);
    add_orders(api);
    add_payment_events(api);
    add_payment_methods(api);
    add_payment_operations(api);
    add_payments(api);
    add_preferences(api);
    add_print(api);
    add_processors(api);
    add_product_imports(api);
    add_products(api);
    add_profit(api);
    add_remittances(api);
    add_replacements(api);
    add_returns(api);
    add_roads(api);
    add_roles(api);
    add_service_cases(api);
    add_service_steps(api);
    add_set_up(api);
    add_setting_choices(api);
    add_settlements(api);
    add_shipments(api);
    add_shop(api);
    add_sms_gateways(api);
    add_staff(api);
    add_staff_session(api);
    add_statuses(api);
    add_taxes(api);
    add_trail_checks(api);
    add_watch_rules(api);
    add_webhooks(api);
}

} // namespace taraba::api::panel
