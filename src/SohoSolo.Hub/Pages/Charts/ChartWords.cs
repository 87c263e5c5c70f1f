using System.Globalization;
using Microsoft.Extensions.Localization;

namespace SohoSolo.Hub.Pages.Charts;

/// <summary>Figures as people write them, in the language of the page.</summary>
internal static class ChartWords
{
    public static string Many(double number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>With one digit behind the comma where it is small enough to matter.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.1 ? "N1" : "N0", CultureInfo.CurrentCulture) + (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "\u00A0%" : "%");

    /// <summary>A figure in one short word or number.</summary>
    public static string Short(IStringLocalizer<ChartText> words, Figure figure, bool isShare = false) => figure switch
    {
        Figure.Known known => (known.IsRounded ? words["about"] + "\u00A0" : "") + (isShare ? Percent(known.Value) : Many(known.Value)),
        Figure.Masked => words["masked"],
        _ => "–",
    };
}
