"""One engagement a record: mentions of the same one are joined, the clause that tells it first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from communique.extraction.engagement_casts import Cast
from communique.extraction.engagement_mentions import Occurrence
from communique.extraction.engagement_places import join_places
from communique.language.times import find_times
from communique.records import UNKNOWN_DATE, DateRange, EngagementForm, Place

#: Forms that one noun may stand for: "their talks" after a call, "the session" of a summit.
_FACE_TO_FACE = {"talks", "meeting", "session", "summit", "conference"}
#: A visit is over within so many days.
LONGEST_STAY = timedelta(days=14)
_SPOKEN = {"talks", "meeting", "call"}
#: Delegations have heads at these.
_LED = _FACE_TO_FACE | {"call"}
#: So many principals are sides of each other.
_PAIR = 2


@dataclass(eq=False)
class Group:
    """The mentions of one engagement; the first is the one that tells it best."""

    mentions: list[Occurrence]

    @property
    def lead(self) -> Occurrence:
        """The mention from which the record is built."""
        return self.mentions[0]


def join(occurrences: Iterable[Occurrence], principals: tuple[str, ...] = ()) -> list[Group]:
    """Return the engagements of an article, in order of their first mention.

    One that names its parties joins an engagement of the same form, parties, and compatible
    date, place and people. One that only points ("the meeting", "we have convened") joins the
    latest engagement it may mean, else the next, and is dropped where there's none. What only
    says which of a series it is ("the second round") is between those of the series, else
    between the two `principals` of the article.
    """
    mentions = list(occurrences)
    order = {id(mention): index for index, mention in enumerate(mentions)}
    groups: list[Group] = []
    of_parties: dict[frozenset[str], list[Group]] = {}
    for mention in sorted(mentions, key=lambda m: m.points_back):
        parties = frozenset(mention.cast.parties)
        if mention.heading:
            _name_leader(groups, mention, order)
            continue
        if mention.elapsed is not None and not mention.date.known:
            mention.date = _date_before(groups, mention, order)
        known = groups if mention.points_back else of_parties.get(parties, [])
        home = _find(known, mention, order)
        if home is not None:
            _add(home, mention)
        elif _stands_alone(mention):
            _inherit_persons(groups, mention)
            groups.append(Group([mention]))
            of_parties.setdefault(parties, []).append(groups[-1])
        elif _is_of_series(groups, mention, order, principals) or _is_on_visit(
            groups, mention, order
        ):
            groups.append(Group([mention]))
            of_parties.setdefault(frozenset(mention.cast.parties), []).append(groups[-1])
    _share_out(groups)
    return sorted(groups, key=lambda group: order[id(group.lead)])


def _date_before(groups: list[Group], mention: Occurrence, order: dict[int, int]) -> DateRange:
    """Return the date of what was so long before the engagement told last before it."""
    here = order[id(mention)]
    told = [
        g.lead.date
        for g in groups
        if g.lead.date.precision == "day" and g.lead.date.start and order[id(g.lead)] < here
    ]
    if not told:
        return UNKNOWN_DATE
    times = find_times(f"{mention.elapsed} ago", told[-1])
    if len(times) != 1 or not times[0].date.known:
        return UNKNOWN_DATE
    return times[0].date.model_copy(update={"basis": "inferred"})


def _name_leader(groups: list[Group], mention: Occurrence, order: dict[int, int]) -> None:
    """Add who led a side to the engagement that was told last before it."""
    here = order[id(mention)]
    for group in sorted(groups, key=lambda g: -order[id(g.lead)]):
        met = group.lead.form in _LED and set(mention.cast.parties) <= set(group.lead.cast.parties)
        if met and order[id(group.lead)] < here:
            _add_persons(group.lead, mention)
            group.mentions.append(mention)
            return


def _add_persons(lead: Occurrence, mention: Occurrence) -> None:
    persons = dict.fromkeys((*lead.cast.persons, *mention.cast.persons))
    lead.cast = replace(lead.cast, persons=tuple(persons))


def _is_of_series(
    groups: list[Group], mention: Occurrence, order: dict[int, int], principals: tuple[str, ...]
) -> bool:
    """Whether it's another of the series of a session told before, whose parties it then has.

    Where none is told, one that its number, place or day sets apart is between the principals.
    """
    told = mention.date.known or mention.place is not None
    planned = mention.elsewhere and mention.status == "scheduled"  # if on a day to be set
    if not (mention.serial or mention.elsewhere) or not (told or planned):
        return False
    own = set(mention.cast.parties)
    if own and not mention.elsewhere:
        return False
    here = order[id(mention)]
    before = [g for g in reversed(groups) if order[id(g.lead)] < here]
    after = [g for g in groups if order[id(g.lead)] > here] if mention.elsewhere else []
    series = _FACE_TO_FACE | {"signing"} | ({"visit"} if mention.number is not None else set())
    met = [g.lead for g in (*before, *after) if g.lead.form in series]
    met = [m for m in met if len(m.cast.parties) > 1 and own <= set(m.cast.parties)]
    # "A second summit" after a summit and the talks beside it is one of the summits; what was
    # told of the ninth is told of the eighth.
    for lead in sorted(met, key=lambda m: _distance(m, mention)):
        persons = mention.cast.persons if own else ()
        mention.cast = replace(lead.cast, persons=persons)
        if not mention.elsewhere or mention.form == "other":
            mention.form = lead.form if lead.form != "visit" else "meeting"
        if {mention.form, lead.form} <= {"session", "meeting"} or mention.form == lead.form:
            mention.mechanism = mention.mechanism or lead.mechanism
        return True
    few = len(principals) == _PAIR or (mention.number is not None and len(principals) == _PAIR + 1)
    if mention.elsewhere and few and own <= set(principals) and mention.form != "other":
        mention.cast = replace(mention.cast, parties=principals, named=True)
        return True
    return False


def _distance(lead: Occurrence, mention: Occurrence) -> tuple[bool, bool, bool]:
    """Return how far two are from being of one series, to be compared."""
    numbers = (lead.number, mention.number)
    near = None not in numbers and abs((lead.number or 0) - (mention.number or 0)) == 1
    return (not near, lead.form == "visit", lead.form != mention.form)


def _is_on_visit(groups: list[Group], mention: Occurrence, order: dict[int, int]) -> bool:
    """Whether it's one with the visitor told before, who is then of it.

    "During the meeting with Prime Minister A" of the visited state names the host alone.
    """
    if mention.form not in _SPOKEN - {"call"} or not mention.cast.persons:
        return False
    here = order[id(mention)]
    for group in reversed(groups):
        visit = group.lead
        if visit.form != "visit" or order[id(visit)] > here or visit.host is None:
            continue
        if mention.cast.parties == (visit.host,) and len(visit.cast.parties) == 2:
            mention.cast = visit.cast + mention.cast
            if mention.rule.startswith("engagement:noun:"):
                mention.status = visit.status
            return True
    return False


def _share_out(groups: list[Group]) -> None:
    """Take what is told of several met at once for the meetings with each that are told too.

    "Met his counterparts A and B. In his meeting with A …": each is a meeting of its own.
    """
    for group in list(groups):
        whole = group.lead
        if whole.form not in _SPOKEN or len(whole.cast.parties) < 3 or whole.points_back:
            continue
        own = whole.cast.parties[0]
        apart = {p: _pairs(groups, whole, {own, p}) for p in whole.cast.parties[1:]}
        if all(apart.values()):
            groups.remove(group)
            for pairs in apart.values():
                _add(pairs[0], replace(whole, cast=pairs[0].lead.cast, points_back=True))


def _pairs(groups: list[Group], whole: Occurrence, parties: set[str]) -> list[Group]:
    """Return the meetings of the two that may be part of the `whole`."""
    return [
        group
        for group in groups
        if set(group.lead.cast.parties) == parties
        and group.lead.form in _SPOKEN
        and group.lead.status == whole.status
        and _dates_agree(group.lead.date, whole.date)
        and _places_agree(group.lead.place, whole.place)
    ]


def _inherit_persons(groups: list[Group], mention: Occurrence) -> None:
    """Give "their call in May" the persons who met in the engagement told before it."""
    if not mention.points_back or mention.cast.persons or mention.both_told:
        return
    parties = set(mention.cast.parties)
    for group in groups:
        cast = group.lead.cast
        if set(cast.parties) == parties and len(cast.persons) >= len(parties):
            mention.cast = replace(mention.cast, persons=cast.persons)
            return


def _find(groups: list[Group], mention: Occurrence, order: dict[int, int]) -> Group | None:
    if mention.repeats and not mention.points_back:
        return _first(groups, mention, alike=True) or _first(groups, mention, alike=False)
    if not mention.points_back:
        return _first(groups, mention, alike=False)
    here = order[id(mention)]
    for alike in (True, False):
        told = (g for g in reversed(groups) if order[id(g.lead)] < here)
        before = _first(told, mention, alike=alike)
        if before is not None:
            return before
        after = _first((g for g in groups if order[id(g.lead)] > here), mention, alike=alike)
        if after is not None:
            # "Their meeting last May" looks back, not to the meeting that is told next.
            undated = not (after.lead.date.known or after.lead.repeats)
            back = mention.date.known and undated
            return None if back else after
    return None


def _first(groups: Iterable[Group], mention: Occurrence, *, alike: bool) -> Group | None:
    """Return the first of the groups that the mention may be of; `alike`: of the same form."""
    for group in groups:
        if (not alike or group.lead.form == mention.form) and _may_be_same(group.lead, mention):
            return group
    return None


def _may_be_same(known: Occurrence, new: Occurrence) -> bool:
    """Whether a mention is of an engagement, whose parties are its own unless it only points."""
    if not _forms_agree(known, new) or not _statuses_agree(known, new):
        return False
    dated = _dates_agree(known.date, new.date) or _ends(known, new) or _ends(new, known)
    if not dated or not _places_agree(known.place, new.place):
        return False
    if new.other and not (new.date.known and known.date == new.date):
        return False
    if known.number and new.number and known.number != new.number:
        return False
    if new.elsewhere and not new.repeats and not _is_that_one(known, new):
        return False
    if known.mechanism and new.mechanism and not _names_agree(known.mechanism, new.mechanism):
        return False
    if new.points_back:
        return _casts_allow(known.cast, new.cast)
    return _people_agree(known, new)


def _is_that_one(known: Occurrence, new: Occurrence) -> bool:
    """Whether what sets one apart ("the Oslo talks", "the second round") fits the other."""
    if {known.status, new.status} == {"held", "scheduled"}:
        return False
    if known.repeats or (new.number is not None and known.number == new.number):
        return True
    if new.date.known:
        return known.date.known
    if new.place is not None:
        return known.place is not None and new.place.city == known.place.city
    return True


def _forms_agree(known: Occurrence, new: Occurrence) -> bool:
    if known.form == new.form:
        return True
    pair = {known.form, new.form}
    if pair == {"talks", "meeting"}:
        return True
    if pair <= _FACE_TO_FACE and any(m.repeats and not m.mechanism for m in (known, new)):
        return True  # "A and B hold talks" over a text on the session of their commission
    if new.loose or known.loose:
        return pair <= _SPOKEN or (new.points_back and pair <= _FACE_TO_FACE)
    if not new.points_back:
        return False
    if new.mechanism and new.form == "session":
        return known.form == "session"  # a named body sat: that is not just any meeting
    # "We have convened" may be at a summit, "the meeting" is one of talks or of a session.
    return pair <= (_FACE_TO_FACE if not new.is_noun else _FACE_TO_FACE - {"summit"})


def _ends(begun: Occurrence, ended: Occurrence) -> bool:
    """Whether one tells the end of a visit of which the other tells the beginning."""
    first, last = begun.date.start, ended.date.end
    if not ended.ends or begun.form != "visit" or first is None or last is None:
        return False
    return timedelta(0) <= last - first <= LONGEST_STAY


def _statuses_agree(known: Occurrence, new: Occurrence) -> bool:
    if _ends(known, new):
        return True
    if "cancelled" in (known.status, new.status) and "scheduled" in (known.status, new.status):
        # "Put off a visit. He was due to go there on Monday": what was planned is no more.
        return known.planned_once or new.planned_once
    if known.date == new.date and known.date.precision == "day":
        # "I look forward to our talks today" opens what the page then gives.
        return {known.status, new.status} <= {"held", "scheduled"}
    if {known.status, new.status} == {"held", "scheduled"} and known.form == new.form:
        # "Statement on the visit of X" beside "X will visit": the noun alone tells no status.
        unsaid = known if known.status == "held" else new
        alike = not new.both_told or (new.place is not None and new.place == known.place)
        if unsaid.rule.startswith("engagement:noun:") and not unsaid.date.known and alike:
            return True
    if known.status != new.status and new.both_told:
        return False
    return known.status == new.status or (
        new.points_back and new.definite and (not new.date.known or new.date == known.date)
    )


def _dates_agree(left: DateRange, right: DateRange) -> bool:
    if not (left.start and left.end and right.start and right.end):
        return True
    return left.start <= right.end and right.start <= left.end


def _places_agree(left: Place | None, right: Place | None) -> bool:
    if left is None or right is None:
        return True
    if left.country and right.country and left.country != right.country:
        return False
    return not (left.city and right.city) or left.city == right.city


def _names_agree(left: str, right: str) -> bool:
    """Whether two names of a mechanism share half of their words."""
    a, b = set(left.lower().split()), set(right.lower().split())
    return 2 * len(a & b) >= min(len(a), len(b))


def _casts_allow(known: Cast, new: Cast) -> bool:
    """Whether those who are pointed at took part."""
    return set(new.parties) <= set(known.parties) or not new.parties


def _people_agree(known: Occurrence, new: Occurrence) -> bool:
    left, right = set(known.cast.persons), set(new.cast.persons)
    return not left or not right or left <= right or right <= left


def _stands_alone(occurrence: Occurrence) -> bool:
    """Whether a mention without an antecedent tells an engagement of its own."""
    if occurrence.form in {"press-conference", "summit"} and not occurrence.points_back:
        return bool(occurrence.cast.parties)
    if len(occurrence.cast.parties) < 2:
        alone = occurrence.form == "press-conference" or occurrence.of_body
        return alone and bool(occurrence.cast.parties)
    if not occurrence.points_back or occurrence.both_told:
        return True
    return occurrence.date.known or occurrence.place is not None or occurrence.other


def _add(group: Group, new: Occurrence) -> None:
    """Add a mention to its group: what it knows better goes to the lead."""
    lead = group.lead
    whole = set(new.cast.parties) == set(lead.cast.parties)
    if (lead.repeats and not new.repeats and whole and new.form != lead.form) or (
        new.confidence > lead.confidence + 0.1 and not new.points_back and lead.points_back
    ):
        group.mentions.insert(0, new)
    else:
        group.mentions.append(new)
    lead, other = group.mentions[0], (new if group.mentions[0] is not new else group.mentions[1])
    if "cancelled" in (lead.status, other.status):
        lead.status = "cancelled"
    elif lead.rule.startswith("engagement:noun:") and not lead.date.known:
        unsaid = other.status == "held" and other.rule.startswith("engagement:noun:")
        lead.status = lead.status if unsaid else other.status
    lead.note = lead.note or other.note
    if not lead.date.known:
        lead.date = other.date
    lead.place = join_places(lead.place, other.place)
    lead.host = lead.host or other.host
    lead.stops = tuple(dict.fromkeys(lead.stops + other.stops))
    if lead.form == "session":
        lead.mechanism = lead.mechanism or other.mechanism
    if not new.points_back and set(new.cast.persons) > set(lead.cast.persons):
        lead.cast = replace(lead.cast, persons=new.cast.persons)
    elif _names_the_unnamed(lead, new):
        _add_persons(lead, new)


def _names_the_unnamed(lead: Occurrence, new: Occurrence) -> bool:
    """Whether it says who sat where only sides were told: "They were chaired by A and B"."""
    unnamed = new.points_back and not lead.cast.persons
    held = new.rule.startswith("engagement:held")
    return unnamed and held and set(new.cast.parties) <= set(lead.cast.parties)


def form_of(group: Group) -> EngagementForm:
    """Return the form of the engagement: the most exact word for it wins over a loose one."""
    lead = group.lead
    if lead.loose:
        for mention in group.mentions[1:]:
            exact = mention.form == "call" or not mention.points_back
            if not mention.loose and exact:
                return mention.form
    return lead.form
