CREATE SEQUENCE "public"."order_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 10001 CACHE 1;--> statement-breakpoint
CREATE SEQUENCE "public"."distributor_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1;--> statement-breakpoint
CREATE SEQUENCE "public"."fact_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	"address" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "lab_run" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"provider" text NOT NULL,
	"lab_case" text NOT NULL,
	"expected" jsonb NOT NULL,
	"requests" jsonb NOT NULL,
	"inbox_event_ids" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"two_factor_enabled" boolean DEFAULT false,
	"role" text DEFAULT 'distributor' NOT NULL,
	"distributor_id" text,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_distributorId_unique" UNIQUE("distributor_id")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "closed_result" (
	"period_id" text NOT NULL,
	"run" integer NOT NULL,
	"distributor_id" text NOT NULL,
	"is_active" boolean NOT NULL,
	"qualified" text NOT NULL,
	"paid_as" text NOT NULL,
	"title" text NOT NULL,
	"metrics" jsonb NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "closed_result_pk" PRIMARY KEY("period_id","run","distributor_id")
);
--> statement-breakpoint
CREATE TABLE "commission_line" (
	"id" text PRIMARY KEY NOT NULL,
	"line_key" text NOT NULL,
	"line_key_hash" text NOT NULL,
	"earner_id" text NOT NULL,
	"bonus_id" text NOT NULL,
	"period_id" text NOT NULL,
	"plan_version_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"source_key" text NOT NULL,
	"level" smallint NOT NULL,
	"order_id" text,
	"original_line_key_hash" text,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"pending_minor" bigint NOT NULL,
	"available_at" timestamp (3) with time zone NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"because" jsonb NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commission_posting" (
	"line_key_hash" text NOT NULL,
	"cause" text NOT NULL,
	"cause_id" text NOT NULL,
	"earner_id" text NOT NULL,
	"period_id" text NOT NULL,
	"delta_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"ledger_tx_id" bigint NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	CONSTRAINT "commission_posting_once_per_cause" PRIMARY KEY("line_key_hash","cause_id"),
	CONSTRAINT "commission_posting_moves_something" CHECK ("commission_posting"."delta_minor" <> 0)
);
--> statement-breakpoint
CREATE TABLE "estimate_line" (
	"period_id" text NOT NULL,
	"line_key_hash" text NOT NULL,
	"line_key" text NOT NULL,
	"earner_id" text NOT NULL,
	"bonus_id" text NOT NULL,
	"source_key" text NOT NULL,
	"level" smallint NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"because" jsonb,
	CONSTRAINT "estimate_line_pk" PRIMARY KEY("period_id","line_key_hash")
);
--> statement-breakpoint
CREATE TABLE "estimate_standing" (
	"period_id" text NOT NULL,
	"distributor_id" text NOT NULL,
	"is_active" boolean NOT NULL,
	"qualified" text NOT NULL,
	"paid_as" text NOT NULL,
	"title" text NOT NULL,
	"pv" bigint NOT NULL,
	"gv" bigint NOT NULL,
	"metrics" jsonb NOT NULL,
	"by_bonus" jsonb NOT NULL,
	"total_minor" bigint NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "estimate_standing_pk" PRIMARY KEY("period_id","distributor_id")
);
--> statement-breakpoint
CREATE TABLE "period" (
	"id" text PRIMARY KEY NOT NULL,
	"cadence" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"freeze_seq" bigint,
	"run" integer DEFAULT 0 NOT NULL,
	"plan_version_id" text,
	"closed_at" timestamp (3) with time zone,
	"result_hash" text,
	"closing_state" jsonb
);
--> statement-breakpoint
CREATE TABLE "rank_achievement" (
	"distributor_id" text NOT NULL,
	"rank_id" text NOT NULL,
	"period_id" text NOT NULL,
	"reached_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "rank_achieved_once" PRIMARY KEY("distributor_id","rank_id")
);
--> statement-breakpoint
CREATE TABLE "volume_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"distributor_id" text NOT NULL,
	"order_id" text NOT NULL,
	"refund_ref" text DEFAULT '' NOT NULL,
	"volume" text NOT NULL,
	"amount" bigint NOT NULL,
	"period_id" text NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"country" text NOT NULL,
	"external_payments" text DEFAULT 'park' NOT NULL,
	"external_volume_rate" text DEFAULT '1' NOT NULL,
	"clock_offset_ms" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "company_is_one_row" CHECK ("company"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"result" jsonb
);
--> statement-breakpoint
CREATE TABLE "genealogy_edge" (
	"tree" text NOT NULL,
	"distributor_id" text NOT NULL,
	"parent_id" text,
	"slot" integer,
	"from_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	CONSTRAINT "genealogy_edge_pk" PRIMARY KEY("tree","distributor_id","from_at","seq"),
	CONSTRAINT "genealogy_edge_leads_to_another" CHECK ("genealogy_edge"."parent_id" <> "genealogy_edge"."distributor_id")
);
--> statement-breakpoint
CREATE TABLE "inbox_event" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"event_ref" text NOT NULL,
	"item" smallint DEFAULT 0 NOT NULL,
	"type" text NOT NULL,
	"mode" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"received_wall_at" timestamp (3) with time zone NOT NULL,
	"verified_with" text NOT NULL,
	"raw" "bytea",
	"raw_sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"status" text NOT NULL,
	"because" text,
	"detail" text,
	"waiting_for" text[],
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"last_error" text,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"last_duplicate_at" timestamp (3) with time zone,
	"processed_at" timestamp (3) with time zone,
	"effects" jsonb,
	"timings" jsonb,
	"payment_ref" text,
	"order_ref" text,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_secret" (
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"wrapped" text NOT NULL,
	"previous_wrapped" text,
	"previous_until" timestamp (3) with time zone,
	"previous_last_used_at" timestamp (3) with time zone,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_secret_pk" PRIMARY KEY("provider","name")
);
--> statement-breakpoint
CREATE TABLE "rejected_request" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"provider" text NOT NULL,
	"reason" text NOT NULL,
	"status" smallint NOT NULL,
	"address_prefix" text,
	"size_bytes" integer,
	"body_sha256" text,
	"count" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waiting_reference" (
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"inbox_event_id" text NOT NULL,
	CONSTRAINT "waiting_reference_pk" PRIMARY KEY("kind","value","inbox_event_id")
);
--> statement-breakpoint
CREATE TABLE "live_notice" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"topic" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_line" (
	"order_id" text NOT NULL,
	"line" integer NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"pv" bigint NOT NULL,
	"cv" bigint NOT NULL,
	CONSTRAINT "order_line_pk" PRIMARY KEY("order_id","line")
);
--> statement-breakpoint
CREATE TABLE "order_ref" (
	"provider" text NOT NULL,
	"value" text NOT NULL,
	"order_id" text NOT NULL,
	CONSTRAINT "order_ref_names_one_order" PRIMARY KEY("provider","value")
);
--> statement-breakpoint
CREATE TABLE "order_refund" (
	"order_id" text NOT NULL,
	"ref" text NOT NULL,
	"cause" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"pv" bigint NOT NULL,
	"cv" bigint NOT NULL,
	"margin_minor" bigint NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"period_id" text NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	CONSTRAINT "order_refund_pk" PRIMARY KEY("order_id","ref")
);
--> statement-breakpoint
CREATE TABLE "sales_order" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text DEFAULT 'shop' NOT NULL,
	"buyer_kind" text NOT NULL,
	"buyer_id" text NOT NULL,
	"buyer_name" text NOT NULL,
	"buyer_email" text,
	"credited_to" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"effective_at" timestamp (3) with time zone,
	"period_id" text,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"pv" bigint NOT NULL,
	"cv" bigint NOT NULL,
	"margin_minor" bigint DEFAULT 0 NOT NULL,
	"status" text NOT NULL,
	"held_because" text,
	"upline" text[],
	"plan_version_id" text,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	CONSTRAINT "sales_order_total_is_positive" CHECK ("sales_order"."total_minor" >= 0),
	CONSTRAINT "sales_order_paid_has_instant" CHECK ("sales_order"."status" not in ('paid','part_refunded','refunded','disputed','lost') or "sales_order"."effective_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"recipient" text NOT NULL,
	"recipient_name" text NOT NULL,
	"person_id" text NOT NULL,
	"subject" text NOT NULL,
	"values" jsonb NOT NULL,
	"html" text,
	"text" text,
	"natural_key" text NOT NULL,
	"cause_id" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"message_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox_event" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"data" text NOT NULL,
	"natural_key" text NOT NULL,
	"cause_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"provider" text NOT NULL,
	"payment_ref" text NOT NULL,
	"order_id" text,
	"currency" text,
	"gross_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"lost_minor" bigint DEFAULT 0 NOT NULL,
	"net_minor" bigint DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"confirm_effects" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payment_pk" PRIMARY KEY("provider","payment_ref")
);
--> statement-breakpoint
CREATE TABLE "payment_fact" (
	"provider" text NOT NULL,
	"payment_ref" text NOT NULL,
	"operation" text NOT NULL,
	"operation_ref" text NOT NULL,
	"amount_minor" bigint,
	"currency" text,
	"reason_code" text,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	CONSTRAINT "payment_fact_once" PRIMARY KEY("provider","payment_ref","operation","operation_ref")
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"country" text,
	"credited_to" text NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distributor" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"country" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"time_zone" text,
	"code" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"earns" boolean DEFAULT true NOT NULL,
	"shares_contact" boolean DEFAULT false NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distributor_status" (
	"distributor_id" text NOT NULL,
	"status" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"cause_id" text NOT NULL,
	CONSTRAINT "distributor_status_pk" PRIMARY KEY("distributor_id","from_at","seq")
);
--> statement-breakpoint
CREATE TABLE "person_ref" (
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"external_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "person_announced_once" PRIMARY KEY("source","kind","external_id")
);
--> statement-breakpoint
CREATE TABLE "plan_version" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"version" integer,
	"label" text NOT NULL,
	"status" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"effective_from" text NOT NULL,
	"plan" jsonb NOT NULL,
	"content_hash" text,
	"previewed_hash" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_by" text,
	"published_at" timestamp (3) with time zone,
	"requested_by" text,
	"requested_at" timestamp (3) with time zone,
	"requested_hash" text,
	CONSTRAINT "plan_version_in_force_is_numbered_and_hashed" CHECK ("plan_version"."status" <> 'scheduled' or ("plan_version"."version" is not null and "plan_version"."content_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "product" (
	"sku" text NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"price_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"pv" bigint NOT NULL,
	"cv" bigint NOT NULL,
	"is_sold" boolean DEFAULT true NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "product_pk" PRIMARY KEY("sku","valid_from")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_by_time" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_of_subject" ON "audit_entry" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "closed_result_of_distributor" ON "closed_result" USING btree ("distributor_id","closed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "commission_line_key_is_unique" ON "commission_line" USING btree ("line_key_hash");--> statement-breakpoint
CREATE INDEX "commission_line_of_earner" ON "commission_line" USING btree ("earner_id","period_id","effective_at");--> statement-breakpoint
CREATE INDEX "commission_line_of_order" ON "commission_line" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "commission_line_in_hold" ON "commission_line" USING btree ("available_at") WHERE pending_minor > 0;--> statement-breakpoint
CREATE INDEX "commission_posting_of_cause" ON "commission_posting" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "commission_posting_of_earner" ON "commission_posting" USING btree ("earner_id","seq");--> statement-breakpoint
CREATE INDEX "estimate_line_of_earner" ON "estimate_line" USING btree ("earner_id","period_id");--> statement-breakpoint
CREATE UNIQUE INDEX "volume_entry_once_per_cause" ON "volume_entry" USING btree ("order_id","refund_ref","volume","cause_id");--> statement-breakpoint
CREATE INDEX "volume_entry_of_distributor" ON "volume_entry" USING btree ("distributor_id","period_id");--> statement-breakpoint
CREATE INDEX "genealogy_edge_of_parent" ON "genealogy_edge" USING btree ("tree","parent_id","distributor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_event_delivered_once" ON "inbox_event" USING btree ("provider","event_ref","item");--> statement-breakpoint
CREATE INDEX "inbox_event_by_received" ON "inbox_event" USING btree ("received_wall_at","id");--> statement-breakpoint
CREATE INDEX "inbox_event_by_status" ON "inbox_event" USING btree ("status","next_attempt_at");--> statement-breakpoint
CREATE INDEX "inbox_event_of_payment" ON "inbox_event" USING btree ("provider","payment_ref");--> statement-breakpoint
CREATE INDEX "rejected_request_by_time" ON "rejected_request" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "live_notice_of_recipient" ON "live_notice" USING btree ("recipient","id");--> statement-breakpoint
CREATE INDEX "live_notice_by_time" ON "live_notice" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "order_ref_of_order" ON "order_ref" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "order_refund_in_period" ON "order_refund" USING btree ("period_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_order_number_is_unique" ON "sales_order" USING btree ("number");--> statement-breakpoint
CREATE INDEX "sales_order_by_placed" ON "sales_order" USING btree ("placed_at","id");--> statement-breakpoint
CREATE INDEX "sales_order_in_period" ON "sales_order" USING btree ("period_id","seq");--> statement-breakpoint
CREATE INDEX "sales_order_of_distributor" ON "sales_order" USING btree ("credited_to","effective_at");--> statement-breakpoint
CREATE INDEX "sales_order_of_buyer" ON "sales_order" USING btree ("buyer_id","effective_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_once_per_cause" ON "mail" USING btree ("natural_key");--> statement-breakpoint
CREATE INDEX "mail_by_created" ON "mail" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "mail_of_cause" ON "mail" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "mail_of_person" ON "mail" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_event_once_per_cause" ON "outbox_event" USING btree ("natural_key");--> statement-breakpoint
CREATE INDEX "outbox_event_of_subject" ON "outbox_event" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "outbox_event_of_cause" ON "outbox_event" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "payment_of_order" ON "payment" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "customer_of_distributor" ON "customer" USING btree ("credited_to","id");--> statement-breakpoint
CREATE UNIQUE INDEX "distributor_number_is_unique" ON "distributor" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "distributor_email_is_unique" ON "distributor" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "distributor_code_is_unique" ON "distributor" USING btree ("code");--> statement-breakpoint
CREATE INDEX "distributor_by_name" ON "distributor" USING btree ("name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_version_number_is_unique" ON "plan_version" USING btree ("plan_id","version");