"""A rich, invented department summary for the tests and for looking at pages."""

from __future__ import annotations

from datetime import date

from desktop.core.documents.summary import (
    ActionRow,
    Behind,
    ChainLink,
    DepartmentSummary,
    Idea,
    IrritantSheet,
    MomentShare,
    Practice,
    Trend,
    TrendRow,
    Withheld,
)
from desktop.core.irritants.cost import cost
from desktop.core.irritants.effort import fingerprint
from desktop.core.vocabulary import ActionStatus, IrritantStatus, Moment, RootCause


def sheets() -> tuple[IrritantSheet, ...]:
    key = fingerprint(
        [
            {"minutes": 9, "screens": 6, "applications": 4, "hand_overs": 1},
            {"minutes": 11, "screens": 5, "applications": 4, "approvals": 1},
        ]
    )
    refund = fingerprint([{"minutes": 25, "approvals": 2, "hand_overs": 2}])
    return (
        IrritantSheet(
            code="I-001",
            title="Le remboursement d'un petit geste attend deux validations",
            touchpoint="Réclamation au comptoir",
            status=IrritantStatus.ASSIGNED,
            reports=11,
            people=9,
            moment=Moment.DEAD_END,
            facts=(
                (
                    "Le client attend debout pendant que l'on cherche un responsable."
                    " Aucun montant ne peut être accordé sur place, pas même le prix d'un café."
                ),
                "La demande est saisie dans deux applications, puis confirmée au siège.",
            ),
            quotes=(
                (
                    "Je passe vingt-cinq minutes à faire valider ce qu'on refuse en cinq "
                    "secondes. On finit par s'excuser de s'excuser."
                ),
                "On m'a dit : « revenez demain, le responsable sera là ». Je repartais ce matin !",
            ),
            client=fingerprint([{"minutes": 2, "interlocutors": 3}]),
            employee=refund,
            cost=cost(refund, 6, 14),
            felt_at="Réception",
            caused_by="Contrôle de gestion",
            cause=RootCause.APPROVAL,
            cause_detail="aucune délégation sous 50 €",
            owner="Direction des opérations",
            action="Accorder 50 € de délégation à chaque réceptionniste, sans validation",
            due=date(2026, 12, 15),
        ),
        IrritantSheet(
            code="I-004",
            title="La chambre n'est pas prête à 15 h et personne ne sait quand elle le sera",
            touchpoint="Arrivée à l'hôtel",
            status=IrritantStatus.IN_HAND,
            reports=8,
            people=7,
            moment=Moment.BLINDNESS,
            facts=(
                (
                    "L'état des chambres est noté sur papier ; il arrive à la réception par "
                    "téléphone, une fois par heure."
                ),
            ),
            quotes_withheld=3,
            client=fingerprint([{"minutes": 35, "interlocutors": 2}]),
            employee=key,
            cost=cost(key, 20, 6),
            felt_at="Réception",
            caused_by="Étages",
            cause=RootCause.TOOL,
            owner="Gouvernante générale",
            action="Essayer l'ardoise partagée pendant un mois sur deux étages",
            due=date(2026, 11, 30),
            caused_here=False,
        ),
        IrritantSheet(
            code="I-007",
            title="Six écrans pour encaisser une nuit supplémentaire",
            touchpoint="Départ et facture",
            status=IrritantStatus.QUALIFIED,
            reports=6,
            people=6,
            moment=Moment.PAIN,
            facts=("La prolongation se saisit dans quatre applications l'une après l'autre.",),
            client=fingerprint([{"minutes": 1, "screens": 1}]),
            employee=key,
            cost=cost(key, 12, 8),
            felt_at="Réception",
            caused_by="Réception",
            cause=RootCause.TOOL,
            caused_here=True,
        ),
        IrritantSheet(
            code="I-009",
            title="L'offre du site n'est pas connue à l'accueil",
            touchpoint="Réservation",
            status=IrritantStatus.REPORTED,
            reports=3,
            moment=Moment.WRONG_FIGHT,
            facts=("Le prix affiché en ligne est refusé au comptoir faute de consigne écrite.",),
            felt_at="Réception",
            caused_by="Marketing",
            cause=RootCause.PROMISE,
        ),
    )


