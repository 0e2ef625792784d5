"""Who is meant: names, roles, pronouns and the sides of an encounter."""

from collections.abc import Iterator

import pytest
from tests.language.builders import analysis_of, parse, word

from communique.language.referents import Focus, Person, Referent, is_place, same_name

MEETING = (
    "Egyptian Foreign Minister Badr Abdelatty met Greek Foreign Minister George Gerapetritis "
    "in Athens. "
)


def resolved(text: str, noun: str) -> Referent:
    """Resolve the word where it stands last in a text."""
    analysis = analysis_of(text)
    passage = len(analysis.passages) - 1
    return analysis.resolve(passage, word(analysis.passages[passage].doc, noun, -1))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("Wang Yi", "Wang Yi", True, id="equal"),
        pytest.param("Antony J. Blinken", "Blinken", True, id="surname"),
        pytest.param("Antony J. Blinken", "Antony Blinken", True, id="initial"),
        pytest.param("Joseph R. Biden, Jr.", "Biden", True, id="suffix"),
        pytest.param("JAISHANKAR", "S. Jaishankar", True, id="capitals"),
        pytest.param("Wang Yi", "Wang Wenbin", False, id="same_family_name"),
        pytest.param("Blinken", "Fidan", False, id="different"),
        pytest.param("", "Fidan", False, id="empty"),
    ],
)
def test_same_name(left: str, right: str, expected: bool) -> None:
    assert same_name(left, right) is expected
    assert same_name(right, left) is expected


PARTIES = [
    pytest.param(MEETING + "The two sides agreed.", "sides", ("EGY", "GRC"), id="two_sides"),
    pytest.param(MEETING + "Both countries agreed.", "countries", ("EGY", "GRC"), id="both"),
    pytest.param(MEETING + "They agreed.", "They", ("EGY", "GRC"), id="they"),
    pytest.param(MEETING + "The Egyptian side agreed.", "side", ("EGY",), id="one_side"),
    pytest.param(MEETING + "Cairo agreed.", "Cairo", ("EGY",), id="capital_as_government"),
    pytest.param(MEETING + "Rain fell in Cairo.", "Cairo", (), id="capital_as_city"),
    pytest.param(MEETING + "All parties agreed.", "parties", (), id="nobody_in_particular"),
    pytest.param(MEETING + "The weather improved.", "weather", (), id="no_party"),
    pytest.param(
        MEETING + "Abdelatty and Gerapetritis agreed.",
        "Abdelatty",
        ("EGY", "GRC"),
        id="coordination",
    ),
    pytest.param("Chad and Togo agreed.", "Chad", ("TCD", "TGO"), id="two_states"),
    pytest.param(
        "Togo met Mali. The government of Togo agreed.", "government", ("TGO",), id="government_of"
    ),
]


@pytest.mark.parametrize(("text", "noun", "expected"), PARTIES)
def test_resolve_finds_the_parties(text: str, noun: str, expected: tuple[str, ...]) -> None:
    assert set(resolved(text, noun).parties) == set(expected)


PERSONS = [
    pytest.param(
        MEETING + "Gerapetritis left.", "Gerapetritis", "George Gerapetritis", id="surname"
    ),
    pytest.param(
        MEETING + "The Egyptian foreign minister left.",
        "minister",
        "Badr Abdelatty",
        id="role_with_its_state",
    ),
    pytest.param(
        "Kenyan President William Ruto met Togolese Prime Minister Victoire Tomegah Dogbé. "
        "The prime minister left.",
        "minister",
        "Victoire Tomegah Dogbé",
        id="role_alone",
    ),
    pytest.param(
        "Mexican Foreign Secretary Alicia Bárcena arrived in Madrid. She left on Friday.",
        "She",
        "Alicia Bárcena",
        id="pronoun",
    ),
]


