"""What can be imported: the fields of each kind, their usual names, how they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.core.exchange import choices
from desktop.core.exchange import values as v
from desktop.core.exchange.emails import read_email
from desktop.core.exchange.values import Habits, Read
from desktop.core.i18n import N_

Parser = Callable[[str, Habits], Read]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column may hold.

    `names` are usual column names, folded or not, in French and English; `title` and `help` are
    marked for translation. `required` fields hold back a line when empty. `in_template` is false
    for what is only understood when a file brings it.
    """

    name: str
    title: str
    parse: Parser
    names: str = ""
    required: bool = False
    words: bool = True
    in_template: bool = True
    help: str = ""

    @property
    def synonyms(self) -> tuple[str, ...]:
        own = self.name.replace("_", " ")
        return (own, *(v.fold(name) for name in self.names.split("|") if name))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: its fields, and which of them tell one record from another."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...] = field(default=())
    """Of each of these groups at least one field must have a column."""

    def field(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)


_ID = "code|identifiant|ref|reference|n°|numero"

PEOPLE = Kind(
    "people",
    N_("people"),
    (
        Field(
            "id", N_("staff number"), v.read_identifier,
            f"{_ID}|matricule|matricule paie|numero matricule|id agent|id salarie|employee id|"
            "staff id|staff number|code agent|code salarie|person",
            words=False,
        ),
        Field(
            "last_name", N_("last name"), v.read_text,
            "nom|nom usuel|nom de famille|nom d'usage|nom patronymique|surname|family name|"
            "lastname",
            words=False,
        ),
        Field(
            "first_name", N_("first name"), v.read_text,
            "prenom|prenom usuel|prenoms|given name|firstname|forename", words=False,
        ),
        Field(
            "full_name", N_("full name"), choices.read_full_name,
            "nom prenom|nom et prenom|prenom nom|nom complet|agent|salarie|collaborateur|employe|"
            "name|employee|employee name", words=False, in_template=False,
        ),
        Field(
            "email", N_("e-mail"), read_email,
            "e-mail|mail|courriel|courrier electronique|adresse mail|adresse e-mail|"
            "adresse electronique|email professionnel|mail pro|email address",
        ),
        Field(
            "department", N_("department"), v.read_identifier,
            "service|direction|departement|pole|unite|equipe|affectation|code service|"
            "service d'affectation|team|unit|business unit", words=False,
        ),
        Field(
            "department_name", N_("name of the department"), v.read_identifier,
            "libelle service|nom du service|intitule du service|libelle direction|department label",
            words=False, in_template=False,
        ),
        Field(
            "site", N_("site"), v.read_identifier,
            "lieu de travail|etablissement|lieu|code site|site de rattachement|agence|magasin|"
            "location|workplace|work location|office", words=False,
        ),
        Field(
            "side", N_("side"), choices.read_side,
            "cote|position|front back|front/back|accueil ou back office|type de poste client",
        ),
        Field(
            "entity", N_("legal entity"), v.read_identifier,
            "entite|entite juridique|societe|employeur|filiale|raison sociale|company|employer",
            words=False,
        ),
        Field(
            "manager_id", N_("manager"), v.read_identifier,
            "manager|responsable|n+1|superieur|matricule manager|matricule responsable|"
            "responsable hierarchique|superieur hierarchique|line manager|reports to",
        ),
        Field(
            "job_title", N_("job title"), v.read_text,
            "fonction|poste|emploi|metier|intitule du poste|intitule de poste|job|position title|"
            "title", in_template=False,
        ),
        Field(
            "contract", N_("contract"), choices.read_contract,
            "contrat|type de contrat|temps de travail|regime|contract type",
        ),
        Field(
            "weekly_schedule", N_("usual week"), choices.read_schedule,
            "horaires|horaire|semaine type|horaires habituels|planning type|schedule|"
            "working hours", help=N_("mon 09:00-12:30 13:30-17:00, tue …"),
        ),
        Field(
            "weekly_hours", N_("hours a week"), v.read_decimal,
            "heures hebdomadaires|heures par semaine|duree hebdomadaire|hours per week",
            in_template=False,
        ),
        Field(
            "birth_date", N_("date of birth"), v.read_past_date,
            "naissance|date naissance|date de naissance|ne le|nee le|birthday|date of birth|dob",
        ),
        Field(
            "skills", N_("skills"), v.read_list,
            "competences|habilitations|qualifications|certifications",
        ),
        Field("languages", N_("languages"), v.read_list, "langues|langues parlees|langue"),
        Field(
            "join_date", N_("start of contract"), v.read_date,
            "entree|date d'entree|date d'embauche|date arrivee|embauche|hire date|start date|"
            "date debut contrat",
        ),
        Field(
            "leave_date", N_("end of contract"), v.read_date,
            "sortie|date de sortie|date de depart|depart|fin de contrat|date fin contrat|end date|"
            "termination date",
        ),
    ),
    key=("id",),
    one_of=(("last_name", "full_name"),),
)  # fmt: skip

