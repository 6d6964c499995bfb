windows AS (
    SELECT i - 1 AS i, starts_on, ends_on, least(ends_on, %(tomorrow)s::date) AS as_of
    FROM unnest(%(starts)s::date[], %(ends)s::date[]) WITH ORDINALITY AS w(starts_on, ends_on, i)
)
