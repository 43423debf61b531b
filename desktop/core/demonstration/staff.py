"""The people: names of many origins, contracts, weekly schedules that fit the trade, managers."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.demonstration.fiction import Department, Headship, Person
from desktop.core.demonstration.organisation import Organisation, Size, Team
from desktop.core.demonstration.stories import resource
from desktop.core.folding import fold
from desktop.core.vocabulary import Contract

DOMAIN = "belrive.example"
HYGIENE = "Hygiène alimentaire"
FORKLIFT = "Cariste CACES 1"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = (0, 1, 2, 3, 4)
_OFFICE = ("09:00-12:30 13:30-17:00", "08:30-12:00 13:00-16:30", "09:30-12:30 13:30-17:30")
_ALL_WEEK = tuple(tuple((first + step) % 7 for step in range(5)) for first in range(7))
_NO_SUNDAY = tuple(tuple(day for day in range(6) if day != off) for off in range(5))


@dataclass(frozen=True, slots=True)
class Trade:
    """How a role works: titles (hers, his), shifts, weeks, profile, skills."""

    titles: tuple[tuple[str, str], ...]
    shifts: tuple[str, ...] = _OFFICE
    weeks: tuple[tuple[int, ...], ...] = (_WEEKDAYS,)
    profile: str = ""
    skills: tuple[str, ...] = ()
    office: bool = True


def _front(
    titles: tuple[tuple[str, str], ...],
    shifts: tuple[str, ...],
    weeks: tuple[tuple[int, ...], ...],
    profile: str = "",
    skills: tuple[str, ...] = (),
) -> Trade:
    return Trade(titles, shifts, weeks, profile, skills, office=False)


_TRADES = {
    "reception": _front(
        (("Réceptionniste", "Réceptionniste"),
         ("Réceptionniste tournante", "Réceptionniste tournant"),
         ("Première de réception", "Premier de réception")),
        ("06:30-10:30 11:00-14:30", "06:30-10:30 11:00-14:30", "14:30-18:30 19:00-22:30"),
        _ALL_WEEK, "hcr_reception", ("Accueil", "Logiciel hôtelier"),
    ),
    "housekeeping": _front(
        (("Gouvernante", "Gouvernant"), ("Femme de chambre", "Valet de chambre"),
         ("Technicienne de maintenance", "Technicien de maintenance")),
        ("08:00-12:00 12:30-16:00", "09:00-13:00 13:30-17:00"), _ALL_WEEK, "hcr", ("Étages",),
    ),
    "dining": _front(
        (("Serveuse", "Serveur"), ("Cheffe de rang", "Chef de rang"), ("Barmaid", "Barman")),
        ("06:30-10:30 11:00-14:00", "10:30-14:30 18:00-21:30"), _ALL_WEEK, "hcr", (HYGIENE,),
    ),
    "sales": _front(
        (("Conseillère de vente", "Conseiller de vente"), ("Vendeuse", "Vendeur"),
         ("Décoratrice conseil", "Décorateur conseil")),
        ("09:30-13:00 14:00-17:30", "12:00-15:30 16:00-19:30"), _NO_SUNDAY, "", ("Conseil",),
    ),
    "checkout": _front(
        (("Hôtesse de caisse", "Hôte de caisse"), ("Chargée du retrait", "Chargé du retrait")),
        ("09:30-13:00 14:00-17:30", "12:00-15:30 16:00-19:30"), _NO_SUNDAY, "", ("Encaissement",),
    ),
    "phones": _front(
        (("Conseillère clientèle", "Conseiller clientèle"),
         ("Chargée de réclamations", "Chargé de réclamations")),
        ("08:00-12:00 12:45-15:45", "13:00-16:30 17:15-20:45"), _NO_SUNDAY, "", ("Téléphone",),
    ),
    "desk": _front(
        (("Agente d’accueil", "Agent d’accueil"), ("Chargée de dossiers", "Chargé de dossiers")),
        ("08:30-12:30 13:30-16:30",), (_WEEKDAYS,), "", ("Accueil", "Logement"),
    ),
    "warehouse": _front(
        (("Préparatrice de commandes", "Préparateur de commandes"), ("Cariste", "Cariste"),
         ("Agente de quai", "Agent de quai")),
        ("05:30-09:30 10:00-13:00", "13:30-17:30 18:00-21:00"), (_WEEKDAYS,), "", (FORKLIFT,),
    ),
    "hr": Trade((("Gestionnaire RH", "Gestionnaire RH"), ("Recruteuse", "Recruteur"))),
    "payroll": Trade((("Gestionnaire de paie", "Gestionnaire de paie"),)),
    "accounting": Trade((("Comptable", "Comptable"), ("Aide-comptable", "Aide-comptable"))),
    "finance": Trade((("Analyste financière", "Analyste financier"), ("Trésorière", "Trésorier"))),
    "it": Trade((("Technicienne support", "Technicien support"), ("Développeuse", "Développeur"))),
    "legal": Trade((("Juriste", "Juriste"), ("Assistante juridique", "Assistant juridique"))),
    "purchasing": Trade((("Acheteuse", "Acheteur"), ("Approvisionneuse", "Approvisionneur"))),
    "communication": Trade((("Chargée de communication", "Chargé de communication"),)),
    "marketing": Trade((("Cheffe de produit", "Chef de produit"), ("Analyste clients",) * 2)),
    "ecommerce": Trade((("Cheffe de projet web", "Chef de projet web"),
                        ("Gestionnaire du catalogue",) * 2)),
}  # fmt: skip
_DIRECTION = Trade((("Directrice", "Directeur"),))
_TONGUES = ("en", "en", "en", "es", "it", "de", "pt", "ar", "zh")


def trade_of_role(role: str) -> Trade:
    """How the people of a role work; directors keep office hours."""
    return _TRADES.get(role, _DIRECTION)


@dataclass(frozen=True, slots=True)
class Staff:
    """People in an order in which managers come before those they manage."""

    people: tuple[Person, ...]
    heads: tuple[Headship, ...]


def hire(size: Size, organisation: Organisation, today: date, rng: random.Random) -> Staff:
    """Exactly as many people as the size says, each in a team, under a manager."""
    names = _Names(rng)
    departments = {department.id: department for department in organisation.departments}
    people: list[Person] = []
    heads: dict[int, Person] = {}
    for team, head in _posts(size, organisation.teams):
        boss = _boss(departments[team.department_id], departments, heads, head)
        person = _person(len(people) + 1, team, head, boss, departments, names, today, rng)
        people.append(person)
        if head:
            heads.setdefault(team.department_id, person)
    chiefs = tuple(Headship(number, head.id, head.email) for number, head in sorted(heads.items()))
    return Staff(tuple(people), chiefs)


def _posts(size: Size, teams: tuple[Team, ...]) -> list[tuple[Team, bool]]:
    """(team, whether it is the head's post): heads first, one for each department."""
    own = [team for team in teams if team.share == 0 and _has_director(team, size)]
    working = [team for team in teams if team.share]
    left = size.people - len(own)
    exact = [left * team.share / sum(t.share for t in working) for team in working]
    counts = [max(1, int(value)) for value in exact]
    order = sorted(range(len(exact)), key=lambda n: counts[n] - exact[n])
    for n in range(left - sum(counts)):
        counts[order[n % len(order)]] += 1
    headed: set[int] = {team.department_id for team in own}
    heads = [(team, True) for team in own]
    staff: list[tuple[Team, bool]] = []
    for team, count in zip(working, counts, strict=True):
        first = team.department_id not in headed
        headed.add(team.department_id)
        heads += [(team, True)] * first
        staff += [(team, False)] * (count - first)
    return heads + staff


def _has_director(team: Team, size: Size) -> bool:
    """In a small company the managing director looks after the great divisions herself."""
    return not size.one_team_per_role or team.role == "board"


def _boss(
    department: Department, departments: dict[int, Department], heads: dict[int, Person], head: bool
) -> Person | None:
    """The head of the department, or of the one above for whoever is the head."""
    current = department.parent_id if head else department.id
    while current is not None and current not in heads:
        current = departments[current].parent_id
    return heads[current] if current is not None else None


def _person(  # noqa: PLR0913, PLR0917 -- one call site; a person depends on all of it
    number: int,
    team: Team,
    head: bool,
    boss: Person | None,
    departments: dict[int, Department],
    names: _Names,
    today: date,
    rng: random.Random,
) -> Person:
    department = departments[team.department_id]
    trade = trade_of_role(team.role)
    first, last, email, woman = names.next()
    contract = _contract(trade, head, team.role, rng)
    birth = _birth(contract, head, today, rng)
    schedule, hours = _week(trade, contract, head, rng)
    joined = max(
        birth + timedelta(days=365 * 18 + 120), today - timedelta(days=rng.randint(90, 7_000))
    )
    if contract is Contract.MINOR:
        joined = today - timedelta(days=rng.randint(70, 100))
    title = rng.choice(trade.titles)[0 if woman else 1]
    if contract is Contract.MINOR:
        title = ("Apprentie · " if woman else "Apprenti · ") + title
    return Person(
        id=number,
        code=f"{1_000 + number * 7:06d}",
        last_name=last,
        first_name=first,
        email=email,
        department_id=team.department_id,
        site_id=team.site_id,
        entity_id=team.entity_id,
        manager_id=boss.id if boss else None,
        side=department.side,
        job_title=_head_title(department, team, woman) if head else title,
        level=_level(department, head),
        contract=contract,
        rule_profile="" if head and trade.office else trade.profile,
        weekly_schedule=schedule,
        weekly_hours=hours,
        birth_date=birth,
        skills=trade.skills if rng.random() < 0.9 else trade.skills[:1],
        languages=tuple(dict.fromkeys(["fr", *rng.sample(_TONGUES, rng.randint(0, 2))])),
        join_date=joined,
        charter_signed_on=today - timedelta(days=rng.randint(35, 300))
        if rng.random() < 0.97
        else None,
    )


def _head_title(department: Department, team: Team, woman: bool) -> str:
    director = "Directrice" if woman else "Directeur"
    if department.parent_id is None:
        return f"{director} {'générale' if woman else 'général'}"
    return f"{'Responsable' if team.share else director} · {department.name}"


def _level(department: Department, head: bool) -> int:
    if not head:
        return 0
    return 3 if department.parent_id in (None, 1) else 2


def _contract(trade: Trade, head: bool, role: str, rng: random.Random) -> Contract:
    chance = rng.random()
    if head:
        return Contract.DAYS_CONTRACT if trade.office else Contract.STANDARD
    if role in ("dining", "sales", "housekeeping") and chance < 0.05:
        return Contract.MINOR
    if trade.office and chance < 0.25:
        return Contract.DAYS_CONTRACT
    return Contract.PART_TIME if chance > 0.84 else Contract.STANDARD


def _birth(contract: Contract, head: bool, today: date, rng: random.Random) -> date:
    if contract is Contract.MINOR:
        return today - timedelta(days=rng.randint(6_030, 6_420))  # 16 and a half to 17 and a half
    youngest = 30 if head else 20
    return today - timedelta(days=rng.randint(youngest * 366, 62 * 365))


def _week(trade: Trade, contract: Contract, head: bool, rng: random.Random) -> tuple[str, float]:
    """The usual week as text, and its hours."""
    shift, days = rng.choice(trade.shifts), rng.choice(trade.weeks)
    if contract is Contract.DAYS_CONTRACT:
        shift, days = rng.choice(("09:00-12:30 13:30-18:00", "08:30-12:30 13:30-17:30")), _WEEKDAYS
    elif contract is Contract.MINOR:
        shift, days = "09:30-12:30 13:30-17:00", rng.choice((_WEEKDAYS, (1, 2, 3, 4, 5)))
    elif contract is Contract.PART_TIME:
        days = tuple(sorted(days))[: rng.choice((3, 4))]
    elif head:
        shift = trade.shifts[0]
    week = ", ".join(f"{DAYS[day]} {shift}" for day in sorted(days))
    return week, round(len(days) * _hours(shift), 2)


def _hours(shift: str) -> float:
    total = 0
    for span in shift.split():
        (h1, m1), (h2, m2) = (map(int, clock.split(":")) for clock in span.split("-"))
        total += (h2 * 60 + m2) - (h1 * 60 + m1)
    return total / 60


def ascii_of(text: str) -> str:
    """Letters without accents or blanks, for addresses."""
    return "".join(c for c in fold(text) if c.isascii() and (c.isalnum() or c == "-"))


class _Names:
    """Draws people: half women, half men; homonyms get a number in their address."""

    def __init__(self, rng: random.Random) -> None:
        lists = resource("names")
        self._rng = rng
        self._given = (lists["women"], lists["men"])
        self._family = lists["family"]
        self._used: Counter[str] = Counter()
        self._seen: dict[str, set[str]] = defaultdict(set)

    def next(self) -> tuple[str, str, str, bool]:
        """First name, family name, address, whether it is a woman's name."""
        women, men = self._given
        woman = self._rng.random() < 0.52
        first = self._rng.choice(women if woman else men)
        last = self._rng.choice(self._family)
        for _attempt in range(4):
            if first not in self._seen[last]:
                break
            last = self._rng.choice(self._family)
        self._seen[last].add(first)
        box = f"{ascii_of(first)}.{ascii_of(last)}"
        self._used[box] += 1
        suffix = str(self._used[box]) if self._used[box] > 1 else ""
        return first, last, f"{box}{suffix}@{DOMAIN}", woman
