using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Reports;

/// <summary>A report of use as it travels.</summary>
internal sealed record UsageView
{
    public required string From { get; init; }

    public required string To { get; init; }

    public required IReadOnlyList<string> By { get; init; }

    /// <summary>Which definition of the measures figures are made by from now on; each month says its own.</summary>
    public required int Definition { get; init; }

    /// <summary>The months of the range, and how firm each of them is.</summary>
    public required IReadOnlyList<ReportMonthView> Months { get; init; }

    /// <summary>Sums of whole frozen months, and of nothing else.</summary>
    public required IReadOnlyList<UsageRowView> Rows { get; init; }

    /// <summary>Months that are not frozen, each by itself, rounded: they add to no row above.</summary>
    public required IReadOnlyList<UsageRowView> Provisional { get; init; }
}

/// <param name="State"><c>frozen</c>, <c>open</c> (over, and not frozen yet) or <c>running</c>.</param>
/// <param name="Checksum">SHA-256 of the month's rows as published.</param>
/// <param name="Revisions">When its figures were corrected since, or could not be without telling of somebody.</param>
internal sealed record ReportMonthView(string Month, string State, string? FrozenAt, int Definition, string? Checksum, IReadOnlyList<ReportRevisionView> Revisions)
{
    public static ReportMonthView Of(ReportMonth month) => new(
        UsageRowView.MonthOf(month.Month),
        Words.Of(month.State),
        month.FrozenAt is { } at ? Times.Utc(at) : null,
        month.Definition,
        month.Checksum,
        [.. month.Revisions.Select(revision => new ReportRevisionView(Times.Utc(revision.At), revision.IsWithheld))]);
}

internal sealed record ReportRevisionView(string At, bool Withheld);

/// <summary>One row; every figure is null where it is hidden.</summary>
internal sealed record UsageRowView
{
    public string? Month { get; init; }

    public string? Community { get; init; }

    public string? Site { get; init; }

    public string? HomeCommunity { get; init; }

    public string? Funder { get; init; }

    public string? Kind { get; init; }

    public string? Weekday { get; init; }

    public int? Hour { get; init; }

    /// <summary>What the first of these is called; for a home in another country nothing.</summary>
    public string? Name { get; init; }

    public string? HomeName { get; init; }

    /// <summary>Half-days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Booked { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Used { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? NoShows { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? WalkIns { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Guests { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Hours { get; init; }

    /// <summary>Different persons over all the months of the row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Members { get; init; }

    /// <summary>The number of persons is rounded; in a provisional row every figure is.</summary>
    public bool Rounded { get; init; }

    /// <summary>Half-days that were to be had; leased ones are among them.</summary>
    public long? Offered { get; init; }

    public long? Leased { get; init; }

    /// <summary>Used of offered.</summary>
    public double? Occupancy { get; init; }

    public bool Suppressed { get; init; }

    /// <summary>Months of the range that are left out of the row because it is hidden there.</summary>
    public IReadOnlyList<string>? WithoutMonths { get; init; }

    public static string MonthOf(DateOnly month) => month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

[JsonSerializable(typeof(UsageView))]
internal sealed partial class ReportsJson : JsonSerializerContext
{
    public static readonly ReportsJson Shared = new(JsonRules.Options());
}
