using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Pages.Bookings;

namespace SohoSolo.Hub.Pages.Home;

public sealed record HomeModel
{
    /// <summary>What the one button books; null where nothing can be proposed.</summary>
    public UsualModel? Usual { get; init; }

    /// <summary>Her days of next week; empty where none of them is to be had.</summary>
    public IReadOnlyList<UsualDay> Week { get; init; } = [];

    /// <summary>The télécentre that her habit is at, on whose clock her days are told.</summary>
    public Telecentre? Here { get; init; }

    public required DateOnly Today { get; init; }

    public IReadOnlyList<Statement> Left { get; init; } = [];

    public IReadOnlyList<CardModel> Offers { get; init; } = [];

    public IReadOnlyList<CardModel> Next { get; init; } = [];

    /// <summary>How many more are to come than are shown.</summary>
    public int More { get; init; }

    /// <summary>A word for what was just done, and the booking it was done to.</summary>
    public (string Word, CardModel? Card)? Said { get; init; }

    public WeekAnswer? WeekAnswer { get; init; }

    public DeclinedModel? Declined { get; init; }
}

/// <summary>The next usual day, and her usual place where it is another that is proposed.</summary>
public sealed record UsualModel(UsualDay Day, Space? Missed, Telecentre Here)
{
    /// <summary>How far the proposed place is from the usual télécentre, where it is at another one.</summary>
    public double? Km => Day is UsualDay.Bookable(_, _, var site, _, _) && site.Id != Here.Id ? Math.Round(Here.Location.DistanceKm(site.Location)) : null;
}

/// <summary>What became of each day of a week.</summary>
public sealed record WeekAnswer(IReadOnlyList<CardModel> Booked, IReadOnlyList<(DateOnly Day, string Reason)> Missed);
