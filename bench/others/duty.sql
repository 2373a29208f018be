-- duty, breach and breaches of bench/programs/duty.law; the counts of each state are left out. f and t: the ends of a period, in seconds.
create view stay as select person, state, "from" as f, coalesce("to", 9000000000000) as t from visit;
create table visits as
select person, state, min(f) as f, max(t) as t from (
  select *, sum(fresh) over (partition by person, state order by f, t) as island from (
    select *, case when f <= max(t) over (partition by person, state order by f, t rows between unbounded preceding and 1 preceding) then 0 else 1 end as fresh from stay))
group by person, state, island;
create table raw as
select v.state, v.person, max(v.f, w."from", m."from") as f, min(v.t, coalesce(w."to", 9000000000000), coalesce(m."to", 9000000000000)) as t
from visits v join warrant w on w.person = v.person join member m on m.state = v.state
where max(v.f, w."from", m."from") < min(v.t, coalesce(w."to", 9000000000000), coalesce(m."to", 9000000000000));
-- Exemptions of a pair that touch are one; between them, before the first and after the last there is none.
create table exemption as
select person, state, min(f) as f, max(t) as t from (
  select *, sum(fresh) over (partition by person, state order by f, t) as island from (
    select person, state, "from" as f, "to" as t, case when "from" <= max("to") over (partition by person, state order by "from", "to" rows between unbounded preceding and 1 preceding) then 0 else 1 end as fresh
    from exempt where exists (select 1 from raw where raw.person = exempt.person and raw.state = exempt.state)))
group by person, state, island;
create table free as
select person, state, t as f, lead(f, 1, 9000000000000) over (partition by person, state order by f) as t from exemption
union all select person, state, -9000000000000, min(f) from exemption group by person, state;
create table duty as
select state, person, f, t from raw where not exists (select 1 from exemption e where e.person = raw.person and e.state = raw.state)
union all
select raw.state, raw.person, max(raw.f, free.f), min(raw.t, free.t) from raw join free on free.person = raw.person and free.state = raw.state where max(raw.f, free.f) < min(raw.t, free.t);
create table late as select state, person, f + 604800 as f, t from duty where f + 604800 < t;
create table arrest as
select person, state, min(f) as f, max(t) as t from (
  select *, sum(fresh) over (partition by person, state order by f, t) as island from (
    select person, state, "from" as f, "to" + 604800 as t,
      case when "from" <= max("to" + 604800) over (partition by person, state order by "from", "to" rows between unbounded preceding and 1 preceding) then 0 else 1 end as fresh
    from arrested where exists (select 1 from late where late.person = arrested.person and late.state = arrested.state)))
group by person, state, island;
create table quiet as
select person, state, t as f, lead(f, 1, 9000000000000) over (partition by person, state order by f) as t from arrest
union all select person, state, -9000000000000, min(f) from arrest group by person, state;
create table breach as
select state, person, f, t from late where not exists (select 1 from arrest a where a.person = late.person and a.state = late.state)
union all
select late.state, late.person, max(late.f, quiet.f), min(late.t, quiet.t) from late join quiet on quiet.person = late.person and quiet.state = late.state where max(late.f, quiet.f) < min(late.t, quiet.t);
create table breaches as
select n, moment as f, lead(moment) over (order by moment) as t from (
  select moment, sum(change) over (order by moment) as n from (select moment, sum(change) as change from (select f as moment, 1 as change from breach union all select t, -1 from breach) group by moment having sum(change) <> 0));
