using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>What was counted of a person, as the tables are made of it.</summary>
internal static class PersonUses
{
    public static PersonUse Of(SiteId site, PersonMonth use, Network network) => new(
        use.Person,
        new UsePlace(site.Value, network.Sites.GetValueOrDefault(site)?.Community ?? "", use.Home, use.Funder, Words.Of(use.Kind)),
        use.Payer,
        use.Measures.Figures);
}
