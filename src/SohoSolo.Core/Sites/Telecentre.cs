using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Sites;

/// <summary>A place of the network with everything a decision needs to know of it. <see cref="Version"/> grows with every change.</summary>
public sealed record Telecentre
{
    public required SiteId Id { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    /// <summary>INSEE code of its commune, five characters.</summary>
    public required string Commune { get; init; }

    /// <summary>SIREN of its communauté de communes.</summary>
    public required string Community { get; init; }

    public required GeoPoint Location { get; init; }

    public required SiteCalendar Calendar { get; init; }

    public required BookingRules Rules { get; init; }

    public AccessRules Access { get; init; } = new();

    public PresenceRules Presence { get; init; } = new();

    /// <summary>In the order of their ids, which is the order of locking.</summary>
    public required IReadOnlyList<Space> Spaces { get; init; }

    /// <summary>Closures and blocks that are not over yet.</summary>
    public IReadOnlyList<Closure> Closures { get; init; } = [];

    public IReadOnlyList<string> Equipment { get; init; } = [];

    /// <summary>For whoever has checked in; null where there is none, or none to be told.</summary>
    public Wifi? Wifi { get; init; }

    /// <summary>Whether spaces here may be leased by the month.</summary>
    public bool Leases { get; init; }

    /// <summary>The size of its plan, in the units of its spaces' places; null for a site that nobody has drawn (<see cref="SitePlan"/>).</summary>
    public PlanSize? Plan { get; init; }

    /// <summary>The version with which the picture under its plan was last replaced; null where there is none.</summary>
    public int? PlanPicture { get; init; }

    public Space? Find(SpaceId id) => Spaces.FirstOrDefault(space => space.Id == id);
}

/// <summary>The wireless network of a site: its name, and the code where it has one.</summary>
public sealed record Wifi(string Name, string? Code);

/// <summary>A time when a site, or one space of it (then it is a block), cannot be booked.</summary>
public sealed record Closure(string Id, SiteId Site, SpaceId? Space, TimeRange During, string Reason)
{
    public bool Concerns(Space space) => space.Site == Site && (Space is null || Space == space.Id);
}

/// <summary>A communauté de communes or d'agglomération.</summary>
public sealed record Community(string Siren, string Name);

/// <summary>A commune of the reference data; <paramref name="InseeCode"/> keeps its leading digits.</summary>
public sealed record Commune(string InseeCode, string Name, string Community, int Population, GeoPoint Centre);
