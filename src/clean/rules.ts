import type { Rule } from "./rule.js";
import { categoryMissing } from "./rules/category-missing.js";
import { clockShift } from "./rules/clock-shift.js";
import { countryMissing } from "./rules/country-missing.js";
import { declaredBot } from "./rules/declared-bot.js";
import { eventDate } from "./rules/event-date.js";
import { listPriceUnits } from "./rules/list-price-units.js";
import { orderDate } from "./rules/order-date.js";
import { priceSlip } from "./rules/price-slip.js";
import { quantitySlip } from "./rules/quantity-slip.js";
import { ratingRange } from "./rules/rating-range.js";
import { repeatedOrder } from "./rules/repeated-order.js";
import { robotVisitor } from "./rules/robot-visitor.js";
import { testItem } from "./rules/test-item.js";
import { testOrder } from "./rules/test-order.js";

/** Every rule of cleaning, in the order in which a report tells of them; each lies in `rules/` with its query. */
export const rules: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries({
    "price-slip": priceSlip,
    "quantity-slip": quantitySlip,
    "repeated-order": repeatedOrder,
    "test-order": testOrder,
    "test-item": testItem,
    "order-date": orderDate,
    "country-missing": countryMissing,
    "list-price-units": listPriceUnits,
    "category-missing": categoryMissing,
    "declared-bot": declaredBot,
    "robot-visitor": robotVisitor,
    "event-date": eventDate,
    "clock-shift": clockShift,
    "rating-range": ratingRange,
  }),
);
