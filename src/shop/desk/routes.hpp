#pragma once

#include "http/throttle.hpp"
#include "jobs/jobs.hpp"
#include "shop/api.hpp"
#include "shop/orders/workflow.hpp"

namespace taraba::desk {

// Each declares the routes of one part; routes.cpp puts them together.
void add_order_routes(shop::Api& api);
void add_list_routes(shop::Api& api);
void add_paper_routes(shop::Api& api);
void add_print_routes(shop::Api& api);
void add_efactura_routes(shop::Api& api);
void add_book_routes(shop::Api& api);
void add_receipt_routes(shop::Api& api);
void add_shipment_routes(shop::Api& api);
void add_courier_routes(shop::Api& api);
void add_payment_routes(shop::Api& api);
void add_credit_routes(shop::Api& api);
/// Bank statements and settlements of processors.
void add_bank_routes(shop::Api& api);
/// Accounts with processors, and the addresses that processors call.
void add_processor_routes(shop::Api& api);
void add_checkout_routes(shop::Api& api);
void add_catalog_routes(shop::Api& api);
void add_customer_routes(shop::Api& api);
void add_account_routes(shop::Api& api);
/// Sign-in of buyers, which sets a cookie; throttled by address and e-mail.
void add_account_session_routes(http::Router& router, shop::Installation& house);
void add_dashboard_routes(shop::Api& api);
void add_profit_routes(shop::Api& api);
void add_settings_routes(shop::Api& api);
void add_delivery_routes(shop::Api& api);
void add_road_routes(shop::Api& api);
void add_return_routes(shop::Api& api);
void add_service_routes(shop::Api& api);
void add_replacement_routes(shop::Api& api);
void add_unsubscribe_routes(shop::Api& api);
void add_set_up_routes(shop::Api& api);
void add_shop_routes(shop::Api& api);
void add_staff_routes(shop::Api& api);
void add_notice_routes(shop::Api& api);
void add_activity_routes(shop::Api& api);
/// Texts, the log of what was sent, SMS gateways and the address they report to.
void add_message_routes(shop::Api& api);
/// Sign-in and out, which set cookies; throttled by address and e-mail.
void add_session_routes(http::Router& router, shop::Installation& house);
/// Health, metrics, the API's description, pages and live events.
void add_system_routes(http::Router& router, shop::Installation& house);

/// Who is asking: staff::authenticate(), and a buyer who is signed in as the customer they are.
Result<shop::Scope> authenticate(shop::Installation& house, const http::Request& request);

/// All routes of the program.
void add_routes(http::Router& router, shop::Installation& house, shop::Api& api);

/// What upper areas do when orders move.
orders::Workflow make_workflow();
/// Every kind of job and every schedule of the shop.
void register_jobs(jobs::Runner& runner, shop::Installation& house);

} // namespace taraba::desk
