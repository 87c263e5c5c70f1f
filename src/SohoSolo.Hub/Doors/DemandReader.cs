using SohoSolo.Core.Access;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Doors;

/// <summary>Reads which mode a keeper wants of a door, and until when.</summary>
internal static class DemandReader
{
    private static readonly TimeSpan LongestDemand = TimeSpan.FromDays(31);

    public static DoorDemand Read(FieldCheck check, string word, string? until, Telecentre site, DateTimeOffset now)
    {
        // The schedule is the site's own; nobody asks for it.
        var mode = Words.Read<DoorMode>(word);
        if (mode is null or DoorMode.ScheduledOpen) check.Refuse("mode", "is normal, held-unlocked, lockdown or evacuation");
        if (mode == DoorMode.Normal && until is not null) check.Refuse("until", "does not go with normal, which takes every demand back");

        return new DoorDemand(mode ?? DoorMode.Normal, Until(check, until, site, now));
    }

    private static DateTimeOffset? Until(FieldCheck check, string? text, Telecentre site, DateTimeOffset now)
    {
        if (text is null) return null;

        var at = Times.Read(text) switch
        {
            WrittenTime.Instant(var instant) => instant,
            WrittenTime.Local(var local) when site.Calendar.Resolve(local) is LocalMoment.Instant(var instant, _) => instant,
            _ => (DateTimeOffset?)null,
        };
        if (at is null || at <= now || at > now + LongestDemand) check.Refuse("until", $"is a time to come, such as 2026-11-30T18:00, and {LongestDemand.Days} days ahead at most");

        return at;
    }
}
