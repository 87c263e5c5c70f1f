using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Pages.Here;

/// <summary>A sheet to print and cut: the code of every place, which opens <see cref="HerePage"/>.</summary>
internal sealed class QrSheetPage(KeptSites kept, HubSettings settings)
{
    public Task<IResult> Show(Visit visit) => kept.For(visit, site => Task.FromResult(visit.Show<QrSheetView, QrSheetModel>(
        new QrSheetModel(site, [.. site.Spaces.OrderBy(space => space.Id.Value.Length).ThenBy(space => space.Id).Select(space => (space, new Uri(settings.Links, $"here/{space.Id}").ToString()))]))));
}