@pytest.mark.parametrize(("text", "noun", "expected"), PERSONS)
def test_resolve_finds_the_person(text: str, noun: str, expected: str) -> None:
    assert [p.name for p in resolved(text, noun).persons] == [expected]


def test_resolve_gives_a_party_where_the_person_is_unknown() -> None:
    found = resolved("Togo met Mali. The Malian president left.", "president")
    assert (found.kind, found.parties, found.persons) == ("party", ("MLI",), ())


def test_resolve_reads_we_in_somebodys_mouth() -> None:
    analysis = analysis_of(
        "Peru met Chile.\n\nThe hall was full.\n\nThe doors were shut.\n\n"
        "Tea was served.\n\nThe rain had stopped.\n\n"
        "“We will wait,” Togolese President Faure Gnassingbé said.\n"
    )
    passage = len(analysis.passages) - 1
    we = word(analysis.passages[passage].doc, "We")
    assert analysis.resolve(passage, we).parties == ("TGO",)


def test_resolve_reads_i_as_the_speaker() -> None:
    analysis = analysis_of("“I will wait for Chile,” Togolese President Faure Gnassingbé said.")
    found = analysis.resolve(0, word(analysis.passages[0].doc, "I"))
    assert [p.name for p in found.persons] == ["Faure Gnassingbé"]


def test_resolve_leaves_an_unknown_pronoun_open() -> None:
    assert not resolved("He left early.", "He")


def test_resolve_reads_she_where_only_an_officer_of_nobody_known_was_named() -> None:
    found = resolved(
        "Police chief Cressida Dick had said: “It is not over.” But her spokesman insisted she had "
        "simply delayed submitting her entry. She has not been seen since 2001 when she lost in "
        "the first round.",
        "she",
    )
    assert not found.parties


def test_resolve_leaves_what_is_a_strangers_open() -> None:
    known = "Mexican Foreign Secretary Alicia Bárcena arrived in Madrid. "
    assert resolved(f"{known}She presented her report.", "her").persons
    assert not resolved(f"{known}Laura Restrepo presented her report.", "her")


@pytest.mark.parametrize(
    ("text", "city", "expected"),
    [
        pytest.param("They met in Paris.", "Paris", True, id="in"),
        pytest.param("She flew to Rome.", "Rome", True, id="to"),
        pytest.param("They met near Cairo.", "Cairo", True, id="near"),
        pytest.param("Paris rejected the plan.", "Paris", False, id="subject"),
        pytest.param("They asked Rome.", "Rome", False, id="object"),
        pytest.param("Talks with Cairo failed.", "Cairo", False, id="with"),
    ],
)
def test_is_place_tells_a_city_from_a_government(text: str, city: str, expected: bool) -> None:
    assert is_place(word(parse(text), city)) is expected


@pytest.fixture
def two() -> Iterator[tuple[Person, Person]]:
    yield Person("Penny Wong", "AUS"), Person("Winston Peters", "NZL")


def test_focus_gives_who_was_named_last_before(two: tuple[Person, Person]) -> None:
    wong, peters = two
    focus = Focus()
    focus.add(0, 3, Referent("person", ("AUS",), (wong,)))
    focus.add(1, 2, Referent("person", ("NZL",), (peters,)))
    assert focus.person(0, 3) is None
    assert focus.person(0, 4) is wong
    assert focus.person(1, 2) is wong
    assert focus.person(1, 3) is peters


def test_focus_gives_the_party_named_last_before() -> None:
    focus = Focus()
    focus.add(0, 3, Referent("party", ("AUS",)))
    focus.add(1, 2, Referent("party", ("NZL",)))
    assert [focus.party(0, 3), focus.party(1, 2), focus.party(9, 0)] == [None, "AUS", "NZL"]


def test_focus_does_not_depend_on_the_order_of_notes(two: tuple[Person, Person]) -> None:
    wong, peters = two
    focus = Focus()
    focus.add(1, 2, Referent("person", ("NZL",), (peters,)))
    focus.add(0, 3, Referent("person", ("AUS",), (wong,)))
    assert focus.person(0, 9) is wong
    assert focus.person(1, 9) is peters


