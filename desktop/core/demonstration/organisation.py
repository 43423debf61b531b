"""Entities, the tree of departments with its service chain, and the sites."""

from __future__ import annotations

import random
from dataclasses import dataclass

from desktop.core.demonstration.calendar import ALSACE_MOSELLE
from desktop.core.demonstration.fiction import Department, Entity, ServiceLink, Site
from desktop.core.demonstration.stories import resource, stories
from desktop.core.vocabulary import Side, SiteKind

COMPANY = "Maisons Belrive"
HOTELS, SERVICES = 1, 2
ENTITIES = (
    Entity(HOTELS, "BH", "Belrive Hôtels SAS"),
    Entity(SERVICES, "BCS", "Belrive Commerce et Services SAS"),
)
F, M, B = Side.FRONT, Side.MIXED, Side.BACK

# code, name, parent, side, distance to the client, entity, share of the staff, where it works
_TREE = (
    ("board", "Direction générale", "", B, 4, SERVICES, 0, "head_office"),
    ("hotels", "Exploitation hôtelière", "board", M, 1, HOTELS, 0, "head_office"),
    ("reception", "Réception", "hotels", F, 0, HOTELS, 8, "hotel"),
    ("housekeeping", "Hébergement et étages", "hotels", M, 1, HOTELS, 6, "hotel"),
    ("dining", "Restauration", "hotels", F, 0, HOTELS, 5, "hotel"),
    ("retail", "Exploitation des magasins", "board", M, 1, SERVICES, 0, "head_office"),
    ("sales", "Vente et conseil", "retail", F, 0, SERVICES, 8, "shop"),
    ("checkout", "Caisses et retrait", "retail", F, 0, SERVICES, 6, "shop"),
    ("relation", "Relation client", "board", M, 1, SERVICES, 0, "head_office"),
    ("phones", "Plateau téléphonique", "relation", F, 0, SERVICES, 7, "call_centre"),
    ("desk", "Accueil des résidences", "relation", F, 0, SERVICES, 4, "public_desk"),
    ("logistics", "Logistique", "board", B, 2, SERVICES, 0, "head_office"),
    ("warehouse", "Entrepôt et préparation", "logistics", B, 2, SERVICES, 4, "warehouse"),
    ("support", "Fonctions centrales", "board", B, 3, SERVICES, 0, "head_office"),
    ("hr", "Ressources humaines", "support", B, 3, SERVICES, 2, "head_office"),
    ("payroll", "Paie", "support", B, 4, SERVICES, 2, "head_office"),
    ("accounting", "Comptabilité", "support", B, 3, SERVICES, 2, "head_office"),
    ("finance", "Finance et pilotage", "support", B, 3, SERVICES, 1, "head_office"),
    ("it", "Informatique", "support", B, 3, SERVICES, 3, "head_office"),
    ("legal", "Juridique", "support", B, 4, SERVICES, 1, "head_office"),
    ("purchasing", "Achats", "support", B, 3, HOTELS, 1, "head_office"),
    ("communication", "Communication", "support", B, 3, SERVICES, 1, "head_office"),
    ("marketing", "Marketing et offres", "support", B, 2, SERVICES, 2, "head_office"),
    ("ecommerce", "E-commerce", "support", B, 1, SERVICES, 2, "head_office"),
)
# Who depends on whom besides what the stories tell.
_CHAIN = (
    ("payroll", "phones"), ("hr", "payroll"), ("finance", "purchasing"), ("it", "ecommerce"),
    ("marketing", "ecommerce"), ("purchasing", "warehouse"), ("legal", "hr"),
    ("accounting", "purchasing"), ("housekeeping", "reception"), ("warehouse", "checkout"),
)  # fmt: skip
_KINDS = {
    "head_office": (SiteKind.HEAD_OFFICE, "Siège"),
    "warehouse": (SiteKind.WAREHOUSE, "Entrepôt"),
    "call_centre": (SiteKind.CALL_CENTRE, "Plateau"),
    "public_desk": (SiteKind.PUBLIC_DESK, "Accueil résidence"),
    "hotel": (SiteKind.HOTEL, "Hôtel Belrive"),
    "shop": (SiteKind.SHOP, "Comptoir Belrive"),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How large the company is; `slots` are those of the current campaign."""

    code: str
    people: int
    slots: int
    weeks: int
    sites: tuple[int, int, int, int, int, int]
    """Head office, warehouses, call centres, desks, hotels, shops."""
    reports: int
    """At most this many filled reports, both campaigns together."""
    echoes: int
    """Irritants a story leaves in the register, from one place to another."""
    voices: int
    """Client verbatims a story leaves in one campaign, about."""

    @property
    def one_team_per_role(self) -> bool:
        """Small companies have one reception, not one per hotel."""
        return self.people < 200


SIZES = {
    size.code: size
    for size in (
        Size("S", 60, 120, 6, (1, 1, 1, 1, 2, 2), 400, 1, 11),
        Size("M", 500, 1_500, 8, (1, 2, 2, 3, 9, 8), 900, 2, 26),
        Size("L", 5_000, 10_000, 10, (1, 3, 3, 13, 50, 50), 3_000, 5, 90),
        Size("XL", 50_000, 50_000, 12, (1, 6, 6, 47, 170, 170), 9_000, 12, 300),
    )
}


@dataclass(frozen=True, slots=True)
class Team:
    """A department's people at one site; `share` weighs how many they are."""

    department_id: int
    role: str
    site_id: int
    entity_id: int
    share: float


@dataclass(frozen=True, slots=True)
class Organisation:
    """The skeleton of the company."""

    departments: tuple[Department, ...]
    links: tuple[ServiceLink, ...]
    sites: tuple[Site, ...]
    teams: tuple[Team, ...]
    roles: dict[str, int]
    """Role → its department (the one above the teams)."""

    def role_of(self, department_id: int) -> str:
        """The role that a department, or the one above it, stands for."""
        above = {department.id: department.parent_id for department in self.departments}
        names = {number: role for role, number in self.roles.items()}
        current: int | None = department_id
        while current is not None and current not in names:
            current = above[current]
        return names[current] if current is not None else ""


def organise(size: Size, rng: random.Random) -> Organisation:
    """Departments, sites and teams of a company of that size."""
    roles = {row[0]: number for number, row in enumerate(_TREE, 1)}
    departments = [
        Department(roles[code], code.upper(), name, roles.get(parent), side, distance)
        for code, name, parent, side, distance, *_rest in _TREE
    ]
    sites = _sites(size, rng, roles)
    teams = _teams(size, sites, roles, departments)
    links = dict.fromkeys(
        [(story.caused, story.felt) for story in stories() if story.caused != story.felt]
    )
    links.update(dict.fromkeys(_CHAIN))
    chain = tuple(ServiceLink(n, roles[up], roles[down]) for n, (up, down) in enumerate(links, 1))
    return Organisation(tuple(departments), chain, tuple(sites), teams, roles)


def _teams(
    size: Size, sites: list[Site], roles: dict[str, int], departments: list[Department]
) -> tuple[Team, ...]:
    """One team per role and site; large companies make each a department of its own."""
    teams: list[Team] = []
    for code, name, _parent, side, distance, entity, share, kind in _TREE:
        places = [site for site in sites if site.kind.value == kind]
        if share == 0:
            teams.append(Team(roles[code], code, places[0].id, entity, 0))
            continue
        apart = len(places) > 1 and not size.one_team_per_role
        if apart:
            teams.append(Team(roles[code], code, sites[0].id, entity, 0))
        for site in places:
            number = roles[code]
            if apart:
                number = len(departments) + 1
                own = f"{name} · {site.name.removeprefix('Hôtel ').removeprefix('Comptoir ')}"
                departments.append(
                    Department(
                        number, f"{code.upper()}-{site.code}", own, roles[code], side, distance
                    )
                )
            teams.append(Team(number, code, site.id, entity, share / len(places)))
    return tuple(teams)


def _sites(size: Size, rng: random.Random, roles: dict[str, int]) -> list[Site]:
    places, quarters = resource("places")["place"], resource("places")["quarters"]
    streets = resource("places")["streets"]
    sites: list[Site] = []
    for (kind_name, (kind, prefix)), count in zip(_KINDS.items(), size.sites, strict=True):
        for index in range(count):
            # Hotels start in Lyon, then by the sea; the other kinds walk through the list.
            rank = index * 6 if kind is SiteKind.HOTEL and count < 6 else index
            place = places[rank % len(places)]
            quarter = quarters[(rank // len(places) + index * 3) % len(quarters)]
            number = len(sites) + 1
            city = place[0]
            sites.append(
                Site(
                    id=number,
                    code=f"{kind_name[:1].upper()}{number:03d}",
                    name=f"{prefix} {city}" + (f" {quarter}" if count > 1 else ""),
                    kind=kind,
                    entity_id=HOTELS if kind is SiteKind.HOTEL else SERVICES,
                    department_id=roles[_role_of_site(kind)],
                    address=f"{rng.randint(1, 120)} {rng.choice(streets)}",
                    postcode=place[1],
                    city=city,
                    region=place[6],
                    latitude=round(place[2] + rng.uniform(-0.02, 0.02), 5),
                    longitude=round(place[3] + rng.uniform(-0.02, 0.02), 5),
                    school_zone=place[4],
                    holiday_zone=ALSACE_MOSELLE if place[1][:2] in ("57", "67", "68") else "",
                    sunday_derogation=kind is SiteKind.HOTEL,
                    rule_profile="hcr" if kind is SiteKind.HOTEL else "",
                    rooms=rng.randrange(42, 168, 2) if kind is SiteKind.HOTEL else None,
                    opening_threshold=rng.choice((0.55, 0.6, 0.65))
                    if kind is SiteKind.HOTEL
                    else 0.6,
                    max_stay_rooms=rng.choice((1, 2, 2, 3)),
                    safety_contact="Référent sécurité du site, affiché à l’entrée du personnel",
                )
            )
    return sites


def _role_of_site(kind: SiteKind) -> str:
    return {
        SiteKind.HOTEL: "hotels",
        SiteKind.SHOP: "retail",
        SiteKind.CALL_CENTRE: "phones",
        SiteKind.PUBLIC_DESK: "desk",
        SiteKind.WAREHOUSE: "warehouse",
    }.get(kind, "board")


def pattern_of(site: Site) -> str:
    """What the site's city lives by: city, sea, mountain or fair."""
    return next(str(row[5]) for row in resource("places")["place"] if row[0] == site.city)
