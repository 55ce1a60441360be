-- People who come from the issuer of single sign-on. An id that was the issuer's once stays the issuer's: no password opens it.
create table response.single_sign_on_person (
    person     text        not null primary key,
    issuer     text        not null,
    subject    text        not null,
    first_seen timestamptz not null,
    unique (issuer, subject)
);
