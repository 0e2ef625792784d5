"""Who met whom, in the manner of many ministries: one sentence each, all its engagements.

The sentences are written for these tests; office holders are named in offices that they held.
"""

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements

#: Form, status and parties of every engagement that a sentence tells.
TOLD = [
    (
        (
            "The Minister of Foreign Affairs of Georgia, Maka Botchorishvili, held a working "
            "meeting with her Estonian counterpart, Margus Tsahkna, in Tallinn."
        ),
        ["meeting held EST GEO"],
    ),
    (
        (
            "A meeting took place today between the Prime Minister of Armenia, Nikol Pashinyan,"
            " and the President of France, Emmanuel Macron."
        ),
        ["meeting held ARM FRA"],
    ),
    (
        (
            "President Kassym-Jomart Tokayev received the credentials of the newly appointed "
            "Ambassador of Japan."
        ),
        ["other held JPN KAZ"],
    ),
    (
        "Foreign Secretary Enrique Manalo arrived in Tokyo for a three-day working visit.",
        ["visit held JPN PHL"],
    ),
    (
        "The President of Ghana, John Mahama, concluded a state visit to Rwanda on Friday.",
        ["visit held GHA RWA"],
    ),
    (
        (
            "Deputy Prime Minister Ishaq Dar had a telephone conversation with the Foreign "
            "Minister of Iran, Abbas Araghchi."
        ),
        ["call held IRN PAK"],
    ),
    (
        (
            "Deputy Prime Minister and Foreign Minister Ishaq Dar of Pakistan received a phone "
            "call from Saudi Foreign Minister Faisal bin Farhan."
        ),
        ["call held PAK SAU"],
    ),
    (
        (
            "The 9th Foreign Office Consultations between Bangladesh and Vietnam concluded in "
            "Hanoi today."
        ),
        ["session held BGD VNM"],
    ),
    (
        "Foreign Minister Sergey Lavrov will pay a working visit to Algeria on February 1.",
        ["visit scheduled DZA RUS"],
    ),
    (
        (
            "On April 3, Deputy Foreign Minister Mikhail Galuzin met with Ambassador of "
            "Tajikistan Davlatshoh Gulmahmadzoda."
        ),
        ["meeting held RUS TJK"],
    ),
    (
        (
            "On April 3, Deputy Foreign Minister of Russia Mikhail Galuzin received Ambassador "
            "of Tajikistan Davlatshoh Gulmahmadzoda at his request."
        ),
        ["meeting held RUS TJK"],
    ),
    (
        (
            "Consultations were held between the foreign ministries of Russia and Egypt in "
            "Moscow on Tuesday."
        ),
        ["talks held EGY RUS"],
    ),
    (
        (
            "Talks between the President of Turkmenistan and the Prime Minister of Qatar took "
            "place in Ashgabat."
        ),
        ["talks held QAT TKM"],
    ),
    (
        (
            "His Highness Sheikh Abdullah bin Zayed Al Nahyan, UAE Minister of Foreign Affairs,"
            " has discussed over the phone with Badr Abdelatty, Egyptian Minister of Foreign "
            "Affairs, the latest developments."
        ),
        ["call held ARE EGY"],
    ),
    (
        (
            "Bahrain's King Hamad bin Isa Al Khalifa received today at Sakhir "
            "Palace Kuwait's Foreign Minister Abdullah Al-Yahya."
        ),
        ["meeting held BHR KWT"],
    ),
    (
        (
            "Minister of State for Foreign Affairs of Qatar Mohammed Al-Khulaifi met Monday "
            "with the Special Envoy of the United Nations for Syria Geir Pedersen, who is "
            "visiting the country."
        ),
        ["meeting held QAT un"],
    ),
    (
        (
            "President Lula received a telephone call this Monday from the President of France,"
            " Emmanuel Macron."
        ),
        ["call held BRA FRA"],
    ),
    (
        (
            "Mexico and the European Union held the 22nd meeting of their Joint Committee in "
            "Brussels."
        ),
        ["session held MEX eu"],
    ),
    (
        (
            "The Minister of Foreign Affairs of Peru, Elmer Schialer, met yesterday in New York"
            " with his counterpart from Ecuador, Gabriela Sommerfeld."
        ),
        ["meeting held ECU PER"],
    ),
    (
        (
            "Deputy Secretary Landau met today with Guatemalan Foreign Minister Carlos Ramiro "
            "Martínez in Washington."
        ),
        ["meeting held GTM USA"],
    ),
    (
        (
            "Federal Chancellor Friedrich Merz of Germany spoke by telephone with President "
            "Volodymyr Zelensky of Ukraine today."
        ),
        ["call held DEU UKR"],
    ),
    (
        (
            "Federal Councillor Ignazio Cassis of Switzerland met his Austrian counterpart "
            "Beate Meinl-Reisinger for bilateral talks in Bern."
        ),
        ["talks held AUT CHE"],
    ),
    (
        (
            "During the visit, Federal Councillor Ignazio Cassis of Switzerland is scheduled to"
            " meet President Ilham Aliyev of Azerbaijan."
        ),
        ["meeting scheduled AZE CHE"],
    ),
    (
        (
            "The Norwegian Foreign Minister Espen Barth Eide travelled to Kyiv on Thursday, "
            "where he met President Volodymyr Zelenskyy."
        ),
        ["meeting held NOR UKR", "visit held NOR UKR"],
    ),
    (
        (
            "Polish Foreign Minister Radosław Sikorski took part in a meeting of the Weimar "
            "Triangle with his French and German counterparts."
        ),
        ["meeting held DEU FRA POL"],
    ),
    (
        (
            "NATO Secretary General Mark Rutte met with the President of Montenegro, Jakov "
            "Milatović, at NATO Headquarters on Wednesday."
        ),
        ["meeting held MNE nato"],
    ),
    (
        (
            "The North Atlantic Council met in Brussels on Tuesday with the Minister of Foreign"
            " Affairs of Ukraine, Andrii Sybiha."
        ),
        ["meeting held UKR nato"],
    ),
    (
        (
            "Prime Minister Narendra Modi held bilateral talks with the Prime Minister of "
            "Mauritius, Navinchandra Ramgoolam, in Port Louis."
        ),
        ["talks held IND MUS"],
    ),
    (
        (
            "The Foreign Minister of Nepal, Arzu Rana Deuba, paid a courtesy call on President "
            "Droupadi Murmu of India."
        ),
        ["meeting held IND NPL"],
    ),
    (
        (
            "State Minister for Foreign Affairs of Japan Fujii Hisayuki received a courtesy "
            "call from H.E. Mr. Ali Sabry, Foreign Minister of Sri Lanka."
        ),
        ["meeting held JPN LKA"],
    ),
    (
        (
            "From 10:30 a.m. on May 12, for approximately 40 minutes, Mr. IWAYA Takeshi, "
            "Minister for Foreign Affairs of Japan, held a foreign ministers' meeting with H.E."
            " Mr. Cho Tae-yul, Minister of Foreign Affairs of the Republic of Korea."
        ),
        ["meeting held JPN KOR"],
    ),
    (
        (
            "On May 12, commencing at 9:00 p.m. for approximately 15 minutes, Prime Minister "
            "ISHIBA Shigeru of Japan held a telephone talk with the Honorable Keir Starmer, "
            "Prime Minister of the United Kingdom."
        ),
        ["call held GBR JPN"],
    ),
    (
        (
            "First Vice Foreign Minister Kim Hong-kyun of the ROK had a phone call with U.S. "
            "Deputy Secretary of State Christopher Landau on the morning of April 3."
        ),
        ["call held KOR USA"],
    ),
    (
        (
            "The 6th ROK-Mongolia Joint Committee meeting was held in Ulaanbaatar on May 2, co-"
            "chaired by Deputy Minister Kang Insun and Deputy Minister Amartuvshin Gombosuren."
        ),
        ["session held KOR MNG"],
    ),
    (
        (
            "On April 15, 2025, President Xi Jinping held talks at the Presidential Palace in "
            "Hanoi with President Luong Cuong of Vietnam."
        ),
        ["talks held CHN VNM"],
    ),
    (
        (
            "On May 9, 2025, Member of the Political Bureau of the CPC Central Committee and "
            "Foreign Minister Wang Yi had a phone call with Foreign Minister of Cuba Bruno "
            "Rodriguez Parrilla."
        ),
        ["call held CHN CUB"],
    ),
    (
        (
            "At the invitation of Prime Minister Pham Minh Chinh, Prime Minister of Malaysia "
            "Anwar Ibrahim will make an official visit to Vietnam from 25 to 28 May."
        ),
        ["visit scheduled MYS VNM"],
    ),
    (
        (
            "At the invitation of Foreign Minister Wang Yi, Foreign Minister of Chile Alberto "
            "van Klaveren will visit China from May 11 to 14."
        ),
        ["visit scheduled CHL CHN"],
    ),
    (
        (
            "Minister for Foreign Affairs of Singapore Dr Vivian Balakrishnan will be making a "
            "working visit to Washington from 9 to 12 June."
        ),
        ["visit scheduled SGP USA"],
    ),
    (
        (
            "Prime Minister Lawrence Wong of Singapore met with Prime Minister Christopher "
            "Luxon of New Zealand over lunch today."
        ),
        ["meeting held NZL SGP"],
    ),
    (
        (
            "Foreign Minister Winston Peters of New Zealand has held talks with Fijian Prime "
            "Minister Sitiveni Rabuka in Suva."
        ),
        ["talks held FJI NZL"],
    ),
    (
        (
            "Cabinet Secretary Musalia Mudavadi of Kenya hosted the Ambassador of Turkey to "
            "Kenya, Subutay Yüksel, at his office in Nairobi."
        ),
        ["meeting held KEN TUR"],
    ),
    (
        (
            "President Cyril Ramaphosa of South Africa undertook a working visit to Vietnam to "
            "attend the summit."
        ),
        ["visit held VNM ZAF"],
    ),
    (
        (
            "The Bi-National Commission between South Africa and Nigeria convened in Cape Town "
            "under the co-chairship of President Ramaphosa and President Tinubu."
        ),
        ["session held NGA ZAF"],
    ),
    (
        (
            "Ethiopia's Foreign Minister Gedion Timothewos conferred with his Djiboutian "
            "counterpart Abdoulkader Houssein Omar in Addis Ababa."
        ),
        ["meeting held DJI ETH"],
    ),
    (
        (
            "President Paul Kagame of Rwanda this morning received Dr. Akinwumi Adesina, "
            "President of the African Development Bank."
        ),
        ["meeting held RWA afdb"],
    ),
    (
        (
            "The Ugandan Foreign Minister, Gen. Odongo Jeje Abubakhar, held bilateral "
            "discussions with Burundi's Minister of Foreign Affairs, Albert Shingiro, in "
            "Kampala."
        ),
        ["talks held BDI UGA"],
    ),
    (
        (
            "Foreign Minister Hakan Fidan of Türkiye met with Foreign Minister Asaad al-"
            "Shaibani of Syria in Ankara."
        ),
        ["meeting held SYR TUR"],
    ),
    (
        (
            "Minister Hakan Fidan of Türkiye held a phone call with Minister of Foreign Affairs"
            " and Expatriates of Jordan Ayman Safadi."
        ),
        ["call held JOR TUR"],
    ),
    (
        (
            "President Recep Tayyip Erdoğan of Türkiye met tête-à-tête with President Prabowo "
            "Subianto of Indonesia, and the two leaders then chaired a meeting between "
            "delegations."
        ),
        ["meeting held IDN TUR"],
    ),
    (
        (
            "Egypt's Foreign Minister Badr Abdelatty received a phone call on Saturday from his"
            " Iranian counterpart Abbas Araghchi."
        ),
        ["call held EGY IRN"],
    ),
    (
        (
            "Prime Minister Benjamin Netanyahu of Israel met this evening with Hungarian Prime "
            "Minister Viktor Orbán at the Prime Minister's Office in Jerusalem."
        ),
        ["meeting held HUN ISR"],
    ),
    (
        (
            "Iran's President Masoud Pezeshkian and his Iraqi counterpart Abdul Latif Rashid "
            "held a meeting on Wednesday to discuss ways to expand ties."
        ),
        ["meeting held IRN IRQ"],
    ),
    (
        (
            "Morocco's Foreign Minister Nasser Bourita held talks via videoconference with his "
            "Dutch counterpart Caspar Veldkamp."
        ),
        ["call held MAR NLD"],
    ),
    (
        (
            "Delegations from Ukraine and Russia met in Istanbul on Friday for the first direct"
            " peace talks in three years."
        ),
        ["talks held RUS UKR"],
    ),
    (
        (
            "Kyrgyz President Sadyr Japarov and Tajik President Emomali Rahmon signed a border "
            "treaty in Bishkek on Thursday."
        ),
        ["signing held KGZ TJK"],
    ),
    (
        (
            "Minister Andrew Holness of Jamaica and Prime Minister Mark Carney of Canada spoke "
            "by phone on Tuesday."
        ),
        ["call held CAN JAM"],
    ),
    (
        (
            "The Defence Ministers of India and France met in New Delhi for the 5th Annual "
            "Defence Dialogue."
        ),
        ["session held FRA IND"],
    ),
    (
        ("Commissioner Šefčovič met U.S. Trade Representative Jamieson Greer in Paris yesterday."),
        ["meeting held USA eu"],
    ),
    (
        (
            "The fourteenth session of the India–Oman Joint Commission Meeting will take place "
            "in Muscat next week."
        ),
        ["session scheduled IND OMN"],
    ),
    (
        (
            "A delegation led by Deputy Minister of Foreign Affairs of Belarus Igor Sekreta "
            "held consultations with the Foreign Ministry of Laos in Vientiane."
        ),
        ["talks held BLR LAO"],
    ),
    (
        (
            "A Cuban delegation headed by Foreign Minister Bruno Rodríguez visited Vietnam on "
            "Sunday."
        ),
        ["visit held CUB VNM"],
    ),
    (
        (
            "Bilateral consultations at the level of deputy foreign ministers between Bulgaria "
            "and Kazakhstan were held in Sofia."
        ),
        ["talks held BGR KAZ"],
    ),
    (
        (
            "The trilateral meeting of the foreign ministers of Romania, Poland and Türkiye "
            "took place in Bucharest on 12 May."
        ),
        ["meeting held POL ROU TUR"],
    ),
    (
        (
            "The President of the Swiss Confederation, Karin Keller-Sutter, was received by "
            "Pope Leo XIV."
        ),
        ["meeting held CHE VAT"],
    ),
    (
        (
            "Minister Tsahkna of Estonia and Minister Valtonen of Finland had a bilateral "
            "meeting in Helsinki this afternoon."
        ),
        ["meeting held EST FIN"],
    ),
    (
        (
            "Prime Minister Edi Rama of Albania and Prime Minister Kyriakos Mitsotakis of "
            "Greece exchanged views in a meeting in Tirana."
        ),
        ["meeting held ALB GRC"],
    ),
    (
        (
            "State Secretary Péter Sztáray of Hungary held political consultations with his "
            "Jordanian colleague in Amman."
        ),
        ["talks held HUN JOR"],
    ),
    (
        (
            "The Lao and Thai foreign ministers cochaired the 23rd meeting of the Laos–Thailand"
            " Joint Cooperation Commission in Vientiane."
        ),
        ["session held LAO THA"],
    ),
    (
        "Sultan Haitham bin Tarik of Oman arrived in Algiers on a two-day state visit.",
        ["visit held DZA OMN"],
    ),
    (
        "Pakistan's Prime Minister Shehbaz Sharif left for Baku on a two-day visit.",
        ["visit held AZE PAK"],
    ),
    (
        (
            "Minister Mélanie Joly of Canada held bilateral meetings with her colleagues "
            "from France, India and Mexico."
        ),
        ["meeting held CAN FRA", "meeting held CAN IND", "meeting held CAN MEX"],
    ),
    (
        (
            "On the sidelines, Foreign Minister Dino Patti Djalal of Indonesia held separate "
            "bilateral meetings with the foreign ministers of Chile, Peru, and New Zealand."
        ),
        ["meeting held CHL IDN", "meeting held IDN NZL", "meeting held IDN PER"],
    ),
    (
        (
            "Minister Schallenberg of Austria also held bilateral talks with the Foreign "
            "Ministers of Jordan and Oman."
        ),
        ["talks held AUT JOR", "talks held AUT OMN"],
    ),
    (
        (
            "Minister Fidan of Türkiye met separately with the Foreign Ministers of Qatar and "
            "Kuwait."
        ),
        ["meeting held KWT TUR", "meeting held QAT TUR"],
    ),
    (
        ("The cooperation agreement signed by Kenya and Uganda in March 2019 remains in force."),
        ["signing held KEN UGA"],
    ),
    (
        (
            "Representatives of Kenya and Uganda met in Busia on Monday. The sides agreed to "
            "hold the next meeting in Nairobi in early 2026."
        ),
        ["meeting held KEN UGA", "meeting scheduled KEN UGA"],
    ),
    (
        (
            "The U.S. delegation was led by Secretary of State Marco Rubio and the Kenyan "
            "delegation by Prime Cabinet Secretary Musalia Mudavadi. The talks between Kenya "
            "and the United States were held in Washington on Monday."
        ),
        ["talks held KEN USA"],
    ),
    (
        (
            "Prime Minister Anwar Ibrahim of Malaysia attended the 11th BRICS Summit in Rio de "
            "Janeiro on Sunday."
        ),
        ["summit held BRA MYS brics"],
    ),
    (
        (
            "Secretary-General António Guterres spoke by telephone today with President Abdel "
            "Fattah Al Sisi of Egypt."
        ),
        ["call held EGY un"],
    ),
    (
        (
            "Wang Yi, China's foreign minister, is due to visit India next week for the 24th "
            "round of Special Representatives' talks."
        ),
        ["session scheduled CHN IND", "visit scheduled CHN IND"],
    ),
    (
        ("The visit of President Prabowo Subianto to Russia, planned for June, was postponed."),
        ["visit cancelled IDN RUS"],
    ),
    (
        (
            "President Volodymyr Zelenskyy invited President Gitanas Nausėda of Lithuania to "
            "visit Ukraine."
        ),
        ["visit proposed LTU UKR"],
    ),
    (
        (
            "A joint press conference by German Chancellor Friedrich Merz and Jordan's King "
            "Abdullah II was held in Berlin on Tuesday."
        ),
        ["press-conference held DEU JOR"],
    ),
    (
        (
            "The Emir of Kuwait sent a cable of congratulations to the King of Jordan on "
            "Independence Day."
        ),
        ["message held JOR KWT"],
    ),
    (
        (
            "President Ilham Aliyev of Azerbaijan received a letter from President Donald Trump"
            " of the United States."
        ),
        ["message held AZE USA"],
    ),
    (
        (
            "During the talks in Tashkent, Deputy Prime Minister Jamshid Khodjaev of Uzbekistan"
            " and Minister Marat Karabayev of Kazakhstan discussed transit."
        ),
        ["talks held KAZ UZB"],
    ),
    (
        (
            "Over the weekend, Omani Foreign Minister Badr Albusaidi conferred by telephone "
            "with Iranian Foreign Minister Abbas Araghchi and, separately, U.S. envoy Steve "
            "Witkoff."
        ),
        ["call held IRN OMN", "call held OMN USA"],
    ),
    (
        "The Bulgarian and Romanian defence ministers signed a declaration in Sofia.",
        ["signing held BGR ROU"],
    ),
    (
        (
            "Vice President JD Vance had a bilateral meeting with Prime Minister Giorgia Meloni"
            " of Italy in Rome on Friday."
        ),
        ["meeting held ITA USA"],
    ),
    (
        (
            "The Prime Minister of Belgium, Bart De Wever, welcomed the Prime Minister of "
            "Luxembourg, Luc Frieden, to the Egmont Palace on Wednesday for the Gäichel summit "
            "between the two governments."
        ),
        ["summit held BEL LUX"],
    ),
    (
        (
            "Argentine Foreign Minister Gerardo Werthein met today in Buenos Aires with U.S. "
            "Southern Command chief Alvin Holsey."
        ),
        ["meeting held ARG USA"],
    ),
    (
        (
            "Political consultations at the level of Vice Ministers were held between Paraguay "
            "and Morocco in Asunción."
        ),
        ["talks held MAR PRY"],
    ),
    (
        (
            "President Miguel Díaz-Canel of Cuba spoke by telephone with President "
            "Andrés Manuel López Obrador of Mexico."
        ),
        ["call held CUB MEX"],
    ),
    (
        (
            "The Prime Minister of Grenada, Dickon Mitchell, held discussions with the "
            "Secretary-General of CARICOM, Carla Barnett, at State House."
        ),
        ["talks held GRD caricom"],
    ),
    (
        (
            "H.E. Moussa Faki Mahamat, Chairperson of the African Union Commission, received "
            "the Minister of Foreign Affairs of Japan, H.E. Yoko Kamikawa, at the AU "
            "Headquarters."
        ),
        ["meeting held JPN au"],
    ),
    (
        (
            "ASEAN Secretary-General Dr. Kao Kim Hourn today held a meeting with the Ambassador"
            " of Norway to ASEAN, H.E. Kjell Tormod Pettersen."
        ),
        ["meeting held NOR asean"],
    ),
    (
        "The 25th ASEAN-Canada Dialogue was convened in Ottawa on 4-5 May 2025.",
        ["session held CAN asean"],
    ),
    (
        (
            "Officials of ASEAN and the Republic of Korea convened the 29th ASEAN-ROK Dialogue "
            "in Seoul."
        ),
        ["session held KOR asean"],
    ),
    (
        (
            "The 20th meeting of the India-EU Joint Working Group on Counter Terrorism took "
            "place in Brussels on 6 May 2025."
        ),
        ["session held IND eu"],
    ),
    (
        "Uzbekistan and the EU held the 20th meeting of their Cooperation Committee.",
        ["session held UZB eu"],
    ),
    (
        (
            "His Majesty King Abdullah II of Jordan received visiting Australian Foreign "
            "Minister Bob Carr on Thursday."
        ),
        ["meeting held AUS JOR", "visit held AUS JOR"],
    ),
    (
        (
            "Australian Immigration Minister Tony Burke met the visiting Cambodian Deputy Prime"
            " Minister Sar Sokha in Canberra."
        ),
        ["meeting held AUS KHM", "visit held AUS KHM"],
    ),
    (
        (
            "Minister Subrahmanyam Jaishankar of India extended an invitation to President "
            "Anura Kumara Dissanayake of Sri Lanka to visit India at a mutually convenient "
            "date."
        ),
        ["visit proposed IND LKA"],
    ),
    (
        (
            "The 3rd extraordinary session of the SADC Council of Ministers held in Harare, "
            "Zimbabwe, on 12 March 2025, welcomed the accord."
        ),
        ["session held ZWE sadc"],
    ),
    (
        (
            "The Icelandic Foreign Minister Þorgerður Katrín Gunnarsdóttir and her Danish "
            "colleague Lars Løkke Rasmussen signed a memorandum of understanding in Reykjavík."
        ),
        ["signing held DNK ISL"],
    ),
    (
        (
            "Deputy Foreign Minister Andrea Wiktorin led Germany's delegation to the 4th "
            "session of the German-Moroccan Joint Committee in Rabat on Monday."
        ),
        ["session held DEU MAR"],
    ),
    (
        (
            "The meeting of the Foreign Minister of Uzbekistan Bakhtiyor Saidov with the "
            "Foreign Minister of Kyrgyzstan Jeenbek Kulubaev was held in Tashkent."
        ),
        ["meeting held KGZ UZB"],
    ),
    (
        (
            "President Bassirou Diomaye Faye of Senegal and President Adama Barrow of The "
            "Gambia will discuss river transport in Dakar on 20 May."
        ),
        ["talks scheduled GMB SEN"],
    ),
    (
        (
            "King Abdullah II of Jordan received visiting Japanese Foreign Minister Iwaya "
            "Takeshi in Amman."
        ),
        ["meeting held JOR JPN", "visit held JOR JPN"],
    ),
    (
        (
            "Foreign Minister Elina Valtonen of Finland extended an invitation to President "
            "Edgars Rinkēvičs of Latvia to visit Finland."
        ),
        ["visit proposed FIN LVA"],
    ),
    (
        (
            "President Alar Karis of Estonia warmly welcomed President Edgars Rinkēvičs of "
            "Latvia to Tallinn."
        ),
        ["visit held EST LVA"],
    ),
    (
        (
            "President Alar Karis of Estonia welcomed President Edgars Rinkēvičs of Latvia to "
            "Kadriorg Palace."
        ),
        ["meeting held EST LVA"],
    ),
    (
        (
            "Foreign Minister Penny Wong of Australia met with Foreign Minister Iwaya Takeshi "
            "of Japan, Foreign Minister Cho Tae-yul of Korea and Foreign Minister Bui Thanh Son"
            " of Vietnam on the margins of the meeting."
        ),
        ["meeting held AUS JPN", "meeting held AUS KOR", "meeting held AUS VNM"],
    ),
    (
        ("The agreement on air services signed by Rwanda and Qatar in March 2019 will be amended."),
        ["signing held QAT RWA"],
    ),
    (
        "A meeting of the Permanent Council of the OAS will be convened on Friday.",
        ["session scheduled oas"],
    ),
    (
        (
            "The Prime Minister of Fiji, Sitiveni Rabuka, received a phone call on Sunday from "
            "his Australian counterpart, Anthony Albanese."
        ),
        ["call held AUS FJI"],
    ),
    (
        (
            "Brunei's Sultan Hassanal Bolkiah received this morning at Istana Nurul Iman "
            "Singapore's Prime Minister Lawrence Wong."
        ),
        ["meeting held BRN SGP"],
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_extract_reads_all_engagements_of_a_sentence(text: str, told: list[str]) -> None:
    found = read_by(engagements.extract, text, date="2025-05-14")
    assert sorted(f"{r.form} {r.status} {' '.join(r.parties)}" for r in found) == told
