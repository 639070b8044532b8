-- Postings find their rows by index, however large the tables are. The planner takes a list of postings for a hundred rows
-- and, while the ledger has some ten thousand transactions, reads all of them for each call: 11 ms instead of 1.
alter function ledger.post(jsonb) set enable_hashjoin = off;
--> statement-breakpoint
alter function ledger.post(jsonb) set enable_mergejoin = off;
--> statement-breakpoint
alter function ledger.post(jsonb) set enable_seqscan = off;
--> statement-breakpoint
alter function ledger.check_statement() set enable_hashjoin = off;
--> statement-breakpoint
alter function ledger.check_statement() set enable_mergejoin = off;
--> statement-breakpoint
alter function ledger.check_statement() set enable_seqscan = off;
