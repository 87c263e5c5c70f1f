using Microsoft.Extensions.Localization;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.ChamberTerms;

/// <summary>Terms as people say them.</summary>
internal static class TermsWords
{
    /// <summary>"Gratuité occasionnelle, 10 unités par mois, 6 au plus par télécentre".</summary>
    public static string Terms(this IStringLocalizer<TermsText> words, MonthlyTerms terms) => terms switch
    {
        { Payer: { } payer } => words["says.funded", PlaceNames.Of(payer), terms.Amount],
        { PerSiteCap: { } cap } => words["says.capped", terms.Amount, cap],
        _ => words["says.free", terms.Amount],
    };
}
