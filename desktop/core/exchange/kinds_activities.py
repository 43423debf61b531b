"""Kinds of table about what happens: slots, absences, wishes, nights, holidays, verbatims."""

from __future__ import annotations

from desktop.core.exchange import choices
from desktop.core.exchange import values as v
from desktop.core.exchange.fields import CODES, Field, Kind
from desktop.core.i18n import N_

_PERSON = Field(
    "person", N_("person"), v.read_identifier,
    "id|matricule|identifiant|salarie|agent|collaborateur|employe|nom|staff number|employee|"
    "employee id|person id|email|e-mail|mail|nom prenom", required=True, words=False,
)  # fmt: skip
_SITE = Field(
    "site", N_("site"), v.read_identifier,
    "etablissement|hotel|code site|magasin|agence|lieu|property|hotel name|site id|nom du site",
    words=False,
)  # fmt: skip
_START_DAY = Field(
    "start", N_("first day"), v.read_date,
    "debut|date debut|date de debut|du|premier jour|from|start date|first day", required=True,
)  # fmt: skip
_END_DAY = Field(
    "end", N_("last day"), v.read_date,
    "fin|date fin|date de fin|au|dernier jour|to|end date|last day|reprise la veille",
)  # fmt: skip
_CAMPAIGN = Field(
    "campaign", N_("campaign"), v.read_identifier, "campagne|edition|vague|code campagne"
)

_SLOT_FIELDS = (
    Field("id", N_("code"), v.read_identifier, f"{CODES}|creneau|slot|code creneau", words=False),
    _CAMPAIGN,
    Field(
        "site", N_("site"), v.read_identifier,
        "etablissement|hotel|code site|magasin|agence|lieu|location", required=True, words=False,
    ),
    Field(
        "department", N_("receiving department"), v.read_identifier,
        "service|service d'accueil|direction|departement", words=False,
    ),
    Field(
        "role", N_("post"), v.read_text, "poste|metier|fonction|mission|poste d'immersion|job"
    ),
    Field(
        "day", N_("day"), v.read_date, "date|jour|date du creneau", in_template=False
    ),
    Field(
        "start", N_("start"), choices.read_moment_or_time,
        "debut|heure debut|heure de debut|de|from|begin|debut creneau", required=True,
    ),
    Field(
        "end", N_("end"), choices.read_moment_or_time,
        "fin|heure fin|heure de fin|a|to|until|fin creneau", required=True,
    ),
    Field(
        "break_minutes", N_("break (minutes)"), v.read_count, "pause|duree pause|break",
        in_template=False,
    ),
    Field(
        "seats", N_("seats"), v.read_count, "places|nombre de places|nb places|capacite|capacity"
    ),
    Field("mode", N_("mode"), choices.read_mode, "modalite|type d'accueil"),
    Field(
        "required_skills", N_("required skills"), v.read_list,
        "competences|competences requises|habilitations requises|skills|required skill",
    ),
    Field(
        "host_id", N_("host"), v.read_identifier,
        "accueillant|tuteur|referent|matricule accueillant|host|person|salarie|matricule",
    ),
    Field("direction", N_("direction"), choices.read_direction, "sens|vers"),
)  # fmt: skip

SLOTS = Kind("slots", N_("slots"), _SLOT_FIELDS, key=("campaign", "id"))
SHIFTS = Kind("shifts", N_("shifts"), _SLOT_FIELDS, key=("campaign", "id"))

ABSENCES = Kind(
    "absences",
    N_("absences"),
    (_PERSON, _START_DAY, _END_DAY),
    key=("person", "start", "end"),
    telling="person",
)

WISHES = Kind(
    "wishes",
    N_("wishes"),
    (
        _PERSON,
        Field(
            "rank", N_("rank"), v.read_count, "rang|ordre|priorite|voeu|choix|n° voeu|preference"
        ),
        _SITE,
        Field(
            "department", N_("department"), v.read_identifier,
            "service|service souhaite|direction|departement", words=False, in_template=False,
        ),
        Field("role", N_("post"), v.read_text, "poste|metier|fonction|poste souhaite|job"),
        Field("from", N_("from"), v.read_date, "du|debut|date debut|a partir du|start"),
        Field("to", N_("to"), v.read_date, "au|fin|date fin|jusqu'au|end"),
        _CAMPAIGN,
    ),
    key=("campaign", "person", "rank"),
    one_of=(("rank", "site", "department", "role"),),
    telling="rank",
)  # fmt: skip

OCCUPANCY = Kind(
    "occupancy",
    N_("occupancy"),
    (
        _SITE,
        Field(
            "night", N_("night"), v.read_date,
            "nuit|date|jour|nuitee|day|stay date|business date", required=True,
        ),
        Field(
            "rooms_available", N_("rooms available"), v.read_count,
            "chambres disponibles|capacite|chambres|disponibles|capacity|available rooms|"
            "rooms total|total rooms",
        ),
        Field(
            "rooms_sold", N_("rooms sold"), v.read_count,
            "chambres vendues|chambres occupees|chambres louees|vendues|occupees|"
            "rooms occupied|sold|occupied|"
            "occupied rooms",
        ),
        Field(
            "share", N_("occupancy rate"), v.read_share,
            "taux d'occupation|taux occupation|to|occupation|occupancy|occupancy rate|share of max|"
            "taux", in_template=False,
        ),
    ),
    key=("site", "night"),
    one_of=(("rooms_sold", "share"),),
)  # fmt: skip

