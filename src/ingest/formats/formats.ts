import type { Format } from "../format.js";
import { contractTables } from "./contract-tables.js";
import { ga4Events } from "./ga4-events.js";
import { googleAdsReport } from "./google-ads-report.js";
import { googleTrends } from "./google-trends.js";
import { jdOrders } from "./jd-orders.js";
import { klaviyoCampaigns } from "./klaviyo-campaigns.js";
import { metaAdsReport } from "./meta-ads-report.js";
import { productJsonLd } from "./product-json-ld.js";
import { segmentEvents } from "./segment-events.js";
import { sensorsEvents } from "./sensors-events.js";
import { shopifyCustomers } from "./shopify-customers.js";
import { shopifyOrders } from "./shopify-orders.js";
import { shopifyProducts } from "./shopify-products.js";
import { snowplowEcommerce } from "./snowplow-ecommerce.js";
import { taobaoOrderItems } from "./taobao-order-items.js";
import { taobaoOrders } from "./taobao-orders.js";
import { uciOnlineRetail } from "./uci-online-retail.js";
import { woocommerceOrderLines } from "./woocommerce-order-lines.js";
import { woocommerceOrders } from "./woocommerce-orders.js";
import { woocommerceProducts } from "./woocommerce-products.js";
import { youzanOrderItems } from "./youzan-order-items.js";
import { youzanOrders } from "./youzan-orders.js";

/** Every way in. Adding one is adding its file and its line here. */
export const formats: readonly Format[] = [
  uciOnlineRetail,
  shopifyOrders,
  ga4Events,
  segmentEvents,
  snowplowEcommerce,
  sensorsEvents,
  googleAdsReport,
  metaAdsReport,
  klaviyoCampaigns,
  googleTrends,
  productJsonLd,
  shopifyProducts,
  shopifyCustomers,
  woocommerceOrders,
  woocommerceOrderLines,
  woocommerceProducts,
  taobaoOrders,
  taobaoOrderItems,
  jdOrders,
  youzanOrders,
  youzanOrderItems,
  ...contractTables,
];