def test_focus_ignores_groups(two: tuple[Person, Person]) -> None:
    focus = Focus()
    focus.add(0, 0, Referent("person", ("AUS", "NZL"), two))
    assert focus.person(5, 0) is None
    assert focus.party(5, 0) is None


def test_referent_is_false_only_where_nobody_is_meant() -> None:
    assert not Referent("unknown")
    assert not Referent("everyone")
    assert Referent("party", ("PER",))


def names(text: str) -> list[tuple[str, str | None]]:
    return [(p.name, p.party) for p in analysis_of(text).people.all]


def test_people_are_known_by_their_fullest_name() -> None:
    assert names(
        "President Boric of Chile met farmers. Later, Chilean President Gabriel Boric left. "
        "Boric smiled."
    ) == [("Gabriel Boric", "CHL")]


def test_people_of_one_surname_and_two_states_stay_two() -> None:
    assert names(
        "South Korean Foreign Minister Cho Tae-yul wrote. Chinese Foreign Minister Wang Yi and "
        "Chinese Foreign Ministry spokesperson Wang Wenbin answered."
    ) == [("Cho Tae-yul", "KOR"), ("Wang Yi", "CHN"), ("Wang Wenbin", "CHN")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The Biden Administration asked Chile. US President Joe Biden left.",
            id="administration",
        ),
        pytest.param(
            "US President Joe Biden left. The Biden Institute in Chile opened.", id="institute"
        ),
    ],
)
def test_people_are_not_named_by_other_names(text: str) -> None:
    analysis = analysis_of(text)
    (person,) = analysis.people.all
    words = [analysis.passages[i].text[s:e] for i, s, e in person.spans]
    assert words == ["US President Joe Biden"]


def test_people_are_not_named_by_a_pronoun() -> None:
    analysis = analysis_of(
        "Chinese Vice Premier He Lifeng left. British Prime Minister Keir Starmer came. He spoke. "
        "Vice Premier He said no."
    )
    named = {person.name: len(person.spans) for person in analysis.people.all}
    assert named == {"He Lifeng": 2, "Keir Starmer": 1}


SHORT_TITLES = [
    pytest.param(
        "British Chancellor of the Exchequer Rachel Reeves came. It was the first visit since "
        "Chancellor Philip Hammond left office. The Chancellor spoke.",
        "Rachel Reeves",
        id="of_an_office",
    ),
    pytest.param(
        "US President Joe Biden met Kent Smetters, President of the Chamber. The President spoke.",
        "Joe Biden",
        id="who_leads",
    ),
    pytest.param(
        "British Secretary of State for Transport Heidi Alexander met the Kenyan Minister of "
        "Roads Davis Chirchir. The Transport Secretary spoke.",
        "Heidi Alexander",
        id="words_of_the_full_title",
    ),
]


@pytest.mark.parametrize(("text", "name"), SHORT_TITLES)
def test_resolve_takes_a_short_title_for_the_full_one(text: str, name: str) -> None:
    analysis = analysis_of(text)
    subject = next(t for t in analysis.passages[0].doc if t.lower_ == "spoke").lefts
    referent = analysis.resolver.resolve(0, [t for t in subject if t.dep_ == "nsubj"][-1])
    assert [person.name for person in referent.persons] == [name]


def test_people_rank_offices_as_their_party_has_them() -> None:
    analysis = analysis_of(
        "Rachel Reeves, the Chancellor, met Chancellor Friedrich Merz of Germany."
    )
    ranks = {person.name: person.ranks for person in analysis.people.all}
    assert ranks["Friedrich Merz"] == {"head-of-government"}
    assert "head-of-government" not in ranks["Rachel Reeves"]


