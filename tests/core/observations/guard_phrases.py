"""Phrases written for the tests of the guard: what it must see, and what it must leave in peace."""

from __future__ import annotations

from desktop.core.observations.guard import Concern

_NAMES = """
Mme Durand m'a demandé de patienter.
M. Lefèvre n'avait pas la clé de la réserve.
Monsieur Bertin a validé le remboursement au bout de vingt minutes.
Madame Costa tenait la caisse 3.
C'est Julie qui a trouvé la solution.
La vendeuse, Sophie, a dû appeler le siège.
Le responsable Kevin n'était pas joignable.
Mon collègue Mehdi connaît la procédure par cœur.
Elle s'appelle Nathalie et travaille à la réception.
Un certain Gaubert décide des plannings.
La conseillère Nguyen m'a transféré deux fois.
J'ai suivi Thomas toute la matinée.
Selon Isabelle, l'outil tombe en panne chaque lundi.
Badge au nom de Fofana sur le comptoir.
Le chef, surnommé Zorro, passe à midi.
Avec Jean-Pierre, nous avons compté les écrans.
Mlle Petit a refusé l'échange.
Dr Martin est passé avant l'ouverture.
Notre stagiaire Inès fait la ressaisie.
Le guichetier Ousmane a été remplacé à midi.
Demandez à Sandrine, elle sait.
Fatima et Bruno se partagent le poste.
Le directeur Vasseur veut tout valider lui-même.
Il faut passer par Stéphane pour obtenir un code.
Le client était reçu par M. B. au guichet 2.
"""

_HEALTH = """
Elle est en arrêt maladie depuis mars.
La personne du guichet était enceinte de six mois.
On m'a dit que le poste était vacant à cause d'une dépression.
Il prend des médicaments pour dormir.
Le collègue est diabétique et s'absente souvent.
Elle a fait un burn-out l'an dernier.
Il sentait l'alcool à neuf heures.
Sa grossesse complique le planning.
Un agent en situation de handicap tenait l'accueil.
Il a une RQTH et un poste aménagé.
Elle revient d'un cancer.
Le vendeur avait mal au dos et ne pouvait pas porter.
Il est en mi-temps thérapeutique.
On l'a hospitalisé la semaine dernière.
Elle souffre de migraines à cause des écrans.
Il est suivi par un psychiatre.
Une crise d'angoisse l'a obligée à quitter la caisse.
Elle est dépressive, cela se voit.
Il a été déclaré inapte par le médecin du travail.
Le caissier était ivre.
La dame de l'accueil est sourde d'une oreille.
Il est épileptique, tout le monde le sait.
Elle est en congé maternité, personne ne la remplace.
Son asthme l'empêche d'aller en réserve.
Il a eu le covid et n'est pas remplacé.
"""

_INSULTS = """
Quelle bande d'incapables !
Le responsable est complètement débile.
Cet abruti a fermé la caisse.
Elle est vraiment nulle au téléphone.
Ce sont des fainéants.
Quel con, il m'a raccroché au nez.
La réceptionniste est une connasse.
Un bon à rien, voilà tout.
Il est incompétent et ne s'en cache pas.
Ils ne foutent rien de la journée.
Une vraie mégère à l'accueil.
Ce type est un menteur.
Le service est tenu par des voleurs.
C'est un boulet pour l'équipe.
Elle gueule sur tout le monde.
Quelle pétasse, cette vendeuse.
Les imbéciles du siège n'y comprennent rien.
Il est bête comme ses pieds.
Des clowns, du premier au dernier.
Son chef est un tyran.
C'est un service de merde.
Cette idiote a perdu mon dossier.
Tous des hypocrites à la direction.
Un minable, incapable de sourire.
Il est raciste avec les clients.
"""

