"""The first text of the articles every page links to. Editors take over from here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstText:
    """An article as the site is born with it."""

    slug: str
    title: str
    summary: str
    html: str


ABOUT = FirstText(
    "om",
    "Om Innbyggertorget",
    "Her finner du det som skjer, låner lokaler og følger lokalsamfunnet ditt.",
    """
<p>Innbyggertorget samler møteplassene, aktivitetene og lokalsamfunnene på ett sted. Du kan lese, søke og abonnere på
kalendere uten å logge inn. Du logger inn når du vil låne et rom eller lage en aktivitet.</p>
<h2>Hvem står bak?</h2>
<p>Kommunen driver nettstedet. Lag og foreninger legger ut sine egne aktiviteter, og lokalsamfunnsutvalgene skriver
sine egne sider.</p>
<h2>Bruk innholdet videre</h2>
<p>Alt som er åpent her, kan du abonnere på i kalenderen din. Lenken står på hver side og nederst på nettstedet.
Det samme finnes som åpne data på <a href="/api/v1/">/api/v1/</a> for dem som lager noe av det.</p>
""",
)

ACCESSIBILITY = FirstText(
    "tilgjengelighet",
    "Tilgjengelighetserklæring",
    "Alle skal kunne bruke Innbyggertorget. Fortell oss om noe ikke virker for deg.",
    """
<p>Vi lager sidene etter kravene i WCAG 2.2 på nivå A og AA. Det betyr blant annet at du kan bruke dem med tastatur,
skjermleser og stor skrift, på en smal skjerm, i mørk modus og uten JavaScript.</p>
<h2>Det vi vet ikke er bra nok</h2>
<p>Dokumenter som andre har laget, for eksempel gamle referater i PDF, kan være vanskelige å lese. Si fra, så lager vi
en utgave du kan lese.</p>
<h2>Si fra om feil</h2>
<p>Ta kontakt med en av møteplassene, så svarer vi så fort vi kan. Er du ikke fornøyd med svaret, kan du klage til
Tilsynet for universell utforming av ikt (uutilsynet.no).</p>
""",
)

PRIVACY = FirstText(
    "personvern",
    "Personvern",
    "Vi lagrer bare det som trengs, du ser selv hva det er, og du kan slette det.",
    """
<p>Kommunen er behandlingsansvarlig for opplysningene på Innbyggertorget.</p>
<h2>Når du bare leser</h2>
<p>Da vet vi ikke hvem du er. Vi bruker ingen verktøy som følger deg, og ingen andre får vite hva du ser på. Velger du
et annet språk, husker nettleseren valget i en informasjonskapsel.</p>
<p>Ber du om en ukentlig e-post, lagrer vi e-postadressen, språket og hva e-posten skal handle om. Alt slettes når du
stopper den, og etter tre dager hvis du ikke bekrefter.</p>
<h2>Når du logger inn</h2>
<p>Vi lagrer e-postadressen din, navnet du oppgir, språket du leser på, rollene dine i
organisasjoner og rommene du bestiller. Vi trenger det
for å gjennomføre lånet. E-postene vi sender deg, sletter vi hos oss etter 30 dager. Nettleseren får en
informasjonskapsel som holder deg innlogget i opptil 14 dager.</p>
<h2>Hvem ser hva?</h2>
<p>Verten på møteplassen ser navnet og e-postadressen din på bestillingene der. Andre ser bare at rommet er opptatt,
eller tittelen hvis arrangementet er åpent for alle.</p>
<h2>Se, rett og slett</h2>
<p>På Min side kan du rette navnet ditt, laste ned alt vi har om deg og slette kontoen. Du kan også klage til
Datatilsynet (datatilsynet.no).</p>
""",
)

FIRST_TEXTS = [ABOUT, ACCESSIBILITY, PRIVACY]
