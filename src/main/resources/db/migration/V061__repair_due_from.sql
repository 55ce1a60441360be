-- since when the span of the rule counts: a moved severity counts anew from there, not from the day it moved
alter table repair_item add column due_from timestamptz;
