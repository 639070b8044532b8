ALTER TABLE "sales_order" ADD COLUMN "package_level" text;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "package_level" text;--> statement-breakpoint
ALTER TABLE "sales_order" ADD CONSTRAINT "sales_order_package_is_a_number" CHECK ("sales_order"."package_level" ~ '^[0-9]{1,12}([.][0-9]{1,6})?$');