DEPARTMENTS = Kind(
    "departments",
    N_("departments"),
    (
        Field(
            "id", N_("code"), v.read_identifier,
            f"{_ID}|code service|code direction|code departement|code structure|code unite",
            words=False,
        ),
        Field(
            "name", N_("name"), v.read_identifier,
            "nom|libelle|intitule|service|direction|departement|nom du service|libelle service|"
            "intitule structure|department name|department", required=True, words=False,
        ),
        Field(
            "parent_id", N_("parent"), v.read_identifier,
            "parent|code parent|rattachement|direction de rattachement|service parent|"
            "code structure parent|service de rattachement|reports to",
        ),
        Field(
            "parent_name", N_("name of the parent"), v.read_identifier,
            "nom parent|libelle parent|intitule structure parente|structure parente",
            in_template=False,
        ),
        Field(
            "head_email", N_("head's e-mail"), read_email,
            "responsable|mail responsable|email responsable|courriel du responsable|"
            "chef de service|head|manager email",
        ),
        Field(
            "client_distance", N_("distance to the client"), v.read_count,
            "distance au client|distance client|distance",
        ),
        Field("side", N_("side"), choices.read_side, "cote|position|front back|front/back"),
        Field(
            "active", N_("active"), v.read_boolean, "actif|active|ouvert|en service|is active",
            in_template=False,
        ),
    ),
    key=("id",),
)  # fmt: skip

SITES = Kind(
    "sites",
    N_("sites"),
    (
        Field(
            "id", N_("code"), v.read_identifier,
            f"{_ID}|code site|code etablissement|code structure|code magasin|code agence|"
            "code hotel|siret|site id|finess|uai", words=False,
        ),
        Field(
            "name", N_("name"), v.read_identifier,
            "nom|libelle|intitule|nom commercial|enseigne|site|etablissement|hotel|nom du site|"
            "intitule structure|nom de l'etablissement|magasin|agence|site name|hotel name",
            required=True, words=False,
        ),
        Field(
            "kind", N_("kind of site"), choices.read_site_kind,
            "type|type de site|typologie|typologie etablissement|intitule typologie|categorie "
            "de site|nature|activite|site type",
        ),
        Field(
            "department", N_("department"), v.read_identifier,
            "service|direction|rattachement|code structure parent|service de rattachement|"
            "code service", words=False,
        ),
        Field(
            "department_name", N_("name of the department"), v.read_identifier,
            "intitule structure parente|structure parente|nom du service|libelle service",
            words=False, in_template=False,
        ),
        Field(
            "address", N_("address"), v.read_text,
            "adresse|adresse postale|rue|voie|street|street address|adresse 1",
        ),
        Field(
            "postcode", N_("postcode"), v.read_postcode,
            "code postal|cp|zip|zip code|postal code|code postal structure",
        ),
        Field(
            "city", N_("city"), v.read_identifier,
            "ville|commune|localite|town|municipality|nom commune", words=False,
        ),
        Field(
            "insee", N_("INSEE code"), v.read_insee,
            "code insee|insee commune|insee ville|code commune|code commune insee",
            in_template=False,
        ),
        Field("latitude", N_("latitude"), v.read_coordinate, "lat|y wgs84"),
        Field("longitude", N_("longitude"), v.read_coordinate, "lon|lng|long|x wgs84"),
        Field(
            "timezone", N_("time zone"), choices.read_timezone,
            "fuseau|fuseau horaire|time zone|tz",
        ),
        Field(
            "school_zone", N_("school zone"), choices.read_school_zone,
            "zone scolaire|zone vacances|zone de vacances",
        ),
        Field(
            "sunday_derogation", N_("open on Sundays by law"), v.read_boolean,
            "derogation dominicale|derogation dimanche|travail du dimanche|ouvert dimanche",
        ),
        Field(
            "rooms", N_("rooms"), v.read_count,
            "chambres|nombre de chambres|nb chambres|nombre chambres|number of rooms|capacite "
            "chambres",
        ),
        Field(
            "units", N_("lodgings"), v.read_count,
            "nombre d'unites d'habitation|nombre de logements|nombre unites habitation residences "
            "tourisme|logements|unites d'habitation", in_template=False,
        ),
        Field(
            "entity", N_("legal entity"), v.read_identifier,
            "entite|entite juridique|societe|reseau|intitule reseau|filiale|raison sociale|"
            "company|exploitant|groupe", words=False,
        ),
        Field(
            "active", N_("active"), v.read_boolean, "actif|active|ouvert|en service|is active",
            in_template=False,
        ),
    ),
    key=("id",),
)  # fmt: skip

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
    Field("id", N_("code"), v.read_identifier, f"{_ID}|creneau|slot|code creneau", words=False),
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
            "chambres vendues|chambres occupees|vendues|occupees|rooms occupied|sold|occupied|"
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
            f"{_ID}|id experience|numero avis|id avis|id verbatim|response id|review id|"
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

COMMUNES = Kind(
    "communes",
    N_("communes"),
    (
        Field(
            "insee", N_("INSEE code"), v.read_insee,
            "code insee|code commune insee|code commune|insee com", required=True,
        ),
        Field(
            "name", N_("name"), v.read_identifier,
            "nom|commune|nom commune|nom de la commune|libelle|ville|libelle acheminement",
            required=True, words=False,
        ),
        Field(
            "postcode", N_("postcode"), v.read_postcode, "code postal|cp|zip", required=True
        ),
        Field("latitude", N_("latitude"), v.read_coordinate, "lat|y"),
        Field("longitude", N_("longitude"), v.read_coordinate, "lon|lng|long|x"),
        Field(
            "gps", N_("coordinates"), v.read_text, "coordonnees gps|geo point|geolocalisation",
            in_template=False,
        ),
    ),
    key=("insee", "postcode", "name"),
)  # fmt: skip

KINDS: tuple[Kind, ...] = (
    PEOPLE,
    DEPARTMENTS,
    SITES,
    SLOTS,
    SHIFTS,
    ABSENCES,
    WISHES,
    OCCUPANCY,
    BOOKINGS,
    HOLIDAYS,
    VERBATIMS,
    COMMUNES,
)
BY_NAME = {kind.name: kind for kind in KINDS}
