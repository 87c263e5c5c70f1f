using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Asks;
using SohoSolo.Storage;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Ingest;

/// <summary>
/// Walk-ins after the fact: who was let in while the hub could not be asked gets her booking now, at any price or without a place; a booking that the hub made for somebody whom the door turned away,
/// because the answer came too late, is taken back, and one that comes later still is not made.
/// </summary>
internal sealed class WalkInStep(Work work, Facts facts, StayBook stays, ReadBatch read, DateTimeOffset now)
{
    private readonly HashSet<string> closed = new(StringComparer.Ordinal);

    public void Apply(GatewayEvent happened)
    {
        if (read.IsHonoured(happened))
            Honour(happened, read.MemberOf(happened)!.Value);
        else if (ReadBatch.IsTurnedAway(happened))
            TakeBack(happened);
    }

    private void Honour(GatewayEvent happened, MemberId member)
    {
        // Her second badge of that half-day finds the booking that the first one made; one that she made while the door could not hear of it is hers from when check-in opens.
        if (!stays.Knows(member) || stays.Of(member).Any(booking => IsHers(booking, happened.At)))
            return;

        var ask = $"{new EventId(read.Batch.Gateway, read.Batch.Epoch, happened.Seq)}";
        var desks = WalkInDesks.Ranked(stays.Site, lastUsed: null);
        switch (WalkIns.Honour(new BookingId(Ids.Next()), member, desks, stays.FactsFor(member, happened.At), happened.At))
        {
            case HonouredWalkIn.Booked(var booking):
                Book(ask, booking, "booked");
                break;
            case HonouredWalkIn.Overdrawn(var booking):
                Book(ask, booking, "overdrawn");
                break;
            case HonouredWalkIn.Unplaced(var reason):
                work.PutWalkIn(ask, null, stays.Site.Id, member, Words.Of(reason));
                Note(ask, member, "unplaced");
                break;
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    private void Book(string ask, Booking booking, string outcome)
    {
        stays.Put(null, booking, outcome == "booked" ? "walked-in" : "walked-in-overdrawn");
        work.PutWalkIn(ask, booking.Id, booking.Site, booking.Member, outcome);
    }

    /// <summary>Unless she got in all the same: then it is hers.</summary>
    private void TakeBack(GatewayEvent happened)
    {
        if (facts.WalkIns.FirstOrDefault(row => row.Ask == happened.Ask) is not { } row)
        {
            Close(happened);
            return;
        }

        if (row.Booking is not { } id || stays.Find(id) is not { Status: BookingStatus.Confirmed } booking || read.Batch.Events.Any(later => IsLetInLater(later, happened, booking.Member)))
            return;

        if (BookingChanges.CancelBySite(booking, stays.Site.Calendar, "answered-too-late", now) is BookingDecision.Accepted(var after))
            stays.Put(booking, after with { Charges = [] }, "taken-back");
    }

    /// <summary>The hub may still be deciding: what it finds here keeps it from booking for somebody who has gone.</summary>
    private void Close(GatewayEvent happened)
    {
        if (closed.Add(happened.Ask!))
            work.PutWalkIn(happened.Ask!, null, stays.Site.Id, read.MemberOf(happened) ?? new MemberId(""), "turned-away");
    }

    private bool IsLetInLater(GatewayEvent later, GatewayEvent happened, MemberId member) =>
        later.Seq > happened.Seq && ReadBatch.LetIn(later) && read.MemberOf(later) == member;

    private bool IsHers(Booking booking, DateTimeOffset at) =>
        booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed
        && booking.During.Start - stays.Site.Rules.CheckInOpens <= at
        && at < booking.During.End;

    private void Note(string ask, MemberId member, string what) => work.Note(new JournalEntry
    {
        At = now,
        Entity = "walk-in",
        EntityId = ask,
        Version = 1,
        What = what,
        Actor = work.Command.Actor,
        MemberId = member.Value,
        SiteId = stays.Site.Id.Value,
    });
}
