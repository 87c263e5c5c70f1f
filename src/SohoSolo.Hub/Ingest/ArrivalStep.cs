using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Hub.Ingest;

/// <summary>Whoever the door let in has arrived: her bookings of that day there are checked in, also when the news comes late.</summary>
internal sealed class ArrivalStep(StayBook stays, ReadBatch read, DateTimeOffset now)
{
    public void Apply(GatewayEvent happened)
    {
        if (!ReadBatch.LetIn(happened))
            return;

        if (read.MemberOf(happened) is { } member)
            Member(happened, member);
        else if (happened.Booking is { } booking && stays.Find(new BookingId(booking)) is { } received)
            Guest(happened, received);
    }

    private void Member(GatewayEvent happened, MemberId member)
    {
        var evidence = EvidenceOf(happened, happened.Kind == EventKinds.Pin ? "pin" : "badge");
        var late = new LateComing(missed => stays.TakenFrom(missed, now), now);
        foreach (var (before, after) in Arrivals.Apply([.. stays.Of(member)], evidence, stays.Site.Rules, stays.Site.Calendar, late))
            stays.Put(before, after, WhatOf(before, after));
    }

    private static string WhatOf(Booking before, Booking after) => (before.Status, after.Status) switch
    {
        (BookingStatus.NoShow, BookingStatus.NoShow) => "place-taken",
        (BookingStatus.NoShow, _) => "no-show-undone",
        (_, BookingStatus.CheckedIn) => "checked-in",
        _ => "proven",
    };

    private void Guest(GatewayEvent happened, Booking booking)
    {
        // One guest comes in once, however often the pass is shown, and whichever pass it is.
        var guest = happened.Ref is { } pass ? read.Guests.GetValueOrDefault(pass) : 0;
        var kind = guest == 0 ? "guest" : string.Create(CultureInfo.InvariantCulture, $"guest-{guest + 1}");
        if (Arrivals.OfGuest(booking, EvidenceOf(happened, kind)) is { } after)
            stays.Put(booking, after, "guest-arrived");
    }

    private static Evidence EvidenceOf(GatewayEvent happened, string kind)
    {
        var door = EventRows.Text(happened.Door);
        var shown = happened.Kind == EventKinds.Qr ? "pass" : kind;
        return new Evidence(happened.At, kind, EventRows.Text(happened.Device), $"{shown} at the door{(door is null ? "" : $" {door}")}");
    }
}
