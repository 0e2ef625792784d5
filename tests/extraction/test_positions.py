"""Positions: who stands where on which issue, in which words.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import analysis_of, falls_short, in_company, read_by

from communique.extraction import positions
from communique.records import Position


def read(text: str, **given: str) -> list[Position]:
    return read_by(positions.extract, in_company(text), **given)


def short(record: Position) -> tuple[str, str, str]:
    return record.holder, record.issue, record.stance


ONE = [
    pytest.param(
        "Botswana supports the Paris Agreement on climate change.",
        ("BWA", "climate", "support"),
        id="supports",
    ),
    pytest.param(
        "Bolivia opposes unilateral sanctions.", ("BOL", "sanctions", "oppose"), id="opposes"
    ),
    pytest.param(
        "Cambodia opposes the independence of Taiwan.",
        ("KHM", "taiwan", "oppose"),
        id="opposes_region",
    ),
    pytest.param(
        "Cuba adheres to the one-China principle.", ("CUB", "taiwan", "reaffirm"), id="adheres"
    ),
    pytest.param(
        "Slovenia welcomed the ceasefire in Yemen.", ("SVN", "yemen", "welcome"), id="welcomed"
    ),
    pytest.param(
        "Ireland expressed deep concern over the situation in Myanmar.",
        ("IRL", "myanmar", "concern"),
        id="expressed_concern",
    ),
    pytest.param(
        "Lithuania is deeply concerned about the war in Ukraine.",
        ("LTU", "ukraine", "concern"),
        id="is_concerned",
    ),
    pytest.param(
        "The Czech Republic condemned terrorism in all its forms.",
        ("CZE", "counter-terrorism", "oppose"),
        id="condemned",
    ),
    pytest.param(
        "The Czech Republic condemned the terrorist attack on the airport of Kabul.",
        ("CZE", "counter-terrorism", "oppose"),
        id="condemned_attack_on_an_airport",
    ),
    pytest.param(
        "Singapore attaches great importance to the fight against climate change.",
        ("SGP", "climate", "other"),
        id="attaches_importance",
    ),
    pytest.param(
        "Fiji underscored the importance of climate finance.",
        ("FJI", "climate", "support"),
        id="importance_of",
    ),
    pytest.param(
        "Fiji reaffirmed the importance of climate finance.",
        ("FJI", "climate", "reaffirm"),
        id="importance_reaffirmed",
    ),
    pytest.param(
        "Mexico reaffirmed its commitment to nuclear disarmament.",
        ("MEX", "non-proliferation", "reaffirm"),
        id="commitment_to_noun",
    ),
    pytest.param(
        "Hungary does not support the sanctions on Russian gas.",
        ("HUN", "sanctions", "oppose"),
        id="does_not_support",
    ),
    pytest.param(
        "Latvia thanked Canada for its help in the defence of the Baltic region.",
        ("LVA", "defence", "welcome"),
        id="thanked",
    ),
    pytest.param(
        "Bahrain appreciates the efforts of Norway for peace in Sudan.",
        ("BHR", "sudan", "welcome"),
        id="appreciates",
    ),
    pytest.param(
        "Peruvian Foreign Minister Javier González-Olaechea said that it is necessary to end "
        "the violence in Haiti.",
        ("PER", "haiti", "support"),
        id="necessary_without_an_actor",
    ),
    pytest.param(
        "Norwegian Foreign Minister Espen Barth Eide said that there can be no military "
        "solution in Syria.",
        ("NOR", "syria", "oppose"),
        id="there_can_be_no",
    ),
    pytest.param(
        "India's position on Kashmir remains unchanged.",
        ("IND", "kashmir", "reaffirm"),
        id="remains_unchanged",
    ),
    pytest.param(
        "Vanuatu does not recognise and continues to condemn the annexation of Crimea.",
        ("VUT", "ukraine", "oppose"),
        id="does_not_recognise",
    ),
    pytest.param(
        "Croatia cherishes its cultural exchanges with Slovenia.",
        ("HRV", "culture", "other"),
        id="cherishes",
    ),
    pytest.param(
        "Nigeria took the opportunity to thank Ghana for its help with vaccines.",
        ("NGA", "health", "welcome"),
        id="took_the_opportunity",
    ),
    pytest.param(
        "Mongolia stressed close cooperation on vaccines with Laos.",
        ("MNG", "health", "support"),
        id="stressed_cooperation",
    ),
    pytest.param(
        "Iceland is pleased that Norway protects the climate.",
        ("ISL", "climate", "welcome"),
        id="pleased_that",
    ),
    pytest.param(
        "Polish and Latvian ministers discussed Latvia's concerns about the gas pipeline.",
        ("LVA", "energy", "concern"),
        id="whose_concerns",
    ),
    pytest.param(
        "Malta's commitment to vaccines for Libya will remain steadfast.",
        ("MLT", "health", "reaffirm"),
        id="commitment_stands_firm",
    ),
    pytest.param(
        "Slovakia is against sanctions on Belarusian potash.",
        ("SVK", "belarus", "oppose"),
        id="is_against",
    ),
    pytest.param(
        "Appreciation was expressed by Tonga for the vaccines from Fiji.",
        ("TON", "health", "welcome"),
        id="was_expressed",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_extract_reads_a_position(text: str, expected: tuple[str, str, str]) -> None:
    assert [short(record) for record in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Brazil and South Africa shared the view that they oppose the blockade of Cuba.",
            id="shared_the_view_that",
        ),
        pytest.param("Brazil and South Africa oppose the blockade of Cuba.", id="plain"),
    ],
)
def test_extract_reads_a_stance_that_both_hold(text: str) -> None:
    assert [(r.holder, r.stance) for r in read(text)] == [("BRA", "oppose"), ("ZAF", "oppose")]


def test_extract_gives_each_joint_holder_a_position_on_the_same_words() -> None:
    found = read("Brazil and South Africa support the reform of the Security Council.")
    assert [r.holder for r in found] == ["BRA", "ZAF"]
    assert len({(r.issue, r.stance, r.evidence) for r in found}) == 1


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        pytest.param(
            "Honduras opposes any talk of two Chinas and supports the one-China principle.",
            ["oppose", "support"],
            id="opposes_and_supports",
        ),
        pytest.param(
            "Honduras opposes the independence of Taiwan and adheres to the one-China principle.",
            ["oppose", "reaffirm"],
            id="opposes_and_adheres",
            marks=falls_short("the tagger takes the second verb for a noun"),
        ),
    ],
)
def test_extract_keeps_two_stances_of_one_holder(text: str, stances: list[str]) -> None:
    assert [(r.holder, r.stance) for r in read(text)] == [("HND", s) for s in stances]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(
            "Portugal strongly supports the accession of Ukraine to the Union.",
            id="nearly_the_same",
        ),
        pytest.param(
            "Portugal supports Ukraine's accession to the European Union.",
            id="another_order",
        ),
    ],
)
def test_extract_joins_a_stance_told_twice(again: str) -> None:
    found = read(
        "Portugal supports the accession of Ukraine to the European Union.\n\n"
        f"The talks lasted for two hours.\n\n{again}\n"
    )
    assert [(r.holder, r.stance, len(r.evidence)) for r in found] == [("PRT", "support", 2)]


def test_extract_keeps_the_formula_itself() -> None:
    (record,) = read("Cuba adheres to the one-China principle.")
    assert "adheres to the one-China principle" in record.wording
    assert not record.wording.endswith(".")


def test_extract_keeps_whose_claim_it_is() -> None:
    found = read(
        "Kenya adheres to the one-China principle.", url="https://www.mfa.gov.cn/eng/readout.html"
    )
    assert [(r.holder, r.claimed_by) for r in found] == [("KEN", "CHN")]


def test_extract_keeps_the_source_of_a_reported_stance() -> None:
    (record,) = read(
        "Malaysian Foreign Minister Mohamad Hasan said that Malaysia supports the Palestinian "
        "cause "
        "and peace in the Middle East."
    )
    assert (record.holder, record.stance, record.source) == ("MYS", "support", "Mohamad Hasan")


NONE = [
    pytest.param("Gabon and Togo discussed climate change.", id="discussed"),
    pytest.param("Relations between Laos and Vietnam are better than ever.", id="appraisal"),
    pytest.param(
        "Iceland would support sanctions on Belarus if the votes were counted.", id="would"
    ),
    pytest.param("If Cyprus supports the reform, Greece will follow.", id="condition"),
    pytest.param(
        "Uruguay reaffirmed its commitment to sending troops to the Congo.",
        id="commitment_to_gerund",
    ),
    pytest.param(
        "Kenyan President William Ruto welcomed Japanese Prime Minister Fumio Kishida at "
        "State House.",
        id="welcomed_a_guest",
    ),
    pytest.param(
        "The bridge that supports the railway to Djibouti was repaired.", id="a_thing_supports"
    ),
    pytest.param("Cameroon sent a team of doctors to support Chad.", id="purpose"),
    pytest.param("Two farmers opposed the new road near Lima.", id="private_people"),
    pytest.param("Andorra, which opposes nothing, signed first.", id="relative_clause"),
    pytest.param("Finland recognises the work of Estonia.", id="recognises"),
    pytest.param("Kenya is pleased to announce a fair with Togo.", id="pleased_to_announce"),
    pytest.param("Kenya will continue to support Togo.", id="will_continue"),
    pytest.param("Chile reaffirmed its determination to protect the sea.", id="bound_to_act"),
    pytest.param("Peru stressed the need for Chile to protect the sea.", id="asks_another"),
]


@pytest.mark.parametrize("text", NONE)
def test_extract_reads_no_position(text: str) -> None:
    assert [short(record) for record in read(text)] == []


def test_extract_takes_thanks_without_an_issue_for_the_relations() -> None:
    (record,) = read(
        "Afghan Foreign Minister Hanif Atmar called Pakistani Foreign Minister Shah Mahmood "
        "Qureshi. Hanif Atmar thanked Pakistan for its message."
    )
    assert (record.holder, record.issue, record.stance) == ("AFG", "bilateral-relations", "welcome")


def test_extract_takes_a_list_of_many_issues_for_the_relations() -> None:
    found = read(
        "Peruvian and Chilean officials met. Peru and Chile stressed the importance of "
        "cooperation in trade, energy, education, health, culture, tourism and agriculture.",
        title="Peru and Chile hold talks",
    )
    assert {(r.holder, r.issue) for r in found} == {
        ("PER", "bilateral-relations"),
        ("CHL", "bilateral-relations"),
    }


def test_extract_reads_the_stances_of_a_list_under_one_subject() -> None:
    found = read(
        "Kenya and Tanzania:\n\n(a) welcomed the vaccines;\n\n"
        "(b) expressed concern over the drought and the climate.\n"
    )
    assert {(r.holder, r.issue, r.stance) for r in found} == {
        (party, *stance)
        for party in ("KEN", "TZA")
        for stance in (("health", "welcome"), ("climate", "concern"))
    }


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        pytest.param(
            "Chile welcomed Danish investments in many sectors, including energy, farming, "
            "rail and vaccines.",
            "investment",
            id="examples",
        ),
        pytest.param(
            "Chile welcomed the vaccines that came with rice, steel and solar energy.",
            "health",
            id="relative_clause",
        ),
        pytest.param("Chile welcomed efforts to fight terrorism.", "counter-terrorism", id="aim"),
    ],
)
def test_extract_files_a_stance_under_its_object(text: str, issue: str) -> None:
    assert [record.issue for record in read(text)] == [issue]


def test_extract_files_the_relations_of_three_under_no_two() -> None:
    found = read(
        "Chilean President Gabriel Boric, Peruvian President Dina Boluarte and Kenyan President "
        "William Ruto met in Lima. The three leaders welcomed their growing relations."
    )
    assert {record.issue for record in found} == {"multilateralism"}


def test_extract_takes_the_issue_of_talks_on_peace_from_their_title() -> None:
    analysis = analysis_of(
        "Secretary Rubio met the Ukrainian delegation on trade and energy. Both sides welcomed "
        "the progress made. They will rebuild Ukraine's ports.",
        title="Peace Talks between Ukraine and the United States",
    )
    found = positions.extract(analysis)
    assert {(r.holder, r.issue) for r in found} == {("UKR", "ukraine"), ("USA", "ukraine")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Dutch leaders will underscore the importance of NATO.",
            [("NLD", "security", "support")],
            id="will_underscore",
        ),
        pytest.param("Dutch leaders will support climate action.", [], id="will_support"),
        pytest.param(
            "The Netherlands reaffirmed the climate targets of Paris.",
            [("NLD", "climate", "reaffirm")],
            id="reaffirmed_a_thing",
        ),
        pytest.param(
            "The Netherlands reaffirmed its intention to cut emissions.", [], id="intention"
        ),
        pytest.param("The Netherlands reaffirmed its call for clean energy.", [], id="call"),
        pytest.param(
            "The Netherlands made clear its commitment to ensure that Iran never gains a nuclear "
            "weapon.",
            [("NLD", "iran", "oppose")],
            id="commitment_that_never",
        ),
        pytest.param(
            "The Netherlands made clear its commitment to cut emissions.", [], id="commitment_to_V"
        ),
        pytest.param(
            "The Netherlands recognized that more is needed for peace in Sudan.",
            [("NLD", "sudan", "support")],
            id="needed",
        ),
    ],
)
def test_extract_reads_what_is_renewed_and_needed(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [short(record) for record in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Chile considers the annexation of Crimea illegal.",
            [("CHL", "ukraine", "oppose")],
            id="considers_illegal",
        ),
        pytest.param(
            "Ghana regards the militias in Mali as a threat.",
            [("GHA", "sahel", "concern")],
            id="regards_as_a_threat",
        ),
        pytest.param(
            "Tunisia called the settlements in the West Bank a red line.",
            [("TUN", "middle-east", "oppose")],
            id="called_a_red_line",
        ),
        pytest.param(
            "Peru noted the elections in Haiti with satisfaction.",
            [("PER", "haiti", "welcome")],
            id="noted_with_satisfaction",
        ),
        pytest.param(
            "Malta is following the fighting in Libya with growing concern.",
            [("MLT", "libya", "concern")],
            id="following_with_concern",
        ),
        pytest.param(
            "Iceland will never recognise the annexation of Crimea.",
            [("ISL", "ukraine", "oppose")],
            id="will_never_recognise",
        ),
        pytest.param(
            "Estonia is appalled by the violence in Myanmar.",
            [("EST", "myanmar", "concern")],
            id="appalled",
        ),
        pytest.param(
            "Kuwait put great emphasis on climate action.",
            [("KWT", "climate", "other")],
            id="put_emphasis_on",
        ),
        pytest.param(
            "Nepal spoke of the importance of food security.",
            [("NPL", "agriculture", "support")],
            id="spoke_of_the_importance",
        ),
        pytest.param(
            "Kenya has full respect for the sovereignty of Somalia.",
            [("KEN", "somalia", "support")],
            id="has_respect_for",
        ),
        pytest.param(
            "Togo and Benin shared the view that the fighting in Somalia poses a serious threat.",
            [("TGO", "somalia", "concern"), ("BEN", "somalia", "concern")],
            id="shared_the_view_that_it_poses",
        ),
        pytest.param(
            "Ecuador said there was no justification for the attacks in Sudan.",
            [("ECU", "sudan", "oppose")],
            id="no_justification_for",
        ),
        pytest.param("Oman noted the support of Jordan for Yemen.", [], id="notes_others_support"),
        pytest.param("Fiji welcomed the ministers of Tonga to Suva.", [], id="welcomes_guests"),
        pytest.param("Special attention was paid to transport.", [], id="attention_paid_in_talks"),
    ],
)
def test_extract_reads_what_a_thing_is_called(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [short(record) for record in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        pytest.param(
            "Japan regretted the statement of ASEAN on Myanmar published in Libya.",
            ["asean"],
            id="names_in_no_list",
        ),
        pytest.param("Japan is concerned about Syria and Libya.", ["syria", "libya"], id="a_list"),
    ],
)
def test_extract_takes_only_lists_for_lists(text: str, issues: list[str]) -> None:
    assert [record.issue for record in read(text)] == issues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "We, the Foreign Ministers of Belgium, Portugal and Greece, condemn the bombing of "
            "hospitals in Sudan by Russia. We support the ceasefire in Yemen.",
            {("BEL", "sudan"), ("GRC", "sudan"), ("PRT", "sudan"),
             ("BEL", "yemen"), ("GRC", "yemen"), ("PRT", "yemen")},
            id="we_with_our_names",
        ),
        pytest.param(
            "The Governments of Belgium, Portugal, Greece and Malta condemn the coup in Myanmar. "
            "We remain concerned about Yemen.",
            {("BEL", "myanmar"), ("GRC", "myanmar"), ("MLT", "myanmar"), ("PRT", "myanmar"),
             ("BEL", "yemen"), ("GRC", "yemen"), ("MLT", "yemen"), ("PRT", "yemen")},
            id="they_and_then_we",
        ),
    ],
)  # fmt: skip
def test_extract_takes_who_writes_for_we(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(r.holder, r.issue) for r in read(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The role of women in the peace process in Colombia was praised by Norway.",
            [("NOR", "welcome")],
            id="praised_by",
        ),
        pytest.param(
            "The Foreign Ministers of Norway and Peru met in Oslo. It was noted with satisfaction "
            "that elections were held in Haiti.",
            [("NOR", "welcome"), ("PER", "welcome")],
            id="noted_by_both",
        ),
        pytest.param("The coup in Mali was condemned by students.", [], id="by_nobody_known"),
    ],
)
def test_extract_reads_a_stance_told_in_the_passive(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(r.holder, r.stance) for r in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The GCC Ministerial Council condemned the shelling of Aden in Yemen.",
            [("gcc", "yemen", "oppose")],
            id="an_organs_name",
        ),
        pytest.param(
            "Latvia stressed its firm position of rejecting the annexation of Crimea.",
            [("LVA", "ukraine", "oppose")],
            id="position_of_rejecting",
        ),
        pytest.param(
            "Latvia stressed its principled position on Kosovo.",
            [("LVA", "kosovo", "reaffirm")],
            id="principled_position",
        ),
        pytest.param(
            "Cyprus warned of the danger of an escalation in Lebanon.",
            [("CYP", "middle-east", "concern")],
            id="warned_of",
        ),
        pytest.param(
            "Jordan said it would not allow the partition of Syria.",
            [("JOR", "syria", "oppose")],
            id="would_not_allow",
        ),
        pytest.param(
            "Laos said peace in Myanmar was important for the whole region.",
            [("LAO", "myanmar", "support")],
            id="important_for_a_region",
        ),
        pytest.param(
            "Laos said it was important for Thailand to reopen the border.",
            [],
            id="important_for_somebody_to_act",
        ),
        pytest.param("Laos and Thailand have always supported each other.", [], id="each_other"),
    ],
)
def test_extract_reads_firm_positions_and_warnings(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [short(record) for record in read(text)] == expected


def speech(words: str) -> list[Position]:
    """Return the positions of a speech before an assembly, given by the President of Malta."""
    return read(
        "Mr. President, I have the honour to speak on behalf of the people of Malta.\n\n" + words,
        title="Statement by the President of Malta at the United Nations General Assembly",
    )


@pytest.mark.parametrize(
    ("words", "issue", "stance"),
    [
        pytest.param("Climate change threatens the lives of farmers.", "climate", "concern"),
        pytest.param("Human rights are being trampled upon.", "human-rights", "concern"),
        pytest.param("The settlements violate the law in Palestine.", "middle-east", "oppose"),
        pytest.param("Democracy is in retreat.", "human-rights", "concern"),
        pytest.param("The multilateral system is under strain.", "multilateralism", "concern"),
        pytest.param(
            "The war in Sudan has caused untold suffering to the people.", "sudan", "concern"
        ),
        pytest.param("The crisis poses a grave challenge to Haiti.", "haiti", "concern"),
        pytest.param(
            "We are witnessing a terrible tragedy in Myanmar.", "myanmar", "concern"
        ),
        pytest.param("The fighting in Libya saddens us.", "libya", "concern"),
        pytest.param("The situation in Yemen is catastrophic.", "yemen", "concern"),
        pytest.param(
            "There are many challenges, including the war in Yemen.", "yemen", "concern"
        ),
        pytest.param("It is time to reform the Security Council.", "multilateralism", "support"),
        pytest.param(
            "It is high time that the Security Council was reformed.", "multilateralism", "support"
        ),
        pytest.param(
            "There is an urgent need to fight terrorism.", "counter-terrorism", "support"
        ),
        pytest.param("The world is in need of clean energy.", "energy", "support"),
        pytest.param("It is only fair that vaccines are shared.", "health", "support"),
        pytest.param(
            "Only a two-state solution will bring peace to Palestine.", "middle-east", "support"
        ),
        pytest.param(
            "Democracy is the best guarantee of lasting peace.", "human-rights", "support"
        ),
        pytest.param("These floods show the urgency of climate action.", "climate", "support"),
        pytest.param("Our most urgent task is support to Ukraine.", "ukraine", "other"),
        pytest.param("Migration is at the top of our agenda.", "migration", "other"),
        pytest.param("Top priority has been given to education.", "education", "other"),
        pytest.param("We stand firm against the annexation of Crimea.", "ukraine", "oppose"),
        pytest.param("We say no to terrorism.", "counter-terrorism", "oppose"),
        pytest.param("Trade wars benefit no one.", "trade", "oppose"),
        pytest.param("We remain steadfast in our support for Haiti.", "haiti", "reaffirm"),
        pytest.param("Our support for Somalia will continue.", "somalia", "reaffirm"),
        pytest.param("The truce in Sudan is a welcome step.", "sudan", "welcome"),
        pytest.param("It is gratifying that the truce in Sudan holds.", "sudan", "welcome"),
        pytest.param("My delegation commends Cuba for its vaccines.", "health", "welcome"),
        pytest.param(
            "It gives me great pleasure to thank Brazil for its climate leadership.",
            "climate",
            "welcome",
        ),
        pytest.param(
            "Let me begin by thanking the Secretary-General for his work.",
            "multilateralism",
            "welcome",
        ),
        pytest.param(
            "Our sincere thanks go to Norway for its work on climate change.", "climate", "welcome"
        ),
        pytest.param("I assure you of our full cooperation.", "multilateralism", "support"),
    ],
)  # fmt: skip
def test_extract_reads_what_a_speaker_judges(words: str, issue: str, stance: str) -> None:
    assert [short(record) for record in speech(words)] == [("MLT", issue, stance)]


@pytest.mark.parametrize(
    "words",
    [
        "It was my first time in Haiti.",
        "Our goal is to build schools in Haiti.",
        "Would climate change threaten our lives?",
        "The bridge to Haiti is under repair.",
        "Our exports go to Haiti and Cuba.",
        "We placed flowers from Haiti at the centre of the table.",
        "There is a need for Haiti to hold elections.",
    ],
)
def test_extract_reads_no_judgement_in_what_a_speaker_tells(words: str) -> None:
    assert not speech(words)


def test_extract_reads_doubled_thanks_as_one_position() -> None:
    (record,) = read(
        "Fiji expressed its sincere appreciation and gratitude to Turkey for its gift of vaccines."
    )
    assert short(record) == ("FJI", "health", "welcome")
    assert record.wording.endswith("gift of vaccines")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        pytest.param(
            "We are deeply concerned about the violence in Israel and Palestine.",
            {"publisher": "Ministry of Foreign Affairs of Finland"},
            id="publisher",
        ),
        pytest.param(
            "We condemn the violence in Israel and Palestine. As Finland, we are ready to help.",
            {},
            id="names_itself",
        ),
        pytest.param(
            "The violence in Israel and Palestine benefits no one.",
            {
                "publisher": "Ministry of Foreign Affairs of Finland",
                "title": "Statement on recent events",
            },
            id="issued_statement",
        ),
    ],
)
def test_extract_takes_the_issuer_for_the_holder(text: str, given: dict[str, str]) -> None:
    assert {record.holder for record in read(text, **given)} == {"FIN"}


def test_extract_reads_what_was_stressed_at_an_occasion() -> None:
    found = read(
        "There was a press conference at which the Polish Foreign Minister stressed the "
        "importance of climate action."
    )
    assert [short(record) for record in found] == [("POL", "climate", "support")]


TOLD_OTHERWISE = [
    pytest.param(
        "The UN Security Council condemned in the strongest of terms the terrorist "
        "attack in Mogadishu.",
        {("unsc", "counter-terrorism", "oppose")},
        id="past_taken_for_a_participle",
    ),
    pytest.param(
        "The members of the Security Council repeated that acts of terrorism are criminal "
        "and indefensible.",
        {("unsc", "counter-terrorism", "oppose")},
        id="clause_of_its_own",
    ),
    pytest.param(
        "The Security Council reaffirmed the need for all States to combat terrorism by all means.",
        {("unsc", "counter-terrorism", "reaffirm")},
        id="need_of_all",
    ),
    pytest.param(
        "Latvia is a staunch supporter of Ukraine.",
        {("LVA", "ukraine", "support")},
        id="supporter",
    ),
    pytest.param(
        "Ireland is among the sharpest critics of the war in Yemen.",
        {("IRL", "yemen", "oppose")},
        id="among_critics",
    ),
    pytest.param(
        "Portugal has an interest in the stability of Libya.",
        {("PRT", "libya", "support")},
        id="interest_in_a_thing",
    ),
    pytest.param(
        "Algeria would oppose any presence of foreign forces in Libya.",
        {("DZA", "libya", "oppose")},
        id="would_oppose",
    ),
    pytest.param(
        "Slovakia cannot support a ceasefire in Ukraine that rewards the aggressor.",
        {("SVK", "ukraine", "oppose")},
        id="cannot_support",
    ),
    pytest.param(
        "Namibia spoke out against unilateral sanctions.",
        {("NAM", "sanctions", "oppose")},
        id="spoke_out_against",
    ),
    pytest.param(
        "Malta and Cyprus are united in their opposition to the annexation of Crimea.",
        {("MLT", "ukraine", "oppose"), ("CYP", "ukraine", "oppose")},
        id="united_against",
    ),
    pytest.param(
        "Chile issued a statement condemning the coup in Myanmar.",
        {("CHL", "myanmar", "oppose")},
        id="statement_that_condemns",
    ),
    pytest.param(
        "Kazakhstan regards Belarus as a key partner.",
        {("KAZ", "bilateral-relations", "other")},
        id="key_partner",
    ),
    pytest.param(
        "Norway's solidarity with Ukraine will never waver.",
        {("NOR", "ukraine", "reaffirm")},
        id="never_waver",
    ),
    pytest.param(
        "Nepal encouraged the peaceful resolution of the conflict in Sudan.",
        {("NPL", "sudan", "support")},
        id="encouraged_a_thing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_OTHERWISE)
def test_extract_reads_stances_that_are_told_otherwise(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert {short(position) for position in read(text)} == expected


OPEN = [
    pytest.param("Reporters asked whether Türkiye supports sanctions on Iran.", id="whether"),
    pytest.param("The minister denied that Hungary supports sanctions on Iran.", id="denied"),
    pytest.param("Analysts said Egypt opposes sanctions on Iran.", id="onlookers"),
    pytest.param("Peru is interested in working with Chad on sanctions.", id="readiness"),
    pytest.param("Kenya paid tribute to the memory of the victims of Gaza.", id="the_dead"),
    pytest.param("Ghana would welcome action by Iran on trade.", id="asks"),
    pytest.param(
        "Mongolia considers it necessary for Iran to abide by the sanctions.", id="asks_of_another"
    ),
]


@pytest.mark.parametrize("text", OPEN)
def test_extract_reads_no_stance_in_what_is_open(text: str) -> None:
    assert read(text) == []


def test_extract_takes_those_who_sign_for_we_below_the_notes_of_an_office() -> None:
    text = (
        "Office of the Spokesperson\n\nThe text of the following statement was released today.\n\n"
        "Begin Text:\n\nWe, the Trade Ministers of Canada, Japan, Italy and France and the Trade "
        "Commissioner of the European Union, express our unease about China's drills around "
        "Taiwan.\n\nThese activities are raising tensions across the Taiwan Strait."
    )

    found = {(p.holder, p.stance) for p in read_by(positions.extract, text)}

    assert found == {(party, "concern") for party in ("CAN", "JPN", "ITA", "FRA", "eu")}


def test_extract_takes_a_body_above_a_list_for_its_subject() -> None:
    text = (
        "The Council,\n\n1. Welcomes the work of the Commission in South Sudan.\n\n"
        "2. Deplores the violence in South Sudan."
    )

    found = read_by(positions.extract, text, title="Communiqué of the IGAD Council of Ministers")

    assert [short(position) for position in found] == [
        ("igad", "south-sudan", "welcome"),
        ("igad", "south-sudan", "oppose"),
    ]


@pytest.mark.parametrize("words", ["sanctions regimes", "illegal migration"])
def test_extract_files_a_stance_under_its_own_issue_on_the_page_of_a_region(words: str) -> None:
    text = (
        "Ministers of Italy and Malta met to discuss the war in Ukraine and its future.\n\n"
        f"Italy stressed the importance of dialogue on {words}."
    )

    issues = [p.issue for p in read_by(positions.extract, text)]

    assert issues == ["migration" if "migration" in words else "sanctions"]
