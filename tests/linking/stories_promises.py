"""Short histories of promises, told as readouts tell them, each with what became of it.

The meetings are made up for these tests and name no persons. Each page opens with a lead
that brings its two sides together; `LEAD` writes it.
"""
# ruff: noqa: E501 - a sentence of a page stands on one line.

from dataclasses import dataclass

Page = tuple[str, str]


@dataclass(frozen=True)
class Story:
    """Pages in any order, a promise in them by parties and words, and its state on a day."""

    id: str
    parties: str
    words: str
    state: str
    pages: tuple[Page, ...]
    as_of: str | None = None
    kinds: tuple[str, ...] = ()


def lead(left: str, right: str, place: str) -> str:
    """Return a lead that brings two sides together."""
    return f"The foreign ministers of {left} and {right} held talks in {place} on Monday. "


JK = lead("Japan", "Kenya", "Nairobi")
BA = lead("Brazil", "Argentina", "Brasilia")
IA = lead("India", "Albania", "New Delhi")
FM = lead("France", "Morocco", "Rabat")
CV = lead("Canada", "Vietnam", "Ottawa")
GE = lead("Germany", "Ghana", "Accra")
NI = lead("Norway", "Indonesia", "Oslo")
TU = lead("Turkey", "Uzbekistan", "Tashkent")
KP = lead("South Korea", "Peru", "Lima")
ST = lead("Saudi Arabia", "Thailand", "Riyadh")
EP = lead("Egypt", "Poland", "Warsaw")
CM = lead("Chile", "Malaysia", "Santiago")
SP = lead("Sweden", "Pakistan", "Islamabad")
UJ = lead("the United Arab Emirates", "Jordan", "Amman")
ZN = lead("New Zealand", "Nepal", "Kathmandu")
CU = lead("China", "the United Kingdom", "Beijing")
IK = lead("Ireland", "Kuwait", "Dublin")
CO = lead("Colombia", "Greece", "Athens")
TZ = lead("Tanzania", "Serbia", "Dar es Salaam")
PH = lead("the Philippines", "Spain", "Madrid")
QB = lead("Qatar", "Bangladesh", "Doha")