_BELIEFS = """
La caissière voilée m'a souri.
Il fait sa prière pendant la pause.
Le vendeur est syndiqué à la CGT.
Une dame d'origine portugaise tenait le guichet.
Un grand chauve gérait la file.
La petite blonde de l'accueil ne savait pas.
Le barbu du rayon bricolage m'a aidé.
Elle est musulmane et ne sert pas d'alcool.
C'est un délégué syndical, on ne peut rien lui dire.
Il est homosexuel, paraît-il.
Le conseiller avait un fort accent.
Un immigré qui parle mal français.
La rousse de la réception bavardait.
Il fait le ramadan et il est fatigué.
Une vieille qui ne connaît pas l'outil.
Un agent tatoué jusqu'au cou.
Elle est divorcée et cherche des heures.
Un gros monsieur bloquait le passage.
"""

_CONTACTS = """
Son numéro est le 06 12 34 56 78.
Écrivez à prenom.nom@exemple.fr pour l'obtenir.
Le client habite 12 rue des Lilas.
Rappeler au +33 1 98 76 54 32.
La voiture immatriculée AB-123-CD gênait l'entrée.
Son IBAN FR76 3000 6000 0112 3456 7890 189 était affiché.
Le numéro de carte 4970 1012 3456 7890 figurait sur le ticket.
Numéro de sécurité sociale 2 85 05 75 123 456 78 lu à voix haute.
Matricule 004512 inscrit au tableau.
On la trouve sur instagram.com/lareception.
Appelez le 0612345678 après 18 h.
Dossier client n° 458712 resté ouvert à l'écran.
Il m'a donné son 07.98.76.54.32 personnel.
Courriel : accueil+lyon@hotel-exemple.com
Poste 4512 pour la joindre directement.
L'adresse du client, 3 bis avenue Foch, était visible.
"""

_ENGLISH = {
    Concern.NAME: """
Mrs Parker kept us waiting.
I followed Emily all morning.
The receptionist is called Brenda.
My colleague Steven knows the tool.
Mr. Hughes approves every refund.
""",
    Concern.HEALTH: """
She is pregnant and cannot lift boxes.
He has been on sick leave since May.
The cashier was drunk.
She had a nervous breakdown last year.
He is diabetic.
""",
    Concern.INSULT: """
The manager is an idiot.
They are all lazy over there.
She is completely useless.
What a bastard.
He is incompetent.
""",
    Concern.BELIEF: """
The bald man at the desk was rude.
She is a muslim.
He is a union member.
A fat lady stood in the way.
""",
    Concern.CONTACT: """
Call 06 12 34 56 78 after six.
Write to first.last@example.com instead.
Call +44 20 7946 0958 for details.
""",
}

