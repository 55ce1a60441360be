-- where the board sends a review back to is a task that people do
alter table board_decision drop constraint board_decision_return_to_check;
alter table board_decision add constraint board_decision_return_to_check
    check (return_to in ('FIVE_WHY', 'CLASSIFY', 'REPAIR_ITEMS'));

-- a root cause may be left without a repair item, but not in silence
alter table root_cause add column no_repair_reason text;

-- somebody looked again at words that seemed to blame, and kept them
alter table review add column wording_kept boolean not null default false;

-- any of several words; products also by division; and what nobody can search from here
alter table variant_hunt drop column resource_text;
alter table variant_hunt add column words text[] not null default '{}';
alter table variant_hunt add column divisions text[] not null default '{}';
alter table variant_hunt add column not_searchable text;
create index variant_by_incident on variant (incident_id);