STORIES = (
    # -- done ---------------------------------------------------------------------------
    Story("dialogue_first_session", "JPN KEN", "dialogue maritime", "done", (
        ("2021-03-01", JK + "The two sides agreed to launch a dialogue on maritime security this year."),
        ("2021-11-01", "Japan and Kenya held the first meeting of the Maritime Security Dialogue in Nairobi on 30 October 2021."),
    )),
    Story("dialogue_launched_told_late", "JPN KEN", "dialogue maritime", "done", (
        ("2021-03-01", JK + "The two sides agreed to launch a dialogue on maritime security this year."),
        ("2022-06-06", JK + "They noted that the Maritime Security Dialogue had been launched in December."),
    )),
    Story("committee_set_up", "BRA ARG", "committee energy", "done", (
        ("2022-05-02", BA + "The two sides agreed to establish a joint committee on energy."),
        ("2023-05-08", BA + "The ministers welcomed the establishment of the joint energy committee."),
    )),
    Story("committee_has_been_set_up_said", "BRA ARG", "committee energy", "done", (
        ("2022-05-02", BA + "Brazil and Argentina decided to create a joint committee on energy by the end of 2022."),
        ("2023-05-08", BA + "The Brazilian minister noted that the joint committee on energy had been set up."),
    )),
    Story("embassy_opening_welcomed", "IND", "embassy tirana", "done", (
        ("2021-06-07", IA + "India will open an embassy in Tirana by the end of 2022."),
        ("2022-12-05", IA + "The two ministers welcomed the opening of the Indian embassy in Tirana."),
    )),
    Story("embassy_has_opened", "IND", "embassy tirana", "done", (
        ("2021-06-07", IA + "India promised to open an embassy in Tirana."),
        ("2022-12-05", IA + "The Indian side said that India had opened its embassy in Tirana in November."),
    )),
    Story("doses_delivered", "JPN", "doses", "done", (
        ("2021-03-01", JK + "Japan pledged to provide 500,000 vaccine doses to Kenya by the end of 2021."),
        ("2021-12-13", JK + "The Japanese minister said that Japan had delivered 500,000 doses of vaccine to Kenya."),
    )),
    Story("doses_thanked_for", "JPN", "doses", "done", (
        ("2021-03-01", JK + "Japan pledged to provide 500,000 vaccine doses to Kenya by the end of 2021."),
        ("2022-01-10", JK + "The Kenyan minister thanked Japan for delivering the vaccine doses."),
    )),
    Story("doses_counted", "JPN", "doses", "done", (
        ("2021-03-01", JK + "Japan will donate 500,000 vaccine doses to Kenya."),
        ("2022-01-10", JK + "Japan has delivered 500,000 doses of vaccine to Kenya."),
    )),
    Story("tax_agreement_signed", "BRA ARG", "sign taxation", "done", (
        ("2022-05-02", BA + "The two sides agreed to sign an agreement on avoidance of double taxation by June 2023."),
        ("2023-05-01", "Brazil and Argentina signed the agreement on avoidance of double taxation in Brasilia on 20 April 2023."),
    )),
    Story("tax_agreement_signed_told", "BRA ARG", "sign taxation", "done", (
        ("2022-05-02", BA + "The two sides agreed to sign a double taxation agreement."),
        ("2023-05-01", BA + "They noted with satisfaction the signing of the agreement on double taxation."),
    )),
    Story("next_session_held", "BRA ARG", "session commission", "done", (
        ("2022-05-02", BA + "Brazil and Argentina agreed to hold the next session of the Bilateral Commission in Buenos Aires next year."),
        ("2023-08-01", "Brazil and Argentina held the third session of the Bilateral Commission in Buenos Aires on 31 July 2023."),
    )),
    Story("visit_paid", "BRA", "visit argentina", "done", (
        ("2022-05-02", BA + "Brazil promised that its foreign minister will visit Argentina later this year."),
        ("2022-10-10", "The Foreign Minister of Brazil visited Argentina on 8 October 2022."),
    )),
    Story("hosting_done", "BRA", "host", "done", (
        ("2022-05-02", BA + "Brazil will host the next round of the political consultations in 2023."),
        ("2023-03-15", "Brazil and Argentina held the fifth round of political consultations in Brasilia on 14 March 2023."),
    )),
    Story("pledge_fulfilled_in_words", "IND", "million", "done", (
        ("2021-06-07", IA + "India pledged to provide 10 million dollars to Albania."),
        ("2022-12-05", IA + "The Indian side said India has fulfilled its pledge to provide 10 million dollars to Albania."),
    )),
    Story("ban_lifted", "JPN", "ban", "done", (
        ("2021-03-01", JK + "Japan agreed to lift the ban on imports of avocado from Kenya."),
        ("2021-12-13", JK + "The Japanese minister said that Japan had lifted the ban on Kenyan avocado imports."),
    )),
    Story("troops_withdrawn", "FRA", "troops", "done", (
        ("2021-03-01", FM + "France pledged to withdraw its troops from the base in Agadir by June 2022."),
        ("2022-08-01", FM + "The Moroccan side welcomed the withdrawal of French troops from the base in Agadir."),
    )),
    Story("treaty_ratified", "FRA MAR", "ratify", "done", (
        ("2021-03-01", FM + "The two sides agreed to ratify the extradition treaty."),
        ("2022-08-01", FM + "The ministers noted that the extradition treaty had been ratified by both sides."),
    )),
    Story("flights_resumed", "CAN VNM", "flights", "done", (
        ("2021-09-06", CV + "Canada and Vietnam agreed to resume direct flights by March 2022."),
        ("2022-05-09", CV + "The ministers welcomed the resumption of direct flights between the two countries."),
    )),
    Story("hospital_built", "DEU", "hospital", "done", (
        ("2020-02-03", GE + "Germany will build a hospital in Kumasi."),
        ("2022-11-07", GE + "The Ghanaian minister thanked Germany for building the hospital in Kumasi."),
    )),
    Story("done_late_is_done", "DEU", "hospital", "done", (
        ("2020-02-03", GE + "Germany will build a hospital in Kumasi by the end of 2021."),
        ("2022-11-07", GE + "The German minister said that the hospital in Kumasi had been completed and Germany had built it as promised."),
    )),
    Story("summit_hosted", "NOR", "host", "done", (
        ("2021-05-03", NI + "Norway will host the Ocean Conference in 2022."),
        ("2022-09-19", "Norway and Indonesia met at the Ocean Conference in Oslo, Norway, on 15 September 2022."),
    )),
    Story("ambassador_appointed", "TUR", "representative", "done", (
        ("2021-05-03", TU + "Turkey will appoint a trade representative in Samarkand."),
        ("2021-12-06", TU + "The Turkish side said it had appointed a trade representative in Samarkand."),
    )),
    Story("prisoners_released", "TUR", "release", "done", (
        ("2021-05-03", TU + "Turkey agreed to release the detained truck drivers."),
        ("2021-12-06", TU + "The Uzbek side thanked Turkey for releasing the truck drivers."),
    )),
    Story("hotline_established", "KOR PER", "hotline", "done", (
        ("2021-05-03", KP + "South Korea and Peru agreed to set up a hotline between their coast guards."),
        ("2021-12-06", KP + "The two sides have established a hotline between their coast guards."),
    )),
    Story("done_as_of_before", "KOR PER", "hotline", "open", (
        ("2021-05-03", KP + "South Korea and Peru agreed to set up a hotline between their coast guards."),
        ("2021-12-06", KP + "The two sides have established a hotline between their coast guards."),
    ), "2021-08-01"),
    # -- overdue ------------------------------------------------------------------------
    Story("due_passed", "IND", "embassy tirana", "overdue", (
        ("2021-06-07", IA + "India will open an embassy in Tirana by the end of 2021."),
        ("2022-03-07", IA + "They discussed visas."),
    )),
    Story("told_as_not_done", "JPN", "consulate mombasa", "overdue", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022."),
        ("2023-05-10", JK + "The Kenyan minister expressed regret that the consulate in Mombasa had not yet been opened."),
    )),
    Story("yet_to_deliver", "JPN", "patrol boats", "overdue", (
        ("2021-03-01", JK + "Japan pledged to supply two patrol boats to Kenya by June 2022."),
        ("2022-12-12", JK + "The Kenyan minister said that Japan had yet to deliver the patrol boats."),
    )),
    Story("other_parties_did", "JPN KEN", "dialogue maritime", "overdue", (
        ("2021-03-01", JK + "Japan and Kenya agreed to launch a dialogue on maritime security this year."),
        ("2022-02-07", "Kenya and Tanzania held the first meeting of the Maritime Security Dialogue in Mombasa on 5 February 2022."),
    )),
    Story("other_subject_done", "JPN KEN", "dialogue maritime", "overdue", (
        ("2021-03-01", JK + "Japan and Kenya agreed to launch a dialogue on maritime security this year. They agreed to launch a dialogue on cyber security this year."),
        ("2022-02-07", "Japan and Kenya held the first meeting of the Cyber Security Dialogue in Nairobi on 5 February 2022."),
    )),
    Story("other_subject_done_2", "JPN KEN", "dialogue cyber", "done", (
        ("2021-03-01", JK + "Japan and Kenya agreed to launch a dialogue on maritime security this year. They agreed to launch a dialogue on cyber security this year."),
        ("2022-02-07", "Japan and Kenya held the first meeting of the Cyber Security Dialogue in Nairobi on 5 February 2022."),
    )),
    Story("other_city", "JPN", "consulate mombasa", "overdue", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022. Japan will open a consulate in Kisumu by the end of 2022."),
        ("2023-05-10", JK + "The ministers welcomed the opening of the Japanese consulate in Kisumu."),
    )),
    Story("other_city_2", "JPN", "consulate kisumu", "done", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022. Japan will open a consulate in Kisumu by the end of 2022."),
        ("2023-05-10", JK + "The ministers welcomed the opening of the Japanese consulate in Kisumu."),
    )),
    Story("too_few", "JPN", "doses", "overdue", (
        ("2021-03-01", JK + "Japan pledged to provide 500,000 vaccine doses to Kenya by the end of 2021."),
        ("2022-02-07", JK + "Japan has delivered 120,000 doses of vaccine to Kenya."),
    )),
    Story("plan_is_no_deed", "IND", "embassy tirana", "overdue", (
        ("2021-06-07", IA + "India will open an embassy in Tirana by the end of 2021."),
        ("2022-03-07", IA + "The Albanian minister welcomed India's decision to open an embassy in Tirana."),
    )),
    Story("hope_is_no_deed", "BRA ARG", "committee energy", "overdue", (
        ("2022-05-02", BA + "The two sides agreed to establish a joint committee on energy by the end of 2022."),
        ("2023-02-06", BA + "The Argentine minister expressed hope that the joint committee on energy would be established soon."),
    )),
    Story("visit_not_paid", "BRA", "visit argentina", "overdue", (
        ("2022-05-02", BA + "The Brazilian foreign minister promised to visit Argentina in July."),
        ("2022-10-10", "The Foreign Minister of Argentina visited Brazil on 8 October 2022."),
    )),
    Story("other_agreement_signed", "BRA ARG", "sign taxation", "overdue", (
        ("2022-05-02", BA + "The two sides agreed to sign an agreement on avoidance of double taxation by December 2022."),
        ("2023-05-01", "Brazil and Argentina signed an agreement on extradition in Brasilia on 20 April 2023."),
    )),
    # -- open ---------------------------------------------------------------------------
    Story("open_not_due", "IND", "embassy tirana", "open", (
        ("2021-06-07", IA + "India will open an embassy in Tirana by the end of 2023."),
        ("2022-03-07", IA + "They discussed visas."),
    )),
    Story("two_readouts_one_day", "JPN KEN", "dialogue maritime", "open", (
        ("2021-03-01", JK + "Japan and Kenya agreed to launch a dialogue on maritime security."),
        ("2021-03-02", "Kenya's foreign minister held talks with the Japanese foreign minister in Nairobi on 1 March 2021. Kenya and Japan agreed to start a maritime security dialogue."),
    ), None, ("made", "repeated")),
    Story("no_due_date", "DEU", "hospital", "open", (
        ("2020-02-03", GE + "Germany will build a hospital in Kumasi."),
    ), "2020-12-31"),
    Story("lasting_never_dropped", "DEU GHA", "cooperation agriculture", "open", (
        ("2018-02-05", GE + "Germany and Ghana agreed to strengthen cooperation in agriculture."),
        ("2020-02-03", GE + "Ghana praised German investment in agriculture."),
        ("2022-02-07", GE + "Ghana thanked Germany for support of agriculture."),
    )),
    # -- reaffirmed ---------------------------------------------------------------------
    Story("reaffirmed_later", "BRA ARG", "committee energy", "reaffirmed", (
        ("2022-05-02", BA + "The two sides agreed to establish a joint committee on energy."),
        ("2022-11-07", BA + "Brazil and Argentina reaffirmed their commitment to establish a joint energy committee."),
    ), None, ("made", "reaffirmed")),
    Story("agreed_again", "JPN KEN", "dialogue maritime", "reaffirmed", (
        ("2021-03-01", JK + "Japan and Kenya agreed to launch a dialogue on maritime security."),
        ("2021-10-04", JK + "The two sides agreed to start the Maritime Security Dialogue as soon as possible."),
    ), None, ("made", "reaffirmed")),
    Story("pledged_again", "IND", "embassy tirana", "reaffirmed", (
        ("2021-06-07", IA + "India will open an embassy in Tirana by the end of 2023."),
        ("2022-03-07", IA + "India reiterated its commitment to open an embassy in Tirana by the end of 2023."),
    )),
    Story("willing_then_pledged", "DEU", "hospital", "reaffirmed", (
        ("2020-02-03", GE + "Germany is willing to build a hospital in Kumasi."),
        ("2020-10-05", GE + "Germany pledged to construct the hospital in Kumasi."),
    )),
    # -- modified -----------------------------------------------------------------------
    Story("new_due", "JPN", "consulate mombasa", "modified", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022."),
        ("2022-10-10", JK + "Japan will open the consulate in Mombasa by the end of 2024."),
    ), None, ("made", "modified")),
    Story("new_number", "JPN", "doses", "modified", (
        ("2021-03-01", JK + "Japan pledged to provide 500,000 vaccine doses to Kenya."),
        ("2021-06-14", JK + "Japan pledged to provide 800,000 vaccine doses to Kenya."),
    ), None, ("made", "modified")),
    Story("put_off_in_words", "JPN", "consulate mombasa", "modified", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022."),
        ("2022-10-10", JK + "The Japanese minister said that the opening of the consulate in Mombasa had been postponed to 2024."),
    )),
    Story("put_off_then_overdue", "JPN", "consulate mombasa", "overdue", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022."),
        ("2022-10-10", JK + "Japan will open the consulate in Mombasa by the end of 2023."),
    ), "2024-02-01"),
    Story("agreed_to_postpone", "BRA ARG", "sign taxation", "modified", (
        ("2022-05-02", BA + "The two sides agreed to sign an agreement on avoidance of double taxation by June 2023."),
        ("2023-04-03", BA + "The two sides agreed to postpone the signing of the agreement on double taxation to 2024."),
    )),
    Story("raised_target", "CAN VNM", "trade billion", "modified", (
        ("2021-09-06", CV + "Canada and Vietnam agreed to increase bilateral trade to 10 billion dollars by 2025."),
        ("2022-05-09", CV + "Canada and Vietnam agreed to increase bilateral trade to 15 billion dollars by 2025."),
    )),
    # -- dropped ------------------------------------------------------------------------
    Story("shelved", "JPN", "port lamu", "dropped", (
        ("2021-03-01", JK + "Japan will build a port in Lamu."),
        ("2022-10-10", JK + "The Japanese minister said that the plan to build a port in Lamu had been shelved."),
    )),
    Story("decided_not_to", "JPN", "consulate mombasa", "dropped", (
        ("2021-03-01", JK + "Japan will open a consulate in Mombasa by the end of 2022."),
        ("2022-10-10", JK + "The Japanese minister said that Japan had decided not to open the consulate in Mombasa."),
    )),
    Story("no_longer", "BRA", "host", "dropped", (
        ("2022-05-02", BA + "Brazil will host the energy conference in 2023."),
        ("2022-12-05", BA + "The Brazilian minister said that Brazil would no longer host the energy conference."),
    )),
    Story("withdrew_offer", "DEU", "loan", "dropped", (
        ("2020-02-03", GE + "Germany pledged to provide a loan of 50 million euros to Ghana."),
        ("2020-12-07", GE + "The German minister announced that Germany had withdrawn its offer to provide the loan."),
    )),
    Story("silent_without_due", "JPN KEN", "fisheries", "dropped", (
        ("2018-03-05", JK + "Japan and Kenya agreed to establish a joint committee on fisheries."),
        ("2020-06-01", JK + "The two sides discussed fisheries. Kenya praised Japanese support for fisheries."),
        ("2021-03-01", JK + "Japan pledged to support the fisheries of Kenya."),
    )),
    Story("silent_after_due", "JPN KEN", "fisheries", "dropped", (
        ("2018-03-05", JK + "Japan and Kenya agreed to establish a joint committee on fisheries by the end of 2018."),
        ("2019-11-04", JK + "Kenya praised Japanese support for fisheries."),
        ("2020-03-02", JK + "Japan pledged to support the fisheries of Kenya."),
    )),
    Story("revived_after_dropping", "JPN", "port lamu", "reaffirmed", (
        ("2021-03-01", JK + "Japan will build a port in Lamu."),
        ("2022-10-10", JK + "The Japanese minister said that the plan to build a port in Lamu had been shelved."),
        ("2023-06-05", JK + "Japan pledged to build the port in Lamu."),
    )),
    # -- every year anew ----------------------------------------------------------------
    Story("yearly_first_done", "JPN", "scholarships|2021", "done", (
        ("2021-01-11", JK + "Japan will provide 100 scholarships to Kenya in 2021."),
        ("2021-12-13", JK + "The Kenyan minister thanked Japan for providing 100 scholarships."),
        ("2022-01-10", JK + "Japan will provide 100 scholarships to Kenya in 2022."),
    )),
    Story("yearly_second_open", "JPN", "scholarships|2022", "open", (
        ("2021-01-11", JK + "Japan will provide 100 scholarships to Kenya in 2021."),
        ("2021-12-13", JK + "The Kenyan minister thanked Japan for providing 100 scholarships."),
        ("2022-01-10", JK + "Japan will provide 100 scholarships to Kenya in 2022."),
    )),
    Story("next_round_twice", "BRA ARG", "session commission|2023", "open", (
        ("2021-05-03", BA + "Brazil and Argentina agreed to hold the next session of the Bilateral Commission in 2022."),
        ("2022-06-06", "Brazil and Argentina held the session of the Bilateral Commission in Brasilia on 3 June 2022. Brazil and Argentina agreed to hold the next session of the Bilateral Commission in 2023."),
    )),
    Story("next_round_first", "BRA ARG", "session commission|2022", "done", (
        ("2021-05-03", BA + "Brazil and Argentina agreed to hold the next session of the Bilateral Commission in 2022."),
        ("2022-06-06", "Brazil and Argentina held the session of the Bilateral Commission in Brasilia on 3 June 2022. Brazil and Argentina agreed to hold the next session of the Bilateral Commission in 2023."),
    )),
    Story("same_words_other_pair", "SAU THA", "committee", "open", (
        ("2022-01-24", ST + "Saudi Arabia and Thailand agreed to establish a joint committee on energy."),
        ("2022-05-02", BA + "The ministers welcomed the establishment of the joint committee on energy between Brazil and Argentina."),
    )),
    # -- in other words, written after the rules ------------------------------------------
    Story("inaugural_meeting_told","EGY POL","council business","done",(("2019-01-14",EP+"The ministers agreed to set up a joint business council before the end of the year."),("2019-12-02",EP+"Both sides were pleased to note that the Egyptian-Polish business council held its inaugural meeting in October."))),
    Story("still_not_open","POL","consulate alexandria","overdue",(("2019-01-14",EP+"Poland vowed to open a consulate in Alexandria by the end of 2019."),("2020-10-05",EP+"The Egyptian minister regretted that the consulate in Alexandria was still not open."))),
    Story("plan_abandoned","POL","consulate alexandria","dropped",(("2019-01-14",EP+"Poland vowed to open a consulate in Alexandria by the end of 2019."),("2020-10-05",EP+"The Polish minister said the plan to open a consulate in Alexandria had been abandoned for budgetary reasons."))),
    Story("aviation_signed","CHL MYS","agreement aviation","done",(("2018-03-05",CM+"The two sides undertook to conclude an aviation agreement by the end of 2018."),("2018-11-19","Chile and Malaysia signed an aviation agreement in Kuala Lumpur on 16 November 2018."))),
    Story("aviation_put_off","CHL MYS","agreement aviation","modified",(("2018-03-05",CM+"The two sides undertook to conclude an aviation agreement by the end of 2018."),("2018-11-19",CM+"The two sides agreed to conclude the aviation agreement by June 2019."))),
    Story("visas_resumed","SWE","visa","done",(("2018-03-05",SP+"Sweden promised to resume visa services in Islamabad."),("2018-11-19",SP+"The Pakistani foreign minister welcomed the resumption of visa services at the Swedish embassy in Islamabad."))),
    Story("visas_reiterated","SWE","visa","reaffirmed",(("2018-03-05",SP+"Sweden promised to resume visa services in Islamabad."),("2018-11-19",SP+"The Swedish minister reiterated that Sweden would restart visa services in Islamabad."))),
    Story("camps_paid","ARE","million","done",(("2020-02-10",UJ+"The UAE pledged 50 million dollars for refugee camps in Jordan. The UAE will provide 50 million dollars for refugee camps."),("2020-09-07",UJ+"The Jordanian minister expressed gratitude to the UAE for providing 50 million dollars for the refugee camps."))),
    Story("tents_not_delivered","ARE","tent","overdue",(("2020-02-10",UJ+"The UAE will deliver 10,000 tents to Jordan by June 2020."),("2020-09-07",UJ+"The Jordanian minister said that the tents had not been delivered."))),
    Story("climate_first_round","NZL NPL","dialogue climate","done",(("2016-05-09",ZN+"The two countries decided to start an annual climate dialogue."),("2017-04-03","The first round of the New Zealand-Nepal Climate Dialogue took place in Kathmandu on 1 April 2017."))),
    Story("climate_nothing","NZL NPL","dialogue climate","open",(("2016-05-09",ZN+"The two countries decided to start an annual climate dialogue."),("2017-04-03",ZN+"They discussed tourism."))),
    Story("financial_dialogue_held","CHN GBR","dialogue financial","done",(("2024-10-18",CU+"The two sides agreed to resume the Economic and Financial Dialogue in 2025."),("2025-01-13","The 11th China-UK Economic and Financial Dialogue was held in Beijing on 11 January 2025."))),
    Story("financial_dialogue_welcomed","CHN GBR","dialogue financial","done",(("2024-10-18",CU+"The two sides agreed to resume the Economic and Financial Dialogue in 2025."),("2025-01-13",CU+"They welcomed the resumption of the Economic and Financial Dialogue earlier this month."))),
    Story("would_not_send","CHN","panda","dropped",(("2018-10-18",CU+"China pledged to send two pandas to Edinburgh."),("2019-10-18",CU+"The Chinese spokesperson said China would not send the pandas to Edinburgh."))),
    Story("troops_left","GBR","troop","done",(("2019-01-14",lead("the United Kingdom","Iraq","Baghdad")+"The United Kingdom committed to withdraw all troops from Basra by the end of 2019."),("2020-01-20",lead("the United Kingdom","Iraq","Baghdad")+"The British minister said the last British troops had left Basra in December."))),
    Story("officers_trained","POL","train officers","done",(("2019-01-14",EP+"Poland will train 200 Egyptian police officers."),("2020-10-05",EP+"The Polish minister said that Poland had trained 200 Egyptian police officers."))),
    Story("officers_partly_trained","POL","train officers","open",(("2019-01-14",EP+"Poland will train 200 Egyptian police officers."),("2020-10-05",EP+"The Polish minister said that Poland had trained 80 Egyptian police officers."))),
    Story("urged_to_ratify","EGY","ratify","overdue",(("2019-01-14",EP+"Egypt promised to ratify the investment treaty by December 2019."),("2020-10-05",EP+"Poland urged Egypt to ratify the investment treaty."))),
    Story("consultations_held","CHL MYS","consultations","done",(("2018-03-05",CM+"They agreed to convene the next political consultations in Kuala Lumpur in 2019."),("2019-06-17","The fourth round of political consultations between Chile and Malaysia was held in Kuala Lumpur on 14 June 2019."))),
    Story("consultations_not_held","CHL MYS","consultations","overdue",(("2018-03-05",CM+"They agreed to convene the next political consultations in Kuala Lumpur in 2019."),("2020-02-10",CM+"They discussed trade."))),
    Story("commission_revived","SWE PAK","joint commission","done",(("2018-03-05",SP+"Sweden and Pakistan agreed to revive the joint economic commission."),("2019-05-06",SP+"The ministers welcomed that the joint economic commission had been revived after ten years."))),
    Story("group_agreed_again","SWE PAK","working group","reaffirmed",(("2018-03-05",SP+"Sweden and Pakistan agreed to form a working group on water management."),("2019-05-06",SP+"They agreed to establish the working group on water management without delay."))),
    Story("crossing_reopened","JOR","border crossing","done",(("2020-02-10",UJ+"Jordan agreed to reopen the border crossing at Nasib."),("2020-09-07",UJ+"The Jordanian minister said Jordan had reopened the Nasib border crossing in August."))),
    Story("crossing_delayed","JOR","border crossing","modified",(("2020-02-10",UJ+"Jordan will reopen the border crossing at Nasib by April 2020."),("2020-03-23",UJ+"The Jordanian minister said the reopening of the Nasib border crossing had been delayed until the end of 2020."))),
    Story("no_longer_planned","NPL","waive","dropped",(("2016-05-09",ZN+"Nepal promised to waive visa fees for trekkers."),("2017-04-03",ZN+"The Nepali minister said Nepal no longer planned to waive the visa fees for trekkers."))),
    Story("schools_rebuilt","NZL","school","done",(("2016-05-09",ZN+"New Zealand pledged to rebuild twelve schools in Gorkha."),("2018-04-09",ZN+"The New Zealand minister said New Zealand had rebuilt twelve schools in Gorkha."))),
    Story("flights_not_added","CHN GBR","flights","overdue",(("2021-03-01",CU+"The two sides agreed to add direct flights to Manchester by the end of 2021."),("2022-06-06",CU+"They discussed climate change."))),
    Story("vessel_handed_over","POL","patrol vessel","done",(("2019-01-14",EP+"Poland is ready to donate a patrol vessel to Egypt."),("2020-10-05",EP+"The Egyptian side thanked Poland for the patrol vessel, which had been handed over in May."))),
    Story("trade_reached","EGY POL","trade billion","done",(("2019-01-14",EP+"Egypt and Poland agreed to raise bilateral trade to 2 billion dollars by 2022."),("2023-02-06",EP+"Bilateral trade reached 2.1 billion dollars in 2022."))),
    Story("trade_not_reached","EGY POL","trade billion","overdue",(("2019-01-14",EP+"Egypt and Poland agreed to raise bilateral trade to 2 billion dollars by 2022."),("2023-02-06",EP+"Bilateral trade reached 1.4 billion dollars in 2022."))),
    Story("committee_met","POL","host","done",(("2019-01-14",EP+"Poland will host the next meeting of the joint committee in Krakow."),("2020-10-05","The joint committee of Egypt and Poland met in Krakow, Poland, on 2 October 2020."))),
    Story("arrived_for_visit","MYS","visit","done",(("2018-03-05",CM+"The Malaysian foreign minister accepted an invitation to visit Chile. Malaysia promised to visit Chile in 2018."),("2018-09-10","The Malaysian foreign minister arrived in Santiago on 8 September 2018 for a visit to Chile."))),
    Story("forum_met","IRL KWT","forum","done",(("2015-02-02",IK+"The two ministers decided to inaugurate a forum on higher education."),("2016-03-07",IK+"They recalled that the Ireland-Kuwait Forum on Higher Education had met for the first time in May."))),
    Story("embassy_congratulated","KWT","embassy dublin","done",(("2015-02-02",IK+"Kuwait announced that Kuwait will open an embassy in Dublin."),("2016-03-07",IK+"The Irish minister congratulated Kuwait on the opening of its embassy in Dublin."))),
    Story("embassy_prepared","KWT","embassy dublin","overdue",(("2015-02-02",IK+"Kuwait will open an embassy in Dublin before the end of 2015."),("2016-03-07",IK+"The Kuwaiti minister said preparations to open the embassy in Dublin were under way."))),
    Story("extradition_signed","COL GRC","treaty extradition","done",(("2015-02-02",CO+"They agreed to sign a treaty on extradition in 2016."),("2016-10-03","Colombia and Greece signed an extradition treaty in Bogota on 30 September 2016."))),
    Story("extradition_negotiated","COL GRC","sign treaty extradition","overdue",(("2015-02-02",CO+"They agreed to sign a treaty on extradition in 2016."),("2017-02-06",CO+"They agreed to accelerate negotiations on the extradition treaty."))),
    Story("tractors_supplied","SRB","tractor","done",(("2015-02-02",TZ+"Serbia promised to supply 300 tractors to Tanzania."),("2016-03-07",TZ+"The Tanzanian minister expressed appreciation for the 300 tractors supplied by Serbia."))),
    Story("fewer_tractors","SRB","tractor","modified",(("2015-02-02",TZ+"Serbia promised to supply 300 tractors to Tanzania."),("2016-03-07",TZ+"Serbia pledged to supply 150 tractors to Tanzania."))),
    Story("tractors_cancelled","SRB","tractor","dropped",(("2015-02-02",TZ+"Serbia promised to supply 300 tractors to Tanzania."),("2016-03-07",TZ+"The Serbian minister confirmed that the delivery of the tractors had been cancelled."))),
    Story("defence_committee_met","PHL ESP","committee defence","done",(("2015-02-02",PH+"The two countries agreed to create a joint defence committee by 2016."),("2016-03-07","The first meeting of the Philippines-Spain Joint Defence Committee was held in Manila on 3 March 2016."))),
    Story("defence_committee_never","PHL ESP","committee defence","overdue",(("2015-02-02",PH+"The two countries agreed to create a joint defence committee by 2016."),("2017-03-06",PH+"The Spanish minister lamented that the joint defence committee had never been created."))),
    Story("fee_pledge_renewed","QAT","labour","reaffirmed",(("2015-02-02",QB+"Qatar pledged to abolish the labour permit fee."),("2016-03-07",QB+"The Qatari side renewed its pledge to abolish the labour permit fee."))),
    Story("fee_abolished","QAT","labour","done",(("2015-02-02",QB+"Qatar pledged to abolish the labour permit fee."),("2016-03-07",QB+"The Bangladeshi side hailed the abolition of the labour permit fee by Qatar."))),
    Story("gas_supplied","QAT","lng","done",(("2015-02-02",QB+"Qatar agreed to supply 2 million tonnes of LNG to Bangladesh by 2018."),("2018-09-10",QB+"The Qatari minister noted that Qatar had supplied 2.2 million tonnes of LNG to Bangladesh."))),
    Story("nurses_withdrawn","BGD","nurses","dropped",(("2015-02-02",QB+"Bangladesh pledged to send 500 nurses to Qatar."),("2016-03-07",QB+"The Bangladeshi side said it had withdrawn its pledge to send nurses."))),
    Story("second_session_hosted","IRL","host","done",(("2015-02-02",IK+"Ireland will host the second session of the joint economic commission in 2016."),("2016-06-06","The second session of the Ireland-Kuwait Joint Economic Commission took place in Dublin on 2 June 2016."))),
    Story("second_session_missed","IRL","host","overdue",(("2015-02-02",IK+"Ireland will host the second session of the joint economic commission in 2016."),("2017-06-05",IK+"They talked about horse breeding."))),
    Story("second_session_put_off","IRL","host","modified",(("2015-02-02",IK+"Ireland will host the second session of the joint economic commission in 2016."),("2016-06-06",IK+"The Irish minister said the session of the joint economic commission would be postponed to 2017."))),
    Story("masks_pledge_thanked","GRC","museum","open",(("2015-02-02",CO+"Greece pledged to return the gold masks to the museum in Bogota by 2020."),("2016-03-07",CO+"The Colombian minister thanked Greece for its pledge to return the gold masks."))),
    Story("masks_returned","GRC","masks","done",(("2015-02-02",CO+"Greece pledged to return the gold masks to the museum in Bogota."),("2016-03-07",CO+"The Colombian minister thanked Greece for the return of the gold masks."))),
    Story("export_tax_failed","TZA","tax","overdue",(("2015-02-02",TZ+"Tanzania undertook to abolish the export tax on cashew by July 2015."),("2016-03-07",TZ+"The Serbian minister complained that Tanzania had failed to abolish the export tax on cashew."))),
)  # fmt: skip
