using System.Text.Json.Serialization;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>A télécentre in a list: where it is, how many places it has, whether it is open today.</summary>
internal sealed record TelecentreView(
    string Id,
    string Name,
    CommuneView Commune,
    CommunityView Community,
    LocationView Location,
    string Zone,
    IReadOnlyDictionary<string, int> Counts,
    TodayView HoursToday,
    IReadOnlyList<string> Equipment,
    bool Leases,
    double? DistanceKm)
{
    public static TelecentreView Of(Telecentre site, Network network, DateTimeOffset now, double? distanceKm) => new(
        site.Id.Value,
        site.Name,
        CommuneView.Of(site, network),
        CommunityView.Of(site, network),
        new LocationView(site.Location.Latitude, site.Location.Longitude),
        site.Calendar.Zone,
        CountsOf(site),
        TodayView.Of(site, now),
        site.Equipment,
        site.Leases,
        distanceKm is { } km ? Math.Round(km, 1) : null);

    /// <summary>Every kind, also those of which there is none.</summary>
    public static IReadOnlyDictionary<string, int> CountsOf(Telecentre site) =>
        Enum.GetValues<SpaceKind>().ToDictionary(kind => Words.Of(kind), kind => site.Spaces.Count(space => space.Kind == kind));
}

/// <summary>A télécentre with everything about it.</summary>
internal sealed record TelecentreDetailView(
    string Id,
    int Version,
    string Name,
    CommuneView Commune,
    CommunityView Community,
    LocationView Location,
    string Zone,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<SpaceView> Spaces,
    IReadOnlyList<string> Equipment,
    HoursBody Hours,
    string HalfDayBoundary,
    TodayView HoursToday,
    bool Leases,
    IReadOnlyList<ClosureToComeView> Closures,
    PlanView Plan)
{
    public static TelecentreDetailView Of(Telecentre site, Network network, DateTimeOffset now) => new(
        site.Id.Value,
        site.Version,
        site.Name,
        CommuneView.Of(site, network),
        CommunityView.Of(site, network),
        new LocationView(site.Location.Latitude, site.Location.Longitude),
        site.Calendar.Zone,
        TelecentreView.CountsOf(site),
        [.. site.Spaces.Select(SpaceView.Of)],
        site.Equipment,
        HoursBody.Of(site.Calendar.Hours),
        Times.Hour(site.Calendar.HalfDayBoundary),
        TodayView.Of(site, now),
        site.Leases,
        [.. site.Closures.Where(closure => closure.During.End > now).OrderBy(closure => closure.During.Start).Select(closure => ClosureToComeView.Of(closure, site))],
        PlanView.Of(site));
}

/// <summary>The site from above: a size, and each space's rectangle in the same units. One that nobody has drawn is laid out by itself.</summary>
internal sealed record PlanView(int Width, int Height, bool Drawn, string? Picture, IReadOnlyList<PlanPlaceView> Places)
{
    /// <summary>Where the picture under a site's plan is to be had; null where there is none.</summary>
    public static string? PictureOf(Telecentre site) => site.PlanPicture is { } version ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/plans/{site.Id}/{version}") : null;

    public static PlanView Of(Telecentre site)
    {
        var plan = SitePlan.Of(site);
        return new PlanView(plan.Size.Width, plan.Size.Height, site.Plan is not null, PictureOf(site), [.. plan.Places.Select(found => new PlanPlaceView(found.Space.Id.Value, found.Place.X, found.Place.Y, found.Place.Width, found.Place.Height))]);
    }
}

internal sealed record PlanPlaceView(string Space, int X, int Y, int Width, int Height);

internal sealed record CommuneView(string InseeCode, string Name)
{
    public static CommuneView Of(Telecentre site, Network network) => new(site.Commune, network.Communes.GetValueOrDefault(site.Commune)?.Name ?? site.Commune);
}

internal sealed record CommunityView(string Siren, string Name)
{
    public static CommunityView Of(Telecentre site, Network network) =>
        new(site.Community, network.Communities.GetValueOrDefault(site.Community)?.Name ?? site.Community);
}

internal sealed record LocationView(double Lat, double Lon);

/// <summary>Today on the site's own clock. Closed days say why.</summary>
internal sealed record TodayView(string Day, bool Open, string? From, string? To, string? Reason)
{
    public static TodayView Of(Telecentre site, DateTimeOffset now)
    {
        var day = site.Calendar.DayOf(now);
        if (site.Calendar.Span(day, DayPart.Full) is not { } hours)
        {
            return new TodayView(Times.Day(day), false, null, null, "not-open-this-day");
        }

        var closure = site.Closures.FirstOrDefault(closure => closure.Space is null && closure.During.Contains(hours));
        return closure is null
            ? new TodayView(Times.Day(day), true, Clock(hours.Start, site), Clock(hours.End, site, isEnd: true), null)
            : new TodayView(Times.Day(day), false, null, null, closure.Reason);
    }

    /// <summary>The end of the last hour of a day is written 24:00, as people write it.</summary>
    private static string Clock(DateTimeOffset instant, Telecentre site, bool isEnd = false) =>
        Times.Hour(TimeOnly.FromDateTime(site.Calendar.ToLocal(instant).DateTime), isEnd);
}

internal sealed record SpaceView(string Id, string Name, string Kind, int Seats, IReadOnlyList<string> Equipment, bool NeedsApproval)
{
    public static SpaceView Of(Space space) => new(space.Id.Value, space.Name, Words.Of(space.Kind), space.Seats, space.Equipment, space.NeedsApproval);
}

/// <summary>When the site, or one space of it, cannot be booked.</summary>
internal sealed record ClosureToComeView(string Id, string? Space, string Start, string End, string LocalStart, string LocalEnd, string Reason)
{
    public static ClosureToComeView Of(Closure closure, Telecentre site) => new(
        closure.Id,
        closure.Space?.Value,
        Times.Utc(closure.During.Start),
        Times.Utc(closure.During.End),
        Times.Local(closure.During.Start, site.Calendar),
        Times.Local(closure.During.End, site.Calendar),
        closure.Reason);
}

[JsonSerializable(typeof(IReadOnlyList<TelecentreView>))]
[JsonSerializable(typeof(TelecentreDetailView))]
[JsonSerializable(typeof(TelecentrePost))]
[JsonSerializable(typeof(TelecentrePatch))]
internal sealed partial class SitesJson : JsonSerializerContext
{
    public static readonly SitesJson Shared = new(JsonRules.Options());
}
