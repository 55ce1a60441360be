-- each promise of a repair item asks for the item by its process
create index repair_item_process on repair_item (process_instance_id) where process_instance_id is not null;
