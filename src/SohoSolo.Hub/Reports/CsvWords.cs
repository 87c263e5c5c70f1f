using System.Globalization;
using System.Resources;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Reports;

/// <summary>What a spreadsheet calls homes and funders that are no community of ours.</summary>
internal static class CsvWords
{
    private const string Abroad = "country:";

    private static readonly ResourceManager Countries = new(typeof(CountryText));

    /// <summary>Where somebody lives who lives in none of our communities.</summary>
    public static string? Home(string? home, bool inEnglish) => home switch
    {
        "" => inEnglish ? "not given" : "non précisé",
        "country:FR" => inEnglish ? "France, outside the Gers" : "France, hors du Gers",
        { } abroad when abroad.StartsWith(Abroad, StringComparison.Ordinal) => Countries.GetString(abroad[Abroad.Length..], CultureInfo.GetCultureInfo(inEnglish ? "en" : "fr")),
        _ => null,
    };

    /// <summary>Who paid where no community did.</summary>
    public static string? Funder(string? funder, bool inEnglish) => funder?.Length == 0 ? inEnglish ? "nobody" : "sans financeur" : null;
}
