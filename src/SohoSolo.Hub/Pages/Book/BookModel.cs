using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.Book;

public sealed record BookModel
{
    public required BookQuery Query { get; init; }

    /// <summary>The day at the sites.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The last day that can be booked; null without limit.</summary>
    public required DateOnly? LastDay { get; init; }

    /// <summary>Days to choose from with one press.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>Every site she may choose, nearest first.</summary>
    public required IReadOnlyList<NearSite> Sites { get; init; }

    /// <summary>What can be asked for, in this kind of place.</summary>
    public required IReadOnlyList<string> Equipment { get; init; }

    /// <summary>Whom it is for, where that is somebody else.</summary>
    public Member? For { get; init; }

    /// <summary>The site shown in full, and the others, nearest first; none where the time cannot be.</summary>
    public SitePlaces? Here { get; init; }

    public IReadOnlyList<SitePlaces> Elsewhere { get; init; } = [];

    /// <summary>What she holds at that time already.</summary>
    public IReadOnlyList<(Booking Booking, Telecentre Site)> Hers { get; init; } = [];

    /// <summary>Why what she asked for was not done.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What was just done, and to which booking.</summary>
    public string? Said { get; init; }

    public string? About { get; init; }
}

/// <summary>A site and how far it is from where she lives, where that is known.</summary>
public sealed record NearSite(Telecentre Site, double? Km);

/// <summary>What a site has in the time asked for.</summary>
public sealed record SitePlaces(NearSite Near, TimeRange During, IReadOnlyList<BookPlace> Places)
{
    public Telecentre Site => Near.Site;

    public int Free => Places.Count(place => place.IsFree);

    /// <summary>Everything is taken, and by others: any of them would do when it frees.</summary>
    public bool CanWait => Free == 0 && Places.All(place => place.Look is not (PlaceLook.Yours or PlaceLook.OtherPlace)) && Places.Any(place => place.CanWait);
}

public enum PlaceLook
{
    Free,
    Yours,
    Booked,
    Leased,
    Closed,
    Blocked,
    OutsideHours,
    Quota,
    Past,

    /// <summary>It is free, but she has another place at that time.</summary>
    OtherPlace,
}

/// <summary>Whether she can have a space; if not why, and when next.</summary>
public sealed record BookPlace(Space Space, PlaceLook Look, TimeRange? NextFree)
{
    public bool IsFree => Look == PlaceLook.Free;

    /// <summary>Somebody else has it: it may come free.</summary>
    public bool CanWait => Look is PlaceLook.Booked or PlaceLook.Leased;
}

/// <summary>A decline with its reason and up to three ways on.</summary>
public sealed record Refusal(string Reason, IReadOnlyList<WayOn> Ways)
{
    /// <summary>What to wait for: a field and its value.</summary>
    public (string Name, string Value)? Wait { get; init; }
}

/// <summary>Another place or time that she could have now, and what the form says to take it.</summary>
public sealed record WayOn(Telecentre Site, Space Space, TimeRange During, double? Km, string Value);