def test_principals_are_the_two_sides_of_the_lead() -> None:
    assert analysis_of(
        MEETING + "\n\nThey spoke of Sudan, Libya, Gaza and Ukraine.\n"
    ).principals == ("EGY", "GRC")


def test_principals_may_be_three_where_the_text_says_so() -> None:
    assert analysis_of(
        "Japan, South Korea and the United States held a trilateral meeting in Seoul."
    ).principals == ("JPN", "KOR", "USA")


def test_principals_do_not_include_where_it_was() -> None:
    assert analysis_of("Armenia and Azerbaijan held talks in Kazakhstan.").principals == (
        "ARM",
        "AZE",
    )


def test_principals_are_all_whom_the_title_lists() -> None:
    analysis = analysis_of(
        "Envoys met in Nairobi. Kenya and Togo will send teams. Kenya will pay for them.",
        title="Communiqué of Kenya, Togo, and the Gambia",
    )
    assert analysis.principals == ("GMB", "KEN", "TGO")


def test_principals_include_an_organisation_whose_head_is_present() -> None:
    title = (
        "Statement by President Ursula von der Leyen of the European Commission and "
        "Prime Minister Anthony Albanese of Australia"
    )
    analysis = analysis_of(f"{title}\n\nWe discussed trade and agreed to meet again.", title=title)
    assert analysis.principals == ("AUS", "eu")


def test_we_of_a_joint_statement_are_its_signatories() -> None:
    title = (
        "Joint statement by President Emmanuel Macron of France and Prime Minister "
        "Keir Starmer of the United Kingdom"
    )
    analysis = analysis_of(f"{title}\n\nWe reaffirm our support for a ceasefire.", title=title)
    (attribution,) = analysis.attributions
    assert [p.name for p in attribution.speaker.persons] == ["Emmanuel Macron", "Keir Starmer"]
    assert set(attribution.speaker.parties) == {"FRA", "GBR"}


THEY = [
    pytest.param("President Ruto of Kenya met President Hichilema of Zambia. They stressed that "
                 "trade mattered.", ["Ruto", "Hichilema"], id="who_met"),
    pytest.param("Foreign Ministers Wong of Australia and Peters of New Zealand met officials of "
                 "Fiji and its President Katonivere. They said that aid would go on.",
                 ["Wong", "Peters"], id="told_of_together"),
    pytest.param("Foreign Minister Wong of Australia and her team met President Katonivere of "
                 "Fiji. The Foreign Minister and her team said that aid would go on.",
                 ["Wong"], id="with_a_team"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), THEY)
def test_they_are_the_persons_told_of_together(text: str, names: list[str]) -> None:
    last = analysis_of(text).attributions[-1]
    assert [person.name for person in last.speaker.persons] == names


def test_leaders_of_a_summits_page_are_the_organisation() -> None:
    analysis = analysis_of(
        "President Biden will go to a summit. Leaders will say that the alliance stands firm.",
        title="NATO summit: what to expect",
    )
    subject = next(t for t in analysis.passages[0].doc if t.text == "Leaders")
    assert analysis.resolver.resolve(0, subject).parties == ("nato",)


