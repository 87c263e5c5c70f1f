using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.LeaseBook;

/// <summary>Every lease that is not over, and a new one.</summary>
public sealed record LeasesModel
{
    public required Network Network { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyList<LeaseModel> Leases { get; init; }

    public required LeaseDraft Draft { get; init; }

    /// <summary>Whom the search has found; null before somebody has searched.</summary>
    public IReadOnlyList<Member>? Found { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }

    public string? Field { get; init; }

    /// <summary>Bookings of others in the way of the new lease.</summary>
    public IReadOnlyList<(Booking Booking, Telecentre Site, string Name)> InTheWay { get; init; } = [];
}

/// <summary>A lease, whose it is, and the days to come that she has lent back.</summary>
public sealed record LeaseModel(Entitlement.Lease Lease, Telecentre Site, string Name, IReadOnlyList<DateOnly> LentDays);

/// <summary>A new lease as somebody has filled it in.</summary>
public sealed record LeaseDraft
{
    public string? Search { get; init; }

    public string? Member { get; init; }

    public string? Space { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Funder { get; init; }

    internal static LeaseDraft Of(Func<string, string?> read) => new()
    {
        Search = read("search"),
        Member = read("member"),
        Space = read("space"),
        From = read("from"),
        To = read("to"),
        Funder = read("funder"),
    };
}
