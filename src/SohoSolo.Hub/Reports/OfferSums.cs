using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>Half-days that were to be had, by the cells of the tables that tell of places.</summary>
internal sealed class OfferSums
{
    private readonly Dictionary<UsageCellKey, (long Offered, long Leased)> sums = [];

    public OfferSums(IEnumerable<Offer> offers, Network network)
    {
        foreach (var offer in offers)
        {
            var community = network.Sites.GetValueOrDefault(offer.Site)?.Community ?? "";
            foreach (var cell in (UsageCellKey[])[new(UsageTable.Total), new(UsageTable.Site, offer.Site.Value), new(UsageTable.Community, community), new(UsageTable.Kind, Words.Of(offer.Kind))])
                sums[cell] = Add(sums.GetValueOrDefault(cell), (offer.Spaces, offer.Leased));
        }
    }

    public IEnumerable<UsageCellKey> Cells(UsageTable table) => sums.Keys.Where(cell => cell.Table == table);

    public (long Offered, long Leased) Of(UsageCellKey cell) => sums.GetValueOrDefault(cell);

    public static bool Tells(UsageTable table) => table is UsageTable.Total or UsageTable.Community or UsageTable.Site or UsageTable.Kind;

    public static (long Offered, long Leased) Add((long Offered, long Leased) left, (long Offered, long Leased) right) => (left.Offered + right.Offered, left.Leased + right.Leased);
}
