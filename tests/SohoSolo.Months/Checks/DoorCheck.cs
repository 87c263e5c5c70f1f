using SohoSolo.Core.Bookings;
using SohoSolo.Months.World;

namespace SohoSolo.Months.Checks;

/// <summary>What a door answered to somebody.</summary>
/// <param name="Member">Whose badge it was; null for a badge that nobody has.</param>
/// <param name="Site">Where.</param>
/// <param name="At">When.</param>
/// <param name="SnapshotAt">When what the gateway decided by was signed.</param>
/// <param name="WasOnline">Whether the hub could be asked.</param>
/// <param name="Deny">Null when she was let in.</param>
internal sealed record DoorAnswer(string? Member, SiteId Site, DateTimeOffset At, DateTimeOffset? SnapshotAt, bool WasOnline, string? Deny);

/// <summary>No door opens without a right, and none stays shut before somebody who has one. What the door could not know yet, or not any more, is held against nobody.</summary>
internal sealed class DoorCheck(BookingHistory history, Violations violations)
{
    /// <summary>Who comes too late has paid all the same, and may come in.</summary>
    private static readonly BookingStatus[] Opening = [BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed, BookingStatus.NoShow];

    /// <summary>A snapshot may hold what was committed while it was made, and a clock may be a little wrong; held over, by five minutes.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan HeldOver = TimeSpan.FromMinutes(6);

    private readonly List<DoorAnswer> open = [];

    public int Opened { get; private set; }

    public int Denied { get; private set; }

    public SortedDictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    public void Answered(DoorAnswer answer) => open.Add(answer);

    /// <summary>Looks at what was answered, once everything that was committed until then is known.</summary>
    public void Look()
    {
        foreach (var answer in open)
        {
            if (answer.Deny is null)
                LookAtUnlock(answer);
            else
                LookAtDenial(answer);
        }

        open.Clear();
    }

    private void LookAtUnlock(DoorAnswer answer)
    {
        Opened++;
        if (answer.Member is not { } member)
        {
            violations.Add(answer.At, $"{answer.Site}: the door opened to a badge that nobody has");
            return;
        }

        var isKeeper = member == Villages.KeeperOf(answer.Site);
        var since = (answer.SnapshotAt ?? answer.At) - Around;
        var hasRight = history.Between(new MemberId(member), answer.Site, since, answer.At + Around)
            .Any(state => Opening.Contains(state.Booking.Status) && BookingHistory.Opens(state.Booking, HeldOver).Contains(answer.At));
        var isWalkIn = Villages.TakesWalkIns(answer.Site) && !answer.WasOnline;
        if (!hasRight && !isKeeper && !isWalkIn)
            violations.Add(answer.At, $"{answer.Site}: the door opened to {member}, who had no right");
    }

    private void LookAtDenial(DoorAnswer answer)
    {
        Denied++;
        Reasons[answer.Deny!] = Reasons.GetValueOrDefault(answer.Deny!) + 1;
        if (answer.Deny is "" or "?")
            violations.Add(answer.At, $"{answer.Site}: the door denied and did not say why");

        if (answer.Member is not { } member || answer.SnapshotAt is not { } since || answer.At - since > TimeSpan.FromDays(6))
            return;

        var had = history.Between(new MemberId(member), answer.Site, since - Around, answer.At)
            .Any(state => state.IsSteady && state.Booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn && BookingHistory.Opens(state.Booking, -Around).Contains(answer.At));
        if (had)
            violations.Add(answer.At, $"{answer.Site}: the door stayed shut before {member}, who had a booking: {answer.Deny}");
    }
}
