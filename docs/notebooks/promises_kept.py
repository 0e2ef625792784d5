# %% [markdown]
# # Promises kept, by issue
#
# Of the promises that an archive knows on each issue, how many are done, repeated, past due,
# dropped, or open. "Past due" means that the day has passed and no document here tells that it was
# kept; it does not mean that it was broken.

# %%
import os

import altair as alt

import communique as cq

desk = cq.open_archive(os.environ.get("COMMUNIQUE_ARCHIVE", "communique.db"), create=False)
db = desk.duckdb()

# %% [markdown]
# A promise that concerns several issues counts for each of them; one without an issue is told so.

# %%
states = db.sql(
    """
    with told as (
        select unnest(string_split(coalesce(topics, 'no issue'), '; ')) as issue, state
        from promises
    )
    select issue, state, count(*) as promises from told group by all order by issue, state
    """
).df()
states.to_csv("promises_by_issue.csv", index=False)

# %%
alt.Chart(states, title="Promises by issue and state").mark_bar().encode(
    x="promises:Q", y=alt.Y("issue:N", sort="-x"), color="state:N"
).save("promises_by_issue.svg")

# %% [markdown]
# What shows that the kept ones were kept: the step, and the document that tells it.

# %%
shown = db.sql(
    """
    select p.parties, p.action, s.day, d.name as document, s.why
    from promises p
    join promise_steps s on s.promise = p.id and s.kind = 'done'
    join documents d on d.id = s.document
    where p.state = 'done' order by s.day
    """
).df()
shown.to_csv("promises_done.csv", index=False)
print(shown.to_string(index=False) if len(shown) else "none is shown to be done")
desk.close()
