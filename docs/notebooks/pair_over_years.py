# %% [markdown]
# # A pair over twenty years
#
# Who of two parties met whom how often, in which form and where, and what was promised meanwhile.
# The archive is named by `COMMUNIQUE_ARCHIVE`, the pair by `COMMUNIQUE_PAIR`; pictures and figures
# go where the script is run. Years without a report are years without a report in the archive: they
# say nothing of what took place.

# %%
import os

import altair as alt

import communique as cq

left, right = os.environ.get("COMMUNIQUE_PAIR", "CHN GBR").split()
desk = cq.open_archive(os.environ.get("COMMUNIQUE_ARCHIVE", "communique.db"), create=False)
db = desk.duckdb()

# %% [markdown]
# Each contact counts once, however many documents report it. Only those that were held, and whose
# year is known, are drawn; the others are counted beside.

# %%
meetings = db.sql(
    f"""
    select *, case when year(date_start) = year(date_end) then year(date_start) end as year
    from encounters
    where list_contains(string_split(parties, '; '), '{left}')
      and list_contains(string_split(parties, '; '), '{right}')
      and status = 'held'
    order by date_start
    """
).df()
dated = meetings[meetings["year"].notna()]
print(f"{len(meetings)} contacts held, {len(meetings) - len(dated)} of no known year")
dated.groupby(["year", "form"], as_index=False).size().to_csv("pair_contacts.csv", index=False)

# %%
chart = (
    alt.Chart(dated, title=f"{left} and {right}: contacts by year")
    .mark_bar()
    .encode(x="year:O", y="count():Q", color="form:N")
)
chart.save("pair_contacts.svg")

# %% [markdown]
# Who was host, as far as the reports say so.

# %%
hosts = meetings["host"].fillna("not told").value_counts().rename_axis("host").reset_index()
print(hosts.to_string(index=False))

# %% [markdown]
# What the two promised each other, and how it stands.

# %%
promises = db.sql(
    f"""
    select state, count(*) as promises from promises
    where list_contains(string_split(parties, '; '), '{left}')
      and list_contains(string_split(parties, '; '), '{right}')
    group by state order by state
    """
).df()
promises.to_csv("pair_promises.csv", index=False)
alt.Chart(promises, title="Joint promises by state").mark_bar().encode(
    x="promises:Q", y="state:N"
).save("pair_promises.svg")
desk.close()
