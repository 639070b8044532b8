ALTER TABLE "order_refund" ADD COLUMN "other_periods" text[];--> statement-breakpoint
ALTER TABLE "sales_order" ADD COLUMN "other_periods" text[];--> statement-breakpoint
CREATE INDEX "commission_line_of_source" ON "commission_line" USING btree ("period_id","source_key") WHERE order_id is null;--> statement-breakpoint
CREATE INDEX "order_refund_in_other_periods" ON "order_refund" USING gin ("other_periods") WHERE other_periods is not null;--> statement-breakpoint
CREATE INDEX "sales_order_in_other_periods" ON "sales_order" USING gin ("other_periods") WHERE other_periods is not null;