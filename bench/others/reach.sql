-- source(a), edge(a, b) -> reached
create table reached as
with recursive reached(a) as (
  select a from source
  union
  select edge.b from reached join edge on edge.a = reached.a)
select a from reached;
