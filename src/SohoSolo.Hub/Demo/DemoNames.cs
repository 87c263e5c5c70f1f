using SohoSolo.Core;

namespace SohoSolo.Hub.Demo;

/// <summary>Names for people who do not exist: common first names and surnames, paired by lot.</summary>
internal static class DemoNames
{
    private static readonly string[] FirstNames =
    [
        "Adèle", "Alain", "Alice", "Amélie", "André", "Antoine", "Aurélie", "Bastien", "Béatrice", "Bernard", "Camille", "Cécile", "Céline", "Christophe", "Claire",
        "Damien", "David", "Denis", "Élise", "Émilie", "Éric", "Fabien", "Florence", "Françoise", "Frédéric", "Gilles", "Guillaume", "Hélène", "Hugo", "Inès",
        "Isabelle", "Jacques", "Jean", "Julie", "Julien", "Karine", "Laure", "Laurent", "Léa", "Louis", "Lucie", "Manon", "Marc", "Marie", "Mathieu", "Nadia", "Nicolas",
        "Océane", "Olivier", "Pascal", "Patricia", "Paul", "Pauline", "Pierre", "Sandrine", "Serge", "Sophie", "Sylvie", "Thomas", "Valérie", "Vincent", "Yves",
    ];

    private static readonly string[] Surnames =
    [
        "Abadie", "Barrère", "Baqué", "Bernard", "Blanc", "Bonnet", "Bordes", "Boyer", "Capdeville", "Castéra", "Cazaux", "Chevalier", "Clavé", "Courtade", "Daguin",
        "Dubarry", "Dubois", "Ducasse", "Duffau", "Dupont", "Dupuy", "Durand", "Faure", "Fontan", "Fournier", "Garcia", "Garros", "Girard", "Lacoste", "Lafforgue",
        "Lafont", "Lagarde", "Lamothe", "Lartigue", "Lasserre", "Laurent", "Lefèvre", "Leroy", "Marchand", "Martin", "Martinez", "Mercier", "Michel", "Moreau", "Morel",
        "Navarre", "Noguès", "Perès", "Petit", "Pujol", "Renard", "Richard", "Robert", "Roux", "Saint-Martin", "Sarrade", "Simon", "Soulès", "Tarrit", "Vidal",
    ];

    /// <summary>So many different pairs.</summary>
    public static IReadOnlyList<(string First, string Last)> Draw(int count, Chance chance) =>
        [.. chance.Shuffled(FirstNames.SelectMany(_ => Surnames, (first, last) => (first, last))).Take(count)];

    /// <summary>A name as an address can have it: small letters without accents.</summary>
    public static string Plain(string name) => PlainText.Fold(name);
}