SOURCES = [
    pytest.param("President Ilham Aliyev of Azerbaijan received Minister Laziz Kudratov of "
                 "Uzbekistan. The head of state said that trade was growing.",
                 "https://president.az/1", ["AZE"], id="head_of_state"),
    pytest.param("Ministers of Kenya and Uganda met in Nairobi. The Forum noted that trade was "
                 "growing.", None, ["KEN", "UGA"], id="what_they_met_in"),
    pytest.param("The Kenyan Foreign Ministry opened a desk for Uganda. According to the ministry, "
                 "trade was growing fast.", None, ["KEN"], id="according_to_the_ministry"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url", "parties"), SOURCES)
def test_sources_without_a_name_are_known(text: str, url: str | None, parties: list[str]) -> None:
    last = analysis_of(text, url=url).attributions[-1]
    assert sorted(last.speaker.parties) == parties


def test_nobody_signs_a_statement_on_a_visit() -> None:
    analysis = analysis_of(
        "We reaffirm our support for a two-state solution.",
        title="Statement on the visit of President Emmanuel Macron of France to Prime Minister "
        "Keir Starmer of the United Kingdom",
    )
    assert not analysis.resolver.signatories


AUTHORS = [
    pytest.param("MEDIA RELEASE\n\nForeign Minister Penny Wong of Australia\n\n", "Penny Wong",
                 id="letterhead"),
    pytest.param("MEDIA RELEASE\n\n", None, id="nobody_in_the_head"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "author"), AUTHORS)
def test_i_of_a_release_is_whom_its_letterhead_names(head: str, author: str | None) -> None:
    text = (
        f"{head}The Foreign Minister of Indonesia, Retno Marsudi, visited Canberra this week. "
        "I reiterated that Australia supports the centrality of ASEAN."
    )
    analysis = analysis_of(text, url="https://www.foreignminister.gov.au/1")
    said = [a for a in analysis.attributions if a.cue == "reiterated"]
    names = [p.name for a in said for p in a.speaker.persons]
    assert names == ([author] if author else [])


MINISTRIES = [
    pytest.param("The Kenyan Foreign Ministry said that talks went on. The ministry said that "
                 "they would end soon.", None, "KEN", id="named_before"),
    pytest.param("The ministry said that talks with Uganda would end soon.", "https://mfa.go.ke/1",
                 "KEN", id="the_publisher"),
    pytest.param("The Social Security Administration said that talks with Uganda would end soon.",
                 "https://mfa.go.ke/1", None, id="an_organ_by_its_name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url", "party"), MINISTRIES)
def test_the_ministry_is_the_one_named_last_or_the_pages_own(
    text: str, url: str | None, party: str | None
) -> None:
    last = analysis_of(text, url=url).attributions[-1:]
    assert [p for a in last for p in a.speaker.parties] == ([party] if party else [])


def test_home_is_the_state_whose_minister_needs_no_adjective() -> None:
    analysis = analysis_of(
        "Foreign Minister Wang Yi and his Russian counterpart, Sergey Lavrov, held talks. "
        "The ministry said that they spoke of trade."
    )
    assert analysis.home == "CHN"


def test_principals_do_not_include_one_of_many() -> None:
    text = (
        "The United States works with Barbados, Canada, Chile, Colombia, Peru and Uruguay. "
        "The United States paid for the fund, and the United States runs it."
    )
    assert analysis_of(text).principals == ("USA",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "UN Secretary-General António Guterres met Togolese President Faure Gnassingbé.",
            ("António Guterres", "un"),
            id="un",
        ),
        pytest.param(
            "NATO Secretary General Mark Rutte met Canadian Prime Minister Mark Carney.",
            ("Mark Rutte", "nato"),
            id="nato",
        ),
        pytest.param(
            "European Commission President Ursula von der Leyen met Togolese President "
            "Faure Gnassingbé.",
            ("Ursula von der Leyen", "eu"),
            id="european_commission",
        ),
        pytest.param(
            "African Union Commission Chairperson Moussa Faki Mahamat met Togolese President "
            "Faure Gnassingbé.",
            ("Moussa Faki Mahamat", "au"),
            id="african_union",
        ),
    ],
)
def test_people_stand_for_the_organisation_that_they_head(
    text: str, expected: tuple[str, str]
) -> None:
    assert names(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        (
            "The United States, Mexico, and Canada committed to hold talks.",
            "States",
            ("USA", "MEX", "CAN"),
        ),
        (
            "The Foreign Ministers of Chile, Peru and Ecuador welcomed the accord.",
            "Ministers",
            ("CHL", "PER", "ECU"),
        ),
    ],
)
def test_a_list_of_states_is_read_whole(text: str, noun: str, expected: tuple[str, ...]) -> None:
    assert resolved(text, noun).parties == expected
