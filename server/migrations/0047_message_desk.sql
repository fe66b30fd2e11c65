-- Where a message to staff leads at the console, beside the page of the mini-program.
alter table message add column desk_link text;
