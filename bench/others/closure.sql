-- edge(a, b) -> path
create table path as
with recursive path(a, b) as (
  select a, b from edge
  union
  select path.a, edge.b from path join edge on edge.a = path.b)
select a, b from path;
