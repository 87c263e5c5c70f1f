using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Hub.Reports;

/// <summary>How far a month is: figures of frozen ones stand.</summary>
public enum ReportState
{
    Frozen,

    /// <summary>Over, and still counted.</summary>
    Open,

    Running,
}

/// <summary>A later count that differed from what was published; withheld where so few persons used what differs that the difference would tell of them.</summary>
public sealed record ReportRevision(DateTimeOffset At, bool IsWithheld);

/// <summary>What there is to say of a month besides its figures.</summary>
public sealed record ReportMonth(DateOnly Month, ReportState State, DateTimeOffset? FrozenAt, int Definition, string? Checksum, IReadOnlyList<ReportRevision> Revisions);

/// <summary>A cell with what was to be had there, in half-days; nothing where that is asked of homes and funders.</summary>
public sealed record ReportRow(RangeCell Use, long? Offered, long? Leased);

/// <summary>An hour of the week; hours null where it is hidden.</summary>
public sealed record ReportHour(WeekHour At, long? Hours);
