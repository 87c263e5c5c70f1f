using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Presence;

/// <summary>What a space's sensors have to say for themselves, as a keeper reads it: <c>nogaro-desk-1-pir: motion 08:57, heard since 06:00</c>.</summary>
internal sealed class SensorWords(SiteCalendar calendar, PresenceRules rules, DateTimeOffset now)
{
    public string Of(SpaceSensor sensor, SpaceState state)
    {
        var last = Sensors.At(state, [sensor], now, rules).LastNoticed is { } at ? $"{Noticing(sensor.Kind)} {When(at)}" : null;
        if (SpaceOccupancy.HeardSince(state, [sensor]) is { } since)
            return $"{sensor.Id}: {last ?? "nobody noticed"}, heard since {When(since)}";

        return $"{sensor.Id}: {(last is null ? "not heard" : $"silent, {last}")}";
    }

    /// <summary>A clock time, with its day where that is not today.</summary>
    public string When(DateTimeOffset at)
    {
        var (local, day) = (calendar.ToLocal(at), calendar.DayOf(at));
        var hour = Times.Hour(TimeOnly.FromDateTime(local.DateTime));
        return day == calendar.DayOf(now) ? hour : $"{Times.Day(day)} {hour}";
    }

    private static string Noticing(SensorKind kind) => kind switch
    {
        SensorKind.Pir => "motion",
        SensorKind.Mmwave => "presence",
        SensorKind.Seat => "seat taken",
        _ => "people counted",
    };
}
