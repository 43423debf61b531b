"""Kinds of table about the company: people, departments, sites, communes."""

from __future__ import annotations

from desktop.core.exchange import choices
from desktop.core.exchange import values as v
from desktop.core.exchange.emails import read_email
from desktop.core.exchange.fields import CODES, Field, Kind
from desktop.core.i18n import N_

PEOPLE = Kind(
    "people",
    N_("people"),
    (
        Field(
            "id", N_("staff number"), v.read_identifier,
            f"{CODES}|matricule|matricule paie|numero matricule|id agent|id salarie|employee id|"
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
            f"{CODES}|code service|code direction|code departement|code structure|code unite",
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
            f"{CODES}|code site|code etablissement|code structure|code magasin|code agence|"
            "code hotel|siret|site id|finess|uai", words=False,
        ),
        Field(
            "name", N_("name"), v.read_identifier,
            "nom|libelle|intitule|nom commercial|enseigne|site|etablissement|hotel|nom du site|"
            "intitule structure|nom de l'etablissement|magasin|agence|site name|hotel name|"
            "raison sociale",
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
