import type { OrderId } from "@upline/domain";
import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { getOrder } from "./get-order.ts";
import { ListOrders, listOrders } from "./orders.queries.ts";

export const ordersRouter = router({
  /** Sales, newest first. */
  list: adminProcedure()
    .input(ListOrders)
    .query(({ ctx, input }) => listOrders(ctx, input)),

  /** One order, by id or number, with its causal chain. Refuses with `order_not_found`. */
  get: adminProcedure()
    .input(z.strictObject({ orderId: z.string().max(100) }))
    .query(({ ctx, input }) => getOrder(ctx, input.orderId as OrderId)),
});
