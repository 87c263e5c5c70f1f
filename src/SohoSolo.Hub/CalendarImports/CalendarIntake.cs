using System.Diagnostics;
using System.Text;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Outbound;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>What came of looking at a calendar.</summary>
internal abstract record Intake
{
    private Intake()
    {
    }

    public sealed record Read(IReadOnlyList<ImportedTime> Times, IReadOnlyList<string> Warnings, bool IsComplete, string? ETag) : Intake;

    /// <summary>Its server says that it is as it was.</summary>
    public sealed record Unchanged : Intake;

    /// <param name="Why">A word of the program's own.</param>
    /// <param name="RetryAfter">How long its server wants to be left alone.</param>
    public sealed record Failed(string Why, TimeSpan? RetryAfter = null) : Intake;
}

/// <summary>Gets somebody else's calendar and reads from it which times are taken up, for the months to come.</summary>
internal sealed class CalendarIntake(GuardedFetcher fetcher, TimeProvider clock)
{
    /// <summary>More times than a site or a room has busy in the months that are looked at; what comes after is told to be missing.</summary>
    public const int MostTimes = 400;

    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostRedirects = 3;
    private const int NotModified = 304;

    private const string Begin = "BEGIN:VCALENDAR";
    private const string End = "END:VCALENDAR";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>As far ahead as anybody may book, and more.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    /// <summary>Spaces, and the mark of UTF-8 that some programs begin with.</summary>
    private static readonly byte[] Unseen = [.. " \t\uFEFF"u8];

    /// <summary>Calendar programs write <c>webcal</c> for what is HTTPS.</summary>
    public static Uri? Address(string url)
    {
        var https = url.Trim() is var typed && typed.StartsWith("webcal:", StringComparison.OrdinalIgnoreCase) ? $"https:{typed["webcal:".Length..]}" : typed;
        return Uri.TryCreate(https, UriKind.Absolute, out var address) ? address : null;
    }

    public OutboundTrouble? Judge(Uri address) => fetcher.Judge(address);

    /// <param name="etag">Of the state that is known; null asks for it whole.</param>
    /// <param name="zone">In which times float that name none.</param>
    public async Task<Intake> Fetch(Uri address, string? etag, string zone, CancellationToken stop)
    {
        var request = new OutboundRequest
        {
            Method = HttpMethod.Get,
            Address = address,
            Headers = etag is null ? [] : [("If-None-Match", etag)],
            Patience = Patience,
            MostBytes = MostBytes,
            MostRedirects = MostRedirects,
        };
        return await fetcher.Fetch(request, stop) switch
        {
            Fetched.Failed(var trouble) => new Intake.Failed(Api.Words.Of(trouble)),
            Fetched.Answer { Status: NotModified } when etag is not null => new Intake.Unchanged(),
            Fetched.Answer { IsGood: true } answer => Read(answer.Body, zone, answer.ETag),
            Fetched.Answer answer => new Intake.Failed("answer", answer.RetryAfter),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    public Intake Read(byte[] bytes, string zone, string? etag = null)
    {
        // A page that asks to sign in has no events either: it must not be taken for a calendar that was emptied, nor what was cut off on its way for one that says less.
        var marks = Marks(bytes);
        if (!marks.Contains(Begin)) return new Intake.Failed("not-a-calendar");
        if (marks[^1] != End) return new Intake.Failed(Api.Words.Of(OutboundTrouble.BadAnswer));

        var now = clock.GetUtcNow();
        var reading = CalendarReader.Read(bytes).WithBusy();
        var found = CalendarExpansion.Expand(reading, new TimeRange(now, now + Ahead), zone, MostTimes);
        return new Intake.Read(CalendarImport.Times(found.Occurrences, now), [.. reading.Warnings, .. found.Warnings], found.IsComplete, etag);
    }

    /// <summary>The lines that say where calendars begin and end.</summary>
    private static List<string> Marks(byte[] bytes)
    {
        var marks = new List<string>();
        foreach (var range in bytes.AsSpan().SplitAny((byte)'\r', (byte)'\n'))
        {
            var line = bytes.AsSpan(range).Trim(Unseen);
            if (line.Length <= Begin.Length && Encoding.UTF8.GetString(line).ToUpperInvariant() is (Begin or End) and var mark) marks.Add(mark);
        }

        return marks;
    }
}
