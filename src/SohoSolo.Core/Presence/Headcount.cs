namespace SohoSolo.Core.Presence;

/// <summary>
/// How many a counter believes to be there: an estimate, for whoever slips past it stays wrong until it is put right. It never falls below zero, survives registers that begin again because they are
/// full or because the counter was restarted, and takes no notice of leaps that no crowd could make.
/// </summary>
/// <param name="There">People, 0 or more.</param>
/// <param name="ChangedAt">When it last changed.</param>
public sealed record Headcount(int There, DateTimeOffset ChangedAt)
{
    /// <summary>No small room sees more come or go between two reports.</summary>
    private const long MostBetweenReports = 200;

    /// <summary>Where nobody has come or gone for so long, those who are still counted are a mistake.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(6);

    /// <summary>So soon where another sensor of the space has noticed nobody either.</summary>
    private static readonly TimeSpan ForgottenTogether = TimeSpan.FromHours(2);

    /// <summary>The registers as they were last reported; null for a counter that has none.</summary>
    public CountReading.Totals? Registers { get; init; }

    public static Headcount After(Headcount? before, CountReading reading, DateTimeOffset at) => reading switch
    {
        CountReading.People(var there) => Changed(before, there, at),
        CountReading.Flow(var came, var went) when came > MostBetweenReports || went > MostBetweenReports => before ?? new Headcount(0, at),
        CountReading.Flow(var came, var went) => Changed(before, (before?.There ?? 0) + came - went, at, came + went > 0),
        CountReading.Totals totals => Counted(before, totals, at),
        _ => throw new System.Diagnostics.UnreachableException($"{reading}"),
    };

    /// <summary>When those who are counted cannot be there any more if nothing is noticed until then; null where nobody is. Not for a counter that says itself how many are there: it is believed.</summary>
    /// <param name="quietSince">When the other sensors of the space noticed anybody last; null where one does now, or there is no other.</param>
    public DateTimeOffset? ForgottenAt(DateTimeOffset? quietSince)
    {
        if (There == 0)
            return null;

        var (alone, together) = (ChangedAt + Forgotten, (quietSince > ChangedAt ? quietSince : ChangedAt) + ForgottenTogether);
        return quietSince is not null && together < alone ? together : alone;
    }

    private static Headcount Counted(Headcount? before, CountReading.Totals totals, DateTimeOffset at)
    {
        if (before?.Registers is not { } last || last.Bits != totals.Bits)
            return new Headcount((int)Math.Clamp(totals.In - totals.Out, 0, MostBetweenReports), at) { Registers = totals };

        var isRestart = totals.In < last.In && totals.Out < last.Out && (Step(last.In, totals.In, totals.Bits) > MostBetweenReports || Step(last.Out, totals.Out, totals.Bits) > MostBetweenReports);
        var (came, went) = isRestart ? (totals.In, totals.Out) : (Step(last.In, totals.In, totals.Bits), Step(last.Out, totals.Out, totals.Bits));
        var isLeap = came > MostBetweenReports || went > MostBetweenReports;
        var moved = isLeap ? before : Changed(before, before.There + (int)came - (int)went, at, came + went > 0);
        return moved with { Registers = totals };
    }

    private static long Step(long from, long to, int bits) => to >= from ? to - from : to - from + (1L << bits);

    private static Headcount Changed(Headcount? before, int there, DateTimeOffset at, bool hasMoved = false)
    {
        var bounded = Math.Max(0, there);
        return before is null || before.There != bounded || hasMoved ? new Headcount(bounded, at) { Registers = before?.Registers } : before;
    }
}
