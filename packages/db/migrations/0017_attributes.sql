CREATE TABLE "distributor_attribute" (
	"distributor_id" text NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"reason" text,
	"cause_id" text NOT NULL,
	CONSTRAINT "distributor_attribute_pk" PRIMARY KEY("distributor_id","key","from_at","seq")
);

--> statement-breakpoint
do $$ begin
  create trigger deny_change before update or delete on distributor_attribute for each row execute function refuse_change();
  alter table distributor_attribute enable always trigger deny_change;
  create trigger deny_truncate before truncate on distributor_attribute for each statement execute function refuse_change();
  alter table distributor_attribute enable always trigger deny_truncate;
end $$;
