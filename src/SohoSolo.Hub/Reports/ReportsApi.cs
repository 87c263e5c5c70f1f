using SohoSolo.Core.Reporting;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Reports;

/// <summary>HTTP for reports of use.</summary>
internal sealed class ReportsApi(UsageReports reports, NetworkDay day)
{
    public Task Usage(HttpContext context) => Answer(context, ReportBy.Month);

    public Task OriginDestination(HttpContext context) => Answer(context, ReportBy.OriginDestination);

    private async Task Answer(HttpContext context, ReportBy usual)
    {
        var query = new QueryReader(context.Request);
        var asked = ReportAsked.Read(query, UsageRollup.First(await day.Today(context.RequestAborted)), usual);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var report = await reports.Read(asked, context.RequestAborted);
        if (asked.Format == ReportFormat.Json)
        {
            await Answers.Write(context, report, ReportsJson.Shared.UsageView);
            return;
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{string.Join('-', asked.Words)}-{report.From}-{report.To}.csv\"";
        await Answers.Write(context, ReportCsv.MediaType, ReportCsv.Write(report, asked.HasBom, asked.InEnglish));
    }
}

internal static class ReportCalls
{
    private const string Month = """{"month":"2026-10","state":"frozen","frozenAt":"2026-11-08T03:00:00Z","definition":1,"checksum":"7f3a09c2…","revisions":[]}""";

    private const string Example = $$"""
        {"from":"2026-10","to":"2026-11","by":["community"],"definition":1,
         "months":[{{Month}},{"month":"2026-11","state":"running","definition":1,"revisions":[]}],
         "rows":[{"community":"243200409","name":"Bas Armagnac","booked":164,"used":141,"noShows":9,"walkIns":12,"guests":7,"hours":655.5,"members":31,"rounded":false,"offered":308,"leased":44,"occupancy":0.458,"suppressed":false},
          {"community":"243200425","name":"Save","booked":null,"used":null,"noShows":null,"walkIns":null,"guests":null,"hours":null,"members":null,"rounded":false,"offered":88,"leased":0,"suppressed":true}],
         "provisional":[{"month":"2026-11","community":"243200409","name":"Bas Armagnac","booked":95,"used":80,"noShows":5,"walkIns":5,"guests":5,"hours":380,"members":25,"rounded":true,"offered":210,"leased":30,"suppressed":false}]}
        """;

    private const string FlowExample = $$"""
        {"from":"2026-10","to":"2026-10","by":["origin-destination"],"definition":1,"months":[{{Month}}],
         "rows":[{"community":"243200409","homeCommunity":"243200417","name":"Bas Armagnac","homeName":"Grand Auch","booked":21,"used":19,"noShows":1,"walkIns":0,"guests":0,"hours":88.5,"members":6,"rounded":false,"suppressed":false}],
         "provisional":[]}
        """;

    private const string CsvExample = "communauté;nom;demi-journées réservées\r\n243200409;Bas Armagnac;164\r\n";

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<ReportsApi>();
        routes.MapGet("/reports/usage", api.Usage).Describe("Tells how places are used", call => Range(call)
            .Saying("Sums of whole frozen months; what would tell of few persons is null with \"suppressed\":true, and its months are left out of sums and named. Months not frozen yet are provisional: up to the last whole week, rounded to 5, each by itself.")
            .Asks("by", "month, community, site, home-community, funder, kind or weekday-hour, or one of them with ',month'.", "community,month")
            .Gives(200, "The figures, and how firm each month is.", ReportsJson.Shared.UsageView, Example));
        routes.MapGet("/reports/origin-destination", api.OriginDestination).Describe("Tells who comes from where to work where", call => Range(call)
            .Saying("From communities to communities, of frozen months only.")
            .Asks("by", "month, for each month by itself.", "month")
            .Gives(200, "The figures, and how firm each month is.", ReportsJson.Shared.UsageView, FlowExample));
    }

    private static CallDescription Range(CallDescription call) => call.For(Access.Chamber)
        .Asks("from", "The first month; a year before the last unless said.", "2026-01")
        .Asks("to", "The last month; the running one unless said.", "2026-12")
        .Asks("format", "json or csv: semicolons, decimal commas, CRLF, as a French spreadsheet opens it.", "csv")
        .Asks("bom", "Whether the CSV begins with a byte order mark.", "true")
        .Asks("lang", "The language of the CSV's header, fr or en.", "fr");
}
