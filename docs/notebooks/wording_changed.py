# %% [markdown]
# # Whose wording changed
#
# A party's sentences on an issue, one document after another. Words that come, go or grow weaker
# are read closely by those whom they concern; `communique positions` lists the differences, this
# draws how many there are.

# %%
import os

import altair as alt
import pandas as pd

import communique as cq

desk = cq.open_archive(os.environ.get("COMMUNIQUE_ARCHIVE", "communique.db"), create=False)

# %% [markdown]
# A formula is what a party says again and again of one content; each use has its day.

# %%
memory = desk.recall()
holders = sorted({one.record.holder for one in memory.stored if one.record.kind == "position"})
uses = pd.DataFrame(
    [
        {
            "holder": formula.holder,
            "issue": formula.issue,
            "day": use.day,
            "wording": use.wording,
            "formula": formula.id,
            "change": use.change,
        }
        for holder in holders
        for formula in memory.formulas(holder)
        for use in formula.uses
    ],
    columns=["holder", "issue", "day", "wording", "formula", "change"],
)
uses["changed"] = ~uses["change"].isin(["new", "same"]) & uses["change"].notna()
uses.to_csv("wordings.csv", index=False)

# %%
changes = uses.groupby(["holder", "issue"], as_index=False).agg(
    uses=("wording", "size"), changed=("changed", "sum")
)
changes.to_csv("wording_changes.csv", index=False)
print(changes.sort_values("changed", ascending=False).head(20).to_string(index=False))

# %%
alt.Chart(changes, title="Wordings used, and changed since the use before").mark_circle().encode(
    x="holder:N", y="issue:N", size="uses:Q", color="changed:Q"
).save("wording_changes.svg")
desk.close()
