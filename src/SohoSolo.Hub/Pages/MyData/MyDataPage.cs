using Microsoft.Extensions.Localization;
using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>A member sees what is kept about her, why and how long, who looked at it, and takes it along.</summary>
internal sealed class MyDataPage(
    Exporting exporting, StoreQueries queries, NetworkCache cache, NetworkDay days, HubSettings settings, IStringLocalizer<PrivacyText> privacy, IStringLocalizer<ExportText> words)
{
    private const int MostLooks = 200;
    private const int MostLines = 30;

    public async Task<IResult> Show(Visit visit)
    {
        var network = await cache.Get(visit.Stop);
        var calendar = await days.Calendar(visit.Stop);
        var me = visit.Caller.Member.Value;
        var entries = await queries.Audit(new AuditFilter { Entity = Consultations.Entity, Member = me, Most = MostLooks }, visit.Stop);
        var lines = entries.Where(entry => entry.Actor != me).Select(Line).GroupBy(line => line).Select(same => same.Key with { Times = same.Count() }).ToList();
        var cover = new ExportCover(new DataWords(privacy, network.Retention), words, settings.MailFrom?.Address);
        return visit.Show<MyDataView, MyDataModel>(new MyDataModel
        {
            Parts = [.. MemberExport.Sections.Select(section => Part(cover.Of(section)))],
            Looks = [.. lines.Take(MostLines)],
            IsCut = lines.Count > MostLines || entries.Count == MostLooks,
            Today = calendar.DayOf(visit.Now),
            Contact = settings.MailFrom?.Address,
        });

        LookLine Line(JournalEntry entry)
        {
            var (at, by) = Look.Read(entry.Detail);
            return new LookLine(calendar.DayOf(entry.At), by ?? "", at ?? "", entry.SiteId is { } site ? network.Sites.GetValueOrDefault(new SiteId(site))?.Name ?? site : null, 1);
        }
    }

    public Task<IResult> Download(Visit visit) => Task.FromResult<IResult>(new Sent(exporting, visit, visit.Asked("format") == Exporting.Csv));

    private static DataPart Part(ExportSectionView words) =>
        new(words.Title, string.Join(" ", words.Purposes), string.Join(", ", words.Bases), words.Kept, string.Join(", ", words.Recipients), string.Join(", ", words.IfErased));

    /// <summary>The file, in the language of the page.</summary>
    private sealed class Sent(Exporting exporting, Visit visit, bool asCsv) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => exporting.Write(httpContext, visit.Caller, visit.Language, asCsv);
    }
}

internal static class MyDataRoutes
{
    public static IServiceCollection AddMyData(this IServiceCollection services) => services.AddSingleton<Exporting>().AddSingleton<ExportApi>().AddSingleton<MyDataPage>();

    public static void MapMyData(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<MyDataPage>();
        routes.Page("/me/data", Access.Member, page.Show);
        routes.Page("/me/data/export", Access.Member, page.Download);
    }
}
