using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Demo;

/// <summary>What some of the invented members chose to show: about one in six, drawn by lot from callings that one meets in télécentres.</summary>
internal static class DemoConsents
{
    private const int InDirectory = 16;
    private const int SeenToday = 40;
    private const int ShowsCommune = 80;
    private const int ShowsEmail = 75;

    private static readonly (Trade Trade, string About, string[] Skills)[] Callings =
    [
        (Trade.Accounting, "Je tiens la comptabilité de petites entreprises et d’associations.", ["paie", "bilan", "tableur"]),
        (Trade.Agriculture, "J’accompagne des exploitations vers l’agriculture biologique.", ["dossier PAC", "conversion bio"]),
        (Trade.Architecture, "Je dessine des maisons en bois et des rénovations.", ["plans", "permis de construire", "rénovation thermique"]),
        (Trade.Communication, "J’écris et je mets en page des lettres d’information.", ["mise en page", "réseaux sociaux", "relations presse"]),
        (Trade.Consulting, "J’aide des équipes à mieux travailler à distance.", ["conduite de réunion", "médiation"]),
        (Trade.Crafts, "J’établis des devis et des plans pour des menuisiers.", ["devis", "dessin technique"]),
        (Trade.Design, "Je fais des affiches, des logos et des étiquettes de bouteilles.", ["affiches", "logos", "photographie"]),
        (Trade.Energy, "J’étudie des toits pour le solaire.", ["bilan thermique", "photovoltaïque"]),
        (Trade.Engineering, "Je calcule des pièces pour l’aéronautique.", ["calcul de structures", "dessin en 3D"]),
        (Trade.Insurance, "Je gère des dossiers de sinistres agricoles.", ["assurance", "expertise"]),
        (Trade.Law, "Je rédige des contrats pour des indépendants.", ["contrats", "droit du travail"]),
        (Trade.Recruitment, "Je recrute pour des entreprises de la région.", ["entretiens", "bilan de compétences"]),
        (Trade.Software, "Je programme des sites web et de petites applications.", ["site web", "base de données", "accessibilité numérique"]),
        (Trade.Teaching, "Je donne des cours en ligne, du collège à l’université.", ["mathématiques", "cours en ligne"]),
        (Trade.Tourism, "Je tiens des gîtes et j’organise des visites.", ["accueil", "réservations", "visites guidées"]),
        (Trade.Writing, "Je traduis des notices techniques.", ["traduction", "relecture", "sous-titres"]),
    ];

    private static readonly Tongue[] Others = [Tongue.En, Tongue.Es, Tongue.Oc, Tongue.En, Tongue.De, Tongue.Pt, Tongue.Es, Tongue.It];

    public static IReadOnlyList<Consent> All(IReadOnlyList<Member> members, DateTimeOffset at)
    {
        var chance = new Chance(0xA99A1E);
        return [.. members
            .Where(member => member.Role == Role.Member && member.Id != DemoMembers.Anne)
            .Select(member => Of(member, at, chance).Kept())
            .Where(consent => consent.InDirectory || consent.SeenToday)];
    }

    private static Consent Of(Member member, DateTimeOffset at, Chance chance)
    {
        var (trade, about, skills) = chance.Of(Callings);
        var known = chance.Shuffled(skills);
        return new Consent
        {
            Member = member.Id,
            Version = 1,
            SaidAt = at.AddDays(-chance.Between(1, 50)),
            InDirectory = chance.Percent(InDirectory),
            SeenToday = chance.Percent(SeenToday),
            Trade = trade,
            About = chance.Percent(ShowsEmail) ? about : null,
            Languages = [.. new[] { Tongue.Fr, chance.Of(Others), chance.Of(Others) }.Distinct().Order()],
            Skills = [.. known.Take(chance.Between(1, known.Count))],
            ShowsCommune = chance.Percent(ShowsCommune),
            ShowsEmail = chance.Percent(ShowsEmail),
        };
    }
}