_CLEAN = """
J'ai attendu douze minutes avant d'être reçu.
La chambre n'était pas prête à 15 h.
Le guichet 3 a fermé à 11 h 45 alors que dix personnes attendaient.
Il faut six écrans pour modifier une adresse.
On ressaisit le numéro de commande dans quatre applications.
La promotion affichée en vitrine n'était pas connue de l'équipe.
Le client a dû répéter sa demande à trois interlocuteurs.
Le paiement a échoué deux fois, puis a fonctionné.
La facture comportait une nuit de trop.
Le stock affiché était de quatre, le rayon était vide.
L'équipe a trouvé une solution en cinq minutes.
On m'a proposé un autre magasin à deux rues de là.
L'accueil était souriant et la réponse exacte.
La file s'étendait jusqu'à la porte à 17 h.
Chaque geste commercial demande deux validations.
La validation du siège arrive le lendemain.
Le formulaire demande une pièce que personne n'utilise.
Il manque toujours le justificatif de domicile.
Le logiciel de réservation se ferme tout seul.
L'imprimante à étiquettes est tombée en panne.
Le téléphone sonne pendant que l'on reçoit le public.
L'équipe ne dispose pas de l'information avant le client.
On gagne du temps quand le dossier est complet.
La salle d'attente compte huit chaises pour vingt personnes.
La confidentialité n'est pas assurée au guichet central.
Les horaires en ligne ne sont pas ceux de l'affiche.
Le colis était annoncé pour mardi, il est arrivé vendredi.
À Lyon, la procédure est plus courte qu'à Nantes.
L'hôtel de la rue Victor Hugo est facile à trouver.
L'agence de Saint-Denis ouvre plus tôt.
Le magasin de la place Jeanne d'Arc manque de caisses.
Dans l'enceinte du magasin, le réseau ne passe pas.
Le petit-déjeuner est servi jusqu'à dix heures.
Le buffet a été réapprovisionné à temps.
L'eau chaude est arrivée au bout d'une minute.
Une ampoule de la salle de bains ne fonctionnait pas.
Le remboursement a pris trois semaines.
Le client repart avec une réponse, même négative.
Je ne savais pas que cette information servait à la logistique.
Le terrain envoie des demandes sans référence.
Le back-office traite soixante demandes par jour.
Une relance sur trois concerne un dossier déjà traité.
La réponse part le jour même quand la référence est indiquée.
Un tableau partagé éviterait les relances.
On pourrait imprimer une seule fois par jour.
Une seule application suffirait pour les retours.
Il faudrait annoncer le délai au client.
Le parking est mal indiqué depuis l'avenue.
L'application mobile ne reconnaît pas la carte de fidélité.
Les étiquettes sont refaites à la main chaque lundi.
Excel sert encore à suivre les clés.
Sur Teams, l'annonce est arrivée après l'ouverture.
La Direction annonce les promotions par courriel.
Le Service Client rappelle sous 24 heures.
Le rayon jardin manque de prix.
Noël double le nombre de retours.
Le temps de passage en caisse est de quatre minutes.
Deux caisses sur cinq étaient ouvertes.
La climatisation faisait du bruit pendant la nuit.
La literie est confortable.
Le calme de la chambre était parfait.
On m'a salué dans la minute.
Personne ne s'est présenté au comptoir avant cinq minutes.
La clé magnétique a dû être refaite deux fois.
Le départ a pris trois minutes.
La note détaillée a été remise sans la demander.
Le serveur vocal propose sept choix.
L'attente annoncée était de deux minutes, elle en a duré neuf.
Le transfert a coupé l'appel.
Le conseiller voyait les échanges précédents.
La demande a été reformulée avant la réponse.
La base de connaissances date de l'an dernier.
Il est impossible de joindre un fichier à la demande.
Le mot de passe change tous les trente jours.
La caisse automatique refuse les billets.
Les chariots manquent le samedi matin.
Le rendez-vous a commencé à l'heure.
Le guichet accepte la carte, pas la borne.
L'affichage des tarifs est lisible.
Un fauteuil roulant passe sans difficulté.
L'accès handicapés se fait par la cour.
Le délai de réponse est de cinq jours.
Le courrier a été remis au mauvais service.
Le dossier a voyagé entre trois services.
La facture doit être validée par deux personnes.
La comptabilité attend le relevé d'identité bancaire.
Le vendeur ne peut pas corriger la remise.
L'équipe est fière de ses délais.
La visite a commencé par un échange de vingt minutes.
Le métier demande de tout faire en même temps.
J'ai compris pourquoi le siège demande cette référence.
Le plus dur est d'être interrompu sans cesse.
La meilleure interaction : un client revenu remercier.
La plus frustrante : refuser un échange pour un ticket effacé.
On pourrait supprimer une validation sur deux.
Il reste du pain chaque soir.
Le chauffage fonctionne le dimanche alors que le site est fermé.
Les brochures périmées sont jetées par cartons.
Une borne d'accueil orienterait mieux.
Le plan du quartier manque à la réception.
La chaîne du froid est bien suivie.
Le quai de livraison est encombré le mardi.
Rose et bleu se confondent sur l'écran du stock.
The queue reached the door at five o'clock.
Six screens are needed to change an address.
The bill was right the first time.
The room was ready and clean.
Two approvals are needed for a refund.
"""


def _lines(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


FRENCH = [
    (concern, line)
    for concern, block in (
        (Concern.NAME, _NAMES),
        (Concern.HEALTH, _HEALTH),
        (Concern.INSULT, _INSULTS),
        (Concern.BELIEF, _BELIEFS),
        (Concern.CONTACT, _CONTACTS),
    )
    for line in _lines(block)
]
ENGLISH = [(concern, line) for concern, block in _ENGLISH.items() for line in _lines(block)]
CLEAN = _lines(_CLEAN)
