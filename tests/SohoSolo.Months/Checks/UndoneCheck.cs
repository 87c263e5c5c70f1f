using SohoSolo.Core.Bookings;
using SohoSolo.Months.World;

namespace SohoSolo.Months.Checks;

/// <summary>A no-show that was wrong is undone when the news of it come, if the place was not given away meanwhile; and none is undone that was right.</summary>
internal sealed class UndoneCheck(IReadOnlyDictionary<SiteId, SimSite> sites, Truth truth, BookingHistory history, Violations violations)
{
    /// <summary>Clocks are a little wrong, and a door opens a moment after a badge was shown.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(15);

    /// <summary>A little more than what is being there.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(6);

    /// <summary>After that nothing of it can still be on the way.</summary>
    private static readonly TimeSpan Delivered = TimeSpan.FromHours(2);

    private readonly Dictionary<BookingId, Booking> missed = [];
    private readonly HashSet<BookingId> undone = [];

    public int Undone => undone.Count;

    /// <summary>How many were looked at again when everything was known.</summary>
    public int LookedAt { get; private set; }

    public void Missed(Booking booking)
    {
        missed[booking.Id] = booking;
        if (undone.Contains(booking.Id))
            Say(booking.During.End, booking, "called a no-show again, and she was there");
    }

    public void Stands(Booking booking, DateTimeOffset at)
    {
        undone.Add(booking.Id);
        if (booking.Status is not (BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed or BookingStatus.Cancelled))
            Say(at, booking, $"its no-show was undone, and it does not stand but is {booking.Status}");
        if (!truth.CameIn(booking.Member, booking.Site, booking.During.Start.AddMinutes(-31), at) && truth.Seen(booking.Space, booking.During.Start - Stay, at) == 0)
            Say(at, booking, "its no-show was undone, and nobody was there");
    }

    /// <summary>Looks at those of which everything must have come.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (var booking in missed.Values.Where(booking => booking.During.End + Delivered < now && booking.During.End + Delivered < sites[booking.Site].DeliveredTo).ToList())
        {
            missed.Remove(booking.Id);
            LookedAt++;
            if (history.Last(booking.Id).Status == BookingStatus.NoShow && !history.WasInTheWay(booking))
                LookAtMissed(booking, now);
        }
    }

    private void LookAtMissed(Booking booking, DateTimeOffset now)
    {
        if (truth.CameIn(booking.Member, booking.Site, booking.During.Start + Around, booking.During.End - Around))
            Say(now, booking, "is still a no-show, and the door had let her in, and nobody had her place");

        // A sensor that died may have taken with it what it had not said yet.
        var died = sites[booking.Site].Sensors[booking.Space].Silence(booking.During.Start, now) > TimeSpan.Zero;
        if (!died && truth.Noticed(booking.Space, booking.During.Start, ReleaseCheck.DeadlineOf(booking)) >= Stay)
            Say(now, booking, "is still a no-show, and somebody sat there before a sensor that works");
    }

    private void Say(DateTimeOffset at, Booking booking, string what) => violations.Add(at, $"{ReleaseCheck.Of(booking)}: {what}");
}