BOOKINGS = Kind(
    "bookings",
    N_("bookings"),
    (
        Field(
            "site", N_("site"), v.read_identifier,
            "etablissement|hotel|code site|property|hotel name|site id", words=False,
        ),
        Field(
            "arrival", N_("arrival"), v.read_date,
            "arrivee|date d'arrivee|date arrivee|check in|checkin|arrival date|du|date debut",
        ),
        Field(
            "departure", N_("departure"), v.read_date,
            "depart|date de depart|check out|checkout|departure date|au|date fin",
        ),
        Field("nights", N_("nights"), v.read_count, "nuits|nb nuits|nombre de nuits|nuitees|los"),
        Field(
            "status", N_("status"), choices.read_booking_status,
            "statut|etat|etat de la reservation|statut reservation|reservation status|"
            "booking status",
        ),
        Field(
            "cancelled", N_("cancelled"), v.read_boolean,
            "annule|annulee|is canceled|is cancelled|canceled", in_template=False,
        ),
        Field(
            "rooms", N_("rooms"), v.read_count, "chambres|nb chambres|nombre de chambres",
            in_template=False,
        ),
        Field("year", N_("year of arrival"), v.read_count, "arrival date year", in_template=False),
        Field(
            "month", N_("month of arrival"), choices.read_month, "arrival date month",
            in_template=False,
        ),
        Field(
            "day", N_("day of arrival"), v.read_count, "arrival date day of month",
            in_template=False,
        ),
        Field(
            "weekend_nights", N_("weekend nights"), v.read_count, "stays in weekend nights",
            in_template=False,
        ),
        Field(
            "week_nights", N_("week nights"), v.read_count, "stays in week nights",
            in_template=False,
        ),
    ),
    key=(),
    one_of=(("arrival", "year"), ("departure", "nights", "week_nights")),
)  # fmt: skip

HOLIDAYS = Kind(
    "holidays",
    N_("holidays"),
    (
        Field("day", N_("day"), v.read_date, "date|jour|jour ferie", in_template=True),
        Field(
            "name", N_("name"), v.read_text,
            "nom|libelle|nom jour ferie|nom vacances|description|intitule|vacances|"
            "designation|label",
        ),
        Field("zones", N_("zones"), choices.read_zones, "zone|zones concernees|territoire"),
        Field(
            "start", N_("first day"), choices.read_school_start,
            "debut|date debut|date de debut|start date|du",
        ),
        Field(
            "end", N_("day of return to school"), choices.read_school_start,
            "fin|date fin|date de fin|end date|au|reprise",
        ),
        Field(
            "population", N_("population"), v.read_text, "populations", in_template=False
        ),
        *(
            Field(
                f"zone_{letter}", N_("zone {letter}"), v.read_boolean,
                f"vacances zone {letter}|zone {letter}", in_template=False,
            )
            for letter in "abc"
        ),
    ),
    key=(),
    one_of=(("day", "start"),),
)  # fmt: skip

VERBATIMS = Kind(
    "verbatims",
    N_("verbatims"),
    (
        Field(
            "id", N_("number"), v.read_identifier,
            f"{CODES}|id experience|numero avis|id avis|id verbatim|response id|review id|"
            "id reponse", words=False,
        ),
        Field(
            "date", N_("date"), v.read_date,
            "date de publication|date avis|date du sejour|date reponse|date publication|jour|"
            "review date|submitted",
        ),
        Field(
            "site", N_("site"), v.read_identifier,
            "etablissement|hotel|code site|magasin|agence|lieu|property|site id|nom du site|"
            "structure", words=False,
        ),
        Field(
            "department", N_("department"), v.read_identifier,
            "service|service concerne|intitule typologie 1", words=False, in_template=False,
        ),
        Field(
            "touchpoint", N_("touchpoint"), v.read_text,
            "point de contact|etape|moment|theme|thematique|topic|stage",
        ),
        Field(
            "title", N_("title"), v.read_text, "titre|objet|subject|headline", in_template=False
        ),
        Field(
            "text", N_("text"), v.read_text,
            "texte|verbatim|commentaire|commentaires|avis|description|message|comment|comments|"
            "review|review text|reponse|remarque", required=True, words=False,
        ),
        Field(
            "polarity", N_("polarity"), choices.read_polarity,
            "polarite|ressenti|ressenti usager|sentiment|tonalite|satisfaction|feeling|note|score|"
            "rating",
        ),
        Field("channel", N_("channel"), v.read_text, "canal|canaux|canaux typologie 1|source"),
        _CAMPAIGN,
        Field(
            "voice", N_("voice"), choices.read_voice, "voix|qui parle|auteur|type de repondant",
            in_template=False,
        ),
    ),
    key=("campaign", "voice", "id"),
)  # fmt: skip
