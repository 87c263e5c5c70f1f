namespace SohoSolo.Core.Presence;

/// <summary>One sensor's own part of folding: what it says, what that tells of when somebody was noticed, and how long its word counts.</summary>
internal static class SensorFold
{
    /// <summary>A PIR that only tells of changes says "nobody" about so long after the last movement; how long exactly is the device's own setting.</summary>
    public static readonly TimeSpan DeviceHold = TimeSpan.FromSeconds(60);

    /// <summary>A PIR that sees movement for so long without a break is stuck.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(12);

    /// <summary>Seconds: what is said more rarely is said because something changed.</summary>
    private const double SamplesEvery = 60;

    private const double Smoothing = 0.1;
    private const double MissedSamples = 5;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(2);

    public static SensorState After(SensorState before, PresenceSignal signal) => signal switch
    {
        PresenceSignal.Health { IsHeard: false } => before with { HeardSince = null, IsThere = null, Since = null, MustSpeak = before.MustSpeak || (before.IsThere == true && before.Kind != SensorKind.Pir) },
        PresenceSignal.Health => before.MustSpeak ? before : before with { HeardSince = before.HeardSince ?? signal.At },
        PresenceSignal.Noticed noticed => Said(before, noticed.IsThere, signal.At),
        PresenceSignal.Counted counted => Counted(before, counted),
        _ => throw new System.Diagnostics.UnreachableException($"{signal}"),
    };

    /// <summary>Whether its word that somebody is there still counts.</summary>
    public static bool IsOn(SensorState sensor, DateTimeOffset at) => sensor.IsThere == true && OnUntil(sensor) is var until && (until is null || at < until);

    /// <summary>When it counts no longer if nothing more is said; null for never.</summary>
    public static DateTimeOffset? OnUntil(SensorState sensor)
    {
        if (sensor.Kind != SensorKind.Pir)
            return null;

        var stuck = sensor.Since + Stuck;
        if (!IsSampling(sensor))
            return stuck;

        var missed = sensor.SaidAt + Longer(TimeSpan.FromSeconds(MissedSamples * sensor.Every), LeastPatience);
        return missed < stuck ? missed : stuck;
    }

    public static bool IsStuck(SensorState sensor, DateTimeOffset at) => sensor is { Kind: SensorKind.Pir, IsThere: true } && at - sensor.Since >= Stuck;

    /// <summary>Up to when it is known to have noticed somebody, for a sensor that is on.</summary>
    public static DateTimeOffset NoticedUpTo(SensorState sensor, DateTimeOffset at)
    {
        if (sensor.Kind != SensorKind.Pir)
            return at;

        var said = sensor.LastNoticed ?? at;
        return IsSampling(sensor) || at - DeviceHold <= said ? said : at - DeviceHold;
    }

    private static bool IsSampling(SensorState sensor) => sensor.Samples && sensor.Every <= SamplesEvery;

    private static SensorState Said(SensorState before, bool isThere, DateTimeOffset at)
    {
        var every = before.SaidAt is not { } last ? 0 : before.Every == 0 ? (at - last).TotalSeconds : before.Every + (Smoothing * (Math.Min((at - last).TotalSeconds, 3600) - before.Every));
        var noticed = isThere ? at : before.IsThere == true ? NoticedUpTo(before, at) : before.LastNoticed;
        return before with
        {
            HeardSince = before.HeardSince ?? at,
            MustSpeak = false,
            SaidAt = at,
            Every = Math.Round(every, 3),
            Samples = before.Samples || (before.IsThere == false && !isThere),
            IsThere = isThere,
            Since = isThere ? (before.IsThere == true ? before.Since : at) : null,
            LastNoticed = before.LastNoticed > noticed ? before.LastNoticed : noticed,
        };
    }

    private static SensorState Counted(SensorState before, PresenceSignal.Counted counted)
    {
        var count = Headcount.After(before.Count, counted.Reading, counted.At);
        var said = Said(before, count.There > 0, counted.At);
        return said with { Count = count, SaysItself = counted.Reading is CountReading.People };
    }

    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
