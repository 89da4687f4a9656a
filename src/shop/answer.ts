import type { Explanation } from "#explain/explanation.js";
import type { Table } from "#table/table.js";
import type { AnyTask, Context } from "#tasks/task.js";
import { customerCalled } from "./customer-called.js";
import { newestModel } from "./model-store.js";
import { paths, type Shop } from "./shop.js";
import { shopContext } from "./shop-context.js";

/** One answer from the newest saved model, with what is fresh in the warehouse. */
export async function answer(shop: Shop, task: AnyTask, request: unknown): Promise<unknown> {
  const { model, context } = await ready(shop, task);
  return task.predict(model, task.parse(await asJoined(shop, request)), context);
}

export async function explainAnswer(shop: Shop, task: AnyTask, request: unknown): Promise<Explanation> {
  const { model, context } = await ready(shop, task);
  return task.explain(model, task.parse(await asJoined(shop, request)), context);
}

/** The answers for everyone. */
export async function answersForAll(shop: Shop, task: AnyTask, request: unknown): Promise<Table> {
  const { model, context } = await ready(shop, task);
  return task.answers(model, task.parse(request), context);
}

/** A customer may be asked for by any of their ids. */
async function asJoined(shop: Shop, request: unknown): Promise<unknown> {
  if (typeof request !== "object" || request === null || !("customer" in request)) return request;
  const { customer } = request;
  return typeof customer === "string" ? { ...request, customer: await customerCalled(shop, customer) } : request;
}

async function ready(shop: Shop, task: AnyTask): Promise<{ model: unknown; context: Context }> {
  const saved = newestModel(paths(shop.folder).models, task.name);
  if (!saved) {
    throw new Error(
      `${shop.folder} has no model for ${task.name} yet; make it with: shoplens run ${shop.folder} ${task.name}`,
    );
  }
  return { model: task.load(saved.files), context: await shopContext(shop, task) };
}
