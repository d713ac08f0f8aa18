-- Reports: views for an analyst, who reads them and nothing else. They name what the tables number; add `shop_id = …` to every
-- question. Times stay Unix milliseconds, amounts minor units of the shop's currency.

CREATE VIEW report_orders AS
SELECT o.shop_id, o.id AS order_id, o.number, o.placed_at, o.customer_id, o.cui, o.county, o.siruta, o.locality,
       os.code AS order_status, os.stage AS order_stage, ps.code AS payment_status, ps.stage AS payment_stage,
       ds.code AS delivery_status, ds.stage AS delivery_stage, dm.code AS delivery_method, dm.courier, pm.code AS payment_method,
       o.currency, o.goods, o.discount, o.delivery, o.fees, o.vat, o.total, o.paid, o.net_profit, o.weight_g, o.handler
  FROM orders o
  JOIN statuses os ON os.shop_id = o.shop_id AND os.id = o.order_status_id
  JOIN statuses ps ON ps.shop_id = o.shop_id AND ps.id = o.payment_status_id
  JOIN statuses ds ON ds.shop_id = o.shop_id AND ds.id = o.delivery_status_id
  JOIN delivery_methods dm ON dm.shop_id = o.shop_id AND dm.id = o.delivery_method_id
  JOIN payment_methods pm ON pm.shop_id = o.shop_id AND pm.id = o.payment_method_id;

CREATE VIEW report_lines AS
SELECT l.shop_id, l.order_id, o.number, o.placed_at, l.line_no, l.product_id, l.sku, l.name, p.category, p.brand, l.quantity,
       l.unit_price, l.total, l.unit_cost, l.green_tax, l.vat_class, l.vat_rate
  FROM order_lines l
  JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
  JOIN products p ON p.shop_id = l.shop_id AND p.id = l.product_id;

CREATE VIEW report_profits AS
SELECT r.shop_id, r.order_id, o.number, o.placed_at, r.revenue, r.goods, r.courier, r.cash_fee, r.commission, r.packaging,
       r.green_tax, r.advertising, r.service, r.exchange, r.gross_result, r.tax, r.net_profit, r.returned, r.final
  FROM order_profits r
  JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id;

CREATE VIEW report_payments AS
SELECT p.shop_id, p.id AS payment_id, p.order_id, o.number, p.method, p.processor, p.state, p.amount, p.currency, p.charge,
       p.captured, p.refunded, p.commission, p.created_at, p.settled_at
  FROM payments p
  JOIN orders o ON o.shop_id = p.shop_id AND o.id = p.order_id;

CREATE VIEW report_shipments AS
SELECT s.shop_id, s.id AS shipment_id, s.order_id, o.number, s.courier, s.awb_number, s.state, s.stage, s.parcels, s.weight_g, s.cash,
       s.tariff, s.created_at, s.registered_at, s.return_id, o.county, o.locality
  FROM shipments s
  JOIN orders o ON o.shop_id = s.shop_id AND o.id = s.order_id;

CREATE VIEW report_invoices AS
SELECT i.shop_id, i.id AS invoice_id, i.kind, i.series, i.number, i.issued_on, i.order_id, i.storno_of, i.net, i.vat, i.gross,
       o.cui, f.state AS filing
  FROM invoices i
  LEFT JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
  LEFT JOIN filings f ON f.shop_id = i.shop_id AND f.invoice_id = i.id;
