insert into ledger.account_codes values ('company.credit_spent','income',false,null,null,false);
--> statement-breakpoint
alter table ledger.transactions drop constraint transactions_kind_check;
--> statement-breakpoint
alter table ledger.transactions add constraint transactions_kind_check check (kind in ('accrue','release','hold','unhold','clawback','recover','writeoff','payout_request','payout_cancel','payout_send','payout_settle','payout_fail','payout_return','tax_remit','fund','adjust','fx','spend','reverse'));
