using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>Every télécentre, by name, with where it lies.</summary>
public sealed record ChamberSitesModel(IReadOnlyList<(Telecentre Site, string Commune, string Community)> Sites);

public sealed record NewSiteModel
{
    public required NewSite Draft { get; init; }

    /// <summary>To choose from: "Nogaro (32296)".</summary>
    public required IReadOnlyList<string> Communes { get; init; }

    public required IReadOnlyList<string> Things { get; init; }

    public Refusal? Refusal { get; init; }
}

/// <summary>A télécentre and what is filled in of it.</summary>
public sealed record ChamberSiteModel
{
    public required Telecentre Site { get; init; }

    public required SiteSheet Sheet { get; init; }

    public required string Commune { get; init; }

    public required string Community { get; init; }

    public required IReadOnlyList<string> Things { get; init; }

    public string? Said { get; init; }

    public Refusal? Refusal { get; init; }
}

/// <summary>One place of a télécentre, and what stands in the way of taking it out of use.</summary>
public sealed record ChamberSpaceModel
{
    public required Telecentre Site { get; init; }

    public required Space Space { get; init; }

    public required SpaceSheet Sheet { get; init; }

    public required IReadOnlyList<string> Things { get; init; }

    /// <summary>The first bookings of it from now on.</summary>
    public required IReadOnlyList<SpaceBooking> Bookings { get; init; }

    public required int BookingsInAll { get; init; }

    public required IReadOnlyList<SpaceTenant> Tenants { get; init; }

    public bool IsFree => BookingsInAll == 0 && Tenants.Count == 0;

    public Refusal? Refusal { get; init; }
}

public sealed record SpaceBooking(string Name, string? Phone, TimeRange During);

/// <summary>Who leases it, from when; without a last day there is no end.</summary>
public sealed record SpaceTenant(string Name, DateOnly First, DateOnly? Last);
