using System.Globalization;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Reports;

/// <summary>What a report is asked by.</summary>
public enum ReportBy
{
    Month,
    Community,
    Site,
    HomeCommunity,
    Funder,
    Kind,
    WeekdayHour,
    OriginDestination,
}

public enum ReportFormat
{
    Json,
    Csv,
}

/// <summary>Which report somebody asked for: whole months, one table, over all of them or each by itself.</summary>
internal sealed record ReportAsked(DateOnly From, DateOnly To, ReportBy By, bool ByMonth, ReportFormat Format, bool HasBom, bool InEnglish)
{
    private const int MostMonths = 120;
    private const int UsualMonths = 12;

    public const string Monthly = "month";

    /// <summary>The table that is read; none for hours of the week, which are no table of persons.</summary>
    public UsageTable? Table => By switch
    {
        ReportBy.Month => UsageTable.Total,
        ReportBy.Community => UsageTable.Community,
        ReportBy.Site => UsageTable.Site,
        ReportBy.HomeCommunity => UsageTable.Home,
        ReportBy.Funder => UsageTable.Funder,
        ReportBy.Kind => UsageTable.Kind,
        ReportBy.OriginDestination => UsageTable.OriginDestination,
        _ => null,
    };

    public IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = From; month <= To; month = month.AddMonths(1))
                yield return month;
        }
    }

    /// <summary>How it was asked, in the words of the request.</summary>
    public IReadOnlyList<string> Words => By == ReportBy.Month ? [Monthly] : ByMonth ? [Api.Words.Of(By), Monthly] : [Api.Words.Of(By)];

    /// <summary>The year up to the running month, unless something else is asked for.</summary>
    public static ReportAsked Read(QueryReader query, DateOnly running, ReportBy usual)
    {
        var to = Month(query, "to") ?? running;
        var from = Month(query, "from") ?? to.AddMonths(1 - UsualMonths);
        if (from > to)
            query.Refuse("from", "is no later than 'to'");
        else if (from < to.AddMonths(1 - MostMonths))
            query.Refuse("from", $"is at most {MostMonths} months before 'to'");

        var (by, byMonth) = ReadBy(query, usual);
        var format = query.Word<ReportFormat>("format") ?? ReportFormat.Json;
        var language = query.Text("lang");
        if (language is not (null or "fr" or "en"))
            query.Refuse("lang", "is fr or en");

        return new ReportAsked(from, to, by, byMonth, format, query.Flag("bom"), language == "en");
    }

    private static (ReportBy By, bool ByMonth) ReadBy(QueryReader query, ReportBy usual)
    {
        if (query.Text("by") is not { } text)
            return (usual, usual == ReportBy.Month);

        var words = text.Split(',');
        var byMonth = words.Contains(Monthly, StringComparer.Ordinal);
        var others = words.Where(word => word != Monthly).ToList();
        if (others.Count == 0 && words.Length == 1)
            return (usual, true);

        if (others is [var word] && words.Length <= 2 && Api.Words.Read<ReportBy>(word) is { } by && (usual == ReportBy.OriginDestination) == (by == ReportBy.OriginDestination))
            return (by, byMonth);

        query.Refuse("by", usual == ReportBy.OriginDestination ? "is month" : "is month, community, site, home-community, funder, kind or weekday-hour, or one of them with ',month'");
        return (usual, true);
    }

    private static DateOnly? Month(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;

        if (DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2000 and < 2200)
            return month;

        query.Refuse(name, "is a month such as 2026-11");
        return null;
    }
}