def rich(language: str = "fr") -> DepartmentSummary:
    return DepartmentSummary(
        department="Réception",
        campaign="Vis ma vie, automne 2026",
        previous_campaign="Vis ma vie, printemps 2026",
        start=date(2026, 9, 14),
        end=date(2026, 11, 20),
        printed_on=date(2026, 11, 22),
        language=language,
        company="Hôtels du Littoral",
        reports=42,
        stays=12,
        immersions=30,
        touchpoints=14,
        touchpoints_incomplete=3,
        moments=(
            MomentShare(
                Moment.WIN_WIN,
                ("Accueil des familles", "Petit-déjeuner", "Conseils de visite", "Bagagerie"),
            ),
            MomentShare(Moment.LUCKY_BREAK, ("Mot de bienvenue écrit à la main",), 1),
            MomentShare(Moment.PAIN, ("Départ et facture", "Prêt de parapluies")),
            MomentShare(Moment.WRONG_FIGHT, ("Réservation",)),
            MomentShare(Moment.BLINDNESS, ("Arrivée à l'hôtel", "Bruit de l'ascenseur de service")),
            MomentShare(Moment.DEAD_END, ("Réclamation au comptoir",), 1),
        ),
        irritants=sheets(),
        causes_elsewhere=(
            ChainLink("Étages", ("Les départs tardifs ne sont pas annoncés",), 4, 120.0),
            ChainLink("Comptabilité", ("Factures sans adresse de société",), 3),
        ),
        suffers_from=(
            ChainLink(
                "Contrôle de gestion",
                ("Le remboursement d'un petit geste attend deux validations",),
                11,
                1645.0,
            ),
            ChainLink("Marketing", ("L'offre du site n'est pas connue à l'accueil",), 3),
        ),
        practices=(
            Practice(
                "Le nom du client dès la porte, lu sur la liste des arrivées du matin",
                "Accueil des familles",
                ("La Rochelle", "Biarritz"),
                ("Lille", "Lyon Part-Dieu", "Strasbourg"),
            ),
        ),
        trend=(
            TrendRow("Remboursement d'un petit geste", Trend.PERSISTENT, 9, 11),
            TrendRow("Chambre pas prête à 15 h", Trend.NEW, 0, 8),
            TrendRow("File d'attente du dimanche midi", Trend.GONE, 7, 0),
            TrendRow(
                "Badge de parking démagnétisé",
                Trend.DISPLACED,
                5,
                2,
                "réglé pour le client ; la réception recharge les badges chaque soir",
            ),
        ),
        ideas=(
            Idea("Afficher l'état des chambres sur un écran derrière le comptoir.", "Arrivée"),
            Idea("Donner à chacun le droit d'offrir un café, sans rien demander."),
        ),
        actions=(
            ActionRow(
                "I-001",
                "Accorder 50 € de délégation à chaque réceptionniste",
                "Direction des opérations",
                date(2026, 12, 15),
                ActionStatus.PLANNED,
                20,
            ),
            ActionRow(
                "I-004",
                "Essayer l'ardoise partagée sur deux étages",
                "Gouvernante générale",
                date(2026, 11, 30),
                ActionStatus.IN_HAND,
                41,
            ),
        ),
        behind=(
            Behind("Rapports lus", "42", "30 immersions, 12 séjours mystère"),
            Behind("Personnes interrogées", "64", "débriefings de la campagne"),
        ),
        withheld=(
            Withheld("Citations", "moins de 8 personnes en parlent", 3),
            Withheld("Score du point de contact", "moins de 5 personnes", 2),
        ),
    )
